#include <doctest/doctest.h>

#include <string>

#include "analysis/check.hpp"
#include "tests/support/checked_port.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::models;
using namespace kouan::test;
using namespace kouan::test::checked;
using doctest::Approx;

namespace {

/// What `kouan check` prints, without its ends of lines.
std::string unfolded(const CheckReport& report, Language language) {
  std::string text = to_text(report, language);
  const std::string end = "\n  ", between = language == Language::en ? " " : "";
  for (std::size_t at = text.find(end); at != std::string::npos; at = text.find(end, at))
    text.replace(at, end.size(), between);
  return text;
}

}  // namespace

TEST_CASE("an overloaded stage is named, with its load") {
  Scenario s = port();
  s.classes[0].rates[0].rate_per_day = 150;
  const CheckReport report = check(s);
  const CheckWarning* overload = warning(report, "overload");
  REQUIRE(overload != nullptr);
  CHECK(overload->about == "gate");
  CHECK(holds(overload->text.en, "1.25"));
  CHECK(holds(overload->text.zh, "1.25"));
}

TEST_CASE("a load just above 1 and a bound above the demand are told on one basis") {
  Scenario s = port();
  s.classes[0].rates[0].rate_per_day = 122;  // 2 x 60 fit into the hours, 1.25 after each closing
  const CheckReport report = check(s);
  CHECK(report.loads[0].load == Approx(122 / 120.0));
  CHECK(report.loads[0].least_load == Approx(122 / 122.5));
  CHECK(report.loads[0].least_load == Approx(122 / report.bound.vehicles_per_day));
  CHECK(warning(report, "overload") == nullptr);
  REQUIRE(warning(report, "full-hours") != nullptr);
  CHECK(
      holds(warning(report, "full-hours")->text.en, "offered load 1.02; it keeps up only as far"));
  CHECK(holds(warning(report, "full-hours")->text.zh, "负荷率1.02"));
  CHECK(holds(to_text(report, Language::en), "Stage gate: its load, 1.02, is that of the open"));
  CHECK(holds(to_text(report, Language::zh), "环节gate：负荷率1.02按开放时间计算"));
  CHECK(to_json(report)["stages"][0]["least_load"].get<double>() == Approx(122 / 122.5));
  s.stages[0].at_closing = AtClosing::suspend;  // then nothing is done after closing
  REQUIRE(warning(check(s), "overload") != nullptr);
  s.stages[0].at_closing = AtClosing::finish;
  s.classes[0].rates[0].rate_per_day = 123;
  REQUIRE(warning(check(s), "overload") != nullptr);
  CHECK_FALSE(holds(to_text(check(s), Language::en), "its load, "));
}

TEST_CASE("an overloaded stage that turns some away is told so, and nothing unlimited is printed") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(3600)), stage("second", 1, sim::constant(1800))};
  add_class(s, "truck", {visit("gate"), cleared()}, 30);
  std::get<Visit>(s.processes[0].steps[0].what).rules.patience_s = sim::constant(7200);
  const auto warned = [&] { return warning(check(s), "overload")->text.en; };
  CHECK(holds(warned(), "offered load 1.25, some of those who come are turned away or give up"));
  Visit& at_gate = std::get<Visit>(s.processes[0].steps[0].what);
  at_gate.otherwise = {visit("second")};
  at_gate.has_otherwise = true;
  const std::string text = to_text(check(s), Language::en);
  CHECK(holds(text, "no stage alone binds"));
  CHECK(holds(text, "No place that every vehicle passes bounds what one run can clear."));
  CHECK_FALSE(holds(text, "unlimited"));
  s.processes[0].steps.insert(s.processes[0].steps.begin(), visit("gate"));
  CHECK(holds(warned(), "its queue grows without end"));  // those of the first visit wait
}

