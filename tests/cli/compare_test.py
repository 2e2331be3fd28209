"""kouan compare: alternatives paired with the base on common random numbers."""
import os

import kouan_cli
from kouan_cli import Cli


class Compare(Cli):
    def compare(self, *more):
        return self.json("compare", "small.yaml", "--with", "second-gate", "--with", "second-gate+quick-scale",
                         "--replications", "5", *more)

    def test_scenarios_and_comparisons(self):
        r = self.compare()
        self.assertEqual([s["id"] for s in r["scenarios"]], ["base", "second-gate", "second-gate+quick-scale"])
        self.assertEqual(r["scenarios"][1]["title"], {"en": "Second gate", "zh": "第二卡口"})
        self.assertEqual(r["scenarios"][1]["levers"][0]["id"], "second-gate")
        self.assertEqual([c["with"] for c in r["comparisons"]], ["second-gate", "second-gate+quick-scale"])
        self.assertEqual(r["comparisons"][0]["base"], "base")

    def test_a_second_gate_adds_capacity_and_saves_variance(self):
        r = self.compare()
        measures = {m["id"]: m for m in r["comparisons"][0]["measures"]}
        capacity = measures["capacity"]
        self.assertTrue(capacity["real"])
        self.assertGreater(capacity["difference"]["mean"] - capacity["difference"]["half_width"], 0)
        self.assertAlmostEqual(capacity["difference"]["mean"], capacity["with"]["mean"] - capacity["base"]["mean"])
        wait = measures["truck.physical_clearance_s.mean"]
        self.assertTrue(wait["real"])
        self.assertLess(wait["difference"]["mean"], 0)
        carried = measures["tonnes_per_year"]
        self.assertGreater(carried["variance_saved"], 0.5)
        self.assertGreater(carried["correlation"], 0.5)

    def test_what_is_the_same_in_both_is_no_difference(self):
        """Payloads and arrivals are drawn alike, so that an alternative elsewhere moves neither."""
        r = self.json("compare", "small.yaml", "--with", "quick-scale", "--replications", "4", "--no-capacity")
        first = r["scenarios"][0]["classes"][0]["arrived"]
        self.assertEqual(first, r["scenarios"][1]["classes"][0]["arrived"])

    def test_an_alternative_without_effect_shows_none_at_all(self):
        path = os.path.join(self.folder.name, "same.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("lever: 1\ntitle: {en: Same, zh: 照旧}\nsummary: {en: Nothing., zh: 无。}\ncost: unknown\n"
                       "set:\n  stages.gate.servers: {value: 1, grade: assumed, range: 1 .. 2, note: {en: as before, zh: 照旧}}\n")
        r = self.json("compare", "small.yaml", "--with", path, "--replications", "4")
        measures = r["comparisons"][0]["measures"]
        self.assertGreater(len(measures), 5)
        for measure in measures:
            self.assertEqual((measure["difference"]["mean"], measure["difference"]["half_width"]), (0, 0), measure["id"])
            self.assertEqual(measure["real"], False, measure["id"])

    def test_same_bytes_with_1_and_3_workers(self):
        texts = [self.kouan("compare", "small.yaml", "--with", "second-gate", "--replications", "4", "--format",
                            "json", "--workers", w).stdout for w in ("1", "3")]
        self.assertEqual(texts[0], texts[1])

    def test_answer_names_difference_and_bottleneck(self):
        r = self.compare()
        answer = " ".join(r["answer"]["en"])
        self.assertIn("Second gate", answer)
        self.assertIn("bottleneck", answer)
        self.assertIn("±", answer)
        self.assertEqual(len(r["answer"]["en"]), len(r["answer"]["zh"]))

    def test_folder(self):
        self.kouan("compare", "small.yaml", "--with", "second-gate", "--replications", "2", "--out", self.out)
        self.assertIn("difference", self.read("results.csv"))
        self.assertIn("第二卡口", self.read("report.html"))


if __name__ == "__main__":
    kouan_cli.main()
