#include <doctest/doctest.h>

#include <string>

#include "models/language/quantity.hpp"

using namespace kouan::models::language;

TEST_CASE("quantities are read into SI") {
  CHECK(parse_quantity("12 min", time_dimension()).value == 720);
  CHECK(parse_quantity("12min", time_dimension()).value == 720);
  CHECK(parse_quantity("  1.5 h ", time_dimension()).value == 5400);
  CHECK(parse_quantity("2e1 d", time_dimension()).value == 20 * 86400.0);
  CHECK(parse_quantity(".5 s", time_dimension()).value == 0.5);
  CHECK(parse_quantity("+3 s", time_dimension()).value == 3);
  CHECK(parse_quantity("-3 s", time_dimension()).value == -3);
  CHECK(parse_quantity("30 m", length_dimension()).value == 30);
  CHECK(parse_quantity("9.91 km", length_dimension()).value == doctest::Approx(9910));
  CHECK(parse_quantity("65.8 t", mass_dimension()).value == doctest::Approx(65800));
  CHECK(parse_quantity("3 万吨", mass_dimension()).value == doctest::Approx(3e7));
  CHECK(parse_quantity("30 /h", rate_dimension()).value == doctest::Approx(30.0 / 3600));
  CHECK(parse_quantity("30/h", rate_dimension()).value == doctest::Approx(30.0 / 3600));
  CHECK(parse_quantity("36.5 Mt/yr", mass_rate_dimension()).value * 365 * 86400 ==
        doctest::Approx(36.5e9));
  CHECK(parse_quantity("3650 万吨/年", mass_rate_dimension()).value * 365 * 86400 ==
        doctest::Approx(36.5e9));
  CHECK(parse_quantity("36.5 Mt / yr", mass_rate_dimension()));
  CHECK(parse_quantity("92 %", share_dimension()).value == doctest::Approx(0.92));
  CHECK(parse_quantity("1.2 亿元", cny_dimension()).value == doctest::Approx(1.2e8));
  CHECK(parse_quantity("8", number_dimension()).value == 8);
}

TEST_CASE("every unit of every quantity is read") {
  for (const Dimension* dimension : all_dimensions()) {
    for (const Unit& unit : dimension->units) {
      CAPTURE(unit.word);
      const auto read = parse_quantity("2 " + unit.word, *dimension);
      REQUIRE(read);
      CHECK(read.value == doctest::Approx(2 * unit.factor));
    }
    CAPTURE(dimension->example);
    CHECK(parse_quantity(dimension->example, *dimension));
  }
}

TEST_CASE("what is no quantity is refused with the nearest right one") {
  const auto refuse = [](const char* text, Code code, const char* nearest = "") {
    CAPTURE(text);
    const auto read = parse_quantity(text, time_dimension());
    REQUIRE_FALSE(read);
    CHECK(read.problem->code == code);
    CHECK(read.problem->nearest == nearest);
  };
  refuse("", Code::wrong_type);
  refuse("   ", Code::wrong_type);
  refuse("soon", Code::wrong_type);
  refuse("min", Code::wrong_type);
  refuse("12", Code::unit_missing);
  refuse("0", Code::unit_missing);
  refuse("12 m", Code::unit_dimension, "12 min");
  refuse("12 t", Code::unit_dimension);
  refuse("12 mins", Code::unit_unknown, "12 min");
  refuse("12 Min", Code::unit_unknown, "12 min");
  refuse("12 小时", Code::unit_unknown, "12 h");
  refuse("1 h 30 min", Code::unit_unknown, "90 min");
  refuse("12 min 30", Code::unit_unknown);
  refuse("1e999 s", Code::number);
  refuse("1e-999 s", Code::number);
  refuse("1e19 s", Code::number);
  refuse("1e17 h", Code::number);
  refuse("nan s", Code::number);
  refuse(".inf s", Code::number);
  refuse("-Infinity", Code::number);
  refuse("0x10 s", Code::number);
  refuse("010 s", Code::number);
  refuse("1_000 s", Code::number, "1000 s");
  refuse("1,000 s", Code::number, "1000 s");
  refuse("1'000 s", Code::number, "1000 s");
  refuse("1 000 s", Code::number, "1000 s");
  refuse("1\u202F000 s", Code::full_width, "1000 s");
  refuse("1,000,000 s", Code::number, "1000000 s");
  refuse("2,5 min", Code::number, "2.5 min");
  refuse("1.200,5 s", Code::number, "1200.5 s");
  refuse("1,200.5 s", Code::number, "1200.5 s");
  refuse("1 200,5 s", Code::number, "1200.5 s");
  refuse("1,20,300 s", Code::number);  // can't be told
  refuse("1，200 s", Code::full_width, "1200 s");
  refuse("１２ min", Code::full_width, "12 min");
  refuse("12　min", Code::full_width, "12 min");
  refuse("-12 mins", Code::unit_unknown);
  refuse("-2 天", Code::unit_unknown);
  refuse("--3 s", Code::wrong_type);
  refuse("3..4 s", Code::unit_unknown);
  refuse("1e s", Code::unit_unknown);
}

