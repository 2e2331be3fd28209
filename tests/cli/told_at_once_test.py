"""Whatever is wrong with options, levers and files is told at once, each once, under one count."""
import os

import kouan_cli
from kouan_cli import Cli


class ToldAtOnce(Cli):
    def test_errors_of_all_alternatives_come_together(self):
        self.assert_bad("compare", "small.yaml", "--with", "secnd-gate", "--with", "foo", "--with", "a++b",
                        says=["secnd-gate", '"foo"', "a++b"])

    def test_options_levers_and_files_are_told_wrong_at_once(self):
        """Each command tells of all that can be known; what an unknown lever might have brought hides no error of the file."""
        path = self.beside("mine.yaml", f"extends: {os.path.join(kouan_cli.DATA, 'small.yaml')}\nvalidation: ~\n"
                           "classes: {truck: {process: imprt}}\nstages: {gate: {servers: 0}, scael: {servers: {value: 3, grade: assumed, range: 1 .. 4}}}\n")
        of_file = (f"{path}:3:28: error: classes.truck.process", 'did you mean "import"', f"{path}:4:26: error: stages.gate.servers")
        slip = f'{path}:4:30: warning: stages.scael: found "scael", which is new here and which nothing names; did you mean "stages.scale"?'
        for command in ("run", "check", "compare", "shift"):
            with self.subTest(command):
                said = self.kouan(command, path, "--with", "secnd-gate+quick-scale+nonsense", expect=2).stderr
                for words in (*of_file, slip, '"secnd-gate"', 'did you mean "second-gate"', '"nonsense"'):
                    self.assertEqual(said.count(words), 1, (words, said))
                self.assertRegex(said, r"(?m)^4 errors, \d warnings?$")
        said = self.kouan("run", path, "--with", "nonsense+", "--seed", "x", "--format", "xml", "--foo", "--tables=3", "--no-capacity", "--value", expect=2).stderr
        for words in (*of_file, slip, '"nonsense"', "--with nonsense+: found an empty name", '--seed: found "x"', '--format: found "xml"', 'unknown option "--foo"',
                      '--tables: found the value "3"', "--value: found beside --no-capacity"):
            self.assertEqual(said.count(words), 1, (words, said))
        self.assertTrue(said.endswith("\n4 errors, 1 warning\n"), said)
        chinese = self.kouan("run", path, "--with", "nonsense+", "--seed", "x", "--lang", "zh", expect=2).stderr
        self.assertTrue(chinese.endswith("\n4处错误，1条警告\n"), chinese)
        self.assertIn("stages.scael：“scael”为新增名称，且无任何引用；是否应为“stages.scale”？", chinese)

    def test_a_process_given_as_a_list_hides_nothing_in_it(self):
        path = self.beside("mine.yaml", f"extends: {os.path.join(kouan_cli.DATA, 'small.yaml')}\nprocesses: {{import: [{{visit: gatte}}, cleared]}}\n")
        self.assert_bad("check", path, says=["processes.import: found a list; allowed: a map with title, steps", 'processes.import[0].visit: found "gatte"', "2 errors"])

    def test_files_are_left_alone_where_it_is_not_known_which_they_are(self):
        said = self.kouan("run", "--sed", "1", "small.yaml", expect=2).stderr
        self.assertEqual(said.count("\n"), 1, said)
        self.assertIn('"--sed"', said)

    def test_a_pipe_that_nobody_writes_to_holds_no_refusal_up(self):
        pipe = os.path.join(self.folder.name, "pipe")
        os.mkfifo(pipe)
        for command in ("run", "validate"):
            said = self.kouan(command, pipe, "--seed", "x", expect=2).stderr
            self.assertEqual(said.count("\n"), 2, said)

    def test_several_with_are_read_joined_where_one_is_taken(self):
        """As the message advises to write them."""
        port = os.path.join(kouan_cli.DATA, "..", "..", "..", "scenarios", "ports", "ceke", "2023.yaml")
        for command in ("run", "check", "shift"):
            said = self.kouan(command, port, "--with", "rail-port", "--with", "rail-train-5000", expect=2).stderr
            self.assertIn("are joined by +: --with rail-port+rail-train-5000", said)
            self.assertEqual(said.count("\n"), 1, said)
        said = self.kouan("run", port, "--with", "rail-port", "--with", "rail-port+rail-train-5000", expect=2).stderr
        self.assertIn("are joined by +: --with rail-port+rail-train-5000;", said)
        self.assertEqual(said.count("\n"), 1, said)

    def test_what_is_wrong_in_the_cases_is_told_beside_all_else_and_counted_with_it(self):
        small = os.path.join(kouan_cli.DATA, "small.yaml")
        cases = self.validation("{id: a, title: a, scenario: SMALL, measure: tonnes, observed: 1 kt, tolerence: 5 %}")
        sound = self.beside("sound.yaml", f"extends: {small}\nvalidation: {cases}\n")
        broken = self.beside("broken.yaml", f"extends: {small}\nvalidation: {cases}\nstages: {{gate: {{servers: 0}}}}\n")
        for path, count in ((sound, 2), (broken, 3)):
            for command in ("run", "check", "compare", "shift"):
                said = self.kouan(command, path, "--with", "nonsense", expect=2).stderr
                for words in ('"nonsense"', "cases[0].tolerence: found the unknown key"):
                    self.assertEqual(said.count(words), 1, (command, words, said))
                self.assertTrue(said.endswith(f"\n{count} errors\n"), (command, said))
        self.assertTrue(self.kouan("check", broken, "--lang", "zh", expect=2).stderr.endswith("\n2处错误\n"))

    def test_what_is_no_yaml_hides_no_error_in_any_file(self):
        """A tab and a full-width colon are told, and so is what stands behind them; nothing runs."""
        small = os.path.join(kouan_cli.DATA, "small.yaml")
        path = self.beside("mine.yaml", f"extends: {small}\nvalidation: cases.yaml\nrun:\n\thorizn: 20 d\nstages：\n  gate: {{servers: 0}}\n")
        self.beside("cases.yaml", f"validation: 1\ntitle：{{en: Cases, zh: 对照}}\ncases:\n\t- {{id: a, title: a, scenario: {small}, measure: tonnes, observed: 1 kt， tolerence: 5 %}}\n")
        lever = self.beside("lever.yaml", "lever: 1\r\ntitle: {en: Tabs, zh: 制表符}\r\nset:\r\n\tstages.gate.queue: 2 h\r\n")
        for command in ("run", "check", "compare"):
            said = self.kouan(command, path, "--with", lever, expect=2).stderr
            for words in ("mine.yaml:4:1: error: found a tab", "mine.yaml:4:2: error: run.horizn", "mine.yaml:5:7: error: found the full-width", "mine.yaml:6:19: error: stages.gate.servers",
                          "cases.yaml:2:6: error: found the full-width", "cases.yaml:4:1: error: found a tab", "cases[0].tolerence", "lever.yaml:4:1: error: found a tab", "lever.yaml:4:21: error"):
                self.assertEqual(said.count(words), 1, (command, words, said))

    def test_json_tells_of_the_cases_beside_the_scenario(self):
        import json
        small = os.path.join(kouan_cli.DATA, "small.yaml")
        cases = self.validation("{id: a, title: a, scenario: SMALL, measure: tonnes, observed: 1 kt, tolerence: 5 %}")
        sound = self.beside("sound.yaml", f"extends: {small}\nvalidation: {cases}\n")
        broken = self.beside("broken.yaml", f"extends: {small}\nvalidation: {cases}\nstages: {{gate: {{servers: 0}}}}\n")
        for path, paths in ((sound, {"cases[0].tolerence"}), (broken, {"stages.gate.servers", "cases[0].tolerence"})):
            said = json.loads(self.kouan("check", path, "--format", "json", expect=2).stderr)
            errors = [one for one in said["messages"] if one["severity"] == "error"]
            self.assertEqual(said["errors"], len(errors))
            self.assertEqual({one["path"] for one in errors}, paths)

    def test_two_dashes_are_no_value(self):
        said = self.kouan("run", "small.yaml", "--out", "--", expect=2).stderr
        self.assertIn("--out: found -- in place of its value", said)

    def test_an_error_of_a_scenario_that_its_cases_name_too_is_told_once(self):
        path = self.beside("broken.yaml", f"extends: {os.path.join(kouan_cli.DATA, 'small.yaml')}\nvalidation: cases.yaml\nstages: {{gate: {{servers: 0}}}}\n")
        self.beside("cases.yaml", "validation: 1\ncases:\n  - {id: a, title: a, scenario: broken.yaml, measure: tonnes, observed: 1 kt, tolerance: 5 %}\n")
        there = os.path.join(os.path.dirname(path), ".", "broken.yaml")
        for command in ("run", "check"):
            for named in (path, there):
                said = self.kouan(command, named, expect=2).stderr
                self.assertEqual(said.count('servers: found "0"'), 1, said)
                self.assertRegex(said, r"\n1 error")

    def test_levers_that_are_there_bring_what_the_file_lacks_beside_one_that_is_not(self):
        small = os.path.join(kouan_cli.DATA, "small.yaml")
        gates = "{side: cn, servers: {value: 3, grade: assumed, range: 1 .. 4}, service: 3 min}"
        for text, lever in (("processes: {import: {steps: [{visit: gate}, {visit: extra}, cleared]}}", f"add: {{stages: {{extra: {gates}}}}}"),
                            (f"stages: {{gates: {gates}}}", "set: {processes.import.steps: [{visit: gate}, {visit: gates}, {visit: scale}, cleared]}"),
                            ("stages: {gate: {servers: 0}}", "set: {stages.gate.servers: {value: 1, grade: assumed, range: 1 .. 2}}")):
            path = self.beside("needy.yaml", f"extends: {small}\nvalidation: ~\n{text}\n")
            brings = self.beside("brings.yaml", f"lever: 1\ntitle: X\n{lever}\n")
            self.kouan("check", path, "--with", brings)
            for with_both in (brings + "+nonsense", "nonsense+" + brings):
                said = self.kouan("run", path, "--with", with_both, expect=2).stderr
                self.assertTrue(said.endswith("\n1 error\n"), said)

    def test_an_added_flow_without_carrier_is_told_once_beside_errors(self):
        path = self.beside("mine.yaml", f"extends: {os.path.join(kouan_cli.DATA, 'small.yaml')}\nstages: {{gate: {{servers: 0}}}}\nflows: {{coals: {{annual: 1 Mt/yr}}}}\n")
        said = self.kouan("run", path, expect=2).stderr
        self.assertEqual(said.count('did you mean "flows.coal"?'), 1, said)
        self.assertIn("1 error, 1 warning\n", said)


if __name__ == "__main__":
    kouan_cli.main()
