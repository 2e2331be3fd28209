// Field listings of steps that take several things at once, a section of way among them.
#include "models/scenario_fields_queues.hpp"
#include "models/scenario_verbs.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

const Listing<Taken>& taken_listing() {
  static const auto k_listing =
      Listing<Taken>("place", "Places of a yard that are taken together with others.",
                     "与其他资源一并占用的场地位。")
          .field("yard", &Taken::yard, name_of("yards"))
          .required()
          .doc("The yard.", "场地。")
          .example("arrival-tracks")
          .field("number", &Taken::number, definition(count(from_to(1, k_most_vehicles))))
          .otherwise("1")
          .doc("How many of its places.", "占用数量。")
          .example("2")
          .field("keep_free", &Taken::keep_free, definition(count(from_to(0, k_most_vehicles))))
          .otherwise("0")
          .doc("So many must stay free for others: a track kept for the other direction.",
               "须为他人保留的空位数，如为对向列车留一股道。")
          .example("1")
          .shorthand("yard");
  return k_listing;
}
const ObjectInfo& taken_info() { return taken_listing().info(); }

const Listing<Seize>& seize_listing() {
  static const auto k_listing = [] {
    auto listing =
        Listing<Seize>("seize",
                       "Wait until all these places are free at once, holding none of them till "
                       "then; take them and keep them until \"vacate\".",
                       "等候各场地位同时空闲，其间不占用其中任何一处；一并占用，直至 vacate。")
            .field("places", &Seize::places, list_of(object(&taken_listing, &taken_info), 1, 100))
            .required()
            .doc("Places of yards; the queue is that of the first.", "各场地位；在首个场地排队。")
            .example("[arrival-tracks, {yard: locomotives, number: 2}]")
            .field("order", &Seize::in_order, one_of_two({"first-able", "first-come"}))
            .otherwise("first-able")
            .doc("Whether those who asked later may get some of them before.",
                 "后到而条件具备者可先得（first-able），或严格先到先得（first-come）。")
            .example("first-come")
            .shorthand("places");
    return with_own_queue_rules(listing);
  }();
  return k_listing;
}
const ObjectInfo& seize_info() { return seize_listing().info(); }

const Listing<Pass>& pass_listing() {
  static const auto k_listing = [] {
    auto listing =
        Listing<Pass>("pass",
                      "Wait until a section may be entered, and travel it. At its end the vehicle "
                      "stays on it until the next step lets it go on.",
                      "等候驶入并通过区间；到达末端后仍在区间内，直至下一步骤容许其离开。")
            .field("section", &Pass::section, name_of("sections"))
            .required()
            .doc("The section.", "区间。")
            .example("border-line")
            .field("direction", &Pass::direction, text())
            .otherwise("the only one")
            .doc("In which direction.", "方向。")
            .example("north")
            .field("with", &Pass::with, list_of(object(&taken_listing, &taken_info), 1, 100))
            .otherwise("[]")
            .doc("Places taken together with the section: a receiving track.",
                 "与区间一并占用的场地位，如接车股道。")
            .example("[arrival-tracks]")
            .field("vacate", &Pass::vacate, list_of(name_of("yards"), 1, 100))
            .otherwise("[]")
            .doc("Places given up on entering: the track it comes from.",
                 "驶入时腾出的场地位，如出发股道。")
            .example("[departure-tracks]")
            .field(
                "time", [](Pass& p) -> sim::Distribution& { return p.time_s.emplace(); },
                drawn_or_attribute(time_dimension(), true))
            .otherwise("the section's")
            .doc("Time to travel it, or attribute(NAME).", "通过时间，或 attribute(NAME)。")
            .example("\"uniform(15 min, 25 min)\"")
            .shorthand("section");
    return with_own_queue_rules(listing);
  }();
  return k_listing;
}
const ObjectInfo& pass_info() { return pass_listing().info(); }

}  // namespace

std::vector<Verb> movement_verbs() {
  return {
      verb<Pass>({"pass",
                  {"Travel a section when it is free.", "区间空闲时通过。"},
                  "pass: {section: border-line, direction: north, with: [arrival-tracks]}"},
                 &itself<Pass>, object(&pass_listing, &pass_info)),
      verb<Seize>(
          {"seize",
           {"Take places of several yards at once, all or none.", "一并占用多个场地位，缺一不占。"},
           "seize: [arrival-tracks, locomotives]"},
          &itself<Seize>, object(&seize_listing, &seize_info)),
      verb<Vacate>({"vacate",
                    {"Give up places that were seized.", "腾出已占用的场地位。"},
                    "vacate: [locomotives]"},
                   &Vacate::yards, list_of(name_of("yards"), 1, 100)),
  };
}

}  // namespace kouan::models