TEST_CASE("an amount where a rate is wanted is asked for as one of the year") {
  const auto nearest = [](const char* text) {
    const auto read = parse_quantity(text, mass_rate_dimension());
    REQUIRE_FALSE(read);
    CHECK(read.problem->code == Code::unit_dimension);
    return read.problem->nearest;
  };
  CHECK(nearest("1000 万吨") == "1000 万吨/年");
  CHECK(nearest("36.5 Mt") == "36.5 Mt/yr");
  CHECK(nearest("12 km").empty());
  CHECK(parse_quantity("12 Mt/yr", mass_dimension()).problem->nearest.empty());
}

TEST_CASE("a share without a unit is asked for in per cent") {
  CHECK(parse_quantity("0.98", share_dimension()).problem->nearest == "98 %");
  CHECK(parse_quantity("98", share_dimension()).problem->nearest == "98 %");
  CHECK(parse_quantity("98％", share_dimension()).problem->nearest == "98%");
}

TEST_CASE("counts are whole and small enough") {
  CHECK(parse_whole("24").value == 24);
  CHECK(parse_whole("2e1").problem->nearest == "20");
  CHECK(parse_whole("4.0").problem->nearest == "4");
  CHECK_FALSE(parse_whole("2.5"));
  CHECK_FALSE(parse_whole("4 lanes"));
  CHECK(parse_whole("3e9").problem->code == Code::out_of_range);
}

TEST_CASE("ranges") {
  const auto range = parse_bounds("2 min .. 4 min", time_dimension());
  REQUIRE(range);
  CHECK(range.value.low == 120);
  CHECK(range.value.high == 240);
  CHECK(parse_bounds("10..60", number_dimension()).value.high == 60);
  CHECK(parse_bounds("0.5 % .. 5 %", share_dimension()).value.low == doctest::Approx(0.005));
  CHECK(parse_bounds("4 min .. 2 min", time_dimension()).problem->code == Code::order);
  CHECK(parse_bounds("2 min - 4 min", time_dimension()).problem->code == Code::range);
  CHECK(parse_bounds("2 .. 4 min", time_dimension()).problem->code == Code::unit_missing);
  CHECK(parse_bounds("2 min .. 4", time_dimension()).problem->offset > 0);
}

TEST_CASE("scaling keeps the unit") {
  CHECK(scaled_quantity("36.5 Mt/yr", 2) == "73 Mt/yr");
  CHECK(scaled_quantity("92 %", 0.5) == "46 %");
  CHECK(scaled_quantity("8", 1.25) == "10");
  CHECK(scaled_quantity("0.4 min", 3) == "1.2 min");  // a product of doubles is 1.2000000000000002
}
