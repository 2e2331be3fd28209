#include "models/steps_gaps.hpp"

#include <algorithm>

namespace kouan::models {

bool StepsGaps::is_gap(const std::string& at) const {
  return std::any_of(errors_.begin(), errors_.end(), [&](const std::string& error) {
    if (!error.starts_with(at)) return false;
    const std::string rest = error.substr(at.size());
    for (const char* list : {"steps[", "otherwise[", "ways["})
      if (rest.find(list) != std::string::npos) return false;
    return !rest.starts_with(".parallel[") || rest.find("][") == std::string::npos;
  });
}

std::size_t StepsGaps::known_from(const language::Node& list, const std::string& path,
                                  std::size_t i) const {
  std::size_t known = i + 1;
  while (known < list.items.size() && !is_gap(language::join(path, known)))
    ++known;
  return known;
}

}  // namespace kouan::models
