"""kouan validate: verdicts, which cases count as tests, and whose they are."""
import json
import os

import kouan_cli
from kouan_cli import Cli


class Validate(Cli):
    def test_a_miss_is_shown_as_a_miss(self):
        r = self.json("run", "small.yaml", "--replications", "2")
        self.assertEqual({v["id"]: v["inside"] for v in r["validation"]}, {"met": True, "missed": False})
        self.assertEqual([(v["tolerance_low"], v["tolerance_high"]) for v in r["validation"]], [(30.4, 45.6), (450, 550)])  # 0.8 * 38 is dirty in binary
        said = self.kouan("validate", "small.yaml", "--replications", "2", expect=4).stdout
        self.assertIn("MISS", said)
        self.assertRegex(said, r"\nreplications 2 · seed 1 · kouan [\d.]+\n$")
        self.assertIn("1 of 2 cases", " ".join(r["answer"]["en"]))
        self.assertIn("Outside: “Saturated trucks per open day”.", " ".join(r["answer"]["en"]))

    def test_validate_gives_the_cases_and_how_they_were_run(self):
        done = self.kouan("validate", "small.yaml", "--replications", "2", "--seed", "3", "--format", "json", expect=4)
        r = json.loads(done.stdout)
        self.assertEqual(list(r), ["scenario", "version", "seed", "replications", "interrupted", "inherited_from", "cases", "given_up"])
        self.assertEqual(r["given_up"], [])
        self.assertEqual((r["scenario"], r["seed"], r["replications"]), ("small.yaml", 3, 2))
        self.assertEqual([c["id"] for c in r["cases"]], ["met", "missed"])

    def test_cases_of_the_scenario_that_is_extended_are_told_as_its(self):
        small = os.path.join(kouan_cli.DATA, "small.yaml")
        mine = os.path.join(self.folder.name, "mine.yaml")
        with open(mine, "w", encoding="utf-8") as file:
            file.write(f"extends: {small}\nstages:\n  gate: {{servers: {{value: 2, grade: assumed, range: 1 .. 2}}}}\n")
        said = f"None of these cases is of {mine}: it names no validation file of its own, and they are those of the file that {small}, which it extends, names"
        done = self.kouan("validate", mine, "--replications", "2", expect=4)
        self.assertIn(said, " ".join(done.stdout.split()))
        zh = "".join(self.kouan("validate", mine, "--replications", "2", "--lang", "zh", expect=4).stdout.split())
        self.assertIn(f"以下各例均不针对{mine}：其未指定检验文件，所列为所继承的{small}所指检验文件中的各例", zh)
        r = json.loads(self.kouan("validate", mine, "--replications", "2", "--format", "json", expect=4).stdout)
        self.assertEqual((r["inherited_from"], [c["of_base"] for c in r["cases"]]), (small, [False, False]))
        own = self.kouan("validate", "small.yaml", "--replications", "2", expect=4).stdout
        self.assertNotIn("None of these", own)

    def test_levers_that_are_files_lie_as_seen_from_the_validation_file(self):
        """Whatever folder the scenario is in, and whatever is the current one."""
        self.beside("slower.yaml", "lever: 1\ntitle: slower\nset: {stages.gate.service: {value: 9 min, grade: assumed, range: 5 min .. 10 min}}\n")
        case = "{id: a, title: a, scenario: SMALL, measure: tonnes, observed: 1 kt, tolerance: at least, levers: [%s]}"
        found = self.json("validate", self.validation(case % "./slower.yaml"), "--replications", "1")["cases"][0]
        self.assertEqual([lever["en"] for lever in found["levers"]], ["slower"])
        done = self.kouan("validate", self.validation(case % "./slow.yaml"), expect=2)
        self.assertIn("v.yaml:3:", done.stderr)
        self.assertIn('cases[0].levers: found "./slow.yaml", but there is no file ', done.stderr)
        self.assertIn('did you mean "./slower.yaml"?', done.stderr)

    def test_what_only_gives_back_its_demand_tests_nothing(self):
        """Where the gate lets through half of what comes, the figure is the model's own."""
        slow = os.path.join(self.folder.name, "slow.yaml")
        with open(slow, "w", encoding="utf-8") as file:
            file.write(f"extends: {kouan_cli.DATA}/small.yaml\nvalidation: ~\nstages:\n"
                       "  gate: {service: {value: exponential(mean 30 min), grade: assumed, range: 20 min .. 40 min}}\n")
        case = "{id: %s, title: %s, scenario: %s, measure: tonnes, observed: 40 kt, tolerance: factor 3}"
        cases = self.validation(case % ("a", "a", "SMALL"), case % ("b", "b", slow))
        done = self.kouan("validate", cases, "--replications", "2")
        self.assertIn("of independent tests 1 of 1; not independent: 1, fitted: 0", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^ *a .*demand as given$")
        self.assertRegex(done.stdout, r"(?m)^ *b .*test$")
        found = json.loads(self.kouan("validate", cases, "--replications", "2", "--format", "json").stdout)["cases"]
        self.assertEqual([(c["dependent"], c["returns_demand"]) for c in found], [(True, True), (False, False)])

    def test_validate_tells_runs_without_results_in_its_output(self):
        """Vehicles without end that a gate clears in no time: the case has no value, and the reader is told why."""
        with open(kouan_cli.DATA + "/small.yaml", encoding="utf-8") as file:
            text = file.read()
        timed = '{value: "exponential(mean 8 min)", grade: assumed, range: 5 min .. 10 min}'
        self.assertIn(timed, text)
        with open(self.folder.name + "/endless.yaml", "w", encoding="utf-8") as file:
            text = text.replace("validation: validation.yaml\n", "").replace(timed, "0 s")
            file.write(text.split("    steps:\n", 1)[0] + "    steps: [{visit: gate}, cleared]\n")
        path = self.validation("{id: met, title: a, scenario: SMALL, measure: vehicles_per_open_day, observed: 38, "
                               "tolerance: 20 %}",
                               f"{{id: lost, title: a, scenario: {self.folder.name}/endless.yaml, mode: saturated, "
                               "measure: tonnes, observed: 1 kt, tolerance: 5 %}")
        done = self.kouan("validate", path, "--replications", "2", "--format", "json", expect=4)
        lost = json.loads(done.stdout)["given_up"]
        self.assertEqual(len(lost), 1)
        self.assertIn("replication 1 of validation case lost: after 8 h vehicles of class \"truck\"", lost[0]["en"])
        self.assertIn("无休止到达", lost[0]["zh"])
        en = self.kouan("validate", path, "--replications", "2", expect=4).stdout
        zh = self.kouan("validate", path, "--replications", "2", "--lang", "zh", expect=4).stdout
        self.assertIn("left without results: replication 1 of validation case lost", en)
        self.assertIn("无结果：对照例 lost", zh)

    def test_only_a_miss_that_was_not_fitted_fails_validate(self):
        path = self.validation("{id: a, title: a, scenario: SMALL, measure: tonnes, observed: 1 kt, tolerance: 1 %, "
                               "fitted: true}")
        self.assertIn("MISS", self.kouan("validate", path, "--replications", "2").stdout)

    def test_a_dependent_case_is_told_apart_and_cannot_be_fitted_too(self):
        case = "{id: a, title: a, scenario: SMALL, measure: tonnes, observed: 1 kt, tolerance: at least, dependent: true"
        done = self.kouan("validate", self.validation(case + "}"), "--replications", "2")
        self.assertIn("of independent tests 0 of 0; not independent: 1, fitted: 0", done.stdout)
        done = self.kouan("validate", self.validation(case + ", fitted: true}"), expect=2)
        self.assertIn("dependent: true on a case that is fitted: true", done.stderr)

    def test_a_design_figure_has_words_of_its_own_and_is_no_failure(self):
        case = "{id: a, title: a, scenario: SMALL, measure: tonnes, observed: 1 kt, tolerance: at most, design: true"
        done = self.kouan("validate", self.validation(case + "}"), "--replications", "2")
        self.assertRegex(done.stdout, "above +at most +design figure")
        self.assertIn("0 of 0 inside tolerance", done.stdout)
        zh = self.kouan("validate", self.validation(case + "}"), "--replications", "2", "--lang", "zh")
        self.assertRegex(zh.stdout, "高于 +设计值")
        told = self.kouan("validate", self.validation(case + "}"), "--replications", "2", "--format", "json")
        found = json.loads(told.stdout)["cases"][0]
        self.assertEqual((found["design"], found["verdict"], found["inside"]), (True, "above", False))
        for other in ("fitted", "dependent"):
            done = self.kouan("validate", self.validation(f"{case}, {other}: true}}"), expect=2)
            self.assertIn(f"design: true on a case that is {other}: true", done.stderr)

    def test_inherited_cases_lie_beside_the_file_that_names_them_and_praise_nobody_else(self):
        for name, text in {
            "port/base.yaml": open(kouan_cli.DATA + "/small.yaml", encoding="utf-8").read(),
            "port/validation.yaml": "validation: 1\ncases:\n  - {id: own, title: own, scenario: base.yaml, "
                                    "measure: tonnes, observed: 1 kt, tolerance: at least}\n",
            "mine/slow.yaml": "extends: ../port/base.yaml\nstages:\n  gate:\n    service: {value: 9 min, grade: assumed, "
                              "range: 5 min .. 10 min}\n",
            "mine/validation.yaml": "this is not the file of the base\n",
        }.items():
            path = os.path.join(self.folder.name, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        few = ("--replications", "2", "--no-capacity")
        r = self.json("run", self.folder.name + "/port/base.yaml", *few)
        self.assertIn("Held against observation, 1 of 1 case is", " ".join(r["answer"]["en"]))
        self.assertEqual([v["of_base"] for v in r["validation"]], [True])
        r = self.json("run", self.folder.name + "/mine/slow.yaml", *few)
        self.assertEqual([v["id"] for v in r["validation"]], ["own"])
        self.assertEqual([v["of_base"] for v in r["validation"]], [False])
        self.assertIn("No observed case is of this scenario", " ".join(r["answer"]["en"]))
        for file, expected in (("port/base.yaml", True), ("mine/slow.yaml", False), ("port/validation.yaml", None)):
            r = self.json("validate", f"{self.folder.name}/{file}", "--replications", "2")
            self.assertEqual([v["of_base"] for v in r["cases"]], [expected], file)


if __name__ == "__main__":
    kouan_cli.main()
