"""kouan run: keys, forms, the same bytes however many workers."""
import csv
import io
import json
import os
import re
import shlex
import subprocess
import unicodedata

import kouan_cli
from kouan_cli import Cli


def shown_width(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


class Run(Cli):
    def test_keys_of_the_scenario_stand_at_the_top(self):
        r = self.json("run", "small.yaml", "--replications", "3")
        for key in ("scenario", "version", "seed", "replications", "horizon_s", "warmup_s", "classes", "stages",
                    "ledger", "checks", "capacity", "series", "graph", "assumptions", "answer", "certainty", "validation",
                    "sources", "kouan", "command", "lang", "title", "question"):
            self.assertIn(key, r)
        self.assertNotIn("scenarios", r)
        self.assertEqual(r["scenario"], "small.yaml")
        self.assertEqual((r["lang"], r["lang_asked"]), ("en", False))
        asked = self.json("run", "small.yaml", "--replications", "1", "--no-capacity", "--lang", "en")
        self.assertEqual((asked["lang"], asked["lang_asked"]), ("en", True))
        self.assertEqual(r["replications"], 3)
        self.assertEqual(r["horizon_s"], 14 * 86400)
        self.assertFalse(r["interrupted"])
        self.assertTrue(all(c["ok"] for c in r["checks"]), r["checks"])

    def test_every_estimate_says_mean_half_width_and_n(self):
        r = self.json("run", "small.yaml", "--replications", "3")
        truck = r["classes"][0]
        self.assertEqual(truck["id"], "truck")
        for key in ("arrived", "cleared", "cleared_per_day", "tonnes_per_year"):
            self.assert_estimate(truck[key])
            self.assertEqual(truck[key]["n"], 3)
        self.assert_estimate(truck["physical_clearance_s"]["p95"])
        self.assert_estimate(truck["document_clearance_s"]["mean"])
        gate = r["stages"][0]
        self.assertEqual((gate["id"], gate["kind"], gate["activity"], gate["servers"]), ("gate", "stage", "customs", 1))
        self.assert_estimate(gate["queue_km"]["max"])
        self.assertGreater(gate["utilisation"]["mean"], 0.3)
        self.assertEqual(len(r["series"]["days"]), 14)
        self.assertEqual(r["series"]["days"][0], "2023-01-02")

    def test_arrived_is_departed_and_inside(self):
        r = self.json("run", "small.yaml", "--replications", "2")
        truck = r["classes"][0]
        left = truck["arrived"]["mean"] - truck["inside_at_end"]["mean"]
        self.assertAlmostEqual(left, truck["cleared"]["mean"])  # all that clear leave at once here

    def test_the_gate_is_the_bottleneck_and_stays_below_the_bound(self):
        r = self.json("run", "small.yaml", "--replications", "5")
        self.assertEqual(r["capacity"]["bottleneck"]["stage"], "gate")
        simulated = r["capacity"]["saturated"]["tonnes_per_year"]
        self.assertLess(simulated["mean"] - simulated["half_width"], r["capacity"]["bound"]["any_run_tonnes_per_year"])
        self.assertEqual(r["capacity"]["saturated"]["warmup_s"], 86400)
        self.assertAlmostEqual(r["capacity"]["bottleneck"]["gains"][0]["increment"], 1)  # two gates instead of one

    def test_the_value_of_one_more_hour_and_of_one_more_gate(self):
        path = os.path.join(self.folder.name, "day.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("""kouan: 1
title: {en: Day gate, zh: 日间卡口}
run: {start: 2023-01-02, horizon: 20 d, saturated_warm_up: 0 d}
sides: {cn: {title: {en: China, zh: 中国}}}
hours: {day: {side: cn, open: {value: "08:00-18:00", grade: C}}}
classes: {truck: {arrivals: {rate: {value: 50 /d, grade: C}}, payload: {value: 10 t, grade: C}, process: in}}
stages:
  gate: {unit: {en: lane, zh: 条车道}, servers: {value: 1, grade: C}, hours: day, service: {value: 6 min, grade: C}}
  scale: {servers: {value: 9, grade: C}, service: {value: 1 min, grade: C}}
processes: {in: {steps: [{visit: gate}, {visit: scale}, cleared]}}
""")
        found = self.json("run", path, "--replications", "2", "--value")["capacity"]["bottleneck"]
        # ten trucks an hour in ten hours a day, exactly
        self.assertEqual([(g["hours"], g["longer_h"]) for g in found["longer_hours"]], [("day", 1), ("day", 2)])
        for gain, share in zip(found["longer_hours"], (0.1, 0.2)):
            self.assertAlmostEqual(gain["relative"]["mean"], share, places=6)
            self.assertAlmostEqual(gain["increment"], share)
        self.assertEqual(found["stage"], "gate")
        self.assertEqual(found["gains"][0]["what"], {"en": "one more lane", "zh": "增加一条车道"})
        self.assertAlmostEqual(found["gains"][0]["relative"]["mean"], 1, places=6)
        self.assertEqual(found["longer_hours"][0]["what"]["en"], "open one hour longer")
        text = self.kouan("run", path, "--replications", "2", "--value").stdout
        self.assertIn("open 2 hours longer", text)
        plain = self.json("run", path, "--replications", "2")["capacity"]["bottleneck"]
        self.assertEqual(plain["longer_hours"], [])
        self.kouan("run", path, "--value", "--no-capacity", expect=2)

    def test_a_queue_has_a_length_where_those_inside_wait_for_others_too(self):
        path = os.path.join(self.folder.name, "convoy.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("""kouan: 1
title: {en: Convoys, zh: 车队}
run: {start: 2023-01-02, horizon: 1 d}
sides: {cn: {title: {en: China, zh: 中国}}}
classes: {truck: {payload: 30 t, vehicle_length: 25 m, process: way, arrivals: {interarrival: 1 min}}}
yards: {yard: {side: cn, places: 2}}
gatherings: {convoy: {number: 2}}
processes: {way: {steps: [{within: {yard: yard, steps: [{gather: convoy}, {travel: 3 min}]}}, cleared]}}
""")
        yard = self.json("run", path, "--replications", "2", "--no-capacity")["stages"][0]
        self.assertGreater(yard["queue"]["max"]["mean"], 100)
        self.assertAlmostEqual(yard["queue_km"]["max"]["mean"], yard["queue"]["max"]["mean"] * 0.025)

    def test_the_port_is_told_with_intervals_of_its_own(self):
        r = self.json("run", "small.yaml", "--replications", "3", "--no-capacity")
        self.assert_estimate(r["port"]["tonnes_per_year"])
        self.assertEqual(r["port"]["tonnes_per_year"], r["classes"][0]["tonnes_per_year"])  # the only class
        self.assertIsNone(r["precision"])

    def test_check_and_run_name_bounds_alike(self):
        run = self.json("run", "small.yaml", "--replications", "2")["capacity"]["bound"]
        check = self.json("check", "small.yaml")["bound"]
        # What the bound leaves out is told where nothing was run that would show it.
        self.assertEqual(list(run), [key for key in check if key != "ignores"])

    def test_one_replication_has_no_interval(self):
        r = self.json("run", "small.yaml", "--replications", "1", "--no-capacity")
        self.assertIsNone(r["classes"][0]["cleared"]["half_width"])
        self.assertEqual(r["classes"][0]["cleared"]["n"], 1)
        self.assertIsNone(r["capacity"])

    def test_one_replication_judges_nothing_and_fails_nothing(self):
        r = self.json("run", "small.yaml", "--replications", "1")
        self.assertEqual([c["ok"] for c in r["checks"]], [True, True, True, None, None, True])
        self.assertFalse(r["capacity"]["bottleneck"]["judged"])
        self.assertNotIn("chance", " ".join(r["answer"]["en"]))

    def test_same_bytes_with_1_2_and_4_workers(self):
        texts = [self.kouan("run", "small.yaml", "--replications", "6", "--format", "json", "--workers", w).stdout
                 for w in ("1", "2", "4")]
        self.assertEqual(texts[0], texts[1])
        self.assertEqual(texts[0], texts[2])

    def test_another_seed_gives_other_results(self):
        a = self.json("run", "small.yaml", "--replications", "2", "--no-capacity")
        b = self.json("run", "small.yaml", "--replications", "2", "--no-capacity", "--seed", "2")
        self.assertNotEqual(a["classes"][0]["tonnes_per_year"], b["classes"][0]["tonnes_per_year"])

    def test_csv_is_tidy(self):
        text = self.kouan("run", "small.yaml", "--replications", "2", "--format", "csv").stdout
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual(list(rows[0]), ["scenario", "kind", "id", "measure", "unit", "mean", "half_width", "n"])
        kinds = {row["kind"] for row in rows}
        self.assertLessEqual({"port", "class", "stage", "ledger", "capacity", "more-here", "validation"}, kinds)
        cleared = [r for r in rows if (r["kind"], r["id"], r["measure"]) == ("class", "truck", "cleared")]
        self.assertEqual(len(cleared), 1)
        float(cleared[0]["mean"])

    def test_text_in_both_languages(self):
        en = self.kouan("run", "small.yaml", "--replications", "2").stdout
        zh = self.kouan("run", "small.yaml", "--replications", "2", "--lang", "zh").stdout
        self.assertIn("The answer", en)
        self.assertIn("Gate", en)
        self.assertIn("结论", zh)
        self.assertIn("卡口", zh)

    def test_no_line_is_wider_than_the_terminal(self):
        """COLUMNS, then the terminal itself, then 100."""
        command = [kouan_cli.PROGRAM, "compare", "small.yaml", "--with", "second-gate", "--replications", "2"]
        for lang in ("en", "zh"):
            for columns in (60, 80, 100):
                text = self.kouan(*command[1:], "--lang", lang, env={**os.environ, "COLUMNS": str(columns)}).stdout
                self.assertIn("median" if lang == "en" else "中位数", text)
                self.assertLessEqual(max(map(shown_width, text.splitlines())), columns, lang)
        environment = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
        shell = f"stty cols 70; {shlex.join(command)} --no-capacity 2>/dev/null"
        done = subprocess.run(["script", "-qec", shell, "/dev/null"], cwd=kouan_cli.DATA, env=environment, stdout=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, text=True, timeout=300)
        widths = [shown_width(line) for line in done.stdout.splitlines()]
        self.assertTrue(60 < max(widths) <= 70, max(widths))

    def test_what_nothing_limits_has_no_capacity_to_run_for(self):
        """Any number enters the section at once: a saturated run, of the port or of a case, would hardly end."""
        path = os.path.join(self.folder.name, "open.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("""kouan: 1
title: {en: Open, zh: 畅通}
run: {start: 2023-01-01, horizon: 10 d}
classes: {car: {payload: 20 t, process: way, arrivals: {rate: 4 /h}}}
sections: {lane: {directions: [in, out], run: 5 min}}
processes: {way: {steps: [{pass: {section: lane, direction: in}}, {pass: {section: lane, direction: out}}, cleared]}}
""")
        done = self.kouan("run", path, "--replications", "2")
        self.assertIn("any number of car can pass at once", done.stderr)
        self.assertIn("Capacity is not limited by anything in the file", " ".join(done.stdout.split()))
        self.assertIn("Not limited by anything in the file: no saturated runs were made.", done.stdout)
        zh = self.kouan("run", path, "--replications", "2", "--lang", "zh")
        self.assertIn("car可同时通过任意数量", zh.stderr)
        self.assertIn("通过能力不受文件中任何数值限制", zh.stdout)
        self.assertIsNone(self.json("run", path, "--replications", "2")["capacity"])
        full = "{id: full, title: {en: A, zh: 甲}, scenario: %s, mode: saturated, measure: tonnes, observed: 1 Mt, tolerance: 5 %%, grade: D}" % path
        year = "{id: year, title: b, scenario: %s, measure: tonnes, observed: 19.2 kt, tolerance: 20 %%}" % path
        for cases, ran in (([full], 0), ([full, year], 1)):  # alone too it is no run that was interrupted
            self.assert_full_is_unanswered(self.validation(*cases), ran)

    def assert_full_is_unanswered(self, cases, ran):
        """Neither hit nor miss, and without effect on the exit code."""
        done = self.kouan("validate", cases, "--replications", "2")
        self.assertIn("not answered, and not counted: full: nothing in its scenario limits capacity", " ".join(done.stdout.split()))
        self.assertNotIn("MISS", done.stdout)
        self.assertIn(f"{ran} of {ran} inside tolerance", done.stdout)
        first = self.json("validate", cases, "--replications", "2")["cases"][0]
        self.assertEqual((first["verdict"], first["inside"]), ("unanswered", None))
        self.assertIn("没有可供对照的饱和运行", first["unanswered"]["zh"])
        self.assertIn("不作答", self.kouan("validate", cases, "--replications", "2", "--lang", "zh").stdout)

    def test_what_else_capacity_rests_on(self):
        r = self.json("run", "small.yaml", "--ranges", "--replications", "4")
        ranges = r["capacity"]["ranges"] if "capacity" in r else r["scenarios"][0]["capacity"]["ranges"]
        self.assertEqual(ranges["tried"], 7)
        self.assertEqual([v["value"] for v in ranges["values"]], ["stages.gate.servers", "stages.gate.service", "classes.truck.payload"])
        # Loads are a factor of all tonnes: 80 t and 120 t instead of 100 t.
        load = ranges["values"][2]
        self.assertAlmostEqual(load["low"]["relative"]["mean"], -0.2)
        self.assertAlmostEqual(load["high"]["relative"]["mean"], 0.2)
        self.assertIsNone(self.json("run", "small.yaml", "--replications", "4")["capacity"]["ranges"])

    def test_a_scenario_that_extends_another_may_have_a_question_and_cases_of_its_own_or_none(self):
        base = os.path.join(kouan_cli.DATA, "small.yaml")
        for own, question, cases in (("", True, True), ("question: ~\n", False, True), ("validation: ~\n", True, False)):
            path = os.path.join(self.folder.name, "mine.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(f"extends: {base}\n{own}")
            r = self.json("run", path, "--replications", "2", "--no-capacity")
            self.assertEqual((r["question"] is not None, len(r["validation"]) > 0), (question, cases), own)

    def test_a_lever_is_not_praised_for_the_base(self):
        r = self.json("run", "small.yaml", "--with", "second-gate", "--replications", "2", "--no-capacity")
        self.assertIn("No observed case is of this scenario", " ".join(r["answer"]["en"]))

    def test_with_a_lever_nothing_is_said_to_stand_as_it_does(self):
        for more in ([], ["--no-capacity"]):
            r = self.json("run", "small.yaml", "--with", "second-gate", "--replications", "2", *more)
            said = {lang: " ".join(r["answer"][lang] + r["details"][lang]) for lang in ("en", "zh")}
            self.assertNotIn("As it stands", said["en"])
            self.assertNotIn("现状", said["zh"])
            self.assertTrue(r["answer"]["en"][0].startswith("With “Second gate” the port "), r["answer"]["en"])
            self.assertTrue(r["answer"]["zh"][0].startswith("采用“第二卡口”后，"), r["answer"]["zh"])
        plain = self.json("run", "small.yaml", "--replications", "2")["answer"]
        self.assertTrue(plain["en"][0].startswith("As it stands the port can carry "))
        self.assertTrue(plain["zh"][0].startswith("现状下，年通过能力为 "))

    def test_run_with_levers(self):
        r = self.json("run", "small.yaml", "--with", "second-gate+quick-scale", "--replications", "2", "--no-capacity")
        self.assertEqual([x["id"] for x in r["levers"]], ["second-gate", "quick-scale"])
        self.assertEqual(r["id"], "second-gate+quick-scale")
        self.assertIn("Second gate", r["title"]["en"])
        self.assertIn("第二卡口", r["title"]["zh"])

    def test_precision_stops_at_a_block_whatever_the_workers(self):
        texts = [self.kouan("run", "small.yaml", "--precision", "5%", "--no-capacity", "--format", "json",
                            "--workers", w).stdout for w in ("1", "3")]
        self.assertEqual(texts[0], texts[1])
        n = json.loads(texts[0])["replications"]
        precision = json.loads(texts[0])["precision"]
        self.assertEqual((precision["asked"], precision["reached"]), (0.05, True))
        self.assertLessEqual(precision["widest"], 0.05)
        self.assertEqual((n - 10) % 8, 0)
        self.assertGreaterEqual(n, 18)  # two looks in a row

    def test_folder_has_page_json_and_csv(self):
        done = self.kouan("run", "small.yaml", "--replications", "2", "--out", self.out)
        self.assertIn("report.html", done.stderr)
        self.assertEqual(json.loads(self.read("results.json"))["command"], "run")
        self.assertTrue(self.read("results.csv").startswith("scenario,kind,id,"))
        page = self.read("report.html")
        without_script = page.split("<noscript>")[1].split("</noscript>")[0]
        for name in re.findall(r"\w+\.\w{3,4}|xlsx", without_script):  # it names what is there
            self.assertIn(name, os.listdir(self.out))
        self.assertIn("<html", page)
        self.assertIn("小口岸", page)


if __name__ == "__main__":
    kouan_cli.main()
