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

    def test_its_places_without_title_are_named_in_both_languages(self):
        """The scenario gives titles to nothing; a sentence that lacks a name is broken."""
        path = self.save("small.yaml", first_example("scenario-language.md"))
        result = self.json("run", path, "--replications", "3")
        bottleneck = result["capacity"]["bottleneck"]["stage"]
        self.assertIsNotNone(bottleneck)
        for lang, say in (("en", "the bottleneck is {}."), ("zh", "瓶颈为{}。")):
            said = result["answer"][lang][0]
            self.assertTrue(said.endswith(say.format(bottleneck)), said)
            text = " ".join(result["answer"][lang] + result["details"][lang])
            for name in (c["id"] for c in result["classes"]):
                self.assertIn(name, text)
        empty = re.compile("瓶颈为[。（]|现状下，的|，增加一|“”|  ")
        printed = self.kouan("run", path, "--replications", "3", "--lang", "zh").stdout
        for sentence in result["answer"]["zh"] + result["details"]["zh"]:
            self.assertIsNone(empty.search(sentence), sentence)
        self.assertIn(f"瓶颈为{bottleneck}", printed)

    def test_the_validation_file_is_met_by_the_small_scenario(self):
        self.save("small.yaml", first_example("scenario-language.md"))
        path = self.save("validation.yaml", first_example("validation.md"))
        done = self.kouan("validate", path, "--replications", "2")
        self.assertEqual(done.stdout.count("inside"), 2, done.stdout)


if __name__ == "__main__":
    kouan_cli.main()
