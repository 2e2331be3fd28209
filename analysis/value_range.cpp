#include "analysis/value_range.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "analysis/carried.hpp"
#include "analysis/measures.hpp"
#include "analysis/value_title.hpp"
#include "models/endless_classes.hpp"

namespace kouan::analysis {

namespace {

using models::RangedValue;
using models::RangeEnd;

double ratio(const RangedValue& value) { return value.high_si / value.low_si; }

bool can_be_put(const models::Scenario& scenario, const RangedValue& value) {
  return models::at_end(scenario, value, RangeEnd::low) &&
         models::at_end(scenario, value, RangeEnd::high);
}

}  // namespace

std::optional<RangedValue> widest_range(const models::Scenario& scenario, const Place& place) {
  std::optional<RangedValue> widest;
  const auto compare = [&](const std::string& path) {
    auto found = models::ranged_value(scenario, path);
    if (!found || !(found->low_si > 0) || !can_be_put(scenario, *found)) return;
    if (!widest || ratio(*found) > ratio(*widest)) widest = std::move(found);
  };
  if (place.waiting_places > 0) {
    for (const char* of : {"stages.", "yards.", "sections."})
      compare(of + place.id + ".queue");
  } else if (place.is_store) {
    compare("stores." + place.id + ".removal");
  } else {
    compare("yards." + place.id + ".places");
    compare("stages." + place.id + ".service");
    compare("stages." + place.id + ".servers");
  }
  return widest;
}

bool has_same_value(const models::Scenario& other, const models::Scenario& scenario,
                    const RangedValue& value) {
  const models::Provenance* theirs = models::find_value(other, value.path);
  const models::Provenance* ours = models::find_value(scenario, value.path);
  return theirs != nullptr && ours != nullptr && theirs->value == ours->value;
}

RangeEnds::RangeEnds(std::string id, models::Text label, const models::Scenario& scenario,
                     RangedValue value)
    : id_(std::move(id)),
      label_(std::move(label)),
      value_(std::move(value)),
      title_(value_title(scenario, value_.path)),
      in_(carried_in(scenario)) {
  ends_[0].at = value_.low;
  ends_[1].at = value_.high;
  for (const RangeEnd which : {RangeEnd::low, RangeEnd::high}) {
    End& end = ends_[static_cast<std::size_t>(which)];
    end.scenario = models::at_end(scenario, value_, which);
    if (end.scenario && models::is_unlimited(*end.scenario)) end.scenario.reset();
    if (end.scenario)
      end.compiled = models::compile(*end.scenario, {models::DemandMode::saturated, {}});
  }
}

std::vector<Lane> RangeEnds::lanes() {
  std::vector<Lane> lanes;
  for (End& end : ends_)
    if (end.scenario) lanes.push_back(lane_of(end));
  return lanes;
}

Lane RangeEnds::lane_of(End& end) const {
  return {{label_.en + ", with " + value_.path + " at " + end.at,
           label_.zh + "（" + value_.path + " 取 " + end.at + "）"},
          &end.compiled.model,
          [&end, in = in_](const sim::RunResult& run) {
            const Window window = observed_window(end.compiled);
            const auto index = measure_index(port_measures(), carried_measure(in));
            end.tonnes.push_back(port_measures()[index].value(View{run, *end.scenario, window, 0}));
          },
          [&end](const models::Text&) {
            end.scenario.reset();
            end.tonnes.clear();
          },
          id_};
}

void RangeEnds::drop(RangeEnd which) {
  End& end = ends_[static_cast<std::size_t>(which)];
  end.scenario.reset();
  end.compiled = {};
}

const std::vector<double>& RangeEnds::tonnes(RangeEnd end) const {
  return ends_[static_cast<std::size_t>(end)].tonnes;
}

std::optional<CapacityRange> RangeEnds::result() const {
  for (const End& end : ends_)
    if (end.tonnes.size() < 2) return std::nullopt;
  return CapacityRange{
      value_,          title_,         estimate(ends_[0].tonnes), estimate(ends_[1].tonnes),
      ends_[0].tonnes, ends_[1].tonnes};
}

}  // namespace kouan::analysis
