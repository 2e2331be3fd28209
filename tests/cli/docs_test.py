"""The examples of the documents, run exactly as they stand there."""
import os
import re
import shlex
import shutil
import subprocess

import kouan_cli
from kouan_cli import Cli

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
DOCS = os.path.join(ROOT, "docs", "reference")
LEFT_OUT = "[...]"  # stands for paragraphs of the output


def first_example(page):
    with open(os.path.join(DOCS, page), encoding="utf-8") as file:
        return re.search(r"^```yaml\n(.*?)^```$", file.read(), re.S | re.M).group(1)


def paragraphs(text):
    return [part for part in re.split(r"\n\n+", text.strip("\n")) if part]


def differs(shown, printed):
    """The first paragraph that a block shows and the output has not at that place; "" if there is none."""
    at, anywhere = 0, False
    for part in shown:
        if part == LEFT_OUT:
            anywhere = True
            continue
        rest = printed[at:] if anywhere else printed[at:at + 1]
        if part not in rest:
            return part
        at, anywhere = at + rest.index(part) + 1, False
    return "" if anywhere or at == len(printed) else printed[at]


def renewed(shown, printed):
    """The block with the paragraphs that the output has now, known by their first lines."""
    first = {part.split("\n")[0]: part for part in reversed(printed)}
    return [first.get(part.split("\n")[0], part) for part in shown]


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
        self.assertIn("of the port none: every stage is reached", done.stdout)
        self.assertEqual({w["id"] for w in self.json("check", path)["warnings"]}, {"unsourced"})

    def test_the_levers_that_the_page_names_apply_to_the_small_scenario(self):
        shutil.copytree(os.path.join(ROOT, "scenarios", "levers"), os.path.join(self.folder.name, "levers"))
        shutil.copy(os.path.join(ROOT, "scenarios", "sources.yaml"), self.folder.name)
        path = self.save("small.yaml", first_example("scenario-language.md"))
        for lever in ("hours-24", "manual-gate"):
            self.assertIn("with ", self.kouan("check", path, "--with", lever).stdout)

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
                         {(x, x) for x in ("entry-gate", "unloading", "coal-truck")})

    def test_the_validation_file_is_met_by_the_small_scenario(self):
        self.save("small.yaml", first_example("scenario-language.md"))
        path = self.save("validation.yaml", first_example("validation.md"))
        done = self.kouan("validate", path, "--replications", "2")
        self.assertEqual(len(re.findall(" inside\\n", done.stdout)), 2, done.stdout)


class CostOfRail(Cli):
    def test_the_cost_of_each_tonne_gained_is_the_cost_over_the_gain(self):
        # The Chinese page counts in 10,000 t and dollars, the English one in millions.
        for page, unit in {"rail-beside-road.md": 1, "rail-beside-road.zh-CN.md": 0.01}.items():
            with open(os.path.join(ROOT, "docs", "ports", page), encoding="utf-8") as file:
                rows = re.findall(r"^\|[^|]*\| \+([\d.,]+) ± [^|]*\|([^|]*)\| (?:at least |不少于)([\d.]+)", file.read(), re.M)
            self.assertEqual(len(rows), 4, page)
            for gain, cost, each in rows:
                self.assertRegex(cost, "^ (at least 260 MUSD|the same|不少于2.6亿美元|同上) $")
                self.assertEqual(f"{260 / (float(gain.replace(',', '')) * unit):.1f}", f"{float(each) * unit:.1f}", page)


