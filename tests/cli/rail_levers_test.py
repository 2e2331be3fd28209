"""Levers of the rail ports joined: with the plain rail port and with the one in full each is right or refused with the word what to take, and in full no train skips a check."""
import os
import subprocess

import kouan_cli
from kouan_cli import Cli

PORTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios", "ports")
FULL = "rail-port-in-full"

# What goes on top of rail-port by itself, and what of it has a file of its own where that is in full, on the road port of each year.
EITHER = ["rail-tracks-4", "rail-tracks-8", "rail-tracks-10"]
HEAVY = ["rail-train-5000", "rail-train-7500"]
JOINED = {
    "ganqimaodu/2023.yaml": (EITHER + ["rail-hinterland-near"], HEAVY + ["rail-dual-gauge", "rail-feeder", "rail-shared-stock"]),
    "ceke/2025.yaml": (EITHER, HEAVY + ["rail-shared-stock"]),
    "zhuengadabuqi/2025.yaml": (EITHER + ["rail-flow-5", "rail-flow-10"], HEAVY + ["rail-standard-gauge", "rail-shared-stock"]),
}
ON_FEEDER = ["rail-loops-4", "rail-loops-8", "rail-loops-10", "rail-loops-13", "rail-speed-45", "rail-speed-80", "rail-window"]

# Of two that do not go together on either rail port, or on the one in full.
REFUSED = {
    "ganqimaodu/2023.yaml": ["rail-shared-stock+rail-feeder", "rail-shared-stock+rail-dual-gauge", "rail-shared-stock+rail-hinterland-near", "rail-feeder+rail-dual-gauge+rail-window",
                             f"{FULL}+rail-shared-stock-in-full+rail-dual-gauge-in-full", f"{FULL}+rail-feeder-in-full+rail-dual-gauge-in-full+rail-window"],
    "ceke/2025.yaml": [f"{FULL}+rail-inspection-one"],
    "zhuengadabuqi/2025.yaml": ["rail-standard-gauge+rail-train-5000", f"{FULL}+rail-standard-gauge-in-full+rail-train-7500-in-full"],
}

# What trains of every class pass in full.
CHECKS = ["rail-exit-checks", "rail-technical-check", "rail-check", "rail-quarantine", "rail-border-police", "rail-empties-check"]
IN_FULL = {
    "ganqimaodu": ["", "rail-dual-gauge-in-full", "rail-feeder-in-full", "rail-train-5000-in-full", "rail-train-7500-in-full", "rail-feeder-in-full+rail-dual-gauge-in-full+rail-train-5000-in-full"],
    "ceke": ["", "rail-train-5000-in-full"],
    "zhuengadabuqi": ["", "rail-standard-gauge-in-full", "rail-train-5000-in-full"],
}


class RailLevers(Cli):
    def said(self, port, levers):
        done = subprocess.run([kouan_cli.PROGRAM, "check", os.path.join(PORTS, port), "--with", levers], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def assert_right(self, port, levers):
        """What one has set is lost to another only where a heavier train has longer cuts."""
        with self.subTest(port=port, levers=levers):
            warned = [w["text"]["en"] for w in self.json("check", os.path.join(PORTS, port), "--with", levers)["warnings"] if w["id"] in ("no-effect", "too-long")]
            self.assertEqual([text for text in warned if "set at classes.coal-flagged.vehicle_length, which is lost" not in text], [])

    def assert_refused(self, port, levers, word):
        with self.subTest(port=port, levers=levers):
            code, text = self.said(port, levers)
            self.assertEqual(code, 2, text)
            self.assertIn("error", text)
            self.assertIn(word, text)
            self.assertEqual(text.count(": error: "), 1, text)

    def test_each_goes_with_the_plain_rail_port_and_the_one_in_full_or_is_refused(self):
        for port, (either, two) in JOINED.items():
            for lever in either:
                self.assert_right(port, f"rail-port+{lever}")
                self.assert_right(port, f"rail-port+{FULL}+{lever}")
            for lever in two:
                self.assert_right(port, f"rail-port+{lever}")
                self.assert_right(port, f"rail-port+{FULL}+{lever}-in-full")
                for order in (f"{FULL}+{lever}", f"{lever}+{FULL}"):
                    self.assert_refused(port, f"rail-port+{order}", f"{FULL}+{lever}-in-full")
                self.assert_refused(port, f"rail-port+{lever}-in-full", f"the lever {FULL} before it, which makes that")

    def test_what_changes_the_feeder_line_goes_with_it_in_full_too(self):
        for lever in ON_FEEDER:
            self.assert_right("ganqimaodu/2023.yaml", f"rail-port+rail-feeder+{lever}")
            self.assert_right("ganqimaodu/2023.yaml", f"rail-port+{FULL}+rail-feeder-in-full+{lever}")

    def test_two_that_would_undo_each_other_are_refused(self):
        for port, all in REFUSED.items():
            for levers in all:
                self.assert_refused(port, f"rail-port+{levers}", "one of the two")

    def test_lines_of_ganqimaodu_are_refused_at_the_other_ports(self):
        for port in ("ceke/2025.yaml", "zhuengadabuqi/2025.yaml"):
            for levers in ("rail-dual-gauge", "rail-feeder", "rail-hinterland-near", f"{FULL}+rail-dual-gauge-in-full", f"{FULL}+rail-feeder-in-full"):
                self.assert_refused(port, f"rail-port+{levers}", "Ganqimaodu's lines")

    def test_in_full_no_class_of_train_skips_a_check(self):
        for port, all in IN_FULL.items():
            for levers in all:
                with self.subTest(port=port, levers=levers):
                    r = self.json("run", os.path.join(PORTS, port, "rail-alone.yaml"), "--with", "+".join(x for x in (FULL, levers) if x), "--replications", "1", "--no-capacity")
                    trains = sum(c["cleared_per_day"]["mean"] for c in r["classes"] if c["counted_in"] == "trains")
                    served = {s["id"]: s["served_per_day"]["mean"] for s in r["stages"]}
                    self.assertGreater(trains, 1)
                    for check in CHECKS:
                        self.assertAlmostEqual(served[check] / trains, 1, delta=0.01, msg=check)

    def test_the_standard_gauge_in_full_takes_longer_than_the_plain_one(self):
        hours = lambda port, levers, train: next(c for c in self.json("run", os.path.join(PORTS, port, "rail-alone.yaml"), "--with", levers, "--replications", "1", "--no-capacity")["classes"]
                                                 if c["id"] == train)["physical_clearance_s"]["mean"]["mean"] / 3600
        for port, lever, train in (("ganqimaodu", "rail-dual-gauge", "coal-train-standard"), ("zhuengadabuqi", "rail-standard-gauge", "coal-train")):
            plain, full = hours(port, lever, train), hours(port, f"{FULL}+{lever}-in-full", train)
            self.assertGreater(full, plain + 1, "exit checks alone take 80 min")

    def test_the_rail_ports_alone_warn_of_nothing(self):
        for port in ("ganqimaodu", "ceke", "zhuengadabuqi"):
            for levers in ([], ["--with", FULL]):
                self.assertEqual([w["text"]["en"] for w in self.json("check", os.path.join(PORTS, port, "rail-alone.yaml"), *levers)["warnings"] if w["id"] != "unsourced"], [])


if __name__ == "__main__":
    kouan_cli.main()
