#include "models/text.hpp"

namespace kouan::models {

namespace {

Text joined(const std::vector<Text>& parts, const Text& between, const Text& before_last) {
  Text all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) all += i + 1 == parts.size() ? before_last : between;
    all += parts[i];
  }
  return all;
}

}  // namespace

Text listed(const std::vector<Text>& parts) { return joined(parts, {", ", "、"}, {", ", "、"}); }

Text all_of(const std::vector<Text>& parts) { return joined(parts, {", ", "、"}, {" and ", "、"}); }

Text one_of(const std::vector<Text>& parts) { return joined(parts, {", ", "、"}, {" or ", "或"}); }

Text one_after_another(const std::vector<Text>& parts) {
  return joined(parts, {"; ", "；"}, {"; ", "；"});
}

}  // namespace kouan::models
