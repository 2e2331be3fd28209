// Field listings of steps in which entities part and meet, or wait for their time.
#include <fmt/format.h>

#include "models/scenario_verbs.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

const Listing<Parallel>& parallel_listing() {
  static const auto k_listing =
      Listing<Parallel>("parallel",
                        "Ways that go on at once; the vehicle goes on when they are done. What it "
                        "holds stays held.",
                        "同时进行的各项；办结后车辆继续，已占用者保持占用。")
          .field("ways", &Parallel::ways, list_of(steps(false), 1, 100))
          .required()
          .doc("The ways, each a list of steps.", "各项，每项为步骤列表。")
          .example("[[{visit: documents}], [{visit: scanner}]]")
          .field("needed", &Parallel::needed, count(from_to(1, 100)))
          .otherwise("all")
          .doc("How many must be done; the others go on to their ends alone.",
               "须办结的项数；其余各项自行完成。")
          .example("1")
          .shorthand("ways")
          .check([](Reader& reader, const Node& map, const std::string& path, Parallel& out) {
            if (static_cast<std::size_t>(out.needed) <= out.ways.size()) return;
            reader.error(Code::out_of_range, map.find("needed")->mark, join(path, "needed"),
                         {"found more than there are ways", "多于所列项数"},
                         told("at most {}", "至多{}", out.ways.size()));
          });
  return k_listing;
}
const ObjectInfo& parallel_info() { return parallel_listing().info(); }

/// What those do who find no place, no slot or not enough others.
template <class S>
Listing<S>& with_otherwise(Listing<S>& listing, const char* en, const char* zh) {
  return listing
      .field(
          "otherwise",
          [](S& s) -> Steps& {
            s.has_otherwise = true;
            return s.otherwise;
          },
          steps())
      .otherwise("[leave]")
      .doc(en, zh)
      .example("[{visit: second-gate}]");
}

Listing<Gather>& with_patience(Listing<Gather>& listing) {
  return listing
      .field(
          "patience", [](Gather& g) -> sim::Distribution& { return g.patience_s.emplace(); },
          distribution(time_dimension(), true))
      .otherwise("unlimited")
      .doc("It gives up after waiting for so long.", "等候超过此时长即放弃。")
      .example("\"exponential(2 h)\"");
}

const Listing<Gather>& gather_listing() {
  static const auto k_listing = [] {
    auto listing =
        Listing<Gather>(
            "gather",
            "Wait at a gathering until the batch leaves; one carrier then does the inner "
            "steps, the members aboard.",
            "在集结点等候成批；随后由一个载体执行内部步骤，成员随行。")
            .field("at", &Gather::at, name_of("gatherings"))
            .required()
            .doc("The gathering.", "集结点。")
            .example("marshalling")
            .field("steps", &Gather::steps, steps())
            .otherwise("[]")
            .doc("Done once for the batch; then the members go on.",
                 "整批执行一次，随后成员各自继续。")
            .example("[{visit: bogie-exchange}]")
            .shorthand("at");
    with_patience(listing);
    return with_otherwise(listing, "Done instead by those who give up; then on after this step.",
                          "放弃者改为执行的步骤，随后继续其后流程。");
  }();
  return k_listing;
}
const ObjectInfo& gather_info() { return gather_listing().info(); }

const Listing<Gather>& meet_listing() {
  static const auto k_listing = [] {
    auto listing =
        Listing<Gather>("meet", "Wait at a meeting until the others are there.",
                        "在会合点等候其他成员。")
            .field("at", &Gather::at, name_of("meetings"))
            .required()
            .doc("The meeting.", "会合点。")
            .example("coupling")
            .field("as", &Gather::as, word({"part", "whole"}))
            .otherwise("part")
            .doc("By origin: as a part of a whole, or as the whole that its parts come back to.",
                 "按来源会合时的身份：部分，或其部分所归的整体。")
            .example("whole")
            .field("steps", &Gather::steps, steps())
            .otherwise("[]")
            .doc("Done once for all of them; then each goes on.", "共同执行一次，随后各自继续。")
            .example("[{visit: transshipment}]")
            .shorthand("at");
    with_patience(listing);
    return with_otherwise(
        listing, "Done instead by those who find no place or give up; then on after this step.",
        "无位或放弃者改为执行的步骤，随后继续其后流程。");
  }();
  return k_listing;
}
const ObjectInfo& meet_info() { return meet_listing().info(); }

