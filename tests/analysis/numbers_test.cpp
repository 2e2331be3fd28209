#include "analysis/report/numbers.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

#include "analysis/report/phrases.hpp"
#include "analysis/report/units.hpp"

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

TEST_CASE("a figure of few digits is never written as a power of ten") {
  using kouan::analysis::short_number;
  CHECK(short_number(28000, 4) == "28,000");
  CHECK(short_number(76.531, 4) == "76.53");
  CHECK(short_number(80, 4) == "80");
  CHECK(short_number(2160, 3) == "2,160");
  CHECK(short_number(0.0004, 3) == "0.0004");
}

TEST_CASE("tonnes are told in the largest unit of which they are a tenth") {
  const auto told = [](double mean, double half_width) {
    const kouan::models::Text text = kouan::analysis::tonnes({mean, half_width, 5});
    return text.en + " | " + text.zh;
  };
  CHECK(told(54.78e6, 0.03e6) == "54.78 ± 0.03 Mt | 5,478 ± 3 万吨");
  CHECK(told(0.1e6, 2e3) == "0.100 ± 0.002 Mt | 10.0 ± 0.2 万吨");
  CHECK(told(23881, 104) == "23.88 ± 0.10 kt | 2.388 ± 0.010 万吨");
  CHECK(told(54, 3) == "54 ± 3 t | 54 ± 3 吨");
  CHECK(told(0, 0) == "0 ± 0 Mt | 0 ± 0 万吨");
  // What cannot be told from nothing is as large as its interval.
  CHECK(told(-20, 12000) == "0 ± 12 kt | 0.0 ± 1.2 万吨");
}
