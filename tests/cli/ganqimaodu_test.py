"""Ganqimaodu against what was observed there, and the documents against what is simulated."""
import json
import os
import re
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import kouan_cli
from kouan_cli import Cli

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
PORT = os.path.join(ROOT, "scenarios", "ports", "ganqimaodu")
KEPT = os.path.join(ROOT, "docs", "ports", "ganqimaodu.results.json")
STALE = "results have moved: CONTRIBUTING, under Numbers, says how to write the documents anew"


class Ganqimaodu(Cli):
    def test_what_is_observed_comes_out_as_the_page_says_and_the_railway_passes_what_it_is_designed_for(self):
        """And the means are those from which the documents were written."""
        done = self.kouan("validate", os.path.join(PORT, "validation.yaml"), "--replications", "2", "--format", "json", expect=4)
        cases = json.loads(done.stdout)["cases"]
        self.assertEqual([(c["id"], c["verdict"]) for c in cases if c["design"]], [("R1", "above")])
        self.assertEqual([c["id"] for c in cases if not c["inside"] and not c["design"]], ["V1f", "V5c", "V5d", "V5e", "V7c", "H23", "A1c"])
        tests = [c["id"] for c in cases if not c["fitted"] and not c["dependent"] and not c["design"]]
        self.assertEqual(sorted(tests), ["H23", "V1f", "V4b", "V4c"])
        self.assertEqual({c["id"]: c["simulated"]["mean"] for c in cases}, self.kept()["studies"]["fingerprint"], STALE)

    def kept(self):
        with open(KEPT, encoding="utf-8") as file:
            return json.load(file)

    def test_documents_quote_what_is_kept(self):
        done = subprocess.run([sys.executable, os.path.join(ROOT, "tools", "docs_tables"), "--check"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""), STALE)

    def test_a_figure_written_by_hand_is_noticed(self):
        """The check itself: a document with another figure differs."""
        tables = self.docs_tables()
        text = "It is <!--= base.capacity -->99.9 Mt<!--=-->."
        written = tables.filled(text, self.kept(), "en")
        self.assertNotIn("99.9", written)
        self.assertEqual(written, tables.filled(written, self.kept(), "en"))

    def docs_tables(self):
        loader = SourceFileLoader("docs_tables", os.path.join(ROOT, "tools", "docs_tables"))
        tables = module_from_spec(spec_from_loader("docs_tables", loader))
        loader.exec_module(tables)
        return tables

    def test_documents_cut_numbers_as_reports_do(self):
        with open(os.path.join(ROOT, "tests", "numbers.json"), encoding="utf-8") as file:
            pairs = json.load(file)
        self.assertTrue(pairs)
        for pair in pairs:
            self.assertEqual(self.docs_tables().with_interval({"mean": pair["value"], "half_width": pair["half_width"]}), pair["text"])

    def test_what_is_kept_is_of_these_scenarios(self):
        scenario = os.path.join(PORT, "2023.yaml")
        for kept in self.kept()["main"]["scenarios"]:
            more = [] if kept["id"] == "base" else ["--with", kept["id"]]
            self.assertEqual(self.json("check", scenario, *more)["hash"], kept["hash"], f"{kept['id']}: {STALE}")

    def test_what_is_kept_of_three_lanes_is_of_these_scenarios(self):
        for id, kept in self.kept()["studies"]["three_lanes"]["hashes"].items():
            more = [] if id == "manual" else ["--with", "smart-gate"]
            self.assertEqual(self.json("check", os.path.join(PORT, "2018-three-lanes.yaml"), *more)["hash"], kept, f"{id}: {STALE}")

    def test_what_prose_concludes_from_the_figures_follows_from_them(self):
        kept = self.kept()
        lanes, fleet = kept["studies"]["three_lanes"], kept["studies"]["fleet"]
        self.assertTrue(1.7 < lanes["smart"]["mean"] / lanes["manual"]["mean"] < 1.8, "three quarters more")
        inside = lambda e, observed: observed / 3 <= e["mean"] <= observed * 3
        self.assertTrue(all(inside(fleet[end]["V4a"], 140) for end in fleet), "V4a inside both times")
        self.assertFalse(any(inside(fleet[end]["V4b"], 17) for end in fleet), "V4b a miss both times")
        base, hours = (next(s["capacity"] for s in kept["main"]["scenarios"] if s["id"] == id) for id in ("base", "hours-24"))
        low, high = (base["range"][end]["tonnes_per_year"] for end in ("low", "high"))
        self.assertEqual(hours["bound"]["sustained_stage"], "coal-storage")
        self.assertLess(low["mean"] + low["half_width"], 0.99 * hours["bound"]["sustained_tonnes_per_year"], "less than what the coal yards can keep up")
        self.assertLess(high["mean"] + high["half_width"], 37.36e6, "less than what came in 2023")
        gain = next(c for c in kept["main"]["comparisons"] if c["with"] == "hours-24")
        more = next(m["difference"]["mean"] for m in gain["measures"] if m["id"] == "capacity")
        low, high = (gain["over_own_range"][end]["mean"] for end in ("low", "high"))
        self.assertLess(low, 0.1, "next to nothing at 110 kt a day")
        self.assertTrue(2.8 < high / more < 3.4, "three times as much at 250 kt a day")
        for of in kept["main"]["scenarios"]:
            now, bound = of["capacity"]["saturated"]["tonnes_per_year"], of["capacity"]["bound"]["cleared_mix_tonnes_per_year"]
            self.assertTrue(0.98 * bound < now["mean"] and now["mean"] - now["half_width"] <= bound, f"{of['id']}: capacity {now} against the bound {bound} in the mix carried")

    def test_a_spoiled_value_is_a_miss(self):
        """A1b alone, dependent as it is, with twice the vehicles that were reported."""
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