const Listing<Split>& split_listing() {
  static const auto k_listing =
      Listing<Split>(
          "split",
          "So many of another class leave with equal shares of the load and begin their "
          "own process; the vehicle goes on with the rest of it.",
          "拆分出若干其他类别的单元，均分所带走的载荷，各循其流程；原单元带其余载荷继续。")
          .field("into", &Split::into, name_of("classes"))
          .required()
          .doc("The class of the parts.", "拆出的类别。")
          .example("wagon")
          .field("number", &Split::number, distribution(number_dimension(), true))
          .otherwise("1")
          .doc("How many; what is drawn is rounded.", "数量；抽取值取整。")
          .example("50")
          .field("share", &Split::share, quantity(share_dimension(), from_to(0, 1)))
          .otherwise("100 %")
          .doc("Share of the load that they take with them, all together.",
               "各单元合计带走的载荷比例。")
          .example("6 %")
          .field("clock", &Split::clock, word({"own", "whole"}))
          .otherwise("own")
          .doc("When they came: now, or when the whole did, with its declaration.",
               "计时起点：自拆分时起，或沿用原单元的到达与申报时刻。")
          .example("whole");
  return k_listing;
}
const ObjectInfo& split_info() { return split_listing().info(); }

const Listing<Appointment>& appointment_listing() {
  static const auto k_listing = [] {
    auto listing =
        Listing<Appointment>("appointment",
                             "Take the next free slot of a book and wait in the lot until it.",
                             "预约下一空闲时段，并在停车场等候。")
            .field("book", &Appointment::book, name_of("books"))
            .required()
            .doc("The book.", "预约簿。")
            .example("gate-slots")
            .field(
                "early", [](Appointment& a) -> sim::Distribution& { return a.early_s.emplace(); },
                distribution(time_dimension(), true))
            .otherwise("0 min")
            .doc("Goes on so long before the slot, but not before now.", "较时段提前的时长。")
            .example("\"uniform(0 min, 10 min)\"")
            .field(
                "late", [](Appointment& a) -> sim::Distribution& { return a.late_s.emplace(); },
                distribution(time_dimension(), true))
            .otherwise("0 min")
            .doc("Goes on so long after that.", "再推迟的时长。")
            .example("\"exponential(5 min)\"")
            .field("no_show", &Appointment::no_show, quantity(share_dimension(), from_to(0, 1)))
            .otherwise("0 %")
            .doc("Share whose slot stays empty, and who leave, or do `otherwise`.",
                 "爽约比例：时段空置，车辆离开或执行 otherwise。")
            .example("5 %")
            .shorthand("book");
    return with_otherwise(
        listing, "Done instead by those who do not come or find no slot; then on after this step.",
        "爽约或无空闲时段者改为执行的步骤，随后继续其后流程。");
  }();
  return k_listing;
}
const ObjectInfo& appointment_info() { return appointment_listing().info(); }

}  // namespace

std::vector<Verb> parting_verbs() {
  return {
      verb<Parallel>({"parallel",
                      {"Go several ways at once.", "同时办理多项。"},
                      "parallel: [[{visit: documents}], [{visit: scanner}]]"},
                     &itself<Parallel>, object(&parallel_listing, &parallel_info)),
      verb<Gather>({"gather",
                    {"Wait until a batch is complete; go on together.", "等候成批，同行。"},
                    "gather: {at: marshalling, steps: [{visit: bogie-exchange}]}"},
                   &itself<Gather>, object(&gather_listing, &gather_info)),
      verb<Gather>({"meet",
                    {"Wait until those of other kinds are there; go on together.",
                     "等候其他类别，会合后同行。"},
                    "meet: coupling"},
                   &itself<Gather>, object(&meet_listing, &meet_info)),
      verb<Split>({"split",
                   {"Parts of another class leave the vehicle.", "拆分为其他类别的单元。"},
                   "split: {into: wagon, number: 50}"},
                  &itself<Split>, object(&split_listing, &split_info)),
      verb<LetOff>({"let-off",
                    {"Those aboard go on by themselves, each in its own process.",
                     "随车成员卸离，各循其流程继续。"},
                    "let-off"}),
  };
}

std::vector<Verb> lot_verbs() {
  return {
      verb<Appointment>({"appointment",
                         {"Take a slot and wait for it.", "预约并等候时段。"},
                         "appointment: gate-slots"},
                        &itself<Appointment>, object(&appointment_listing, &appointment_info)),
      verb<WaitUntil>({"wait-until",
                       {"Wait until hours are open; go on at once while they are.",
                        "等到开放时间；已开放则直接继续。"},
                       "wait-until: gate"},
                      &WaitUntil::hours, name_of("hours")),
  };
}

}  // namespace kouan::models
