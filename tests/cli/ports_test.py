"""Every shipped scenario can be read and says where its numbers come from; the road ports come out against observation as their pages say."""
import functools
import glob
import json
import os
import re

import yaml

import kouan_cli
from kouan_cli import Cli

PORTS = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios", "ports"))

# Of each port what misses, and what tests the model: neither fitted nor following from inputs.
ROAD = {
    "ceke": (["H23"], ["H23", "V5e"]),
    "zhuengadabuqi": (["H23", "Z23d"], ["H23"]),
    "erenhot-road": (["E24f", "H19"], ["E24f", "H19", "H23"]),
    "manzhouli-road": (["M23d"], ["P17"]),
}

# Demand beyond what a stage passes is what these years were like.
MEANT = {("overload", "entry-gate"), ("overload-month", "entry-gate"), ("overload", "abroad-entry"), ("unmet", "quota"), ("overload-month", "abroad-entry")}


# Cases of a year that run the file of another, since there is none of theirs or the question is of the other's capacity; each says so in its note.
OF_ANOTHER_YEAR = {
    "ceke": {"V5c", "V5e", "K2", "K3", "K4", "K5"},  # the gates of that time; one file for the caps of 2020 to 2022
    "erenhot-rail": {"Y17"},  # the yard of 2018, which was that of 2017
    "erenhot-road": {"E24e", "E24f", "E24g"},  # days of 2024 against the lanes fitted to 2023, open longer
    "ganqimaodu": {"A1b", "A1c", "V4c"},  # lanes of 2017 changed in the file of 2018; a run that begins in 2017
    "manzhouli-rail": {"R8a", "R8b", "D19"},  # the yard of 2022 on the days of 2023; 2019
    "manzhouli-road": {"P17"},
}


@functools.cache
def written_in(path):
    """What a file says. The parser in C where there is one: the other takes minutes for all ports."""
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def cases_of(port):
    return written_in(os.path.join(PORTS, port, "validation.yaml"))["cases"]


def year_of(path):
    """In which a scenario's run starts, in the file or in what it extends."""
    written = written_in(path)
    start = written.get("run", {}).get("start")
    return str(start)[:4] if start else year_of(os.path.join(os.path.dirname(path), written["extends"]))


def steps_of(path, section):
    """Steps of the processes that a file writes under `processes` or sets as a lever, with what anchors stand for and without notes, which may differ."""
    def bare(node):
        if isinstance(node, dict):
            return {key: bare(value) for key, value in node.items() if key != "note"}
        return [bare(n) for n in node] if isinstance(node, list) else node
    written = written_in(path)[section]
    if section == "processes":
        return {name: bare(process["steps"]) for name, process in written.items()}
    return {key.split(".")[1]: bare(value) for key, value in written.items() if key.startswith("processes.")}