TEST_CASE(
    "behind an overloaded stage only so much is said as what that lets through brings about") {
  // 30 a day come to a gate of 24; the exit can do 25, the last check 20.
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(3600)), stage("exit", 1, sim::constant(3456)),
              stage("last", 1, sim::constant(4320))};
  add_class(s, "truck", {visit("gate"), visit("exit"), visit("last"), cleared()}, 30);
  const auto warned = [&](const std::string& about) {
    for (const CheckWarning& w : check(s).warnings)
      if (w.id == "overload" && w.about == about) return w.text;
    return Text{};
  };
  const std::string grows = "its queue grows without end";
  CHECK(holds(warned("gate").en, grows));
  CHECK(warned("exit").en ==
        "Stage exit (exit) would be overloaded too: offered load 1.20; it would have a queue that "
        "grows without end, did Stage gate (gate) before it, which is overloaded, let all of them "
        "through");
  CHECK(
      warned("exit").zh ==
      "环节exit（exit）亦会超负荷：负荷率1.20；若其前的环节gate（gate）（已超负荷）能放行全部来车，"
      "排队将不断增长");
  CHECK(holds(warned("last").en, grows));  // 24 a day get there
  SUBCASE("others come to it besides") {
    add_class(s, "car", {visit("exit"), cleared()}, 2);
    CHECK(holds(warned("exit").en, grows));  // 26 a day
  }
  SUBCASE("others who pass the gate: it may be these whom it lets through") {
    add_class(s, "van", {visit("gate"), cleared()}, 1);
    CHECK(holds(warned("exit").en, "would be overloaded too"));
    CHECK(holds(warned("last").en, "would be overloaded too"));
  }
  SUBCASE("on a way round it is the first who is held up by nobody") {
    s.stages.pop_back();
    s.processes[0].steps = {visit("gate"), visit("exit"), visit("gate"), cleared()};
    CHECK(holds(warned("gate").en, grows));
    CHECK(holds(warned("exit").en, "would be overloaded too"));
  }
  SUBCASE("those who lose patience there do not wait without end") {
    std::get<Visit>(s.processes[0].steps[1].what).rules.patience_s = sim::constant(600);
    CHECK(holds(warned("exit").en, "it would turn some of them away, or see them give up, did"));
  }
}

TEST_CASE("what is kept longer than its load says lets through nothing for sure") {
  // 24 an hour apart come to a gate of 1.10, so that 22 of them pass, and the exit can do 19.
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(3960)), stage("exit", 1, sim::constant(4500)),
              stage("room", 1, sim::constant(600))};
  add_class(s, "truck", {visit("gate"), visit("exit"), cleared()}, 24);
  const auto about_exit = [&] {
    for (const CheckWarning& w : check(s).warnings)
      if (w.id == "overload" && w.about == "exit") return w.text.en;
    return std::string();
  };
  const std::string grows = "its queue grows without end", would = "would be overloaded too";
  CHECK(holds(about_exit(), grows));
  SUBCASE("a yard in which documents are awaited, of which the load tells nothing") {
    s.stages.push_back(yard("area", 1));
    const auto with = [&](const Steps& inside) {
      s.processes[0].steps = {{Declare{sim::constant(3 * 3600)}, {}},
                              within("area", inside),
                              {AwaitDocuments{}, {}},
                              {Release{}, {}},
                              visit("exit"),
                              cleared()};
      return about_exit();
    };
    CHECK(holds(with({travel(3960)}), grows));
    CHECK(holds(with({travel(3960), {AwaitDocuments{}, {}}}), would));
  }
  SUBCASE("the gate, by half of them who find no room ahead") {
    s.stages[1].service = sim::constant(9000);
    s.processes[0].steps = {
        visit("gate"),
        choose({share(0.5, {travel(60), visit("room")}), otherwise({visit("exit")})}), cleared()};
    CHECK(holds(about_exit(), grows));
    s.stages[2].queue_places = 0;
    CHECK(holds(about_exit(), would));
  }
  SUBCASE("the gate, by who finds no room behind what is done while it is held") {
    s.stages[2].queue_places = 0;
    s.stages[0].service = sim::constant(1980);
    s.processes[0].steps = {visit("gate", {travel(1980)}), visit("room"), visit("exit"), cleared()};
    CHECK(holds(about_exit(), would));
    s.stages[2].queue_places.reset();
    CHECK(holds(about_exit(), grows));
    s.processes[0].steps = {visit("gate"), visit("exit"), visit("room"), cleared()};
    s.stages[2].queue_places = 0;  // it is at the exit that they stand then
    CHECK(holds(about_exit(), grows));
  }
  SUBCASE("the gate, by a store that may be full") {
    s.stores.push_back({"heap", {"Heap", "堆场"}, "", 20e3, 0, 1});
    s.processes[0].steps.insert(s.processes[0].steps.begin() + 1, unload("heap"));
    CHECK(holds(about_exit(), would));
  }
}

