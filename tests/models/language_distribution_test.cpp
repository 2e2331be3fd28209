#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "models/language/distribution_text.hpp"

using namespace kouan;
using namespace kouan::models::language;

namespace {

Parsed<DistributionText> read(const char* text) {
  return parse_distribution(text, time_dimension(), "tests/models/data");
}

double mean(const char* text) {
  CAPTURE(text);
  const auto parsed = read(text);
  REQUIRE(parsed);
  return parsed.value.distribution.mean();
}

}  // namespace

TEST_CASE("distributions have the mean that their text says") {
  CHECK(mean("12 min") == 720);
  CHECK(mean("constant(12 min)") == 720);
  CHECK(mean("uniform(2 min, 4 min)") == 180);
  CHECK(mean("uniform(high 4 min, low 2 min)") == 180);
  CHECK(mean("triangular(1 min, 2 min, 6 min)") == 180);
  CHECK(mean("exponential(mean 30 s)") == 30);
  CHECK(mean("exponential(30 s)") == 30);
  CHECK(mean("erlang(k 3, mean 40 s)") == doctest::Approx(40));
  CHECK(mean("gamma(mean 4 min, cv 0.4)") == doctest::Approx(240));
  CHECK(mean("weibull(shape 1, scale 90 min)") == doctest::Approx(5400));
  CHECK(mean("lognormal(mean 2.9 min, cv 0.5)") == doctest::Approx(174));
  CHECK(mean("lognormal( 2.9min ,0.5 )") == doctest::Approx(174));
  CHECK(mean("normal(mean 5 min, sd 10 s, min 4 min, max 6 min)") == doctest::Approx(300));
  CHECK(mean("empirical(times.csv)") == doctest::Approx((60 + 2 * 120 + 300) / 4.0));
}

TEST_CASE("cuts condition the distribution") {
  const auto cut = read("normal(5 min, 3 min, min 1 min)");
  REQUIRE(cut);
  CHECK(cut.value.distribution.lower_bound() == doctest::Approx(60));
  CHECK(read("uniform(1 min, 2 min, min 5 min)").problem->code == Code::distribution);
  CHECK(read("uniform(1 min, 2 min, min 5 min, max 3 min)").problem->code == Code::order);
}

TEST_CASE("the probability below zero is told") {
  CHECK(probability_below_zero(read("normal(5 min, 3 min)").value.distribution) ==
        doctest::Approx(0.5 * std::erfc(5.0 / 3.0 / std::sqrt(2.0))));
  CHECK(probability_below_zero(read("uniform(-1 min, 3 min)").value.distribution) ==
        doctest::Approx(0.25));
  CHECK(probability_below_zero(read("exponential(1 min)").value.distribution) == 0);
}

TEST_CASE("what is no distribution is refused with the place of the trouble") {
  const auto refuse = [](const char* text, Code code, int offset) {
    CAPTURE(text);
    const auto parsed = read(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.problem->code == code);
    CHECK(parsed.problem->offset == offset);
  };
  refuse("lognorm(mean 3 min, cv 1)", Code::distribution, 0);
  refuse("lognormal", Code::wrong_type, 0);
  refuse("lognormal()", Code::distribution, 0);
  refuse("lognormal(mean 3 min, cv 1", Code::distribution, 0);
  refuse("lognormal(mean 3 min, cv 1))", Code::distribution, 0);
  refuse("lognormal(mean 3 min,, cv 1)", Code::wrong_type, 21);
  refuse("lognormal(mean 3 min, cv 1,)", Code::distribution, 27);
  refuse("(3 min)", Code::distribution, 0);
  refuse("lognormal(mean 3, cv 1)", Code::unit_missing, 10);
  refuse("lognormal(mean 3 min, cv 1 min)", Code::unit_dimension, 22);
  refuse("lognormal(mean 3 min, cv 100)", Code::out_of_range, 0);
  refuse("triangular(5 min, 3 min, 7 min)", Code::order, 0);
  refuse("triangular(3 min, 3 min, 3 min)", Code::order, 0);
  refuse("uniform(3 min, 3 min)", Code::order, 0);
  refuse("erlang(0, 3 min)", Code::out_of_range, 0);
  refuse("exponential(-3 min)", Code::out_of_range, 0);
  refuse("empirical()", Code::distribution, 0);
  refuse("empirical(none.csv)", Code::data_file, 0);
}

TEST_CASE("scaling multiplies times and nothing else") {
  CHECK(scaled_distribution("lognormal(mean 2 min, cv 0.5)", time_dimension(), 1.5) ==
        "lognormal(mean 3 min, cv 0.5)");
  CHECK(scaled_distribution("erlang(k 3, mean 40 s, max 2 min)", time_dimension(), 2) ==
        "erlang(k 3, mean 80 s, max 4 min)");
  CHECK(scaled_distribution("12 min", time_dimension(), 0.5) == "6 min");
}

TEST_CASE("every form of the reference page is read") {
  for (const DistributionForm& form : distribution_forms()) {
    CAPTURE(form.signature());
    CHECK_FALSE(form.doc.en.empty());
    CHECK_FALSE(form.doc.zh.empty());
  }
}