class Ports(Cli):
    def scenarios(self):
        files = [f for folder in (PORTS, os.path.join(PORTS, "..", "small")) for f in glob.glob(os.path.join(folder, "**", "*.yaml"), recursive=True)
                 if os.sep + "levers" + os.sep not in f]
        return sorted(f for f in files if os.path.basename(f) != "validation.yaml")

    def test_every_shipped_scenario_is_read_and_no_number_is_without_source_or_grade(self):
        self.assertGreaterEqual(len(self.scenarios()), 23)
        for path in self.scenarios():
            with self.subTest(os.path.relpath(path, PORTS)):
                r = self.json("check", path)
                self.assertEqual(r["values_without_origin"], 0)
                self.assertLessEqual({(w["id"], w["about"]) for w in r["warnings"]}, MEANT)

    def test_a_case_runs_the_file_of_its_year(self):
        for path in glob.glob(os.path.join(PORTS, "*", "validation.yaml")):
            port = os.path.basename(os.path.dirname(path))
            others = set()
            for case in cases_of(port):
                years = re.findall(r"\b20\d\d\b", case["title"]["en"])
                if years and year_of(os.path.join(os.path.dirname(path), case["scenario"])) not in years:
                    others.add(case["id"])
                    self.assertIn("note", case, case["id"])
            self.assertEqual(others, OF_ANOTHER_YEAR.get(port, set()), port)

    def test_every_observed_case_stands_on_its_page_with_source_and_grade(self):
        """In the order of the file, in both languages; railway ports count trains."""
        for path in glob.glob(os.path.join(PORTS, "*", "validation.yaml")):
            port = os.path.basename(os.path.dirname(path))
            for language, suffix in (("en", ""), ("zh", ".zh-CN")):
                with self.subTest(port=port, language=language), open(os.path.join(PORTS, "..", "..", "docs", "ports", f"{port}{suffix}.md"), encoding="utf-8") as file:
                    text = file.read()
                    rows = re.findall(r"(?m)^\| (\S+) .*\| (\w+ [ABCD]) \|$", text)
                    self.assertEqual(rows, [(c["id"], f"{c['source']} {c['grade']}") for c in cases_of(port)])
                    if port.endswith("-rail"):
                        self.assertNotIn("vehicles/d", text)

    def test_a_port_has_a_rail_port_of_its_own_where_the_shared_one_would_move_too_much(self):
        for port, moved in (("ceke", 10e6), ("zhuengadabuqi", 2e6)):
            with self.subTest(port):
                path = os.path.join(PORTS, port, "2025.yaml")
                tonnes = lambda *more: {d["class"]: d["tonnes"] for d in self.json("check", path, *more)["demand"]}
                base, with_rail = tonnes(), tonnes("--with", "rail-port")
                self.assertAlmostEqual(with_rail["coal-train"], moved, delta=1)
                self.assertAlmostEqual(base["coal-truck"] - with_rail["coal-truck"], moved, delta=1)

    def test_a_train_counts_as_many_wagons_and_teu_as_stand_in_it(self):
        """Wagons are counted by cuts and containers, trains by themselves: in every file they have to agree. At Manzhouli bulk trains have 68 wagons, at
        Erenhot 50; of container trains those to Zabaikalsk's terminal have 62, all others 55."""
        for scenario, bulk, out in (("erenhot-rail/2023", 50, 55), ("manzhouli-rail/2023", 68, 55), ("manzhouli-rail/zabaikalsk-57", 68, 62)):
            with self.subTest(scenario):
                path = os.path.join(self.folder.name, "port.yaml")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(f"extends: {os.path.join(PORTS, scenario)}.yaml\nvalidation: ~\n")
                r = self.json("run", path, "--replications", "1", "--no-capacity")
                trains = {c["id"]: c["cleared_per_day"]["mean"] for c in r["classes"]}
                tonnes = {c["id"]: c["tonnes_per_year"]["mean"] for c in r["classes"]}
                for part, out_of in (("ore-flagged", "ore-cut"), ("ce-flagged", "box-in")):
                    self.assertTrue(0.02 < tonnes[part] / (tonnes[part] + tonnes[out_of]) < 0.05, tonnes)
                # 15 in 100 of the bulk go to the ground; the rest leaves on trains of the other gauge, of at most 58 wagons
                self.assertLess(0.85 * bulk * trains["ore-train"] / trains["ore-inland-train"], 58)
                counted = {(x["direction"], x["unit"]): x["per_day"]["mean"] for x in r["throughput"]}
                for way, unit, expected in (("inbound", "wagons", bulk * trains["ore-train"] + 55 * trains["ce-in"]),
                                            ("outbound", "wagons", out * trains["ce-out"] + 45 * trains["goods-out"]), ("outbound", "teu", 2 * out * trains["ce-out"])):
                    self.assertAlmostEqual(counted[way, unit] / expected, 1, delta=0.01, msg=f"{way} {unit}")

    def test_a_train_longer_than_its_track_is_told_at_the_hubs(self):
        for port, length in (("erenhot-rail/2023", 860), ("manzhouli-rail/2023", 1060)):
            with self.subTest(port):
                path = os.path.join(self.folder.name, "port.yaml")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(f"extends: {os.path.join(PORTS, port)}.yaml\nclasses:\n  ore-train: {{vehicle_length: {length} m}}\n")
                self.assertIn(("too-long", "ore-train"), {(w["id"], w["about"]) for w in self.json("check", path)["warnings"]})

    def test_pumps_pass_what_they_do_by_hand(self):
        """Two racks, 3 h for a cut of 600 t, out of order for 3 h after each 120 h of work."""
        r = self.json("run", os.path.join(PORTS, "..", "small", "tank-trains.yaml"), "--replications", "2")
        self.assertAlmostEqual(r["capacity"]["saturated"]["tonnes_per_year"]["mean"] / (2 * 24 / 3 * 600 * 365 * 120 / 123), 1, delta=0.02)

    def test_the_consolidation_centre_fits_both_hubs(self):
        """It moves no bound, since a gathering sets none."""
        for port in ("erenhot-rail/2025", "manzhouli-rail/2024"):
            with self.subTest(port):
                path = os.path.join(PORTS, port + ".yaml")
                base, more = (self.json("check", path, *w) for w in ((), ("--with", "rail-consolidation")))
                self.assertNotEqual(base["hash"], more["hash"])
                self.assertEqual(base["bound"], more["bound"])

    def test_empties_come_to_the_hubs_as_trains_and_lock_loads_in_where_nothing_limits_them(self):
        for port, levers in (("erenhot-rail/2023", "rail-empty-trains"), ("manzhouli-rail/2023", "rail-empty-trains+rail-empty-trains-four-cuts")):
            with self.subTest(port):
                path = os.path.join(PORTS, port + ".yaml")
                checked = self.json("check", path, "--with", levers)
                self.assertEqual((checked["values_without_origin"], checked["warnings"]), (0, []))
                short = os.path.join(self.folder.name, "port.yaml")
                with open(short, "w", encoding="utf-8") as file:
                    file.write(f"extends: {path}\nvalidation: ~\nrun: {{horizon: 100 d}}\n")
                r = self.json("run", short, "--with", levers, "--no-capacity", "--replications", "1")
                trains = {c["id"]: c["cleared_per_day"]["mean"] for c in r["classes"]}
                # as many come as leave; of flats those that leave are not all full
                self.assertAlmostEqual(trains["ore-empty-train"] / trains["ore-inland-train"], 1, delta=0.05)
                for empty, loaded in (("ce-empty-train", "ce-inland-train"), ("nb-flat-empty-train", "ce-north-train"), ("nb-wagon-empty-train", "goods-north-train")):
                    self.assertTrue(0.7 < trains[empty] / trains[loaded] < 1.1, trains)
                stuck = self.kouan("run", path, "--with", levers + "+rail-empties-uncalled", "--no-capacity", "--replications", "1", expect=3)
                for part in ("deadlock", "ore-inland-train", "waits for standard-departure-tracks", "ore-empty-train", "waits for ore-standard-places"):
                    self.assertIn(part, stuck.stderr)

    def with_lever(self, port, lever, changes="", horizon="100 d"):
        """One run of the lever on a year of the port, cut short; `changes` are set after it."""
        path = os.path.join(PORTS, port + ".yaml")
        checked = self.json("check", path, "--with", lever)
        self.assertEqual((checked["values_without_origin"], checked["warnings"]), (0, []))
        short, tight = (os.path.join(self.folder.name, name) for name in ("port.yaml", "tight.yaml"))
        with open(short, "w", encoding="utf-8") as file:
            file.write(f"extends: {path}\nvalidation: ~\nrun: {{horizon: {horizon}}}\n")
        with open(tight, "w", encoding="utf-8") as file:
            file.write(f"lever: 1\ntitle: Tight\nset: {{{changes}}}\n")
        r = self.json("run", short, "--with", lever + ("+" + tight if changes else ""), "--no-capacity", "--replications", "1")
        return {c["id"]: c["cleared_per_day"]["mean"] for c in r["classes"]}, {s["id"]: s for s in r["stages"]}, {(t["direction"], t["unit"]): t["per_day"]["mean"] for t in r["throughput"]}

    def test_oil_goes_through_the_wheel_change_shed_by_trains_of_four_cuts_and_needs_bogies(self):
        trains, stages, _ = self.with_lever("erenhot-rail/2023", "wheel-change")
        self.assertAlmostEqual(trains["oil-cut"] / trains["oil-train"], 4, delta=0.1)
        # each train goes in four cuts through the shed, and back, as one batch each way: no cut waits for another of its train
        self.assertAlmostEqual(stages["wheel-shed"]["served_per_day"]["mean"] / (8 * trains["oil-train"]), 1, delta=0.1)
        self.assertLess(stages["wheel-shed"]["waiting_s"]["mean"]["mean"], 3600)
        # with one set of bogies no train follows before the last is back: a day less than half a train in five days
        few, stages, _ = self.with_lever("erenhot-rail/2023", "wheel-change", "yards.standard-bogies.places: 1")
        self.assertTrue(0.1 < few["oil-train"] < 1 / 4.6, few)
        self.assertGreater(stages["standard-bogies"]["utilisation"]["mean"], 0.95)

    def test_exports_that_wait_keep_no_tank_train_from_coming_back(self):
        """Saturated more of them wait for a track than there ever are; with their bogies away for longer and longer oil would hold up all other trains, of which 27.7 a day come without it."""
        path = os.path.join(PORTS, "erenhot-rail", "2023.yaml")
        case = lambda classes, observed: f"{{id: {classes.split(',')[0]}, title: At capacity, scenario: {path}, levers: [wheel-change], mode: saturated, measure: trips_per_day, classes: [{classes}], observed: {observed}, source: NMFEB, grade: B}}"
        validation = self.validation(case("ore-train, ce-in", "26.5, tolerance: 3 %"), case("oil-train", "1.06, tolerance: 10 %"))
        done = self.kouan("validate", validation, "--replications", "1", "--format", "json")
        self.assertEqual([c["inside"] for c in json.loads(done.stdout)["cases"]], [True, True])

    def test_a_container_stack_takes_boxes_off_their_trains_until_it_is_full(self):
        boxes, _, passed = self.with_lever("erenhot-rail/2023", "box-stack")
        self.assertAlmostEqual(boxes["box-ground"] / (boxes["box-ground"] + boxes["box-in"]), 0.3, delta=0.02)
        self.assertAlmostEqual(passed["inbound", "teu"] / (2 * 55 * boxes["ce-in"]), 1, delta=0.02)
        # where flats lack, the stack fills up and trains keep their tracks
        few, stages, _ = self.with_lever("erenhot-rail/2023", "box-stack", "yards.box-stack.places: 100, classes.flat.fleet: 700")
        self.assertLess(few["ce-in"], 0.9 * boxes["ce-in"])
        self.assertGreater(stages["box-stack"]["utilisation"]["mean"], 0.9)
        self.assertGreater(stages["box-stack"]["waiting_s"]["mean"]["mean"], 0)

    def test_routes_through_a_switch_zone_exclude_each_other(self):
        trains, stages, _ = self.with_lever("erenhot-rail/2023", "switch-zones")
        loaded = trains["ore-train"] + trains["ce-in"]
        # in and out, and of shunting two moves a train and two for the wagons set out of one in four
        self.assertAlmostEqual(stages["broad-line-switch-zone"]["served_per_day"]["mean"] / (2 * loaded), 1, delta=0.02)
        self.assertAlmostEqual(stages["broad-yard-switch-zone"]["served_per_day"]["mean"] / (2.5 * loaded), 1, delta=0.05)

    def test_switch_zones_write_the_bases_steps_anew_with_visits_to_the_zones_and_shorter_moves(self):
        """Nothing else may differ, or the lever would tell of more than switches: neither a step, nor a number, nor its range."""
        base = steps_of(os.path.join(PORTS, "rail-base.yaml"), "processes")
        lever = steps_of(os.path.join(PORTS, "erenhot-rail", "levers", "switch-zones.yaml"), "set")
        self.assertEqual(set(lever), {"ore-import", "ce-import", "ore-flagged", "ce-flagged"})
        shorter = {"Shunting": ("lognormal(mean 35 min, cv 0.4)", "20 min .. 60 min", 4), "Setting out": ("lognormal(mean 25 min, cv 0.4)", "15 min .. 60 min", 4), "Fetching from the siding": ("lognormal(mean 25 min, cv 0.4)", "15 min .. 60 min", 4)}
        for process, steps in lever.items():
            zones = [s["visit"] for s in steps if isinstance(s, dict) and str(s.get("visit", "")).endswith("-switch-zone")]
            self.assertEqual(zones, ["broad-line-switch-zone", "broad-yard-switch-zone", "broad-yard-switch-zone", "broad-line-switch-zone"] if process.endswith("import") else 2 * ["broad-yard-switch-zone"])
            rest = [s for s in steps if isinstance(s, str) or s.get("visit") not in zones]
            for step in rest:
                move = {} if isinstance(step, str) else step.get("travel", {})
                if move.get("title", {}).get("en") in shorter:
                    mean, ends, less = shorter[move["title"]["en"]]
                    minutes = [int(n) for n in re.findall(r"(\d+) min", mean + " " + ends)]
                    self.assertEqual([int(n) for n in re.findall(r"(\d+) min", move["time"]["value"] + " " + move["time"]["range"])], [n - less for n in minutes])
                    move["time"].update(value=mean, range=ends)
            self.assertEqual(rest, base[process])

    def test_consolidation_by_destination_sends_a_train_to_each_and_costs_trains_where_few_come(self):
        """Of 4.8 trains a day to three destinations not all fill up in a day; of 8 they do."""
        for port, is_meant in (("erenhot-rail/2025", lambda r: 1.02 < r < 1.3), ("manzhouli-rail/2024", lambda r: 0.97 < r < 1.05)):
            with self.subTest(port):
                one, _, _ = self.with_lever(port, "rail-consolidation", horizon="60 d")
                three, _, _ = self.with_lever(port, "rail-consolidation-destinations", horizon="60 d")
                self.assertAlmostEqual(three["box-in"] / one["box-in"], 1, delta=0.03)
                ratio = three["ce-inland-train"] / one["ce-inland-train"]
                self.assertTrue(is_meant(ratio), ratio)

    def test_quotas_are_told_as_loads_of_permits_by_kind_too(self):
        """Seven permits for all trains out; two for each kind of container trains in, of which 3.46 a day come in all."""
        r = self.json("check", os.path.join(PORTS, "erenhot-rail", "2023-seven-trains.yaml"))
        quota = {m["id"]: m for m in r["meetings"]}["quota"]
        self.assertEqual((sorted(quota["more"]["classes"]), quota["less"]["classes"]), (["ce-out", "goods-out"], ["permit"]))
        self.assertAlmostEqual(quota["load"], 7.96 / 7, delta=0.01)
        self.assertIn("unmet", {w["id"] for w in r["warnings"]})
        r = self.json("check", os.path.join(PORTS, "erenhot-rail", "2021.yaml"), "--with", "quota-by-kind")
        kinds = {m["id"]: (m["more"]["per_day"], m["less"]["per_day"]) for m in r["meetings"]}
        self.assertEqual(set(kinds), {"transit-quota", "mn-quota"})
        for permits, trains in kinds.values():
            self.assertAlmostEqual(permits, 2, delta=0.01)
            self.assertAlmostEqual(trains, 3.46 / 2, delta=0.03)
        self.assertNotIn("unmet", {w["id"] for w in r["warnings"]})

    def test_erenhots_broad_gauge_trains_come_near_the_observed_where_bulk_is_as_slow_as_at_manzhouli(self):
        """Case N15 under levers that are fitted to nothing of Erenhot: 15 trains a day, or the 8.5 pairs of R5, a fifth beyond either."""
        path = os.path.join(self.folder.name, "validation.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("validation: 1\ntitle: Erenhot\ncases:\n")
            for name, levers in (("as-it-is", []), ("slow", ["rail-bulk-ten-hours"]), ("slow-on-half", ["rail-bulk-ten-hours", "rail-bulk-three-pairs"])):
                file.write(f"  - {{id: {name}, title: Trains, scenario: {os.path.join(PORTS, 'erenhot-rail', '2023.yaml')}, levers: [{', '.join(levers)}], mode: saturated, "
                           "measure: trips_per_day, classes: [ore-train, ce-in], observed: 15, tolerance: 6.8 .. 18, source: NMFEB, grade: A}\n")
        done = self.kouan("validate", path, "--replications", "1", "--format", "json", expect=4)
        self.assertEqual({c["id"]: c["inside"] for c in json.loads(done.stdout)["cases"]}, {"as-it-is": False, "slow": False, "slow-on-half": True})

    def test_cases_that_come_out_inside_for_no_good_reason_are_no_tests(self):
        disowned = {(port, c["id"]): c.get("dependent", False) for port in os.listdir(PORTS) if os.path.isdir(os.path.join(PORTS, port))
                    for c in cases_of(port) if "no good reason" in str(c.get("note"))}
        self.assertEqual(disowned, {("manzhouli-rail", "P31"): True})

    def test_road_ports_meet_and_miss_what_their_pages_say(self):
        for port, (misses, tests) in ROAD.items():
            with self.subTest(port):
                done = self.kouan("validate", os.path.join(PORTS, port, "validation.yaml"), "--replications", "1", "--format", "json",
                                  expect=4 if misses else 0)
                cases = json.loads(done.stdout)["cases"]
                self.assertEqual(sorted(c["id"] for c in cases if not c["inside"] and not c["design"]), misses)
                self.assertEqual(sorted(c["id"] for c in cases if not c["fitted"] and not c["dependent"] and not c["design"]), tests)


if __name__ == "__main__":
    kouan_cli.main()