TEST_CASE("behind a gate that turns some away none is called overloaded of whom it is not known") {
  // 30 a day come to a gate of 24; the exit can do 20.
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(3600)), stage("exit", 1, sim::constant(4320))};
  add_class(s, "truck", {visit("gate"), visit("exit"), cleared()}, 30);
  const auto about = [](const CheckReport& report) {
    std::string ids;
    for (const CheckWarning& w : report.warnings)
      if (w.id == "overload") ids += w.about + " ";
    return ids;
  };
  CHECK(about(check(s)) == "gate exit ");
  Visit& at_gate = std::get<Visit>(s.processes[0].steps[0].what);
  SUBCASE("those turned away leave: how many are left is not known") {
    s.stages[0].queue_places = 3;
    s.stages[0].rules.turns_away = true;
    const CheckReport report = check(s);
    CHECK(about(report) == "gate ");
    CHECK(report.loads[1].load == Approx(1.5));
    CHECK(report.loads[1].least_load == 0);
    CHECK(report.loads[1].counts_turned_away);
    CHECK(to_json(report)["stages"][1]["load_counts_turned_away"] == true);
    CHECK_FALSE(report.loads[0].counts_turned_away);
    CHECK(holds(to_text(report, Language::en), "~1.50"));
    CHECK(holds(to_text(report, Language::en), "~ behind a place that turns vehicles away"));
    CHECK(holds(to_text(report, Language::zh), "~1.50"));
    CHECK_FALSE(holds(to_text(report, Language::en), "its load, 1.5"));
  }
  SUBCASE("or lose patience") {
    at_gate.rules.patience_s = sim::constant(7200);
    CHECK(about(check(s)) == "gate ");
  }
  SUBCASE("those turned away come to the exit all the same") {
    at_gate.rules.balk_at = 2;
    at_gate.has_otherwise = true;
    CHECK(about(check(s)) == "gate exit ");
    at_gate.otherwise = {travel(600)};
    CHECK(about(check(s)) == "gate exit ");
    CHECK_FALSE(check(s).loads[1].counts_turned_away);
    at_gate.otherwise = {choose({share(0.5, {{Leave{}, {}}})})};
    CHECK(about(check(s)) == "gate ");
  }
  SUBCASE("others come to the exit by another way, 24 a day of themselves") {
    at_gate.rules.balk_at = 2;
    add_class(s, "car", {visit("exit"), cleared()}, 24);
    const CheckReport report = check(s);
    CHECK(about(report) == "gate exit ");
    CHECK(report.loads[1].least_load == Approx(1.2 * 200 / 201));
    CHECK(holds(report.warnings.back().text.en, "offered load ≥1.19"));
  }
  SUBCASE("some of those turned away come by another step, others are missing") {
    // What a full gate sends to the exit hides nothing: nobody need come there.
    at_gate.rules.balk_at = 2;
    at_gate.has_otherwise = true;
    at_gate.otherwise = {visit("exit"), cleared(), {Leave{}, {}}};
    CHECK(about(check(s)) == "gate exit ");  // all come once, whichever step it is
    CHECK(check(s).loads[1].least_load == Approx(1.5 * 200 / 201));
    CHECK_FALSE(check(s).loads[1].counts_turned_away);
    CHECK_FALSE(check(s).loads[1].uncounted.sent);
    s.processes[0].steps.insert(s.processes[0].steps.begin() + 1, {Leave{}, {}});
    const CheckReport report = check(s);  // now those alone who are turned away
    CHECK(report.loads[1].load == 0);
    CHECK(report.loads[1].uncounted.sent);
    CHECK(holds(unfolded(report, Language::en),
                "or at another place, and then come to it: Stage exit"));
    CHECK(holds(unfolded(report, Language::zh), "后改来或再来者：环节exit"));
    CHECK(to_json(report)["stages"][1]["load_leaves_out"][0] == "sent");
  }
  SUBCASE("those turned away who then come to the gate twice bring it more work") {
    at_gate.rules.balk_at = 2;
    at_gate.has_otherwise = true;
    at_gate.otherwise = {travel(600), visit("gate"), visit("gate")};
    const CheckReport report = check(s);
    CHECK(report.loads[0].uncounted.sent);
    CHECK(holds(unfolded(report, Language::en),
                "by those who are turned away, there or at another place, and then come to it: "
                "Stage gate"));
    CHECK(holds(unfolded(report, Language::zh), "被拒（本处或他处）后改来或再来者：环节gate"));
  }
  SUBCASE("those turned away who try again later bring the gate no more work") {
    at_gate.rules.balk_at = 2;
    at_gate.has_otherwise = true;
    at_gate.otherwise = {travel(600), {GoTo{"again"}, {}}};
    s.processes[0].steps.insert(s.processes[0].steps.begin(), {Label{"again"}, {}});
    const CheckReport report = check(s);
    CHECK(about(report) == "gate ");  // nothing says that all get in and come to the exit
    CHECK(report.loads[0].load == Approx(1.25));
    CHECK_FALSE(report.loads[0].uncounted.any());
    CHECK_FALSE(report.loads[1].uncounted.any());
    CHECK_FALSE(holds(unfolded(report, Language::en), "and then come to it"));
  }
  SUBCASE("what is held over a place that turns some away is held for less by those") {
    s.stages.push_back(yard("area", 1));
    at_gate.rules.balk_at = 2;
    s.processes[0].steps = {within("area", {s.processes[0].steps[0]}), visit("exit"), cleared()};
    const CheckReport report = check(s);
    CHECK(report.loads[2].load == Approx(1.25));  // an hour at the gate of each
    CHECK(report.loads[2].least_load == 0);
    CHECK(report.loads[2].counts_turned_away);
    CHECK(about(report) == "gate ");
  }
  SUBCASE("an appointment that may find no slot") {
    Book slots;
    slots.id = "slots";
    slots.per_hour = 1;
    slots.most_ahead_s = 86400;
    s.books = {slots};
    s.processes[0].steps.insert(s.processes[0].steps.begin(),
                                {Appointment{"slots", {}, {}, 0, {}, false}, {}});
    CHECK(about(check(s)).empty());
  }
}

