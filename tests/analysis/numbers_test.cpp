#include "analysis/report/numbers.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>

using kouan::analysis::Estimate;
using kouan::analysis::with_interval;

TEST_CASE("numbers are cut as on the page and in the documents") {
  const auto pairs = nlohmann::json::parse(std::ifstream("tests/numbers.json"));
  REQUIRE_FALSE(pairs.empty());
  for (const auto& pair : pairs) {
    Estimate e{pair.at("value"), std::nullopt, 2};
    if (!pair.at("half_width").is_null()) e.half_width = pair.at("half_width").get<double>();
    CHECK(with_interval(e) == pair.at("text").get<std::string>());
  }
}
