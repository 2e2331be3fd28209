"""A command line that cannot be: what was found, what is allowed, what to write instead; exit code 2."""
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
        self.assert_said(one.format("shift"), "shift", "small.yaml", *two)

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

    def test_flags_have_no_value(self):
        for command, flag in (("run", "--value"), ("run", "--ranges"), ("run", "--tables"), ("run", "--no-capacity"), ("compare", "--no-ranges"),
                              ("shift", "--no-sweep"), ("run", "--help")):
            for value in ("3", "false", "true", ""):
                self.assert_said(f'{flag}: found the value "{value}", allowed: {flag} alone, which has none', command, "small.yaml", f"{flag}={value}")
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
        self.assert_said('schema: found "run", allowed: options alone', "schema", "run")
        self.assertIn('found the unknown option "-x", allowed: --help', self.kouan("run", "small.yaml", "-x", expect=2).stderr)

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
            self.assertIn(f"{option}：路径为空，应为：{of}\n", said)

    def test_help_fits_a_terminal(self):
        for command in ((), ("run",), ("compare",), ("check",), ("validate",), ("shift",), ("schema",)):
            with self.subTest(command):
                text = self.kouan(*command, "--help").stdout
                self.assertEqual([line for line in text.splitlines() if len(line) > 100], [])
        text = self.kouan("run", "--help").stdout
        self.assertRegex(text, r"(?m)^ {30}what one more of each is worth: .*\n {30}\S.*two hours later$")

    def test_help_is_no_wrong_usage(self):
        for arguments in (("--help",), ("run", "--help"), ("compare", "small.yaml", "--help"), ("--version",)):
            self.assertEqual(self.kouan(*arguments).stderr, "")


if __name__ == "__main__":
    kouan_cli.main()