TEST_CASE("a store that gets more than is removed is overloaded too") {
  Scenario s = port();
  s.stores.push_back({"heap", {"Heap", "堆场"}, "", 1e6, 0, 800e3 / 86400});
  s.processes[0].steps.push_back(unload("heap"));
  const CheckReport report = check(s);
  REQUIRE(report.loads.size() == 4);
  CHECK(report.loads[3].is_store);
  CHECK(report.loads[3].load == Approx(1000.0 / 800));  // 100 trucks of 10 t a day
  const CheckWarning* overload = warning(report, "overload");
  REQUIRE(overload != nullptr);
  CHECK(overload->about == "heap");
  CHECK(to_json(report)["stages"][3]["kind"] == "store");
  CHECK(holds(to_text(report, Language::en), "load 1.25"));
}

TEST_CASE("a season above capacity is told where the mean over the run is not") {
  Scenario s = port();
  s.horizon_s = 59 * 86400.0;  // January and February
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 1, 31}, 60}, {{2023, 2, 1}, {2023, 2, 28}, 150}};
  const CheckReport report = check(s);
  CHECK(report.loads[0].load == Approx((31 * 60 + 28 * 150) * 600 / (59 * 72000.0)));
  CHECK(report.loads[0].worst_month == "2023-02");
  CHECK(report.loads[0].worst_month_load == Approx(1.25));
  CHECK(warning(report, "overload") == nullptr);
  REQUIRE(warning(report, "overload-month") != nullptr);
  CHECK(holds(warning(report, "overload-month")->text.en, "2023-02"));
  CHECK(holds(to_text(report, Language::en), "1.25 (2023-02)"));
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 2, 28}, 60}};  // level: no month is the worst
  CHECK_FALSE(holds(to_text(check(s), Language::en), "(2023-0"));
}

