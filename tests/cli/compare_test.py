"""kouan compare: alternatives paired with the base on common random numbers."""
import csv
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
        """Truck by truck: arrivals and all times at the gate to the microsecond, what each draws at the quicker scale, and
        what those who were cleared carry."""
        r = self.json("compare", "small.yaml", "--with", "quick-scale", "--replications", "4", "--no-capacity")
        self.assertEqual(*(s["classes"][0]["arrived"] for s in r["scenarios"]))
        base, with_ = (self.one_run(*more) for more in ((), ("--with", "quick-scale")))
        before_scale = [[row for row in rows if row["event"] == "arrive" or row["place"] == "gate"] for _, rows in (base, with_)]
        self.assertGreater(len(before_scale[0]), 1000)
        self.assertEqual(*before_scale)
        slow, quick = (self.weighing_s(rows) for _, rows in (base, with_))  # uniform(2 min, 4 min) and half of that
        self.assertEqual(slow.keys(), quick.keys())
        for truck, time_s in slow.items():
            self.assertAlmostEqual(time_s, 2 * quick[truck], delta=3e-6, msg=truck)
        self.assertEqual(*(sorted(row["number"] for row in rows if row["event"] == "cleared") for _, rows in (base, with_)))
        self.assertAlmostEqual(*(r["classes"][0]["tonnes_per_year"]["mean"] for r, _ in (base, with_)), delta=1e-6)

    def one_run(self, *more):
        """Results and trace of the first replication."""
        path = os.path.join(self.folder.name, "trace.csv")
        r = self.json("run", "small.yaml", *more, "--replications", "1", "--no-capacity", "--trace", path)
        with open(path, encoding="utf-8", newline="") as file:
            return r, list(csv.DictReader(file))

    @staticmethod
    def weighing_s(rows):
        """Service time by truck."""
        at = {(row["event"], row["number"]): float(row["time_s"]) for row in rows if row["place"] == "scale"}
        return {truck: at["end", truck] - at["start", truck] for event, truck in at if event == "end"}

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
        self.assertEqual(sum(r["answer"]["groups"]), len(r["answer"]["en"]))

    def test_folder(self):
        self.kouan("compare", "small.yaml", "--with", "second-gate", "--replications", "2", "--out", self.out)
        self.assertIn("difference", self.read("results.csv"))
        self.assertIn("第二卡口", self.read("report.html"))


    def test_beside_a_folder_the_answer_is_what_is_printed(self):
        arguments = ["compare", "small.yaml", "--with", "second-gate", "--replications", "2", "--no-capacity"]
        short = self.kouan(*arguments, "--out", self.out).stdout
        self.assertIn("The answer", short)
        self.assertIn("Second gate", short)
        self.assertNotIn("Stages", short)
        self.assertLess(short.count("\n"), 40)
        long = self.kouan(*arguments, "--out", self.out, "--tables").stdout
        self.assertEqual(long, self.kouan(*arguments).stdout)
        self.assertIn("Stages", long)

    def test_beside_a_folder_what_an_option_asks_for_is_printed_too(self):
        run = ["run", "small.yaml", "--out", self.out]
        worth = self.kouan(*run, "--value", "--replications", "2").stdout
        self.assertIn("more of it", worth)
        self.assertIn("open one hour longer", worth)
        self.assertNotIn("Stages", worth)
        precise = self.kouan(*run, "--precision", "50%", "--no-capacity").stdout
        self.assertIn("The precision asked for, 50 %, was", precise)
        self.assertNotIn("Capacity", precise)

    def test_levers_of_one_title_are_told_apart(self):
        path = os.path.join(self.folder.name, "other.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("lever: 1\ntitle: {en: Second gate, zh: 第二卡口}\nsummary: {en: Quick., zh: 快。}\ncost: unknown\n"
                       "set:\n  stages.scale.servers: {value: 1, grade: assumed, range: 1 .. 2}\n")
        r = self.json("compare", "small.yaml", "--with", "second-gate", "--with", path, "--replications", "2", "--no-capacity")
        titles = [s["title"]["en"] for s in r["scenarios"]]
        self.assertEqual(titles[1:], ["Second gate (second-gate)", f"Second gate ({path})"])
        self.assertEqual(r["scenarios"][1]["title"]["zh"], "第二卡口（second-gate）")

    def test_every_time_in_the_table_of_differences_has_its_own_unit(self):
        """Levels of an hour, a difference of seconds: none of them stands under the unit of another."""
        text = self.kouan("compare", "small.yaml", "--with", "quick-scale", "--replications", "4", "--no-capacity").stdout
        self.assertRegex(text, r"physical clearance,( +\d[\d.]* ± [\d.]+ (s|min|h)){2} +−[\d.]+ ± [\d.]+ (s|min) +yes")


if __name__ == "__main__":
    kouan_cli.main()
