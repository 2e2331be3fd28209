// What keeps theory from following a class through the steps of its program.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "analysis/theory/stage_profile.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// Whether the step asks for one server of a resource.
bool asks(const sim::Step& step);

/// Whether it asks for one of `resource`, alone or beside others.
bool asks_for(const sim::Model& model, const sim::Step& step, std::size_t resource);

/// What theory cannot follow through step `index`. Whatever is only waited for, as a whole waits
/// for its parts, leaves known how many go on.
std::optional<Obstacle> obstacle_of(const sim::Model& model, std::size_t index);

/// Whether some of class `c` leave before the end of their way, though no queue turns them away:
/// their time is not among those of the results.
bool some_leave_early(const sim::Model& model, std::size_t c);

/// Leaves out of these what steps bring in of which only whole ways are known.
void forget_steps(Obstacles& why);

/// What a class has been through on coming to each of its steps, over all ways.
class StepObstacles {
 public:
  StepObstacles(const sim::Model& model, std::size_t c);

  bool comes_to(std::uint32_t step) const { return is_reached_[step] != 0; }
  const Obstacles& before(std::uint32_t step) const { return been_through_[step]; }

  /// What it meets while it holds a server that it asks for at the step, documents left out.
  Obstacles while_held(std::uint32_t asked) const;

 private:
  std::uint32_t known_steps() const { return static_cast<std::uint32_t>(model_.steps.size()); }
  Obstacles after(std::uint32_t from, std::uint32_t to) const;
  void come(std::uint32_t step, const Obstacles& with);

  const sim::Model& model_;
  std::vector<Obstacles> been_through_;
  std::vector<char> is_reached_;
  std::set<std::uint32_t> open_;
};

}  // namespace kouan::analysis::theory