TEST_CASE("a month is overloaded for those alone who come for sure") {
  // 60 a day in January, 150 in February; of those a gate keeps away who find two waiting, 40
  // others come past it: 1.25 of what the exit can do in February by all, a third of it for sure.
  Scenario s = empty_port(59);
  s.stages = {stage("gate", 1, sim::constant(60)), stage("exit", 1, sim::constant(720))};
  s.stages[0].rules.balk_at = 2;
  add_class(s, "truck", {visit("gate"), visit("exit"), cleared()});
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 1, 31}, 60}, {{2023, 2, 1}, {2023, 2, 28}, 150}};
  CHECK(check(s).loads[1].worst_month_load == Approx(1.25));
  CHECK(warning(check(s), "overload-month") == nullptr);
  CHECK(holds(to_text(check(s), Language::en), "it is not known"));
  add_class(s, "car", {visit("exit"), cleared()}, 125);
  s.classes[1].rates = {{{2023, 1, 1}, {2023, 1, 31}, 40}, {{2023, 2, 1}, {2023, 2, 28}, 125}};
  const CheckReport report = check(s);
  REQUIRE(warning(report, "overload-month") != nullptr);
  const std::string& text = warning(report, "overload-month")->text.en;
  CHECK(holds(text, "offered load ≥1.04 in that month, ~1.53 over the run"));
}

TEST_CASE("a month that is overloaded for sure is told before one that may keep up") {
  // Of the first month's work much may be in hand at its closings; the second has one shift a day.
  Scenario s = port();
  s.horizon_s = 59 * 86400.0;  // January and February
  Hours other = s.hours[0];
  other.id = "other";
  for (auto& spans : other.week)
    spans.clear();
  for (const int hour : {1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23})
    for (auto& spans : other.week)
      spans.push_back({hour * 3600, hour * 3600 + 600});
  s.hours.push_back(other);
  const ServerGroup january{2, "other", {2023, 1, 1}, {2023, 1, 31}};
  const ServerGroup february{2, "day", {2023, 2, 1}, {2023, 2, 28}};
  s.stages[0].groups = {january, february};
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 1, 31}, 40}, {{2023, 2, 1}, {2023, 2, 28}, 130}};
  const CheckReport report = check(s);
  CHECK(report.loads[0].worst_month == "2023-02");
  CHECK(report.loads[0].worst_month_least_load > 1);
  CHECK(warning(report, "full-hours") == nullptr);
  CHECK(warning(report, "overload-month") != nullptr);
}

TEST_CASE("a stage that is shut for a whole month while vehicles come is told in both languages") {
  Scenario s = port();
  s.horizon_s = 59 * 86400.0;  // January and February
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 2, 28}, 20}};
  Hours january = s.hours[0];
  january.id = "january";
  january.closures = {{{}, {2023, 2, 1}, {2023, 2, 28}}};
  s.hours.push_back(january);
  s.stages[2].groups[0].hours = "january";
  const CheckReport report = check(s);
  CHECK(report.loads[2].load < 1);  // over the run there is time enough
  REQUIRE(warning(report, "overload-month") != nullptr);
  const CheckWarning& shut = *warning(report, "overload-month");
  CHECK(shut.about == "exit");
  CHECK(shut.text.en == "Stage exit (exit) is shut in 2023-02 though vehicles come");
  CHECK(shut.text.zh == "环节exit（exit）在2023-02全月不开放，但有车辆到达");
  CHECK(holds(to_text(report, Language::en), "is shut in 2023-02"));
  CHECK(holds(to_text(report, Language::zh), "在2023-02全月不开放"));
}
