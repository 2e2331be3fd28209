#include "sim/run.hpp"

#include "sim/engine.hpp"

namespace kouan::sim {

RunResult run(const Model& model, const RunOptions& options) {
  Engine engine(model, options);
  engine.advance_until(k_never);
  return engine.finish();
}

}  // namespace kouan::sim
