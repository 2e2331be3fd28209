#include "analysis/theory/capacity_bound.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "analysis/theory/capacity_program.hpp"
#include "analysis/theory/capacity_rows.hpp"
#include "models/amounts.hpp"
#include "models/compile.hpp"

namespace kouan::analysis::theory {
namespace {

/// What the columns of the linear programs are made of.
class Bounds {
 public:
  Bounds(const models::Scenario& scenario, const models::ProcessGraph& graph,
         const CapacityRows& rows)
      : scenario_(scenario), graph_(graph), rows_(rows) {
    const double arrivals = std::accumulate(rows.arrivals.begin(), rows.arrivals.end(), 0.0);
    has_open_ = arrivals > 0;
    for (std::size_t c = 0; c < classes(); ++c)
      fleets_.push_back(is_fleet(c) ? fleet_weight(c) : 0);
    share_ = normalised(has_open_ ? rows.arrivals : fleets_);
  }

  CapacityBound all(const std::vector<double>& cleared) {
    CapacityBound out;
    if (!cleared.empty()) fill_cleared_mix(out, normalised(cleared));
    for (const CapacityRow& row : rows_.rows)
      out.stages.push_back(stage(row));
    fill_classes(out);
    fill_total(out);
    fill_any_run(out);
    fill_cut(out);
    return out;
  }

 private:
  bool is_fleet(std::size_t c) const { return scenario_.classes[c].fleet > 0; }
  std::size_t classes() const { return scenario_.classes.size(); }
  double per_day(double vehicles) const { return vehicles * models::k_day_s / rows_.window_s; }
  double tonnes_per_year(double kg) const {
    return kg / models::k_kg_per_t * models::k_year_s / rows_.window_s;
  }

  /// How much of the traffic a fleet is where there is nothing else.
  double fleet_weight(std::size_t c) const {
    return std::isfinite(rows_.fleet_cycles[c]) ? rows_.fleet_cycles[c] : 1;
  }

  static std::vector<double> normalised(std::vector<double> weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& w : weights)
      w = sum > 0 ? w / sum : 0;
    return weights;
  }

  static double mixed(const std::vector<double>& per_class, const std::vector<double>& share) {
    return std::inner_product(per_class.begin(), per_class.end(), share.begin(), 0.0);
  }

  /// Shares of the mix at a row: of the fleets that come there, if nobody of the mix does.
  std::vector<double> share_at(const CapacityRow& row) const {
    if (mixed(row.visits, share_) > 0) return share_;
    std::vector<double> weights = fleets_;
    for (std::size_t c = 0; c < classes(); ++c) {
      if (row.visits[c] <= 0) weights[c] = 0;
    }
    return normalised(std::move(weights));
  }

  /// Vehicles in the window that the row lets through, in these shares.
  static double limit_of(const CapacityRow& row, const std::vector<double>& share) {
    const double need = mixed(row.need, share);
    return need > 0 ? row.limit / need : k_infinite;
  }

  StageBound stage(const CapacityRow& row) const {
    const std::vector<double> share = share_at(row);
    const double limit = limit_of(row, share);
    StageBound out;
    out.id = row.id;
    out.is_store = row.is_store;
    out.is_left_out = row.is_left_out || has_unknown_visits(row);
    out.open_server_hours_per_year =
        row.open.server_s / models::k_hour_s * models::k_year_s / rows_.window_s;
    out.visits = mixed(row.visits, share);
    out.visits_to_clear = mixed(row.visits_to_clear, share);
    out.mean_service_s = out.visits > 0 && !row.is_store ? mixed(row.need, share) / out.visits : 0;
    out.on_every_way = out.visits > 0;
    for (std::size_t c = 0; c < classes(); ++c) {
      if (share[c] > 0 && row.on_every_way[c] == 0) out.on_every_way = false;
    }
    out.vehicles_per_day = per_day(limit);
    out.tonnes_per_year = tonnes_per_year(limit * mixed(rows_.payload_kg, share));
    return out;
  }

  /// Whether conditions decide for some who come here: these count for nothing in the sustained
  /// bound.
  static bool has_unknown_visits(const CapacityRow& row) {
    for (std::size_t c = 0; c < row.need.size(); ++c) {
      if (row.visits[c] > 0 && row.need[c] < row.visits[c] * row.least_need[c] * (1 - 1e-9))
        return true;
    }
    return false;
  }