class WithoutEvents(Cli):
    def test_what_the_page_counts_is_what_is_counted(self):
        """recursion_share lies beside kouan. KOUAN_UPDATE_GOLDEN=1 writes the block anew."""
        page = os.path.join(ROOT, "docs", "methods", "engine.md")
        with open(page, encoding="utf-8") as file:
            text = file.read()
        shown = re.search(r"^    \$ \S+/recursion_share (\S+)\n((?:    .*\n)+)", text, re.M)
        done = subprocess.run([os.path.join(os.path.dirname(kouan_cli.PROGRAM), "recursion_share"), shown.group(1)],
                              cwd=ROOT, capture_output=True, text=True, timeout=280)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        printed = "".join(f"    {line}\n" for line in done.stdout.splitlines())
        if os.environ.get("KOUAN_UPDATE_GOLDEN"):
            with open(page, "w", encoding="utf-8") as file:
                file.write(text.replace(shown.group(2), printed))
        else:
            self.assertEqual(shown.group(2), printed)


class FirstSteps(Cli):
    """The walk of docs/first-steps: its files are written and its commands run in order, beside a copy of the scenarios.

    KOUAN_UPDATE_GOLDEN=1 writes the paragraphs that stand in a block anew.
    """

    def setUp(self):
        super().setUp()
        shutil.copytree(os.path.join(ROOT, "scenarios"), os.path.join(self.folder.name, "scenarios"))

    def prints(self, command):
        """What the command prints, standard error with it."""
        program, *arguments = shlex.split(command)
        self.assertEqual(program, "kouan", command)
        done = subprocess.run([kouan_cli.PROGRAM, *arguments], cwd=self.folder.name, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=280)
        is_bad = ": error: " in done.stdout or ": 错误：" in done.stdout
        self.assertEqual(done.returncode, 2 if is_bad else 0, done.stdout)
        return paragraphs(done.stdout)

    def walk(self, page):
        path = os.path.join(ROOT, "docs", page)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        commands = 0
        for kind, body in re.findall(r"^```(yaml|console)\n(.*?)^```$", text, re.S | re.M):
            if kind == "yaml":
                name = re.match(r"# (\S+)\n", body).group(1)
                with open(os.path.join(self.folder.name, name), "w", encoding="utf-8") as file:
                    file.write(body)
                continue
            command, shown = body.split("\n", 1)
            printed = self.prints(command.removeprefix("$ "))
            if os.environ.get("KOUAN_UPDATE_GOLDEN"):
                new = renewed(paragraphs(shown), printed)
                text = text.replace(body, command + "\n" + "\n\n".join(new) + "\n", 1)
                shown = "\n\n".join(new)
            with self.subTest(command=command):
                self.assertNotEqual(set(paragraphs(shown)), {LEFT_OUT})
                self.assertEqual(differs(paragraphs(shown), printed), "")
            commands += 1
        if os.environ.get("KOUAN_UPDATE_GOLDEN"):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        self.assertEqual(commands, 12)

    def test_english(self):
        self.walk("first-steps.md")

    def test_chinese(self):
        self.walk("first-steps.zh-CN.md")

    def test_the_errors_in_the_readmes(self):
        for page in ("README.md", "README.zh-CN.md"):
            with open(os.path.join(ROOT, page), encoding="utf-8") as file:
                written, command, shown = re.search(r"^```yaml\n((?:(?!```).*\n)*)```\n\n    \$ (kouan check .*)\n((?:    .*\n)+)", file.read(), re.M).groups()
            with open(os.path.join(self.folder.name, command.split()[-1]), "w", encoding="utf-8") as file:
                file.write(written)
            self.assertEqual(paragraphs(re.sub("(?m)^    ", "", shown)), self.prints(command), page)

    def test_what_a_block_may_leave_out(self):
        printed = ["a", "b", "c"]
        for shown in (["a", "b", "c"], ["a", LEFT_OUT], [LEFT_OUT, "b", LEFT_OUT], ["a", LEFT_OUT, "c"]):
            self.assertEqual(differs(shown, printed), "")
        for shown, first in ((["a", "c"], "c"), (["a", "b"], "c"), (["a", LEFT_OUT, "B", "c"], "B"), (["b", LEFT_OUT, "a"], "b")):
            self.assertEqual(differs(shown, printed), first)


if __name__ == "__main__":
    kouan_cli.main()
