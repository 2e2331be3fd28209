"""What is probably not meant in the files is told before runs, once, on standard error, where the output stays as it is."""
import json
import os

import kouan_cli
from kouan_cli import Cli

QUICK = ("--replications", "2", "--workers", "1")
SMALL = os.path.join(kouan_cli.DATA, "small.yaml")
TYPO = "stages:\n  scael: {servers: {value: 3, grade: assumed, range: 1 .. 4}}\n"
SAID = 'kouan: warning: {}:4:3: scael cannot be reached: no class comes there; did you mean "stages.scale", which the file that it extends has?\n'


class Warnings(Cli):
    def scenario(self, text, head="validation: ~\n"):
        path = os.path.join(self.folder.name, "mine.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"extends: {SMALL}\n{head}{text}")
        return path

    def stderr(self, *arguments):
        return self.kouan(*arguments).stderr

    def test_a_misspelt_stage_is_told_with_its_place_and_the_stage_that_is_meant(self):
        path = self.scenario(TYPO)
        said = SAID.format(path)
        self.assertEqual(self.stderr("run", path, *QUICK, "--no-capacity"), said)
        self.assertEqual(self.stderr("compare", path, "--with", "second-gate", "--with", "quick-scale", *QUICK, "--no-capacity"), said)
        self.assertEqual(self.stderr("shift", path, "--with", "small-rail", *QUICK, "--no-sweep"), said)
        self.assertIn(f"! {path}:4:3: scael cannot be", " ".join(self.kouan("check", path).stdout.split()))
        warning = next(w for w in self.json("check", path)["warnings"] if w["id"] == "unreachable")
        self.assertEqual((warning["about"], warning["place"]), ("scael", f"{path}:4:3"))

    def test_a_title_is_taken_for_the_name(self):
        """Reports say “Weighbridge” where files say scale."""
        path = self.scenario("stages:\n  weighbrige: {servers: {value: 3, grade: assumed, range: 1 .. 4}}\n")
        self.assertIn('did you mean "stages.scale"', self.stderr("run", path, *QUICK, "--no-capacity"))

    def test_validate_tells_of_its_scenario_and_of_those_of_its_cases(self):
        path = self.scenario(TYPO, head="title: Mine\n")
        case = "{id: met, title: T, scenario: %s, measure: vehicles_per_open_day, observed: 38, tolerance: 20 %%}"
        cases = self.validation(case % path, (case % path).replace("met", "again"))
        for asked in (path, cases):
            done = self.kouan("validate", asked, *QUICK, expect=4 if asked == path else 0)
            self.assertEqual(done.stderr, SAID.format(path))

    def test_the_language_is_the_readers(self):
        path = self.scenario(TYPO)
        self.assertEqual(self.stderr("run", path, *QUICK, "--no-capacity", "--lang", "zh"),
                         f"kouan：警告：{path}:4:3: scael无法到达：没有任何类别经过；是否应为所继承文件中的“stages.scale”？\n")
        more = self.scenario("flows:\n  wood: {annual: 1 kt/yr, arrive: {hours: day}}\n")
        self.assertIn("flows.wood：该货流有100%无类别承运；应为：", self.stderr("run", more, *QUICK, "--no-capacity", "--lang", "zh"))
        coal = self.scenario("flows:\n  coall: {annual: 1 kt/yr, arrive: {hours: day}}\n")
        self.assertIn("100 % of the flow is carried by no class; allowed: classes with flow: and shares that sum to 100 %; did you mean \"flows.coal\"?",
                      self.stderr("run", coal, *QUICK, "--no-capacity"))

    def test_flows_and_classes_are_told_by_their_titles(self):
        """Reports say “Coal”; the id follows, for who edits the file."""
        path = self.scenario("hours: {day: {closures: [{title: Works, from: 2023-01-01, to: 2023-01-31}]}}\nrun: {horizon: 60 d}\n"
                             "flows: {coal: {arrive: {lead: 0 h, tail: 0 h}}}\n")
        self.assertRegex(self.stderr("run", path, *QUICK, "--no-capacity"), r"kouan: warning: Coal \(coal\) loses [0-9.e+]+ t: its hours never open in 2023-01\n")
        self.assertRegex(self.stderr("run", path, *QUICK, "--no-capacity", "--lang", "zh"), "kouan：警告：货流煤炭（coal）有[0-9.e+]+吨未计入：2023-01全月不开放\n")
        joined = self.scenario('hours: {day: {open: ["08:00-12:00", "12:00-18:00"]}}\n')
        self.assertIn("Coal (coal) has a lead or tail, but 12 of the 24 shifts", self.stderr("run", joined, *QUICK, "--no-capacity"))
        self.assertIn("货流煤炭（coal）设有开放前到达的提前量或停止到达提前量，但其开放时间的24个班次中有12个", self.stderr("run", joined, *QUICK, "--no-capacity", "--lang", "zh"))

    def test_the_output_is_the_same_as_without(self):
        path = self.scenario(TYPO)
        for form in ("json", "csv"):
            told = self.kouan("run", path, *QUICK, "--no-capacity", "--format", form)
            self.assertIn("scael", told.stderr)
            self.assertNotIn("warning", told.stdout)
        json.loads(self.kouan("run", path, *QUICK, "--no-capacity", "--format", "json").stdout)

    def test_other_things_that_nothing_names(self):
        text = ("hours:\n  dai: {side: cn, open: \"06:00-22:00\"}\nprocesses:\n  imprt: {steps: [{visit: gate}, cleared]}\n"
                "sides:\n  chn: {holidays: [{title: Day off, from: 2023-01-04, to: 2023-01-05}]}\n")
        said = self.stderr("run", self.scenario(text), *QUICK, "--no-capacity")
        for words in ('sides.chn does nothing: no value names it; did you mean "sides.cn"', 'hours.dai does nothing: no value names it; did you mean "hours.day"',
                      'processes.imprt does nothing: no value names it; did you mean "processes.import"'):
            self.assertIn(words, said)
        self.assertEqual(said.count("\n"), 3)

    def test_what_a_base_holds_beyond_what_is_used_is_its_own_affair(self):
        base = self.scenario("hours:\n  night: {side: cn, open: \"20:00-23:00\"}\n")
        self.assertIn("hours.night does nothing", self.stderr("run", base, *QUICK, "--no-capacity"))
        path = os.path.join(self.folder.name, "child.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("extends: mine.yaml\ntitle: Child\n")
        self.assertEqual(self.stderr("run", path, *QUICK, "--no-capacity"), "")

    def test_what_an_alternative_brings_has_its_name(self):
        lever = os.path.join(self.folder.name, "idle.yaml")
        with open(lever, "w", encoding="utf-8") as file:
            file.write("lever: 1\ntitle: Idle scanner\nadd: {stages: {scanner: {side: cn, servers: {value: 1, grade: assumed, range: 1 .. 2}}}}\n")
        said = self.stderr("compare", SMALL, "--with", lever, "--with", "second-gate+" + lever, *QUICK, "--no-capacity")
        self.assertEqual(said, f"kouan: warning: {lever}:3:16: with {lever}: scanner cannot be reached: no class comes there\n")

    def lever(self, name, text):
        path = os.path.join(self.folder.name, name + ".yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"lever: 1\ntitle: {{en: Measure {name}, zh: 措施{name}}}\n{text}")
        return path

    def test_what_the_base_leaves_unused_and_an_alternative_uses_is_no_slip(self):
        path = self.scenario("hours:\n  night: {side: cn, open: \"20:00-23:00\"}\n")
        uses = self.lever("uses", "set: {stages.scale.hours: night}\n")
        said = "hours.night does nothing"
        self.assertIn(said, self.stderr("compare", path, "--with", "second-gate", *QUICK, "--no-capacity"))
        self.assertEqual(self.stderr("compare", path, "--with", "second-gate", "--with", uses, *QUICK, "--no-capacity"), "")
        removes = self.lever("removes", "remove: [hours.night]\n")
        self.assertIn(said, self.stderr("compare", path, "--with", removes, *QUICK, "--no-capacity"))

    def test_an_alternative_that_changes_nothing_is_told(self):
        same = self.lever("same", "set: {stages.gate.servers: {value: 1, grade: assumed, range: 1 .. 2}}\n")
        self.assertEqual(self.stderr("compare", SMALL, "--with", same, *QUICK, "--no-capacity"),
                         f"kouan: warning: with {same}: no run changes: all that it sets stands there already\n")

    def test_an_opposing_headway_that_does_nothing_is_told(self):
        section = "sections:\n  lane: {directions: [%s], tracks: %s, run: 5 min, opposing: 4 min}\n"
        two = self.scenario(section % ("north, south", "double"))
        self.assertIn(f"{two}:4:66: sections.lane.opposing: found an opposing headway where directions have tracks of their own; allowed: tracks: single",
                      self.stderr("run", two, *QUICK, "--no-capacity"))
        self.assertIn("各方向已有独立线路，会车间隔不起作用", self.stderr("run", two, *QUICK, "--no-capacity", "--lang", "zh"))
        self.assertIn("found an opposing headway where there is one direction",
                      self.stderr("run", self.scenario(section % ("north", "single")), *QUICK, "--no-capacity"))
        self.assertNotIn("opposing", self.stderr("run", self.scenario(section % ("north, south", "single")), *QUICK, "--no-capacity"))

    def test_holidays_that_a_base_leaves_behind_are_told_where_the_run_is_moved(self):
        base = self.scenario("sides:\n  cn: {holidays: [{title: Day off, from: 2023-01-04, to: 2023-01-05}]}\nhours:\n  day: {closed_on: [cn]}\n")
        path = os.path.join(self.folder.name, "child.yaml")
        for start, count in (("2023-01-03", 0), ("2031-01-06", 1)):
            with open(path, "w", encoding="utf-8") as file:
                file.write("extends: mine.yaml\nrun: {start: %s}\n" % start)
            said = self.stderr("run", path, *QUICK, "--no-capacity")
            self.assertEqual(said.count(f"{path}:2:7: the holidays of China (cn) close nothing"), count)
            self.assertEqual(said.count(f"they stand at {base}:4:"), count)

    def test_a_lever_that_opens_while_the_run_goes_on_counts_from_the_first_day_and_says_so(self):
        late = self.lever("late", "opens: 2023-01-09\nset: {stages.gate.servers: {value: 2, grade: assumed, range: 1 .. 2}}\n")
        said = ("Measure late (late) opens 2023-01-09, within the time simulated, 2023-01-02 to 2023-01-15: counted as if it had been open "
                "from the first day")
        for command in ("run", "compare"):
            self.assertEqual(self.stderr(command, SMALL, "--with", late, *QUICK, "--no-capacity"), f"kouan: note: {said}\n")
        self.assertIn(said, " ".join(self.kouan("check", SMALL, "--with", late).stdout.split()))
        self.assertEqual(self.stderr("run", SMALL, "--with", late, *QUICK, "--no-capacity", "--lang", "zh"),
                         "kouan：注：措施late（late）于2023-01-09启用，处于仿真期2023-01-02至2023-01-15：按自首日起即启用计算\n")
        before = self.lever("before", "opens: 2022-12-31\nset: {stages.gate.servers: {value: 2, grade: assumed, range: 1 .. 2}}\n")
        self.assertEqual(self.stderr("run", SMALL, "--with", before, *QUICK, "--no-capacity"), "")

    def test_a_yard_that_is_full_for_nobody_is_told_before_runs(self):
        steps = "processes:\n  import:\n    steps: [{visit: gate}, {travel: 5 min}, {within: {yard: lot, steps: [{visit: scale}]}}, cleared]\n"
        lot = "yards:\n  lot: {side: cn, places: {value: 2, grade: assumed, range: 1 .. 4}%s}\n"
        path = self.scenario(lot % ", queue: none" + steps)
        said = self.stderr("run", path, *QUICK, "--no-capacity")
        self.assertIn(f"kouan: warning: {path}:4:3: lot holds nobody up when it is full", said)
        self.assertIn("have left Gate (gate) and hold nothing", said)
        self.assertEqual(self.stderr("run", self.scenario(lot % "" + steps), *QUICK, "--no-capacity"), "")

    def test_holidays_that_close_nothing_are_told_with_their_place(self):
        feast = "sides:\n  cn: {holidays: [{title: Feast, from: %s}]}\n"
        path = self.scenario(feast % "2023-01-04")
        self.assertEqual(self.stderr("run", path, *QUICK, "--no-capacity"),
                         f"kouan: warning: {path}:4:19: the holidays of China (cn) close nothing: no hours name it, as in closed_on: [cn]\n")
        path = self.scenario(feast % "2024-01-04" + "hours: {day: {closed_on: [cn]}}\n")
        self.assertIn(f"{path}:4:19: the holidays of China (cn) close nothing: they are dated 2024-01-04 to 2024-01-04, outside the run",
                      self.stderr("run", path, *QUICK, "--no-capacity"))

    def test_what_a_lever_makes_idle_is_meant(self):
        """Manual gates need no lane for failed readings, 24 hours no shifts to gather before."""
        port = os.path.join(os.path.dirname(kouan_cli.DATA), "..", "..", "scenarios", "ports", "ganqimaodu", "2023.yaml")
        said = self.stderr("compare", port, "--with", "manual-gate", "--with", "hours-24", "--replications", "1", "--no-capacity")
        self.assertNotIn("warning", said)

    def test_check_tells_what_a_lever_makes_idle_as_of_one_in_the_file(self):
        skips = self.lever("skips", "set: {processes.import.steps: [{visit: gate}, cleared]}\n")
        for asked in ((SMALL, "--with", skips), (self.scenario(f"levers: [{skips}]\n"),)):
            self.assertIn("scale", [w["about"] for w in self.json("check", *asked)["warnings"] if w["id"] == "unreachable"])
            self.assertIn("Weighbridge (scale) cannot be reached", " ".join(self.kouan("check", *asked).stdout.split()))
        self.assertEqual(self.stderr("run", SMALL, "--with", skips, *QUICK, "--no-capacity"), "")

    def test_shifts_that_a_lever_itself_joins_are_told(self):
        joins = self.lever("joins", 'set: {hours.day.open: ["08:00-12:00", "12:00-18:00"]}\n')
        self.assertIn("joined-shifts", {w["id"] for w in self.json("check", SMALL, "--with", joins)["warnings"]})
        for command in ("run", "compare"):
            said = self.stderr(command, SMALL, "--with", joins, *QUICK, "--no-capacity")
            self.assertEqual(said.count("Coal (coal) has a lead or tail, but 12 of the 24 shifts"), 1, said)

    def test_what_a_lever_makes_idle_is_told_by_no_run(self):
        port = os.path.join(os.path.dirname(kouan_cli.DATA), "..", "..", "scenarios", "ports", "ganqimaodu", "2023.yaml")
        self.assertNotIn("warning", self.stderr("run", port, "--with", "hours-24", "--replications", "1", "--no-capacity"))
        joined = self.scenario('hours: {day: {open: ["08:00-12:00", "12:00-18:00"]}}\n')
        for command in ("run", "compare"):
            said = self.stderr(command, joined, "--with", "second-gate", *QUICK, "--no-capacity")
            self.assertEqual(said.count("has a lead or tail"), 1, said)

    def test_neither_loads_nor_missing_sources_are_told(self):
        """Runs show loads by themselves, and check lists what has no source."""
        path = self.scenario("stages:\n  gate: {service: 60 min}\n")
        self.assertIn("overload", {w["id"] for w in self.json("check", path)["warnings"]})
        self.assertIn("unsourced", {w["id"] for w in self.json("check", path)["warnings"]})
        self.assertEqual(self.stderr("run", path, *QUICK, "--no-capacity"), "")

    def test_a_warm_up_shorter_than_the_way_after_clearance(self):
        """Saturated runs leave out a day; half of the trucks go for 47 or 49 hours after clearance, which takes no queue."""
        steps = "processes:\n  import:\n    steps:\n      - visit: gate\n      - cleared\n      - choose: [{share: 50 %%, steps: [{travel: %d h}]}]\n      - visit: scale\n"
        for hours, warned in ((47, []), (49, ["truck"])):
            path = self.scenario(steps % hours)
            self.assertEqual([w["about"] for w in self.json("check", path)["warnings"] if w["id"] == "short-warm-up"], warned)
        self.assertIn("Trucks (truck) needs at least 24.6 h on average from clearance until it has left, and saturated_warm_up is 24 h",
                      " ".join(self.kouan("check", path).stdout.split()))

    def test_many_are_cut(self):
        path = self.scenario("stages:\n" + "".join(f"  new-{i}: {{side: cn, servers: 1}}\n" for i in range(15)))
        said = self.stderr("run", path, *QUICK, "--no-capacity").splitlines()
        self.assertEqual(len(said), 13)
        self.assertEqual(said[-1], "kouan: 3 more warnings; kouan check lists all")


if __name__ == "__main__":
    kouan_cli.main()