  /// Cycles of a fleet when it has every stage to itself.
  double fleet_limit(std::size_t c) const {
    double vehicles = rows_.fleet_cycles[c];
    for (const CapacityRow& row : rows_.rows) {
      if (row.need[c] > 0) vehicles = std::min(vehicles, row.limit / row.need[c]);
    }
    return vehicles;
  }

  void fill_classes(CapacityBound& out) const {
    double mix = k_infinite;
    for (const CapacityRow& row : rows_.rows) {
      if (!rows_.may_turn_away) mix = std::min(mix, limit_of(row, share_));
    }
    for (std::size_t c = 0; c < classes(); ++c) {
      const double open = share_[c] > 0 ? mix * share_[c] : 0;
      const double vehicles = is_fleet(c) ? fleet_limit(c) : open;
      out.classes.push_back({scenario_.classes[c].id, is_fleet(c), per_day(vehicles),
                             tonnes_per_year(vehicles * rows_.payload_kg[c])});
    }
  }

  /// Columns: the open mix as one, then every fleet. Rows: every stage and store, then the fleets'
  /// cycles.
  void fill_total(CapacityBound& out) const {
    std::vector<std::size_t> fleets;
    for (std::size_t c = 0; c < classes(); ++c) {
      if (is_fleet(c)) fleets.push_back(c);
    }
    CapacityProgram program(1 + fleets.size());
    const bool is_loaded = has_load();  // else vehicles are what there is to be had most of
    if (has_open_) program.gain(0) = is_loaded ? mixed(rows_.payload_kg, share_) : 1;
    for (std::size_t f = 0; f < fleets.size(); ++f) {
      program.gain(at(f + 1)) = is_loaded ? rows_.payload_kg[fleets[f]] : 1;
    }
    for (const CapacityRow& row : rows_.rows) {
      Eigen::VectorXd need(at(1 + fleets.size()));
      need(0) = mixed(row.need, share_);
      for (std::size_t f = 0; f < fleets.size(); ++f)
        need(at(f + 1)) = row.need[fleets[f]];
      program.add(need, row.limit, {row.id});
    }
    for (std::size_t f = 0; f < fleets.size(); ++f) {
      program.limit_fleet(f + 1, rows_.fleet_cycles[fleets[f]], scenario_.classes[fleets[f]].id);
    }
    out.stage = binding([&](const CapacityRow& row) { return limit_of(row, share_); });
    if (rows_.may_turn_away) return fill_total_of_any_mix(out);
    const LinearOptimum best = program.solve();
    out.tonnes_per_year = is_loaded ? tonnes_per_year(best.value) : 0;
    out.parts = program.parts(best);
    out.vehicles_per_day = best.x.size() > 0 ? per_day(best.x.sum()) : k_infinite;
  }

  /// Those cleared may be another mix than those who come, and nobody need pass a stage that sends
  /// others round it: then what all of these places let through together is left.
  void fill_total_of_any_mix(CapacityBound& out) const {
    const double heaviest_kg = *std::max_element(rows_.payload_kg.begin(), rows_.payload_kg.end());
    const models::MinCut cut = least_cut(models::CutTarget::clearance);
    // Who clears what others handed on carries more than any came with.
    const double tonnes_cut = changes_hands(rows_.takes_over)
                                  ? k_infinite
                                  : cut.vehicles_per_day * models::k_year_s / models::k_day_s *
                                        heaviest_kg / models::k_kg_per_t;
    const CapacityProgram program = free_mix(has_load(), &CapacityRow::limit);
    const LinearOptimum best = program.solve();
    out.tonnes_per_year = has_load() ? tonnes_per_year(best.value) : 0;
    out.vehicles_per_day = per_day(free_mix(false, &CapacityRow::limit).solve().value);
    const bool is_cut =
        has_load() ? tonnes_cut < out.tonnes_per_year : cut.vehicles_per_day < out.vehicles_per_day;
    if (is_cut) {
      out.stage = cut.places.size() == 1 ? cut.places.front() : "";
    } else {
      out.parts = program.parts(best);
    }
    out.tonnes_per_year = std::min(out.tonnes_per_year, tonnes_cut);
    out.vehicles_per_day = std::min(out.vehicles_per_day, cut.vehicles_per_day);
  }

