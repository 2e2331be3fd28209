// Where the programs lead: which steps come after which, over all branches.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/program.hpp"

namespace kouan::sim {

/// Steps at which the entity, a part of it, or who comes of it may go on; k_none may be among them.
std::vector<std::uint32_t> next_steps(const Model& model, std::uint32_t step);

/// By step: those after which it may come.
std::vector<std::vector<std::uint32_t>> steps_before(const Model& model);

/// By step: whether a way leads from it to one of `goals`, which lead to themselves. `may_pass`
/// says whether a way may go from a step to one of the next.
std::vector<char> leading_to(
    const std::vector<std::vector<std::uint32_t>>& before, const std::vector<std::uint32_t>& goals,
    const std::function<bool(std::uint32_t from, std::uint32_t to)>& may_pass);

/// Steps at which one comes to the gathering as one of that kind.
std::vector<std::uint32_t> steps_of_kind(const Model& model, std::uint32_t gathering,
                                         std::size_t kind);

/// Steps at which one comes to the resource, whose servers are told apart.
std::vector<std::uint32_t> steps_of_batch(const Model& model, std::uint32_t resource);

/// Whether its servers begin only when several wait.
bool waits_for_a_batch(const ResourceDef& resource);

}  // namespace kouan::sim
