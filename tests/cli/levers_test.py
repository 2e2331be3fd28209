"""Every shipped lever on the shipped port, and on others that have what it needs: it can be read, moves the bound the way
that it is meant to, and tells what passes by direction."""
import json
import os

import kouan_cli
from kouan_cli import Cli

SCENARIOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios")
PORT = os.path.join(SCENARIOS, "ports", "ganqimaodu")

# What a lever is to do to the bound of what can be kept up, on 2023.yaml.
MEANT = {
    "hours-24": "more",
    "manual-gate": "same",  # twelve lanes pass more than what binds, by hand too
    "manual-gate-slow": "less",
    "rail-port": "more",
    "rail-port+rail-dual-gauge": "more",
    "rail-port+rail-feeder": "more",  # though less than rail-port alone
    "rail-port+rail-feeder+rail-loops-4": "less",  # fourteen pairs a day pass less than what is shifted to them needs beside the road
    "rail-port+rail-feeder+rail-loops-8": "more",
    "rail-port+rail-feeder+rail-loops-10": "more",
    "rail-port+rail-feeder+rail-loops-13": "more",
    "rail-port+rail-feeder+rail-speed-45": "less",  # as with four loops at 60 km/h
    "rail-port+rail-feeder+rail-speed-80": "more",
    "rail-port+rail-feeder+rail-window": "more",
    "rail-port+rail-hinterland-near": "more",
    "rail-port+rail-port-in-full": "more",
    "rail-port+rail-port-in-full+rail-dual-gauge-in-full": "more",
    "rail-port+rail-port-in-full+rail-feeder-in-full": "more",
    "rail-port+rail-port-in-full+rail-shared-stock-in-full": "more",
    "rail-port+rail-shared-stock": "more",
    "rail-port+rail-tracks-4": "more",
    "rail-port+rail-tracks-8": "more",
    "rail-port+rail-tracks-10": "more",
    "rail-port+rail-train-5000": "more",
    "rail-port+rail-train-7500": "more",
    "rail-port+rail-port-in-full+rail-train-5000-in-full": "more",
    "rail-port+rail-port-in-full+rail-train-7500-in-full": "more",
    "smart-gate": "same",  # 2023.yaml has it
    "storage-site": "same",  # room in the yards, not what limits the port
}


# What only the railway hubs have a use for: ports_test.py.
AT_HUBS = {"rail-consolidation", "rail-consolidation-destinations", "rail-empty-trains", "rail-empties-uncalled"}

# Stages, sections and stores of the railway, by what each lever does to the bound of one of them: over that without it.
RAIL = {
    ("rail-feeder", "rail-loops-13"): ("mn-feeder", lambda r: r > 1.7),
    ("rail-feeder", "rail-loops-10"): ("mn-feeder", lambda r: 1.4 < r < 1.6),
    ("rail-feeder", "rail-loops-8"): ("mn-feeder", lambda r: 1.2 < r < 1.3),
    ("rail-feeder", "rail-loops-4"): ("mn-feeder", lambda r: 0.7 < r < 0.8),
    ("rail-feeder", "rail-speed-45"): ("mn-feeder", lambda r: 0.7 < r < 0.8),
    ("rail-feeder", "rail-speed-80"): ("mn-feeder", lambda r: 1.25 < r < 1.34),
    ("rail-feeder", "rail-window"): ("mn-feeder", lambda r: 0.9 < r < 0.95),
    ("", "rail-train-5000"): ("rail-line", lambda r: abs(r - 5000 / 3200) < 1e-6),
    ("", "rail-train-7500"): ("rail-line", lambda r: abs(r - 7500 / 3200) < 1e-6),
    ("", "rail-hinterland-near"): ("rail-storage", lambda r: abs(r - 68 / 164) < 1e-6),
}