  /// One column a class; a row holds back only the classes that can't be cleared without it, one
  /// visit each.
  CapacityProgram free_mix(bool counts_tonnes, double CapacityRow::*limit) const {
    CapacityProgram program(classes());
    for (std::size_t c = 0; c < classes(); ++c) {
      program.gain(at(c)) = counts_tonnes ? rows_.payload_kg[c] : 1;
      program.limit_fleet(c, rows_.fleet_cycles[c], scenario_.classes[c].id);
    }
    for (const CapacityRow& row : rows_.rows) {
      Eigen::VectorXd need = Eigen::VectorXd::Zero(at(classes()));
      for (std::size_t c = 0; c < classes(); ++c) {
        if (row.on_every_way[c] != 0) need(at(c)) = row.least_need[c];
      }
      if (std::isfinite(row.*limit)) program.add(need, row.*limit, {row.id});
    }
    return program;
  }

  void fill_any_run(CapacityBound& out) const {
    const CapacityProgram program = free_mix(has_load(), &CapacityRow::limit_any_run);
    const LinearOptimum best = program.solve();
    out.tonnes_per_year_any_run = has_load() ? tonnes_per_year(best.value) : 0;
    out.vehicles_per_day_any_run =
        per_day(free_mix(false, &CapacityRow::limit_any_run).solve().value);
    out.parts_any_run = program.parts(best);
    double largest = 0;
    for (const BoundPart& part : out.parts_any_run) {
      if (part.is_fleet || part.share <= largest) continue;
      largest = part.share;
      out.stage_any_run = part.id;
    }
  }

  /// What of a row one vehicle of a class needs for sure.
  using NeedOf = double (Bounds::*)(const CapacityRow&, std::size_t) const;

  /// Where some may be turned away, who was cleared went another way than who came: then what
  /// everybody passes counts alone, one visit each.
  double need_in_mix(const CapacityRow& row, std::size_t c) const {
    if (!rows_.may_turn_away) return row.need[c];
    return row.on_every_way[c] != 0 ? row.least_need[c] : 0;
  }

  /// By the places that nobody of a class goes round.
  double need_for_ever(const CapacityRow& row, std::size_t c) const {
    if (!std::isfinite(row.limit_any_run)) return 0;  // those done may be the short ones
    return row.has_no_way_round[c] != 0 ? row.least_need[c] : 0;
  }

  /// As `fill_total`, with the fleets in the mix too: in the shares in which all were cleared.
  /// Where some may be turned away the least cut before clearance counts too.
  void fill_cleared_mix(CapacityBound& out, const std::vector<double>& share) const {
    double vehicles = vehicles_of_mix(share, &Bounds::need_in_mix);
    for (std::size_t c = 0; c < classes(); ++c)
      if (share[c] > 0) vehicles = std::min(vehicles, rows_.fleet_cycles[c] / share[c]);
    if (rows_.may_turn_away) {
      const double cut = least_cut(models::CutTarget::clearance).vehicles_per_day;
      vehicles = std::min(vehicles, cut * rows_.window_s / models::k_day_s);
    }
    const double no_way_round = vehicles_of_mix(share, &Bounds::need_for_ever);
    out.vehicles_per_day_cleared_mix = per_day(vehicles);
    out.vehicles_per_day_no_way_round = per_day(no_way_round);
    out.tonnes_per_year_cleared_mix =
        tonnes_per_year(kg_of_mix(share, vehicles, &Bounds::need_in_mix));
    out.tonnes_per_year_no_way_round =
        tonnes_per_year(kg_of_mix(share, no_way_round, &Bounds::need_for_ever));
  }

  /// Vehicles of this mix in the window.
  double vehicles_of_mix(const std::vector<double>& share, NeedOf need_of) const {
    double vehicles = k_infinite;
    for (const CapacityRow& row : rows_.rows) {
      double need = 0;
      for (std::size_t c = 0; c < classes(); ++c)
        need += share[c] * (this->*need_of)(row, c);
      if (need > 0) vehicles = std::min(vehicles, row.limit / need);
    }
    return vehicles;
  }

  double kg_of_mix(const std::vector<double>& share, double vehicles, NeedOf need_of) const {
    std::vector<char> clears_for_others = rows_.takes_over;
    for (std::size_t c = 0; c < classes(); ++c)
      if (share[c] <= 0) clears_for_others[c] = 0;
    if (changes_hands(clears_for_others)) return kg_with_handed_on(share, need_of);
    const double kg = mixed(rows_.payload_kg, share);
    return kg > 0 ? vehicles * kg : 0;
  }

