#include "sim/stays.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace kouan::sim {
namespace {

/// Begin or end of a stay.
struct Edge {
  Micros at = 0;
  std::uint32_t cell = 0;
  int change = 0;
};

std::vector<Edge> edges_of(const Stay& whole, const std::vector<Stay>& parts) {
  std::vector<Edge> edges;
  for (const Stay& part : parts) {
    const Micros from = std::max(part.from, whole.from);
    const Micros to = std::min(part.to, whole.to);
    if (from >= to) continue;
    edges.push_back({from, part.cell, 1});
    edges.push_back({to, part.cell, -1});
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });
  return edges;
}

}  // namespace

std::vector<Stay> laid_over(const Stay& whole, const std::vector<Stay>& parts,
                            const std::vector<bool>& is_work) {
  std::vector<Stay> told;
  std::map<std::pair<bool, std::uint32_t>, int> present;  // by whether it is no work, and cell
  Micros since = whole.from;
  const auto tell_until = [&](Micros at) {
    if (at == since) return;
    const std::uint32_t cell = present.empty() ? whole.cell : present.begin()->first.second;
    if (!told.empty() && told.back().cell == cell) {
      told.back().to = at;
    } else {
      told.push_back({since, at, cell, whole.class_index});
    }
    since = at;
  };
  for (const Edge& edge : edges_of(whole, parts)) {
    tell_until(edge.at);
    const auto at = present.try_emplace({!is_work[edge.cell], edge.cell}, 0).first;
    at->second += edge.change;
    if (at->second == 0) present.erase(at);
  }
  tell_until(whole.to);
  return told;
}

}  // namespace kouan::sim
