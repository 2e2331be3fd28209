"""Every shipped lever on the shipped port, and on others that have what it needs: it can be read, and moves the bound the way
that it is meant to."""
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
    "smart-gate": "same",  # 2023.yaml has it
    "storage-site": "same",  # room in the yards, not what limits the port
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
        self.assertEqual(shipped, set(MEANT))
        base, _ = self.bound("2023.yaml")
        for lever, way in MEANT.items():
            with self.subTest(lever):
                ratio = self.bound("2023.yaml", lever)[0] / base
                self.assertEqual("same" if abs(ratio - 1) < 1e-9 else "more" if ratio > 1 else "less", way, ratio)

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
