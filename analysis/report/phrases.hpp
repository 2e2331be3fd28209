// Parts of sentences that the answer and its details share, in both languages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/report/numbers.hpp"
#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// "37.9 ± 0.2 Mt" and "3,790 ± 20 万吨", of tonnes.
models::Text tonnes(const Estimate& t);
/// The same with a sign.
models::Text tonnes_more(const Estimate& t);

/// Whether a real relative difference is below half a per cent, interval included: true perhaps,
/// but of no use to a planner.
bool is_small(const Estimate& relative);

/// Title of the value; its path where it has none.
models::Text name_of_value(const models::Text& title, const models::RangedValue& value);

/// Of a stage, yard or store.
models::Text place_title(const VariantReport& variant, const std::string& id);
models::Text variant_title(const Report& report, const std::string& id);
const VariantReport& variant_of(const Report& report, const std::string& id);

/// What was tried there: "one more track" where the scenario has a word for it, else "one more
/// server", "one more place" of a yard; "a second track" of a single one, "10 % more removal" from
/// a store, "open one hour longer".
models::Text one_more(const models::Scenario& scenario, const Place& place);

/// "Customs", "the room to wait at Customs".
models::Text named_place(const Place& place);

/// "stage", "yard", "section", "store", or "queue" of the room to wait at one.
const char* kind_of_place(const models::Scenario& scenario, const Place& place);

/// Of a gain of two places: "one more server, one more place".
models::Text one_more_at_both(const models::Scenario& scenario, const Gain& pair);

/// ": each direction has its own track already, …" of a section of which there is no one more.
models::Text why_no_more(const models::Scenario& scenario, const std::string& id);

/// "As it stands", "With “Smart gates”".
models::Text under(const Report& report, const VariantReport& variant);

/// Under a table of differences: which way round these are, of what takes away what the base has;
/// of other alternatives nothing.
models::Text way_of_differences(const Variant& variant);

/// The class that brings most in the base, if any was cleared: of those that the question is about,
/// else of those that come from outside, or, if none of these was, of all.
std::optional<std::size_t> main_class(const Report& report);

/// Stages and stores that are asked for more than they can do, over the whole run, whatever is
/// finished after closing.
std::vector<const theory::StageLoad*> overloaded(const VariantReport& variant);
/// Others that are in some month.
std::vector<const theory::StageLoad*> overloaded_in_a_month(const VariantReport& variant);
/// Of the run, and of its worst month; where some of those counted need not come, what comes at
/// least: "≥1.19".
std::string load_that_comes(const theory::StageLoad& load);
std::string month_load_that_comes(const theory::StageLoad& load);

/// Whether saturated runs carry more than the demand's own mix can for ever, by more than chance.
bool is_above_bound_of_mix(const VariantReport& variant);

/// What it costs as its file writes it, and if that is of a part only, that it is; empty when
/// unknown.
models::Text cost_of_lever(const models::LeverInfo& lever);

/// "cost 1.2 billion yuan (grade B), opens 2027-12-31" of the levers that the scenario has beyond
/// the first `from`, each with its title where they are several, or `names_single`; empty where
/// nothing is known.
models::Text terms_of_levers(const models::Scenario& scenario, std::size_t from,
                             bool names_single = false);

/// "It presupposes a railway beyond that takes 60 Mt a year." of the same levers.
models::Text presupposed_by_levers(const models::Scenario& scenario, std::size_t from);

/// "2023", "2023 to 2024": the years simulated.
models::Text years_simulated(const models::Scenario& scenario);

/// "inbound", "入境" of a direction of throughput, and "wagons", "车皮" of its unit.
models::Text direction_name(const std::string& direction);
models::Text counting_unit(const std::string& unit);

/// What a measure of the port counts in vehicles: "12.3 ± 0.4 trains", "12.3 ± 0.4 列" where all
/// that come from outside are trains, each for as many as its class counts; else vehicles.
models::Text vehicles_or_trains(const models::Scenario& scenario, const Samples& samples,
                                std::string_view measure);

/// "inbound 12.3 ± 0.4 trains a day with 9.1 ± 0.2 Mt a year, outbound …)": trains and tonnes, or
/// TEU where no tonnes are counted, each once, by direction. Nothing of a port that is not of
/// trains.
models::Text trains_by_direction(const models::Scenario& scenario, const Samples& samples);

/// Tonnes (vehicles where nobody brings a load) that are expected to come in a year of 365 days; 0
/// where that is not known, as of fleets.
double demand_per_year(const VariantReport& variant);
/// Whether more comes than the saturated runs carry, their interval included.
bool is_above_capacity(const VariantReport& variant);

/// Sentences being collected. Each is a group of its own, but for those between open_group() and
/// close_group(): these are one group, the first its head.
class Sentences {
 public:
  void say(std::string en, std::string zh);
  /// Nothing of an empty text.
  void say(const models::Text& text);
  void open_group();
  void close_group() { group_ = Group::none; }
  Answer take() { return std::move(said_); }

 private:
  enum class Group : std::uint8_t { none, begins, goes_on };

  Answer said_;
  Group group_ = Group::none;
};

/// The text as a sentence of its own: with a capital and a full stop; nothing of an empty text.
models::Text as_sentence(const models::Text& text);
/// Two sentences, or the one that is not empty.
models::Text one_after(const models::Text& first, const models::Text& second);

/// Whether the precision that was asked for was reached, and how wide the widest interval is; of
/// runs without such a wish nothing.
void say_precision(const Report& report, Sentences& out);

/// Of each class of which any are, which share is turned away or gives up.
void say_turned_away(const Report& report, const VariantReport& variant, Sentences& out);

}  // namespace kouan::analysis
