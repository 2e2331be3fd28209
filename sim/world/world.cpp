#include "sim/world/world.hpp"

#include <simgrid/kernel/resource/Model.hpp>
#include <simgrid/s4u.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>

#include "sim/engine.hpp"

namespace kouan::sim {
namespace {

/// Our calendar as one more resource model of SimGrid (the place where SimGrid hosts ns-3): asked
/// last, it is told when the next event of everything else is due and advances in bulk up to there.
class CalendarModel : public simgrid::kernel::resource::Model {
 public:
  explicit CalendarModel(Engine& engine) : Model("kouan calendar"), engine_(engine) {}

  bool next_occurring_event_is_idempotent() override { return false; }

  /// `bound_s` is the time to the next event of all other models [s], negative when there is none.
  /// Returns the time to the instant up to which the calendar has run, negative when the run is
  /// over.
  double next_occurring_event(double bound_s) override {
    if (over_) return -1.0;
    const double now_s = simgrid::s4u::Engine::get_clock();
    Micros until = k_never;
    if (bound_s >= 0) until = from_seconds(now_s + bound_s);
    over_ = !engine_.advance_until(until);
    if (!over_) return to_seconds(until) - now_s;
    return std::max(0.0, to_seconds(engine_.now()) - now_s);
  }

  void update_actions_state(double /*now*/, double /*delta*/) override {}

 private:
  Engine& engine_;
  bool over_ = false;
};

simgrid::s4u::Engine& the_only_world() {
  static bool used = false;
  if (used) throw std::logic_error("SimGrid's engine serves one run per process: fork first");
  used = true;
  static int argc = 2;
  static char name[] = "kouan";
  static char quiet[] = "--log=root.thres:error";
  static char* argv[] = {name, quiet, nullptr};
  static simgrid::s4u::Engine world(&argc, argv);
  return world;
}

}  // namespace

RunResult run_in_world(const Model& model, const RunOptions& options) {
  simgrid::s4u::Engine& world = the_only_world();
  auto* zone = simgrid::s4u::create_full_zone("port");
  zone->create_host("port", 1.0)->seal();
  zone->seal();
  Engine engine(model, options);
  world.add_model(std::make_shared<CalendarModel>(engine));
  world.run();
  return engine.finish();
}

}  // namespace kouan::sim
