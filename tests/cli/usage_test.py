"""A command line that cannot be: what was found, what is allowed, what to write instead; exit code 2."""
import re

import kouan_cli
from kouan_cli import Cli


class Usage(Cli):
    def assert_said(self, said, *arguments):
        done = self.kouan(*arguments, expect=2)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr, f"kouan: {said}\n")

    def assert_said_zh(self, said, *arguments):
        self.assertEqual(self.kouan(*arguments, "--lang=zh", expect=2).stderr, f"kouan：{said}\n")

    def test_levers_twice(self):
        two = ("--with", "second-gate", "--with", "quick-scale")
        one = "{} takes one --with, found 2: second-gate, quick-scale; levers that apply together are joined by +: --with second-gate+quick-scale"
        self.assert_said(one.format("run") + "; to set alternatives side by side use kouan compare, with a --with for each", "run", "small.yaml", *two)
        self.assert_said(one.format("check"), "check", "small.yaml", *two)
        self.assert_said(one.format("shift").replace("second-gate", "small-rail"), "shift", "small.yaml", "--with", "small-rail", "--with", "quick-scale")

    def test_joined_by_a_full_width_plus(self):
        """Also where no file can have that name."""
        for command in ("run", "check", "compare", "shift"):
            for first in ("second-gate", "a" * 300):
                with self.subTest(command, first=first[:12]):
                    done = self.kouan(command, "small.yaml", "--with", first + "＋b", expect=2)
                    self.assertIn(f'allowed: levers joined by +; did you mean "{first}+b"?', done.stderr)

    def test_the_same_lever_twice(self):
        same = ("small.yaml", "--with", "second-gate", "--with", "second-gate")
        self.assert_said("--with: found it 2 times (second-gate, second-gate), allowed: once", "run", *same)
        self.assertIn("--with: found second-gate a second time, allowed: each alternative once\n", self.kouan("compare", *same, expect=2).stderr)

    def test_other_options_twice(self):
        self.assert_said("--seed: found it 2 times (1, 2), allowed: once", "run", "small.yaml", "--seed", "1", "--seed", "2")
        self.assert_said("--format: found it 2 times (json, csv), allowed: once", "run", "small.yaml", "--format", "json", "--format", "csv")

    def test_options_that_exclude_each_other(self):
        for option in ("--value", "--ranges"):
            for order in ((option, "--no-capacity"), ("--no-capacity", option)):
                self.assert_said(f"{option}: found beside --no-capacity, which leaves out the saturated runs that {option} compares; allowed: one of both",
                                 "run", "small.yaml", *order)
        self.assert_said("--precision: found beside --replications; allowed: one of both, since --precision makes as many replications as it needs",
                         "run", "small.yaml", "--precision", "2%", "--replications", "20")

    def test_what_is_missing(self):
        for command in ("run", "check", "validate"):
            said = self.kouan(command, expect=2).stderr
            self.assertTrue(said.startswith(f"kouan: {command}: found no FILE, allowed: kouan {command} FILE, with FILE a "), said)
        self.assert_said("compare: found no --with, needed: an alternative: a lever, or several joined by +; may be repeated; kouan run simulates a scenario alone",
                         "compare", "small.yaml")
        self.assert_said("shift: found no --with, needed: the lever that brings the railway, or several joined by +; one of them has split:",
                         "shift", "small.yaml")
        self.assert_said("--seed: found no value, needed: number of the experiment; same seed, same results", "run", "small.yaml", "--seed")
        self.assert_said("--with: found no value, needed: a lever to apply, or several joined by +", "run", "small.yaml", "--with")

    def test_what_is_missing_in_chinese(self):
        for command, file in (("run", "情景文件（YAML）"), ("check", "情景文件（YAML）"), ("validate", "对照文件，或以validation指明对照文件的情景（YAML）")):
            self.assert_said_zh(f"{command}：未写FILE，应为：“kouan {command} 文件”，文件即{file}", command)
        self.assert_said_zh("compare：未写--with，此项必填：一个方案，即一项措施或以+连接的多项；可写多次；仅仿真一个情景请用“kouan run”", "compare", "small.yaml")
        self.assert_said_zh("shift：未写--with，此项必填：引入铁路的措施，多项以+连接；其中一项须有split:", "shift", "small.yaml")

    def test_no_option_without_its_value_is_told_in_english_alone(self):
        told = 0  # --lang itself cannot be asked in Chinese without its value
        for command in ("run", "compare", "check", "validate", "shift"):
            for option in re.findall(r"(?m)^  (--[a-z]+) (?:NUMBER|WORD|SHARE|PATH|LEVERS|TEXT)\b", self.kouan(command, "--help").stdout.replace("--lang", "")):
                with self.subTest(command + " " + option):
                    said = self.kouan(command, "small.yaml", "--lang=zh", option, expect=2).stderr
                    self.assertRegex(said, f"^kouan：{option}：未写值，此项须写：.*[\u4e00-\u9fff]")
                    self.assertNotRegex(said, r"[a-z]{2,},? [a-z]{2,} [a-z]{2,}")
                    told += 1
        self.assertGreater(told, 25)
        self.assertEqual(self.kouan("run", "small.yaml", "--lang=zh", "--seed", expect=2).stderr, "kouan：--seed：未写值，此项须写：试验编号；种子相同则结果相同\n")

    def test_an_option_in_place_of_a_value(self):
        needed = "folder for report.html, results.json and results.csv"
        self.assert_said(f"--out: found --replications in place of its value, needed: {needed}", "run", "small.yaml", "--out", "--replications", "2")
        self.assert_said_zh("--seed：应写值处写有--tables，此项须写：试验编号；种子相同则结果相同", "run", "small.yaml", "--seed", "--tables")
        self.assert_said("--with: found --lang in place of its value, needed: an alternative: a lever, or several joined by +; may be repeated",
                         "compare", "small.yaml", "--with", "--lang", "en")
        self.kouan("run", "small.yaml", "--replications", "1", "--no-capacity", "--out=" + self.folder.name + "/--seed")

    def test_an_equals_sign_with_nothing_behind_it(self):
        """The parser takes the next word for the value then."""
        self.assert_said("--out: found no value, needed: folder for report.html, results.json and results.csv", "run", "small.yaml", "--out=", "--tables")
        said = self.kouan("run", "small.yaml", "--seed", "x", "--with=", expect=2).stderr
        self.assertTrue(said.startswith("kouan: --with: found no value, needed: a lever to apply, or several joined by +\nkouan: --seed: found \"x\""), said)
        self.assert_said_zh("--with：未写值，此项须写：所采用的措施，多项以+连接", "run", "small.yaml", "--with=")

    def test_an_option_of_another_command(self):
        said = self.kouan("run", "small.yaml", "--no-ranges", expect=2).stderr
        self.assertIn("; kouan compare has it, and kouan run leaves that out by itself unless --ranges asks for it\n", said)
        self.assertNotIn("did you mean", said)
        said = self.kouan("compare", "small.yaml", "--with", "second-gate", "--ranges", "--lang", "zh", expect=2).stderr
        self.assertIn("；该选项属于kouan run；“kouan compare”本就包括此项，写--no-ranges则略去\n", said)
        self.assertIn("; kouan run, kouan compare, kouan validate, kouan shift have it\n", self.kouan("check", "small.yaml", "--seed", "1", expect=2).stderr)

    def test_all_wrong_options_at_once(self):
        said = self.kouan("shift", "small.yaml", "--with", "small-rail", "--rule", "share", "--workers", "0", "--seed", expect=2).stderr
        self.assertEqual(said, "kouan: --seed: found no value, needed: number of the experiment; same seed, same results\n"
                         "kouan: --rule share: found no --share; allowed: with --share, such as --share 40%\n"
                         'kouan: --workers: found "0", allowed: a whole number from 1 to 1024\nRun with --help for more information.\n')
        self.assert_said("--with: found no value, needed: an alternative: a lever, or several joined by +; may be repeated",
                         "compare", "small.yaml", "--with", "second-gate", "--with")
        rail = ("shift", "small.yaml", "--with", "small-rail")
        self.assert_said("--rule: found --share in place of its value, needed: how goods part between road and rail", *rail, "--rule", "--share", "40%")
        self.assert_said("--share: found no value, needed: share by rail of --rule share, such as 40%", *rail, "--rule", "share", "--share")
        self.assertIn("--share: found beside --rule stated", self.kouan("shift", "small.yaml", "--with", "small-rail", "--share", "40%", expect=2).stderr)

    def test_wrong_values_have_one_form_in_both_languages(self):
        for value, en, zh in ((("--replications", "0"), 'found "0", allowed: a whole number from 1 to 100000', "所写为“0”，应为：1至100000的整数"),
                              (("--format", "xml"), 'found "xml", allowed: text, json, csv', "所写为“xml”，应为：text、json、csv")):
            self.assertEqual(self.kouan("run", "small.yaml", *value, expect=2).stderr, f"kouan: {value[0]}: {en}\nRun with --help for more information.\n")
            self.assertEqual(self.kouan("run", "small.yaml", *value, "--lang", "zh", expect=2).stderr, f"kouan：{value[0]}：{zh}\n更多说明见--help。\n")

    def test_flags_have_no_value(self):
        levers = {"compare": ("--with", "second-gate"), "shift": ("--with", "small-rail")}
        for command, flag in (("run", "--value"), ("run", "--ranges"), ("run", "--tables"), ("run", "--no-capacity"), ("compare", "--no-ranges"),
                              ("shift", "--no-sweep"), ("run", "--help")):
            for value in ("3", "false", "true", ""):
                self.assert_said(f'{flag}: found the value "{value}", allowed: {flag} alone, which has none', command, "small.yaml", *levers.get(command, ()), f"{flag}={value}")
        self.assert_said_zh("--value：写有值“3”，应为：仅写--value，不带值", "run", "small.yaml", "--value=3")
        self.assert_said('--reference: found the value "1", allowed: --reference alone, which has none', "schema", "--reference=1")
        self.assert_said('--version: found the value "1", allowed: --version alone, which has none', "--version=1")
        self.assertIn('"trucks=2.yaml"', self.kouan("run", "small.yaml", "trucks=2.yaml", expect=2).stderr)

    def test_words_too_many(self):
        self.assert_said('run: found "other.yaml" after the file "small.yaml", allowed: one file; levers are joined by +: --with a+b',
                         "run", "small.yaml", "other.yaml")
        self.assert_said('compare: found "quick-scale" after the file "small.yaml", allowed: one file; each alternative has a --with of its own, and levers '
                         "that apply together are joined by +", "compare", "small.yaml", "--with", "second-gate", "quick-scale")
        self.assert_said('validate: found "b.yaml" after the file "small.yaml", allowed: one file', "validate", "small.yaml", "b.yaml")
        self.assert_said('validate: found "b.yaml", "c.yaml" after the file "small.yaml", allowed: one file', "validate", "small.yaml", "b.yaml", "c.yaml")
        self.assert_said_zh("validate：文件“small.yaml”之后写有“b.yaml”“c.yaml”，应为：一个文件", "validate", "small.yaml", "b.yaml", "c.yaml")
        self.assert_said('schema: found "run", allowed: options alone', "schema", "run")
        self.assertIn('found the unknown option "-x", allowed: --help', self.kouan("run", "small.yaml", "-x", expect=2).stderr)
        self.assertEqual(self.kouan("-hello", expect=2).stdout, "")

    def test_after_two_dashes_there_are_no_options(self):
        self.assertIn("Gate", self.kouan("check", "--", "small.yaml").stdout)
        self.assert_said('validate: found "-x", "--seed" after the file "small.yaml", allowed: one file', "validate", "small.yaml", "--", "-x", "--seed")

    def test_shares_are_percentages(self):
        said = '{}: found "{}", allowed: a share above 0 and below 100 %, such as {}; did you mean "{}"?'
        for option, example, command in (("--precision", "2%", ("run", "small.yaml")),
                                         ("--share", "40%", ("shift", "small.yaml", "--with", "small-rail", "--rule", "share"))):
            for bare, meant in (("0.4", "40%"), ("40", "40%"), ("1", "1%"), ("0.025", "2.5%")):
                self.assertIn(said.format(option, bare, example, meant), self.kouan(*command, option, bare, expect=2).stderr)
            for wrong in ("0", "100", "half", "%", " %", "1e999%", "nan%", "-3%"):
                stderr = self.kouan(*command, f"{option}={wrong}", expect=2).stderr
                self.assertIn(f'{option}: found "{wrong}", allowed: a share', stderr)
                self.assertNotIn("did you mean", stderr)

    def test_empty_paths(self):
        folder, file = "found an empty path, allowed: a folder", "found an empty path, allowed: a file"
        for command in (("run", "small.yaml"), ("compare", "small.yaml", "--with", "second-gate")):
            self.assertIn(f"--out: {folder}", self.kouan(*command, "--no-capacity", "--out", "", expect=2).stderr)
        self.assertIn(f"--trace: {file}", self.kouan("run", "small.yaml", "--trace", "", expect=2).stderr)
        for command in (("run",), ("compare", "--with", "second-gate"), ("check",), ("validate",), ("shift", "--with", "small-rail")):
            self.assertIn(f"FILE: {file}", self.kouan(*command, "", expect=2).stderr)

        for option, of in (("--out", "文件夹"), ("--trace", "文件")):
            said = self.kouan("run", "small.yaml", "--lang", "zh", option, "", expect=2).stderr
            self.assertIn(f"{option}：路径为空，应为：{of}\n更多说明见--help。\n", said)

    def test_help_fits_a_terminal(self):
        for command in ((), ("run",), ("compare",), ("check",), ("validate",), ("shift",), ("schema",)):
            with self.subTest(command):
                text = self.kouan(*command, "--help").stdout
                self.assertEqual([line for line in text.splitlines() if len(line) > 100], [])
        text = self.kouan("run", "--help").stdout
        self.assertRegex(text, r"(?m)^ {30}what one more of each is worth: .*\n {30}\S.*two hours later$")

    def test_help_in_chinese(self):
        for command in ((), ("run",), ("compare",), ("check",), ("validate",), ("shift",), ("schema",)):
            for where in (("--help", "--lang", "zh"), ("--lang=zh", "--help")):
                with self.subTest(command + where):
                    text = self.kouan(*command, *where).stdout
                    self.assertRegex(text, r"(?m)^用法: kouan")
                    self.assertNotRegex(re.sub(r"JSON Schema|kouan \w+|--[a-z-]+|FILE", "", text), r"[A-Za-z]{2,},? [A-Za-z]{2,}")
                    self.assertNotIn("\x1e", text)

    def test_no_command_in_chinese(self):
        self.assertRegex(self.kouan("--lang", "zh", expect=2).stderr, "^kouan：命令处写有“--lang”，应为：run、compare、.*；详见“kouan --help”\n$")
        self.assert_said('found "--lang" in place of a command, allowed: run, compare, check, validate, shift, schema; kouan --help says more', "--lang", "en")

    def test_reasons_of_the_system_in_chinese(self):
        self.assert_said_zh("--out：无法建立文件夹“/dev/null/out”：路径中有一段不是文件夹", "run", "small.yaml", "--out", "/dev/null/out")
        self.assert_said("--out: cannot make the folder /dev/null/out: Not a directory", "run", "small.yaml", "--out", "/dev/null/out")

    def test_help_is_no_wrong_usage(self):
        for arguments in (("--help",), ("run", "--help"), ("compare", "small.yaml", "--help"), ("--version",)):
            self.assertEqual(self.kouan(*arguments).stderr, "")


if __name__ == "__main__":
    kouan_cli.main()
