#include "analysis/report/carried_words.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

bool all_are_trains(const models::Scenario& scenario) {
  const auto& classes = scenario.classes;
  return std::all_of(classes.begin(), classes.end(), [](const models::EntityClass& cls) {
    return !models::comes_from_outside(cls) || cls.counts.trains == 1;
  });
}

}  // namespace

CarriedWords::CarriedWords(const models::Scenario& scenario)
    : in_(carried_in(scenario)), are_trains_(all_are_trains(scenario)) {}

CarriedWords::CarriedWords(const models::Scenario& base, const models::Scenario& with)
    : in_(carried_in({&base, &with})), are_trains_(all_are_trains(base) && all_are_trains(with)) {}

Text CarriedWords::with_noun(const Text& number) const {
  return are_trains_ ? Text{number.en + " trains", number.zh + " 列"}
                     : Text{number.en + " vehicles", number.zh + " 辆"};
}

Text CarriedWords::amount(const Estimate& carried) const {
  if (in_ == CarriedIn::tonnes) return tonnes(carried);
  const std::string number = with_interval(carried);
  return with_noun({number, number});
}

Text CarriedWords::more(const Estimate& carried) const {
  if (in_ == CarriedIn::tonnes) return tonnes_more(carried);
  const std::string number = signed_with_interval(carried);
  return with_noun({number, number});
}

Text CarriedWords::at_most(const Estimate& change) const {
  const double most = std::abs(change.mean) + change.half_width.value_or(0);
  constexpr double k_least_t = 100;  // below a ten-thousandth of a million no decimal is shown
  const double least = in_ == CarriedIn::tonnes ? k_least_t : 1;
  const double step = most > least ? std::pow(10.0, std::floor(std::log10(most)) - 1) : least;
  const double used = std::max(step, least);
  const double up = std::max(least, std::ceil(most / used - 1e-9) * used);
  constexpr int k_digits = 12;  // fewer than a product of doubles is wrong in
  if (in_ == CarriedIn::tonnes) {
    const MassUnit en = mass_unit(up, Language::en), zh = mass_unit(up, Language::zh);
    return {as_written(rounded(up / en.t, k_digits)) + " " + en.name,
            as_written(rounded(up / zh.t, k_digits)) + " " + zh.name};
  }
  const std::string number = as_written(rounded(up, k_digits));
  return with_noun({number, number});
}

Text CarriedWords::known(double carried) const {
  if (in_ == CarriedIn::tonnes) {
    const MassUnit en = mass_unit(carried, Language::en), zh = mass_unit(carried, Language::zh);
    return {plain(carried / en.t) + " " + en.name, plain(carried / zh.t) + " " + zh.name};
  }
  return with_noun({plain(carried), plain(carried)});
}

Text CarriedWords::roughly(const Estimate& carried) const {
  const Text about = is_rough(carried) ? Text{"about ", "约 "} : Text{};
  if (in_ == CarriedIn::tonnes) {
    const double size = size_of_figure(carried);
    const MassUnit en = mass_unit(size, Language::en), zh = mass_unit(size, Language::zh);
    return {about.en + cut_by_interval(scaled(carried, 1 / en.t)) + " " + en.name,
            about.zh + cut_by_interval(scaled(carried, 1 / zh.t)) + " " + zh.name};
  }
  const std::string number = cut_by_interval(carried);
  return with_noun({about.en + number, about.zh + number});
}

ShownUnit CarriedWords::unit(Language language, double beside) const {
  if (in_ == CarriedIn::vehicles)
    return shown_unit(are_trains_ ? "trains/yr" : "vehicles/yr", language);
  const MassUnit unit = mass_unit(beside, language);
  // Divided, so that the factor is the number nearest to 1e-4 too, as in sentences: ties round
  // alike.
  return {std::string(unit.name) + (language == Language::zh ? "/年" : "/yr"), 1 / unit.t};
}

}  // namespace kouan::analysis
