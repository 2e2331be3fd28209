// Figures a year of what a port's throughput is told in, in words: tonnes, vehicles or trains.
#pragma once

#include "analysis/carried.hpp"
#include "analysis/estimate.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"

namespace kouan::analysis {

class CarriedWords {
 public:
  explicit CarriedWords(const models::Scenario& scenario);
  /// Of scenarios that are compared.
  CarriedWords(const models::Scenario& base, const models::Scenario& with);

  CarriedIn in() const { return in_; }
  /// "37.9 ± 0.2 Mt" and "3,790 ± 20 万吨", or "87,600 ± 200 vehicles", of tonnes or vehicles.
  models::Text amount(const Estimate& carried) const;
  /// The same with a sign.
  models::Text more(const Estimate& carried) const;
  /// "0.0001 Mt", "0.01 万吨": what a change is at most that cannot be told from none; two digits,
  /// rounded up.
  models::Text at_most(const Estimate& change) const;
  /// Of a figure that is known.
  models::Text known(double carried) const;
  /// "33.6 Mt", "about 25 Mt": without its interval, which says how it is cut.
  models::Text roughly(const Estimate& carried) const;
  /// "9,870 vehicles", or trains.
  models::Text with_noun(const models::Text& number) const;
  /// "Mt/yr", "kt/yr" of a small port, or "vehicles/yr" as the language has it, for figures beside
  /// this one; its factor is from tonnes or vehicles.
  ShownUnit unit(Language language, double beside) const;
  /// Tonnes or vehicles in one of the unit of compared measures (Mt, vehicles).
  double in_measure() const { return in_ == CarriedIn::tonnes ? 1e6 : 1; }

 private:
  CarriedIn in_;
  bool are_trains_ = false;  ///< each vehicle counts as one
};

}  // namespace kouan::analysis
