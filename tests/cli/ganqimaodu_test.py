"""Ganqimaodu against what was observed there: the shipped cases hold, and one that is spoiled is noticed."""
import os
import re

import kouan_cli
from kouan_cli import Cli

PORT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios", "ports", "ganqimaodu")


class Ganqimaodu(Cli):
    def test_all_cases_are_inside(self):
        done = self.kouan("validate", os.path.join(PORT, "validation.yaml"), "--replications", "2")
        self.assertNotIn("MISS", done.stdout)
        self.assertIn("17 of 17 within tolerance; of independent tests 3 of 3; 11 depend on inputs, 3 were fitted", done.stdout)

    def test_a_spoiled_value_is_a_miss(self):
        """A1b alone, with twice the vehicles that were reported."""
        with open(os.path.join(PORT, "validation.yaml"), encoding="utf-8") as file:
            text = file.read()
        cases = re.split(r"(?m)^(?=  - id: )", text)
        case = next(c for c in cases if c.startswith("  - id: A1b\n"))
        self.assertEqual(case.count("observed: 1600\n"), 1)
        case = case.replace("observed: 1600\n", "observed: 3200\n").replace("scenario: ", f"scenario: {PORT}/")
        path = os.path.join(self.folder.name, "spoiled.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("validation: 1\ncases:\n" + case)
        done = self.kouan("validate", path, "--replications", "2", expect=4)
        self.assertIn("MISS", done.stdout)


if __name__ == "__main__":
    kouan_cli.main()
