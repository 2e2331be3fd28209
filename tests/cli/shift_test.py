"""kouan shift, end to end on the small port: the rules, their limits, what is refused."""
import json
import math
import os
import re

import kouan_cli
from kouan_cli import Cli

RUN = ("--with", "small-rail", "--replications", "3")


class Shift(Cli):
    def shift(self, *more):
        return self.json("shift", "small.yaml", *RUN, *more)

    def test_the_stated_share_of_the_lever(self):
        r = self.shift("--no-sweep")
        self.assertEqual(r["rule"], "stated")
        self.assertAlmostEqual(r["split"]["share"]["mean"], 0.25)
        self.assertAlmostEqual(r["split"]["demand_t_per_year"], 1.2e6)
        self.assertEqual(r["sweep"], [])
        self.assertIsNone(r["choice"])
        trucks = r["split"]["road_vehicles_per_day"]
        self.assertLess(trucks["difference"]["mean"], 0)
        self.assertAlmostEqual(trucks["with"]["mean"] / trucks["base"]["mean"], 0.75, delta=0.05)

    def test_a_share(self):
        r = self.shift("--rule", "share", "--share", "40%", "--no-sweep")
        self.assertAlmostEqual(r["split"]["share"]["mean"], 0.4)
        self.assertAlmostEqual(r["split"]["share"]["half_width"], 0)

    def test_the_railway_is_filled_first_to_what_it_may_be_planned_with(self):
        r = self.shift("--rule", "capacity-first", "--no-sweep")
        rail = r["capacity"]["rail_tonnes_per_year"]["mean"]
        self.assertAlmostEqual(r["split"]["share"]["mean"], min(1, 0.8 * rail / 1.2e6))
        self.assertEqual(r["fill"], 0.8)
        text = self.kouan("shift", "small.yaml", *RUN, "--rule", "capacity-first", "--no-sweep").stdout
        self.assertIn("go by rail", text)
        self.assertNotIn("A truck that stays", text)  # none does

    def other_railway(self, *changes):
        """The small railway with other values, in the folder of the test."""
        with open(os.path.join(kouan_cli.DATA, "levers", "small-rail.yaml"), encoding="utf-8") as file:
            text = file.read()
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        path = os.path.join(self.folder.name, "other-rail.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return ("--with", path, "--replications", "3", "--no-sweep")

    SETS_OUT = (("      process: by-rail\n", "      process: by-rail\n    cut: {title: {en: Wagons set out, zh: 甩车}, mode: rail, from: processes, process: by-cut}\n"),
                ("      steps: [{visit: line}, cleared]\n", "      steps: [{visit: line}, {split: {into: cut, share: 40 %, clock: whole}}, cleared]\n"
                 "    by-cut: {title: {en: Cut, zh: 车组}, steps: [{travel: {side: cn, time: {value: 6 h, grade: assumed, range: 5 h .. 7 h}}}, cleared]}\n"))

    def test_wagons_set_out_are_carried_by_rail_and_take_their_time(self):
        """Two fifths of each train go on six hours later: as much is carried, and a tonne takes 0.4 x 6 h longer. Of the fortnight's end some cuts are on their way."""
        whole = self.shift()
        parted = self.json("shift", "small.yaml", *self.other_railway(*self.SETS_OUT))
        for of in (lambda r: r["capacity"]["rail_tonnes_per_year"], lambda r: r["split"]["rail"]["tonnes_per_year"]):
            self.assertAlmostEqual(of(parted)["mean"] / of(whole)["mean"], 1, delta=0.02)
        hours = [r["split"]["rail"]["time_h"]["mean"] for r in (whole, parted)]
        self.assertAlmostEqual(hours[1] - hours[0], 0.4 * 6, delta=0.1)
        # The train itself is through as soon as ever.
        self.assertEqual(*(r["split"]["rail"]["physical_clearance_s"]["mean"] for r in (whole, parted)))

    def test_all_in_parts_the_train_itself_cleared_empty(self):
        all_out = [(old, new.replace("share: 40 %, ", "")) for old, new in self.SETS_OUT]
        whole = self.shift()
        parted = self.json("shift", "small.yaml", *self.other_railway(*all_out))
        self.assertAlmostEqual(parted["split"]["rail"]["tonnes_per_year"]["mean"] / whole["split"]["rail"]["tonnes_per_year"]["mean"], 1, delta=0.05)
        hours = [r["split"]["rail"]["time_h"]["mean"] for r in (whole, parted)]
        self.assertAlmostEqual(hours[1] - hours[0], 6, delta=0.3)

    def rail_hours(self, *changes):
        """Of a tonne by the small railway with these changes, and what it carries."""
        rail = self.json("shift", "small.yaml", *self.other_railway(*changes))["split"]["rail"]
        return rail["time_h"]["mean"], rail["tonnes_per_year"]["mean"]

    def test_the_time_of_parts_is_that_of_their_whole_and_their_own_whatever_their_clock(self):
        for share in ("share: 40 %, ", ""):
            with self.subTest(share):
                whole = [(old, new.replace("share: 40 %, ", share)) for old, new in self.SETS_OUT]
                own = [(old, new.replace("clock: whole", "clock: own")) for old, new in whole]
                self.assertEqual(self.rail_hours(*own), self.rail_hours(*whole))

    def test_parts_set_out_after_clearance_take_their_time(self):
        """Their six hours are in no clearance time, since nobody is cleared with what they carry."""
        late = [(old, new.replace("{split: {into: cut, share: 40 %, clock: whole}}, cleared]", "cleared, {split: {into: cut, share: 40 %, clock: whole}}]"))
                for old, new in self.SETS_OUT]
        self.assertAlmostEqual(self.rail_hours(*late)[0] - self.rail_hours()[0], 0.4 * 6, delta=0.1)

    RAKE = ("add:\n", "add:\n  gatherings:\n    track: {title: {en: Track, zh: 股道}, side: cn, number: NUMBER, into: rake, members: MEMBERS}\n")
    RAKE_CLASS = ("      process: by-rail\n", "      process: by-rail\n    rake: {title: {en: Rake, zh: 成列}, mode: rail, from: processes, process: by-rake}\n")
    BY_RAKE = "    by-rake: {title: {en: Rake, zh: 成列}, steps: [{travel: {side: cn, time: {value: 6 h, grade: assumed, range: 5 h .. 7 h}}}, cleared]}\n"

    def rake(self, number, members):
        return (self.RAKE[0], self.RAKE[1].replace("NUMBER", f"{{value: {number}, grade: assumed, range: 1 .. 4}}").replace("MEMBERS", members))

    def test_parts_that_are_gathered_again_take_the_time_of_both(self):
        """Six hours as a cut and six as a rake of one, aboard or in its place; of the fortnight's end some are on their way."""
        whole = self.rail_hours()
        for members in ("end", "aboard"):
            with self.subTest(members):
                chain = [(old, new.replace("share: 40 %, ", "").replace("}}}, cleared]}\n", "}}}, {gather: track}]}\n" + self.BY_RAKE)) for old, new in self.SETS_OUT]
                hours, tonnes = self.rail_hours(*chain, self.rake(1, members), self.RAKE_CLASS)
                self.assertAlmostEqual(hours - whole[0], 12, delta=0.6)
                self.assertAlmostEqual(tonnes / whole[1], 1, delta=0.06)

    def test_trains_some_of_which_go_on_in_a_batch(self):
        """Half of them are cleared six hours later as a rake of one, in which they end: a tonne takes 3 h longer, and none is counted twice."""
        half = ("      steps: [{visit: line}, cleared]\n",
                "      steps: [{visit: line}, {choose: [{share: 50 %, steps: [{gather: track}]}, {otherwise: [cleared]}]}]\n" + self.BY_RAKE)
        many = ("--rule", "share", "--share", "90%", "--replications", "8", "--no-sweep")
        whole = self.json("shift", "small.yaml", "--with", "small-rail", *many)
        parted = self.json("shift", "small.yaml", *self.other_railway(self.rake(1, "end"), self.RAKE_CLASS, half)[:2], *many)
        tonnes, hours = ([r["split"]["rail"][what]["mean"] for r in (whole, parted)] for what in ("tonnes_per_year", "time_h"))
        self.assertAlmostEqual(tonnes[1] / tonnes[0], 1, delta=0.05)
        self.assertAlmostEqual(hours[1] - hours[0], 0.5 * 6, delta=0.5)

    def test_what_road_and_rail_hand_on_together_is_refused(self):
        """Trucks too hand some of their load on to what trains set out: what of it came by rail cannot be said."""
        mixed = self.other_railway(*self.SETS_OUT)
        with open(mixed[1], encoding="utf-8") as file:
            lever = file.read()
        lever = lever.replace("split:\n  fill", "set:\n  processes.import.steps: [{visit: gate}, {split: {into: cut, share: 10 %, clock: whole}}, cleared]\nsplit:\n  fill")
        with open(mixed[1], "w", encoding="utf-8") as file:
            file.write(lever)
        self.assertIn("shift: found that cut carries on goods of several flows", self.kouan("shift", "small.yaml", *mixed, expect=2).stderr)

    def test_cost_and_opening_date_of_the_lever_are_told(self):
        dated = self.other_railway(("cost: unknown", "cost: {value: 30 MCNY, grade: C}\nopens: 2023-01-01"))
        text = " ".join(self.kouan("shift", "small.yaml", *dated).stdout.split())
        self.assertIn("“Small railway” beside the road: cost 30 million yuan (grade C), opens 2023-01-01; rule:", text)
        self.assertEqual(self.json("shift", "small.yaml", *dated)["lever"]["terms"]["zh"], "费用 3000万元（等级 C），2023-01-01 启用")
        self.assertIsNone(self.shift("--no-sweep")["lever"]["terms"])

    def test_a_railway_too_small_is_filled_to_its_plan(self):
        slow = self.other_railway(("service: {value: 2 h,", "service: {value: 8 h,"), ("range: 1 h .. 3 h", "range: 1 h .. 9 h"))
        r = self.json("shift", "small.yaml", *slow, "--rule", "capacity-first")
        share = 0.8 * r["capacity"]["rail_tonnes_per_year"]["mean"] / 1.2e6
        self.assertLess(share, 0.5)
        self.assertAlmostEqual(r["split"]["share"]["mean"], share)

    def test_a_railway_that_nobody_chooses_ends_the_search(self):
        dear = self.other_railway(("rail_price: {value: 9 USD/t,", "rail_price: {value: 40 USD/t,"), ("range: 8 USD/t .. 10 USD/t", "range: 8 USD/t .. 50 USD/t"))
        choice = self.json("shift", "small.yaml", *dear, "--rule", "price-and-time")["choice"]
        self.assertFalse(choice["agree"])

    def test_a_lever_that_shifts_nothing_leaves_the_railway_its_capacity(self):
        idle = self.other_railway(("share: 25 %", "share: 0 %"))
        r = self.json("shift", "small.yaml", *idle, "--rule", "capacity-first")
        self.assertGreater(r["capacity"]["rail_tonnes_per_year"]["mean"], 1e6)

    def test_a_railway_that_is_stuck_when_full_has_no_capacity_to_plan_with(self):
        """Two trains at once hold each other up for ever, so every saturated run with the railway stops; at the stated demand they do not meet."""
        stuck = ("shift", "small.yaml", "--with", "stuck-rail", "--replications", "3")
        for rule in ("capacity-first", "price-and-time"):
            with self.subTest(rule):
                r = json.loads(self.kouan(*stuck, "--rule", rule, "--format", "json", expect=4).stdout)
                self.assertIsNone(r["split"])
                self.assertAlmostEqual(r["demand_t_per_year"], 1.2e6)
                self.assertEqual(r["capacity"]["rail_tonnes_per_year"], {"mean": None, "half_width": None, "n": 0})
                self.assertEqual((r["sweep"], r["choice"], r["saves_time_from"]), ([], None, None))
                self.assertEqual(len(r["given_up"]), 3)
                self.assertIn("deadlock", r["given_up"][0]["en"])
                text = " ".join(self.kouan(*stuck, "--rule", rule, expect=4).stdout.split())
                self.assertIn("How 1.20 Mt a year part between road and rail is not known: this rule asks how much the railway can carry, "
                              "and 3 of 3 saturated runs with the railway ended without results, for the reasons below.", text)
                self.assertIn("Capacity of the railway, and of the whole port with it, is not known: 3 of 3 saturated runs", text)
                self.assertNotIn("–", text)
                self.assertNotIn("At the demand of the file", text)
                zh = "".join(self.kouan(*stuck, "--rule", rule, "--lang", "zh", expect=4).stdout.split())
                self.assertIn("每年120万吨如何在公路与铁路间划分未知：本规则须知铁路通过能力，而3次有铁路的饱和运行中有3次无结果", zh)
        r = json.loads(self.kouan(*stuck, "--format", "json", expect=4).stdout)
        self.assertAlmostEqual(r["split"]["share"]["mean"], 0.25)
        self.assertGreater(len(r["sweep"]), 0)
        text = " ".join(self.kouan(*stuck, expect=4).stdout.split())
        self.assertIn("Of 1.20 Mt a year 25 ± 0 % go by rail", text)
        self.assertIn("Capacity of the railway, and of the whole port with it, is not known", text)

    def test_a_railway_that_stands_still_when_full_says_so(self):
        """Its heap is full from the start of a saturated run, and nothing is taken from it: what it carries is nothing, and nobody chooses it."""
        heap = ("shift", "small.yaml", "--with", "heap-rail", "--replications", "3", "--no-sweep")
        r = self.json(*heap, "--rule", "capacity-first")
        self.assertEqual(r["capacity"]["rail_tonnes_per_year"]["mean"], 0)
        self.assertEqual(r["split"]["share"]["mean"], 0)
        full = r["standing"]["saturated"]
        self.assertEqual((full["with_rail"]["runs"], full["with_rail"]["of"]), (3, 3))
        self.assertIn("Coal heap", full["with_rail"]["first"]["en"])
        self.assertIsNone(full["road_alone"])
        text = " ".join(self.kouan(*heap, "--rule", "capacity-first").stdout.split())
        self.assertIn("In 3 of 3 saturated runs with the railway, at Coal heap the wait of", text)
        self.assertIn("Nothing is carried by the railway in these runs.", text)
        self.assertNotIn("may be less", text)
        text = " ".join(self.kouan(*heap, "--rule", "price-and-time").stdout.split())
        self.assertIn("Of 1.20 Mt a year 0 ± 0 % go by rail", text)
        self.assertIn("Nothing goes by rail under this rule, since the railway carries nothing in its saturated runs.", text)
        self.assertIn("There is nothing to choose: what the railway can be planned with is 0 ± 0 % of the demand", text)
        self.assertNotIn("not known", text)
        zh = "".join(self.kouan(*heap, "--rule", "price-and-time", "--lang", "zh").stdout.split())
        self.assertIn("按本规则无货物走铁路，因铁路在饱和运行中毫无货运量。", zh)
        self.assertNotIn("可能更低", zh)
        r = self.json(*heap, "--rule", "price-and-time")
        choice = r["choice"]
        self.assertEqual(r["split"]["share"], {"mean": 0, "half_width": 0, "n": 3})
        self.assertEqual([choice[start]["share"]["mean"] for start in ("from_low", "from_high")], [0, 0])
        self.assertTrue(choice["from_low"]["set_by_limit"] and choice["agree"])
        self.assertTrue(all(one["share_at_low"] == 0 and one["share_at_high"] == 0 for one in choice["over_ranges"]))
        nobody = {"road_alone": None, "with_rail": None}
        self.assertEqual(self.shift("--no-sweep")["standing"], {"saturated": nobody, "given": nobody})

    def other_road(self, *changes):
        """The small port with other values, beside its levers."""
        with open(os.path.join(kouan_cli.DATA, "small.yaml"), encoding="utf-8") as file:
            text = file.read().replace("validation: validation.yaml\n", "")
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        path = os.path.join(self.folder.name, "other-road.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return ("shift", path, "--with", os.path.join(kouan_cli.DATA, "levers", "small-rail.yaml"), "--replications", "3")

    HEAP = "stores:\n  pile: {title: {en: Pile, zh: 堆场}, side: cn, capacity: 30 kt, removal: 0 t/d}\n"

    def test_a_road_that_stands_still_says_so(self):
        """Trucks unload onto a heap from which nothing is taken: at the given demand too it is full before the fortnight is over."""
        road = self.other_road(("processes:\n", self.HEAP + "processes:\n"), ("      - visit: scale\n", "      - visit: {stage: scale, steps: [{unload: pile}]}\n"))
        r = self.json(*road, "--no-sweep")
        for kind in ("saturated", "given"):
            self.assertEqual([r["standing"][kind][port]["runs"] for port in ("road_alone", "with_rail")], [3, 3])
        text = " ".join(self.kouan(*road, "--no-sweep").stdout.split())
        self.assertIn("In 3 of 3 saturated runs of the road alone, at Pile the wait of", text)
        self.assertIn("Nothing is carried by the road in these runs.", text)
        self.assertIn("What port and railway can carry is what passed all the same, and in a longer run may be less.", text)
        self.assertIn("In 3 of 3 runs of the road alone at the demands tried, at Pile the wait of", text)
        zh = "".join(self.kouan(*road, "--no-sweep", "--lang", "zh").stdout.split())
        self.assertIn("3次仅公路的饱和运行中有3次，堆场处有", zh)
        self.assertIn("3次仅公路的给定需求运行中有3次，堆场处有", zh)

    def test_a_road_that_gets_stuck_when_full_has_no_gain_to_tell(self):
        """Half the trucks take one yard and then the other, half the other way round: they lock each other up as soon as two meet, which the few
        that stay beside the railway do not."""
        yards = "yards:\n" + "".join(f"  {name}: {{title: {{en: Yard {name}, zh: 场{name}}}, side: cn, places: 1}}\n" for name in "ab")
        ways = [f"[{{seize: [{one}]}}, {{travel: 5 min}}, {{seize: [{two}]}}, {{vacate: [a, b]}}]" for one, two in ("ab", "ba")]
        choose = f"      - choose: [{{share: 50 %, steps: {ways[0]}}}, {{otherwise: {ways[1]}}}]\n"
        road = self.other_road(("processes:\n", yards + "processes:\n"), ("      - visit: scale\n", choose))
        text = " ".join(self.kouan(*road, "--rule", "share", "--share", "99%", expect=4).stdout.split())
        self.assertIn("Of 1.20 Mt a year 99.00 ± 0 % go by rail", text)
        self.assertIn("By how many trucks the road is relieved, and what time is saved, is not known: no replication has results both of the road "
                      "alone and with the railway.", text)
        self.assertIn("Capacity of the railway, and of the whole port with it, is not known: 3 of 3 saturated runs with the railway ended without results.", text)
        self.assertIn("demands are shares of what the road alone can carry, and of that nothing is known: 3 of 3 saturated runs of the road alone ended "
                      "without results.", text)
        self.assertIn("left without results: replication 1 of road alone, saturated: deadlock", text)
        self.assertNotIn("–  trucks", text)

    def test_a_road_that_nothing_limits_is_refused(self):
        road = self.other_road(("      - visit: gate\n", "      - travel: 5 min\n"), ("      - visit: scale\n", ""))
        self.assertIn("shift: found nothing that limits how many of truck pass", self.kouan(*road, expect=2).stderr)

    def test_one_replication_does_not_say_whether_time_is_saved(self):
        one = ("shift", "small.yaml", "--with", "small-rail", "--replications", "1")
        r = self.json(*one)
        self.assertGreaterEqual(len(r["sweep"]), 7)
        self.assertIsNone(r["saves_time_from"])
        text = " ".join(self.kouan(*one).stdout.split())
        self.assertIn("Whether the railway saves time at other demands is not known: that takes two replications with results.", text)
        self.assertNotIn("saves no time", text)

    def test_choice_by_price_alone_is_the_logit_and_both_starts_agree(self):
        """An hour is worth nothing here, so that no run can move the share: 1 / (1 + exp(0.5 (9 + 3 - 10)))."""
        r = self.shift("--rule", "price-and-time", "--no-sweep")
        exact = 1 / (1 + math.exp(0.5 * 2))
        self.assertAlmostEqual(r["split"]["share"]["mean"], exact)
        choice = r["choice"]
        self.assertTrue(choice["agree"])
        for start in ("from_low", "from_high"):
            self.assertTrue(choice[start]["settled"])
            self.assertEqual(choice[start]["rounds"], 2)
            self.assertAlmostEqual(choice[start]["share"]["mean"], exact)
        fields = {one["field"]: one for one in choice["over_ranges"]}
        self.assertEqual(set(fields), {"road_price", "rail_price", "time_value", "sensitivity", "road_preference"})
        self.assertAlmostEqual(fields["rail_price"]["share_at_high"], 1 / (1 + math.exp(0.5 * 3)))
        self.assertGreater(fields["road_preference"]["share_at_low"], fields["road_preference"]["share_at_high"])

    def test_over_demand_the_railway_saves_time_where_the_road_queues(self):
        r = self.shift("--rule", "share", "--share", "30%")
        demands = [f["demand_t_per_year"] for f in r["sweep"]]
        self.assertEqual(demands, sorted(demands))
        self.assertGreaterEqual(len(demands), 7)
        self.assertLess(r["sweep"][-1]["time_h_per_tonne"]["difference"]["mean"], 0)
        found = r["saves_time_from"]
        if found["not_yet_t_per_year"] is not None:
            self.assertLess(found["not_yet_t_per_year"], found["saves_t_per_year"])

    def test_the_same_whatever_the_number_of_workers(self):
        one = self.kouan("shift", "small.yaml", *RUN, "--rule", "price-and-time", "--format", "json", "--workers", "1")
        two = self.kouan("shift", "small.yaml", *RUN, "--rule", "price-and-time", "--format", "json", "--workers", "2")
        self.assertEqual(one.stdout, two.stdout)

    def test_text_in_both_languages(self):
        en = self.kouan("shift", "small.yaml", *RUN, "--rule", "price-and-time").stdout
        for words in ("Small port", "“Small railway” beside the road", "The railway saves time from a demand between", "Both starts come to the same split",
                      "trucks a day", "Figures are means over 3 replications with 95 % intervals (seed 1)."):
            self.assertIn(words, en)
        zh = self.kouan("shift", "small.yaml", *RUN, "--rule", "price-and-time", "--lang", "zh").stdout
        for words in ("小口岸", "小铁路", "结论", "铁路占比", "两个起点得到同一划分"):
            self.assertIn(words, zh)
        choice = self.json("shift", "small.yaml", *RUN, "--rule", "price-and-time")["choice"]["from_low"]
        off = re.search(r"it is up to (\S+) points off the share above:", " ".join(en.split())).group(1)
        self.assertAlmostEqual(float(off), 100 * abs(choice["widest_change"]), delta=0.005 * float(off) + 1e-4)
        self.assertIn(f"至多相差 {off} 个百分点：", "".join(zh.split("\n")).replace("  ", ""))

    def test_how_sure_it_is(self):
        """The small port has two cases of the road alone, one of them a test, and nothing observed of its railway."""
        r = self.shift("--no-sweep")
        self.assertEqual([(v["id"], v["inside"], v["of_base"]) for v in r["validation"]], [("met", True, True), ("missed", False, True)])
        validated = json.loads(self.kouan("validate", "small.yaml", "--replications", "3", "--format", "json", expect=4).stdout)
        self.assertEqual([v["simulated"] for v in r["validation"]], [v["simulated"] for v in validated["cases"]])
        en, zh = (" ".join(r["certainty"][language]) for language in ("en", "zh"))
        for words in ("of the port with the railway with a stated origin", "“Small railway” brings or changes 11 of the assumed; kouan check small.yaml --with small-rail lists all.",
                      "No value is tried at the ends of its range here: what capacity and clearance rest on, kouan compare small.yaml --with small-rail tells.",
                      "Held against observation, 1 of 2 cases is", "Independent tests of the road port of this file itself:", "“Saturated trucks per open day” (outside)",
                      "No observed case is of the port with the railway: nothing that was observed tests what is told of it."):
            self.assertIn(words, en)
        for words in ("“小铁路”带来或改动", "“饱和开关日日均货车”（超差）", "没有针对有铁路的口岸的观测例"):
            self.assertIn(words, zh)
        self.assertEqual(len(r["certainty"]["en"]), len(r["certainty"]["zh"]))
        text = " ".join(self.kouan("shift", "small.yaml", *RUN, "--no-sweep").stdout.split())
        self.assertIn("How sure is that", text)
        self.assertIn("Held against observation case figure observed simulated met Trucks per open day 38 vehicles/d", text)
        self.assertIn(r["certainty"]["en"][0], text)
        self.assertIn("those of the choice below aside", self.kouan("shift", "small.yaml", *RUN, "--rule", "price-and-time", "--no-sweep").stdout.replace("\n  ", " "))

    def test_observed_cases_of_the_railway_and_its_design_figures_are_told(self):
        """One of another demand than the file's is of neither; a design figure is no case."""
        cases = ("id: rail\n    title: {en: Trains, zh: 列车}\n    scenario: SMALL\n    levers: [small-rail]\n    measure: tonnes\n    observed: 46 kt\n    tolerance: factor 9",
                 "id: plan\n    title: {en: Planned, zh: 规划能力}\n    scenario: SMALL\n    levers: [small-rail]\n    mode: saturated\n    measure: vehicles_per_open_day\n    observed: 5\n"
                 "    tolerance: 10 %\n    design: true")
        road = self.other_road(("question:", f"validation: {self.validation(*cases)}\nquestion:"))
        small = os.path.join(self.folder.name, "v.yaml")
        with open(small, encoding="utf-8") as file:
            text = file.read().replace(os.path.join(kouan_cli.DATA, "small.yaml"), "other-road.yaml").replace("[small-rail]", f"[{road[3]}]")
        with open(small, "w", encoding="utf-8") as file:
            file.write(text)
        en = " ".join(self.json(*road, "--no-sweep")["certainty"]["en"])
        self.assertIn("Of the port with the railway 1 of 1 observed case is inside tolerance", en)
        self.assertIn("a published design figure, “Planned”", en)
        self.assertIn("No independent test is of the road port of this file itself.", en)

    def test_a_port_without_observed_cases_says_so(self):
        en = self.json(*self.other_road(), "--no-sweep")["certainty"]["en"]
        self.assertEqual(en[-1], "Nothing is held against observation: no observed case of this port is there.")

    def test_what_is_refused(self):
        for arguments, said in (
                (("--with", "second-gate"), "no lever that says how goods part between road and rail; allowed: one lever with split:, beside its shift; "
                                            "of this scenario's levers: heap-rail, rail-port, small-rail, stuck-rail"),
                ((*RUN, "--rule", "share"), "--rule share: found no --share"),
                ((*RUN, "--share", "40%"), "--share: found beside --rule stated"),
                ((*RUN, "--rule", "capacity"), 'did you mean "capacity-first"?'),
                ((*RUN, "--rule", "share", "--share", "140%"), "a share above 0 and below 100 %"),
                ((*RUN, "--rule", "share", "--share", "0.4"), 'did you mean "40%"?'),
                ((), "shift: found no --with")):
            with self.subTest(arguments):
                self.assertIn(said, self.kouan("shift", "small.yaml", *arguments, expect=2).stderr)


if __name__ == "__main__":
    kouan_cli.main()