class Levers(Cli):
    def bound(self, scenario, *levers):
        """Of the tonnes a year that can be kept up, and the load of the entry gate."""
        more = ["--with", "+".join(levers)] if levers else []
        r = self.json("check", os.path.join(PORT, scenario), *more)
        gate = next(s for s in r["stages"] if s["id"] == "entry-gate")
        return r["bound"]["sustained_tonnes_per_year"], gate["offered_load"]

    def test_every_shipped_lever_moves_the_bound_of_2023_the_way_it_is_meant_to(self):
        shipped = {name[:-5] for name in os.listdir(os.path.join(SCENARIOS, "levers")) if name.endswith(".yaml")}
        self.assertEqual(shipped - AT_HUBS, {levers.split("+")[-1] for levers in MEANT})
        base, _ = self.bound("2023.yaml")
        for lever, way in MEANT.items():
            with self.subTest(lever):
                ratio = self.bound("2023.yaml", *lever.split("+"))[0] / base
                self.assertEqual("same" if abs(ratio - 1) < 1e-9 else "more" if ratio > 1 else "less", way, ratio)

    def test_a_counterfactual_says_what_is_told_against_what(self):
        path = os.path.join(self.folder.name, "short.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"extends: {os.path.join(PORT, '2023.yaml')}\nvalidation: ~\nrun: {{horizon: 14 d}}\n")
        r = self.json("compare", path, "--with", "manual-gate", "--with", "manual-gate+hours-24", "--with", "hours-24", "--replications", "2", "--no-capacity")
        sentences = iter(r["answer"]["en"])
        alone, joined, other = [" ".join(next(sentences) for _ in range(size)) for size in r["answer"]["groups"]][1:4]
        self.assertRegex(alone, r"^Smart gates instead of manual ones \(the base against “Manual gate”\): .* s shorter on average")
        self.assertRegex(joined, r"^Manual gate \+ Open 24 hours \(against the base, which has “Smart gates instead of manual ones”\): .* min shorter on average")
        self.assertRegex(other, r"^Open 24 hours: ")
        self.assertEqual([bool(s["way_of_differences"]) for s in r["scenarios"]], [False, True, True, False])
        self.assertEqual([bool(s["counterfactual"]) for s in r["scenarios"]], [False, True, False, False])

    def bound_at(self, place, levers):
        r = self.json("check", os.path.join(PORT, "2023.yaml"), "--with", "+".join(x for x in ("rail-port", *levers) if x))
        return next(b for b in r["bound"]["stages"] if b["stage"] == place)["sustained_tonnes_per_year"]

    def test_levers_on_top_of_the_rail_port_change_the_bound_of_one_place(self):
        for (before, lever), (place, is_meant) in RAIL.items():
            with self.subTest(lever):
                ratio = self.bound_at(place, (before, lever)) / self.bound_at(place, (before,))
                self.assertTrue(is_meant(ratio), ratio)

    def test_a_rail_port_tells_its_trains_and_wagons_inbound_and_draws_its_line(self):
        tipped = {"": 50, "rail-train-5000": 78, "rail-train-7500": 117}
        through = {"": 55, "rail-train-5000": 71, "rail-train-7500": 107}  # Chinese wagons, at Ceke
        for port, wagons in (("ganqimaodu", tipped), ("ceke", through), ("zhuengadabuqi", tipped)):
            for lever, number in wagons.items():
                with self.subTest(port=port, lever=lever):
                    r = self.json("run", os.path.join(SCENARIOS, "ports", port, "rail-alone.yaml"), *(["--with", lever] if lever else []),
                                  "--replications", "1", "--no-capacity")
                    passed = {(t["direction"], t["unit"]): t["per_year"]["mean"] for t in r["throughput"]}
                    self.assertEqual({("inbound", "trains"), ("inbound", "wagons"), ("inbound", "t")}, set(passed))
                    self.assertAlmostEqual(number, passed["inbound", "wagons"] / passed["inbound", "trains"], places=6)
                    line = next(p for p in r["day"]["places"] if p["id"] == "rail-line")
                    self.assertEqual({"in", "out"}, {stay["direction"] for stay in line["stays"]})
                    self.assertTrue(0 < line["occupation"]["mean"] < line["occupation"]["peak"] < 1, line["occupation"])

    def test_a_rail_port_in_full_has_what_it_names_and_moves_on_when_full(self):
        """Neighbour's tracks, exit checks, four checks, shifts and locomotives; saturated, nothing locks up, and where the line beyond binds as much passes."""
        cases = []
        for port, passed in (("ganqimaodu", "80 kt, tolerance: 5 %"), ("ceke", "43.8 kt, tolerance: 1 %"), ("zhuengadabuqi", "20 kt, tolerance: 1 %")):
            with self.subTest(port):
                path = os.path.join(SCENARIOS, "ports", port, "rail-alone.yaml")
                full = self.json("run", path, "--with", "rail-port-in-full", "--replications", "1", "--no-capacity")
                stages = {s["id"]: s["served_per_day"]["mean"] for s in full["stages"]}
                for id in ("rail-exit-checks", "rail-technical-check", "rail-check", "rail-quarantine", "rail-border-police", "rail-siding-inspection",
                           "rail-neighbour-tracks", "rail-shunters", "rail-engines"):
                    self.assertGreater(stages[id], 0, id)
                self.assertEqual({c["id"]: c["counted_in"] for c in full["classes"]}, {"coal-train": "trains", "coal-flagged": "cuts"})
                cases.append(f"{{id: {port}, title: {port}, scenario: {path}, levers: [rail-port-in-full], mode: saturated, measure: tonnes_per_open_day, observed: {passed}, source: RAIL25B, grade: B}}")
        done = self.kouan("validate", self.validation(*cases), "--replications", "1", "--format", "json")
        self.assertEqual({c["id"]: c["inside"] for c in json.loads(done.stdout)["cases"]}, dict.fromkeys(("ganqimaodu", "ceke", "zhuengadabuqi"), True))

    def test_the_feeder_line_tells_its_occupation_and_what_trains_wait_for(self):
        r = self.json("run", os.path.join(SCENARIOS, "ports", "ganqimaodu", "rail-alone.yaml"), "--with", "rail-feeder", "--replications", "1", "--no-capacity")
        places = {p["id"]: p["occupation"] for p in r["day"]["places"]}
        # Each takes its run of 33.4 min, and 4 min more where the next one goes the other way.
        a_day = next(s for s in r["stages"] if s["id"] == "mn-feeder")["served_per_day"]["mean"]
        self.assertTrue(a_day * 33.4 / 1440 < places["mn-feeder"]["mean"] < a_day * (33.4 + 4) / 1440, (a_day, places))
        self.assertTrue(places["mn-feeder"]["mean"] < places["mn-feeder"]["peak"] < 1.1, places)
        for entry in r["ledger"]:
            for row in entry["rows"]:
                self.assertTrue(all(lack["hours"]["mean"] <= row["hours"]["mean"] for lack in row["lacking"]), row)

    def run_once(self, *path):
        """One replication of a shipped port, without the cases that it is held against."""
        file = os.path.join(self.folder.name, "port.yaml")
        with open(file, "w", encoding="utf-8") as text:
            text.write(f"extends: {os.path.join(SCENARIOS, 'ports', *path)}\nvalidation: ~\n")
        return self.json("run", file, "--replications", "1", "--no-capacity")

    def test_trains_that_wait_for_line_and_track_tell_which_was_lacking(self):
        r = self.run_once("erenhot-rail", "2023-seven-trains.yaml")
        rows = [row for entry in r["ledger"] for row in entry["rows"] if row["lacking"]]
        self.assertTrue(rows)
        for row in rows:
            self.assertTrue(all(0 <= lack["hours"]["mean"] <= row["hours"]["mean"] * (1 + 1e-9) for lack in row["lacking"]), row)
        most = {lack["stage"]: lack["hours"]["mean"] for row in rows for lack in row["lacking"]}
        self.assertGreater(most["nb-standard-tracks"], 1, "the neighbour's standard-gauge tracks hold trains back for hours")

    def test_heavier_trains_bring_tracks_on_which_they_fit(self):
        for port in ("ganqimaodu", "ceke", "zhuengadabuqi"):
            for lever in ("rail-train-5000", "rail-train-7500"):
                with self.subTest(port=port, lever=lever):
                    r = self.json("check", os.path.join(SCENARIOS, "ports", port, "rail-alone.yaml"), "--with", lever)
                    self.assertNotIn("too-long", {w["id"] for w in r["warnings"]})

    def test_heavier_trains_in_full_bring_longer_tracks_at_the_neighbours_too(self):
        for port in ("ganqimaodu", "ceke", "zhuengadabuqi"):
            for lever in ("rail-train-5000-in-full", "rail-train-7500-in-full"):
                with self.subTest(port=port, lever=lever):
                    r = self.json("check", os.path.join(SCENARIOS, "ports", port, "rail-alone.yaml"), "--with", f"rail-port-in-full+{lever}")
                    self.assertNotIn("too-long", {w["id"] for w in r["warnings"]})

    def test_the_railway_of_ceke_goes_through_and_is_bound_by_the_line_beyond(self):
        """16 Mt a year are what the Tiance railway is designed for; nothing is tipped."""
        r = self.json("check", os.path.join(SCENARIOS, "ports", "ceke", "rail-alone.yaml"))
        self.assertNotIn("rail-unloading", {s["id"] for s in r["stages"]})
        beyond = next(b for b in r["bound"]["stages"] if b["stage"] == "rail-storage")
        self.assertAlmostEqual(beyond["sustained_tonnes_per_year"], 43.8e3 * 365, delta=1)
        self.assertEqual(r["bound"]["sustained_tonnes_per_year"], beyond["sustained_tonnes_per_year"])

    def test_zhuengadabuqi_has_more_by_rail_and_either_gauge(self):
        path = os.path.join(SCENARIOS, "ports", "zhuengadabuqi", "rail-alone.yaml")
        moved = lambda *more: self.json("check", path, *more)["demand"][0]["tonnes"]
        self.assertAlmostEqual(moved("--with", "rail-flow-5"), 5e6, delta=1)
        self.assertAlmostEqual(moved("--with", "rail-flow-10+rail-standard-gauge"), 10e6, delta=1)

    def test_coal_that_comes_by_road_is_told_as_inbound(self):
        for port, file in (("ganqimaodu", "2023.yaml"), ("ganqimaodu", "2018-three-lanes.yaml"), ("ganqimaodu", "2017-queue.yaml"),
                           ("ceke", "2020-2022-caps.yaml"), ("zhuengadabuqi", "2025.yaml")):
            with self.subTest(port=port, file=file):
                r = self.run_once(port, file)
                self.assertEqual({"inbound"}, {t["direction"] for t in r["throughput"]})

    def test_smart_gate_takes_the_place_of_the_manual_gate_of_2018(self):
        """Seconds instead of minutes at the same lanes: the gate, which bound with three of them, no longer does."""
        base, load = self.bound("2018-three-lanes.yaml")
        smart, smart_load = self.bound("2018-three-lanes.yaml", "smart-gate")
        self.assertGreater(smart, base * 1.5)
        self.assertLess(smart_load, load / 3)

    def test_a_lever_without_what_it_needs_is_refused_by_name(self):
        done = self.kouan("check", "small.yaml", "--with", os.path.join(SCENARIOS, "levers", "smart-gate.yaml"), expect=2)
        self.assertIn("stages.entry-gate", done.stdout + done.stderr)


if __name__ == "__main__":
    kouan_cli.main()