  /// How much those who clear for others took over, their number does not tell; it came with
  /// vehicles of the classes that hand on, no more of which come than the places let through.
  /// Columns: all others in the mix, then each of these classes.
  double kg_with_handed_on(const std::vector<double>& share, NeedOf need_of) const {
    std::vector<std::size_t> column(classes(), 0);
    std::size_t columns = 1;
    for (std::size_t c = 0; c < classes(); ++c)
      if (rows_.hands_on[c] != 0) column[c] = columns++;
    CapacityProgram program(columns);
    const auto of_one = [&](std::size_t c) { return column[c] > 0 ? 1 : share[c]; };
    for (std::size_t c = 0; c < classes(); ++c) {
      const std::string& id = scenario_.classes[c].id;
      program.gain(at(column[c])) += of_one(c) * rows_.payload_kg[c];
      if (of_one(c) > 0) program.limit_fleet(column[c], rows_.fleet_cycles[c] / of_one(c), id);
      if (column[c] == 0) continue;
      Eigen::VectorXd cleared_itself = Eigen::VectorXd::Zero(at(columns));
      cleared_itself(0) = share[c];
      cleared_itself(at(column[c])) = -1;
      program.add(cleared_itself, 0, {id});
    }
    for (const CapacityRow& row : rows_.rows) {
      Eigen::VectorXd need = Eigen::VectorXd::Zero(at(columns));
      for (std::size_t c = 0; c < classes(); ++c)
        need(at(column[c])) += of_one(c) * (this->*need_of)(row, c);
      if (std::isfinite(row.limit)) program.add(need, row.limit, {row.id});
    }
    return program.solve().value;
  }

  static bool changes_hands(const std::vector<char>& takes_over) {
    return std::any_of(takes_over.begin(), takes_over.end(), [](char takes) { return takes != 0; });
  }

  models::MinCut least_cut(models::CutTarget target) const {
    std::vector<models::PlaceCapacity> places;
    for (const CapacityRow& row : rows_.rows) {
      double need = k_infinite;
      for (std::size_t c = 0; c < classes(); ++c) {
        if (row.is_reached[c] != 0) need = std::min(need, row.least_need[c]);
      }
      if (need > 0 && std::isfinite(need)) places.push_back({row.id, per_day(row.limit / need)});
    }
    std::vector<double> limits;
    for (const double cycles : rows_.fleet_cycles)
      limits.push_back(per_day(cycles));
    return models::min_cut(scenario_, graph_, places, limits, target);
  }

  void fill_cut(CapacityBound& out) const {
    const models::MinCut cut = least_cut(models::CutTarget::sink);
    out.min_cut_vehicles_per_day = cut.vehicles_per_day;
    out.min_cut = cut.places;
  }

  /// Id of the row with the least `limit`; empty if none limits, or fleets do by their own round
  /// trips.
  template <class Limit>
  std::string binding(Limit limit) const {
    std::string id;
    double least = has_open_
                       ? k_infinite
                       : std::accumulate(rows_.fleet_cycles.begin(), rows_.fleet_cycles.end(), 0.0);
    for (const CapacityRow& row : rows_.rows) {
      if (limit(row) >= least) continue;
      least = limit(row);
      id = row.id;
    }
    return id;
  }

  bool has_load() const {
    return std::any_of(rows_.payload_kg.begin(), rows_.payload_kg.end(),
                       [](double kg) { return kg > 0; });
  }

  static Eigen::Index at(std::size_t i) { return static_cast<Eigen::Index>(i); }

  const models::Scenario& scenario_;
  const models::ProcessGraph& graph_;
  const CapacityRows& rows_;
  std::vector<double> share_;  ///< of the open classes; of the fleets, if there is no open class
  std::vector<double> fleets_;
  bool has_open_ = false;
};

}  // namespace

CapacityBound capacity_bound(const models::Scenario& scenario, const models::ProcessGraph& graph,
                             const sim::Model& model, sim::Micros from,
                             const std::vector<double>& cleared) {
  const CapacityRows rows = capacity_rows(scenario, graph, model, from);
  return Bounds(scenario, graph, rows).all(cleared);
}

CapacityBound capacity_bound(const models::Scenario& scenario, sim::Micros from,
                             const std::vector<double>& cleared) {
  const models::ProcessGraph graph(scenario);
  return capacity_bound(scenario, graph, models::compile(scenario).model, from, cleared);
}

}  // namespace kouan::analysis::theory
