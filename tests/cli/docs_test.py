"""The examples of the reference pages, run exactly as they stand there, in a folder with nothing else."""
import os
import re

import kouan_cli
from kouan_cli import Cli

DOCS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "reference")


def first_example(page):
    with open(os.path.join(DOCS, page), encoding="utf-8") as file:
        return re.search(r"^```yaml\n(.*?)^```$", file.read(), re.S | re.M).group(1)


class Docs(Cli):
    def save(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_the_small_scenario_can_be_used_as_it_stands(self):
        """What it leaves without source or grade is listed below the text; nothing else is wanting."""
        path = self.save("small.yaml", first_example("scenario-language.md"))
        done = self.kouan("check", path)
        self.assertEqual(done.stderr, "")
        self.assertIn("none: every stage is reached", done.stdout)
        self.assertEqual(self.json("check", path)["warnings"], [])

    def test_what_has_no_title_is_called_by_its_id_in_both_languages(self):
        """The small scenario has no titles: whatever a sentence names in English, it names in Chinese."""
        path = self.save("small.yaml", first_example("scenario-language.md"))
        r = self.json("run", path, "--replications", "2")
        named = 0
        for part in ("answer", "details"):
            for en, zh in zip(r[part]["en"], r[part]["zh"], strict=True):
                for name in ("entry-gate", "coal-truck"):
                    self.assertEqual(name in en, name in zh, (en, zh))
                    named += name in en
        self.assertGreater(named, 2)
        self.assertEqual({(x["id"], x["title"]["zh"]) for x in r["stages"] + r["classes"]},
                         {("entry-gate", "entry-gate"), ("coal-truck", "coal-truck")})

    def test_the_validation_file_is_met_by_the_small_scenario(self):
        self.save("small.yaml", first_example("scenario-language.md"))
        path = self.save("validation.yaml", first_example("validation.md"))
        done = self.kouan("validate", path, "--replications", "2")
        self.assertEqual(done.stdout.count("inside"), 2, done.stdout)


if __name__ == "__main__":
    kouan_cli.main()
