"""Bad input: exit code 2, what is wrong and what is allowed, and nothing written."""
import json
import os
import shutil
import subprocess

import kouan_cli
from kouan_cli import Cli


class Input(Cli):
    def test_broken_scenario(self):
        self.assert_bad("run", "broken.yaml", "--out", self.out, says=["broken.yaml:3", "stagess", "stages"])

    def test_messages_come_in_the_language_asked_for(self):
        english = self.kouan("check", "broken.yaml", expect=2).stderr
        self.assertIn('error: stagess: found the unknown key "stagess"; allowed: kouan, title, ', english)
        chinese = self.kouan("check", "--lang", "zh", "broken.yaml", expect=2).stderr
        self.assertIn("broken.yaml:4:1: 错误：stagess：键“stagess”未知；应为：kouan、title、", chinese)
        self.assertIn("；是否应为“stages”？\n", chinese)
        self.assertEqual(len(chinese.splitlines()), len(english.splitlines()))
        for words in ("error", "found", "allowed", "did you mean", "without"):
            self.assertNotIn(words, chinese)
        for command in ("run", "compare", "validate", "shift"):
            lever = ["--with", "second-gate"] if command in ("compare", "shift") else []
            said = self.kouan(command, "broken.yaml", *lever, "--lang=zh", expect=2).stderr
            self.assertTrue(said.startswith("kouan：输入有误，无法使用\nbroken.yaml:1:1: 错误：缺少键“classes”；应为：classes: "), said)

    def test_messages_as_json_have_both_languages(self):
        for lang in ("en", "zh"):
            said = json.loads(self.kouan("check", "broken.yaml", "--format", "json", "--lang", lang, expect=2).stderr)
            unknown = [m for m in said["messages"] if m["code"] == "unknown-key"]
            self.assertEqual(list(unknown[0]), ["severity", "code", "file", "line", "column", "path", "found", "found_zh", "allowed", "allowed_zh", "nearest"])
            self.assertEqual([(m["found"], m["found_zh"], m["nearest"]) for m in unknown],
                             [('found the unknown key "stagess"', "键“stagess”未知", "stages")])

    def test_cases_are_wrong_in_the_language_asked_for(self):
        path = self.validation("{id: a, title: a, scenario: SMALL, measure: tonnes, observed: 40 kt, tolerance: soon}")
        said = self.kouan("validate", path, "--lang", "zh", expect=2).stderr
        self.assertIn("错误：cases[0].tolerance：所写为“soon”；应为：“5 %”“factor 3”", said)

    def test_options_are_wrong_in_the_language_asked_for(self):
        for arguments, says in (
                (["run", "small.yaml", "--replications", "0"], "--replications：所写为“0”，应为：1至100000的整数"),
                (["run", "small.yaml", "--precision", "2"], "--precision：所写为“2”，应为：大于0且小于100 %的比例，如2%；是否应为“2%”？"),
                (["run", "small.yaml", "--format", "jsn"], "--format：所写为“jsn”，应为：text、json、csv；是否应为“json”？"),
                (["run", "small.yaml", "--sed", "1"], "选项“--sed”未知，应为："),
                (["run", "small.yaml", "--seed", "1", "--seed", "2"], "--seed：写了2次（1、2），应为：一次"),
                (["run"], "run：未写FILE，应为：“kouan run 文件”"),
                (["run", "small.yaml", "more.yaml"], "run：文件“small.yaml”之后写有“more.yaml”，应为：一个文件；措施以+连接"),
                (["check", "small.yaml", "--with", "a++b"], "--with a++b：名称为空，应为：以+连接的措施"),
                (["compare", "small.yaml", "--with", "second-gate", "--with", "second-gate"], "--with：“second-gate”重复，应为：每个方案仅写一次")):
            with self.subTest(arguments):
                said = self.kouan(*arguments, "--lang", "zh", expect=2).stderr
                self.assertTrue(said.startswith(("kouan：", "--")), said)
                self.assertIn(says, said)
                for words in ("found", "allowed", "did you mean", "Run with"):
                    self.assertNotIn(words, said)

    def test_missing_scenario(self):
        self.assert_bad("run", "no-such.yaml", "--out", self.out, says=["no-such.yaml"])

    def test_unknown_lever_with_nearest_word(self):
        self.assert_bad("compare", "small.yaml", "--with", "secnd-gate", "--out", self.out,
                        says=["secnd-gate", "second-gate"])

    def test_a_lever_whose_name_no_file_can_have_is_not_there(self):
        name = "a" * 300
        self.assert_bad("check", "small.yaml", "--with", name, says=[f'found the unknown lever "{name}"'])
        self.assert_bad("check", "small.yaml", "--with", name, "--lang", "zh", says=[f"没有名为“{name}”的措施"])

    def test_full_width_signs_of_options_are_named(self):
        self.assert_bad("run", "small.yaml", "--precision", "2％", says=["a share above 0", 'did you mean "2%"?'])
        self.assert_bad("run", "small.yaml", "--with", "second-gate＋manual", says=["full-width", 'did you mean "second-gate+manual"?'])

    def test_full_width_signs_of_tolerances_are_named(self):
        case = "{id: a, title: a, scenario: SMALL, measure: tonnes, observed: 40 kt, tolerance: %s}"
        for tolerance, meant in (("5 ％", "5 %"), ("30 kt – 50 kt", "30 kt .. 50 kt")):
            self.assert_bad("validate", self.validation(case % tolerance), says=[f'did you mean "{meant}"?'])

    def test_lever_given_twice(self):
        self.assert_bad("compare", "small.yaml", "--with", "second-gate", "--with", "second-gate", says=["--with: found second-gate a second time"])

    def test_alternatives_that_come_to_the_same(self):
        self.assert_bad("compare", "small.yaml", "--with", "second-gate", "--with", "./levers/second-gate.yaml",
                        says=["second-gate and", "same scenario"])

    def test_an_option_is_named_that_asks_for_what_is_missing(self):
        done = self.kouan("run", "small.yaml", "--with", "nolever", expect=2)
        self.assertIn('error: --with: found the unknown lever "nolever"', done.stderr)

    def test_a_lever_beside_the_scenario_is_proposed_with_its_path(self):
        """There is no folder of levers; run from another folder, the file is named by its path."""
        folder = os.path.join(self.folder.name, "port")
        os.makedirs(folder)
        shutil.copy(os.path.join(kouan_cli.DATA, "small.yaml"), folder)
        shutil.copy(os.path.join(kouan_cli.DATA, "validation.yaml"), folder)
        shutil.copy(os.path.join(kouan_cli.DATA, "levers", "second-gate.yaml"), folder)
        scenario, lever = os.path.join(folder, "small.yaml"), os.path.join(folder, "second-gate.yaml")
        said = self.kouan("check", scenario, "--with", "second-gate", expect=2).stderr
        self.assertIn("allowed: a file, named with its path such as measures/lane.yaml, or a lever of the folder levers", said)
        self.assertIn(f'did you mean "{lever}"?', said)
        self.kouan("check", scenario, "--with", lever)

    def test_a_lever_that_needs_others_is_told_with_all_that_was_asked_for(self):
        port = os.path.join(kouan_cli.DATA, "..", "..", "..", "scenarios", "ports", "ganqimaodu", "2023.yaml")
        said = self.kouan("check", port, "--with", "hours-24+rail-tracks-8+storage-site", expect=2).stderr
        self.assertIn("--with hours-24+rail-port+rail-tracks-8+storage-site", said)
        self.kouan("check", port, "--with", "hours-24+rail-port+rail-tracks-8+storage-site")

    def test_a_missing_bibliography_has_a_place(self):
        path = os.path.join(self.folder.name, "bare.yaml")
        with open(os.path.join(kouan_cli.DATA, "small.yaml"), encoding="utf-8") as small, open(path, "w", encoding="utf-8") as file:
            file.write(small.read().replace("validation: validation.yaml\n", "")
                       .replace("servers: {value: 1, grade: assumed, range: 1 .. 2}", "servers: {value: 1, source: XX99}"))
        done = self.kouan("check", path, expect=2)
        self.assertRegex(done.stderr, r"bare\.yaml:\d+:\d+: error: stages\.gate\.servers\.source: found the source \"XX99\", but no sources\.yaml")
        with open(path, encoding="utf-8") as file:
            both = file.read().replace("source: XX99}", "source: XX99, grade: E}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(both)
        done = self.kouan("check", path, expect=2)  # what is wrong beside it hides none of it
        self.assertIn('found the grade "E"', done.stderr)
        self.assertIn('found the source "XX99", but no sources.yaml', done.stderr)

    def test_errors_do_not_drown_in_warnings(self):
        import json
        path = os.path.join(self.folder.name, "typo.yaml")
        with open(os.path.join(kouan_cli.DATA, "small.yaml"), encoding="utf-8") as small, open(path, "w", encoding="utf-8") as file:
            file.write(small.read().replace("validation: validation.yaml\n", "") + "stagess: {}\n")
        text = self.kouan("check", path, expect=2).stderr
        self.assertRegex(text, r"(?m)^warning: \d+ values? without source and grade$")
        messages = json.loads(self.kouan("check", path, "--format", "json", expect=2).stderr)["messages"]
        kinds = [m["severity"] for m in messages]
        self.assertEqual(kinds, sorted(kinds))
        self.assertGreater(kinds.count("warning"), 0)

    def test_empty_lever(self):
        self.assert_bad("compare", "small.yaml", "--with", "second-gate+", says=["second-gate+"])

    def test_option_values_say_what_is_allowed(self):
        self.assert_bad("run", "small.yaml", "--format", "xml", says=["--format", "text", "json", "csv"])
        self.assert_bad("run", "small.yaml", "--lang", "fr", says=["--lang", "en", "zh"])
        self.assert_bad("run", "small.yaml", "--replications", "0", says=["--replications", "1"])
        self.assert_bad("run", "small.yaml", "--replications", "ten", says=["--replications"])
        self.assert_bad("run", "small.yaml", "--replications", "1.5", says=["--replications", "1.5", "whole number from 1 to"])
        self.assert_bad("run", "small.yaml", "--workers", "0", says=["--workers"])
        self.assert_bad("run", "small.yaml", "--seed", "-1", says=["--seed"])

    def test_option_values_say_what_is_nearest(self):
        for language, meant in (("cn", "zh"), ("zh-CN", "zh"), ("Chinese", "zh"), ("English", "en"), ("en_GB.UTF-8", "en")):
            for command in ("run", "check"):
                self.assert_bad(command, "small.yaml", "--lang", language, says=[f'found "{language}", allowed: en, zh; did you mean "{meant}"?'])
        self.assert_bad("run", "small.yaml", "--format", "jsn", says=['found "jsn", allowed: text, json, csv; did you mean "json"?'])

    def test_levers_that_are_joined_otherwise_or_lie_here(self):
        done = self.kouan("compare", "small.yaml", "--with", "second-gate,quick-scale", expect=2)
        self.assertIn('did you mean "second-gate+quick-scale"?', done.stderr)
        done = self.kouan("check", "small.yaml", "--with", "second-gat quick-scale", expect=2)
        self.assertIn('did you mean "second-gate+quick-scale"?', done.stderr)
        with open(os.path.join(kouan_cli.DATA, "levers", "second-gate.yaml"), encoding="utf-8") as lever, \
                open(os.path.join(self.folder.name, "my-lever.yaml"), "w", encoding="utf-8") as file:
            file.write(lever.read())
        small = os.path.join(kouan_cli.DATA, "small.yaml")
        done = subprocess.run([kouan_cli.PROGRAM, "check", small, "--with", "my-lever"], cwd=self.folder.name, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn('did you mean "my-lever.yaml"?', done.stderr)
        done = subprocess.run([kouan_cli.PROGRAM, "check", small, "--with", "my-lever.yaml"], cwd=self.folder.name, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_help_says_what_files_validate_takes(self):
        self.assertRegex(self.kouan("validate", "--help").stdout, r"validation file, or a\s+scenario that names one")
        self.assert_bad("validate", os.path.join(kouan_cli.DATA, "levers", "second-gate.yaml"))

    def test_warnings_are_counted_alike_in_both_forms(self):
        import json
        path = os.path.join(self.folder.name, "night.yaml")
        with open(os.path.join(kouan_cli.DATA, "small.yaml"), encoding="utf-8") as small, open(path, "w", encoding="utf-8") as file:
            file.write(small.read().replace("validation: validation.yaml\n", "").replace('"08:00-18:00"', '"18:00-08:00"'))
        kinds = [w["id"] for w in json.loads(self.kouan("check", path, "--format", "json").stdout)["warnings"]]
        self.assertIn("long-night", kinds)
        self.assertIn("unsourced", kinds)
        text = self.kouan("check", path).stdout
        self.assertIn(f"\nWarnings: {len(kinds)}\n", text)
        told = text.split(f"\nWarnings: {len(kinds)}\n")[1].split("\n\n")[0]
        self.assertEqual(told.count("night.yaml:"), kinds.count("unsourced"), told)
        self.assertEqual(told.count("  ! ") - 1, len(kinds) - kinds.count("unsourced"), told)
        self.assertIn(f"\n警告：{len(kinds)}\n", self.kouan("check", path, "--lang", "zh").stdout)

    def test_precision_is_a_share(self):
        for value in ("0", "100%", "-2%", "two", "nan", "1e999"):
            self.assert_bad("run", "small.yaml", f"--precision={value}", says=["--precision", "2%"])

    def test_precision_and_replications_exclude_each_other(self):
        self.assert_bad("run", "small.yaml", "--precision", "2%", "--replications", "20", says=["--precision"])

    def test_unknown_option_and_command(self):
        self.assert_bad("run", "small.yaml", "--replicatons", "3")
        self.assert_bad("run", "small.yaml", "--replicatons=3",
                        says=['found the unknown option "--replicatons", allowed: --', 'did you mean "--replications"?'])
        commands = "allowed: run, compare, check, validate, shift, schema"
        self.assert_bad("rum", "small.yaml", says=[f'found the unknown command "rum", {commands}; did you mean "run"?'])
        self.assertNotIn("did you mean", self.kouan("frob", expect=2).stderr)
        self.assert_bad("frob", says=[f'found the unknown command "frob", {commands}'])
        self.assert_bad(says=[f"found no command, {commands}"])

    def test_no_alternative(self):
        self.assert_bad("compare", "small.yaml", says=["--with"])

    def test_check_tells_errors_where_other_commands_do(self):
        self.assert_bad("check", "broken.yaml", says=["broken.yaml:3", "stagess"])
        self.assert_bad("check", "broken.yaml", "--format", "json", says=['"unknown-key"'])
        self.assertIn("Gate", self.kouan("check", "small.yaml").stdout)

    def test_a_missing_file_is_told_where_it_is_named(self):
        small = os.path.join(kouan_cli.DATA, "small.yaml")
        path = self.beside("mine.yaml", f"extends: {small}\nvalidation: seen.yaml\n")
        for command in ("check", "run", "validate"):
            self.assert_bad(command, path, says=[f'{path}:2:13: error: validation: found "seen.yaml", but there is no file {self.folder.name}/seen.yaml'])
        cases = self.validation("{id: a, title: a, scenario: gone.yaml, measure: tonnes, observed: 1 kt, tolerance: 5 %}")
        self.assert_bad("validate", cases, says=[f'{cases}:3:33: error: cases[0].scenario: found "gone.yaml", but there is no file {self.folder.name}/gone.yaml'])

    def test_a_misspelt_file_is_told_with_the_nearest(self):
        base = self.beside("base.yaml", f"extends: {os.path.join(kouan_cli.DATA, 'small.yaml')}\nvalidation: ~\n")
        path = self.beside("mine.yaml", "extends: bsae.yaml\n")
        self.assert_bad("check", path, says=['; did you mean "base.yaml"?'])
        self.assertIn("；是否应为“base.yaml”？", self.kouan("check", path, "--lang", "zh", expect=2).stderr)
        self.beside("cases-2023.yaml", "")
        self.assert_bad("check", self.beside("mine.yaml", "extends: base.yaml\nvalidation: case-2023.yaml\n"), says=['; did you mean "cases-2023.yaml"?'])
        cases = self.validation("{id: a, title: a, scenario: bsae.yaml, measure: tonnes, observed: 1 kt, tolerance: 5 %}")
        self.assert_bad("validate", cases, says=['cases[0].scenario: found "bsae.yaml"', '; did you mean "base.yaml"?'])
        self.assert_bad("check", base, "--with", os.path.join(self.folder.name, "mime.yaml"), says=[f'; did you mean "{self.folder.name}/mine.yaml"?'])

    def test_a_lever_with_a_bad_cost_tells_what_else_is_wrong_in_it(self):
        head = "lever: 1\ntitle: {en: Dear, zh: 贵}\ncost: 3 apples\n"
        needs = self.beside("needs.yaml", head + "needs: [stages.crane]\n")
        self.assert_bad("check", "small.yaml", "--with", needs, says=["needs.yaml:3:7", "needs.yaml:4:9", "stages.crane"])
        path = self.beside("path.yaml", head + "set: {stages.gaet.servers: {value: 2, grade: assumed, range: 1 .. 2}}\n")
        self.assert_bad("check", "small.yaml", "--with", path, says=["path.yaml:3:7", "path.yaml:4:7", "stages.gaet"])

    def test_a_lever_that_changes_nothing_is_told(self):
        lever = self.beside("same.yaml", "lever: 1\ntitle: {en: Same, zh: 照旧}\n"
                            "set: {stages.gate.servers: {value: 1, grade: assumed, range: 1 .. 2}}\n")
        self.assertEqual([w["id"] for w in self.json("check", "small.yaml", "--with", lever)["warnings"]], ["unsourced"] * 5 + ["no-change"])
        self.assertIn(f"with {lever}: ", self.kouan("run", "small.yaml", "--with", lever, "--replications", "1", "--no-capacity").stderr)
        self.assertNotIn("no-change", self.kouan("check", "small.yaml", "--with", "second-gate", "--format", "json").stdout)

    def test_a_cost_without_a_source_is_told(self):
        lever = self.beside("bare.yaml", "lever: 1\ntitle: {en: Bare, zh: 无据}\ncost: 12 MCNY\n"
                            "set: {stages.gate.servers: {value: 2, grade: assumed, range: 1 .. 2}}\n")
        warnings = self.json("check", "small.yaml", "--with", lever)["warnings"]
        self.assertIn(("unsourced", "cost", f"{lever}:3:7"), [(w["id"], w["about"], w["place"]) for w in warnings])
        answer = self.json("compare", "small.yaml", "--with", lever, "--replications", "2")["answer"]
        self.assertIn("Cost 12 million yuan (no source stated)", " ".join(answer["en"]))
        self.assertIn("费用 1200万元（未标注来源）", " ".join(answer["zh"]))

    def test_a_declaration_that_nobody_awaits_is_told(self):
        with open(os.path.join(kouan_cli.DATA, "small.yaml"), encoding="utf-8") as file:
            text = file.read().replace("validation: validation.yaml\n", "")
        without = text.replace("      - await-documents\n      - release\n", "")
        told = self.kouan("run", self.beside("alone.yaml", without), "--replications", "1", "--no-capacity").stderr
        self.assertRegex(told, r'alone\.yaml:\d+:9: processes\.import\.steps: found "declare" whose documents nobody awaits: it changes nothing')
        awaited = text.replace("      - release\n", "")
        told = self.kouan("run", self.beside("awaited.yaml", awaited), "--replications", "1", "--no-capacity", "--lang", "zh").stderr
        self.assertIn("有“declare”而无“release”：不计整体通关时间", told)

    def test_check_reads_the_validation_file_too(self):
        self.validation("{id: a, title: a, scenario: SMALL, measure: tonnez, observed: 1 kt, tolerance: 5 %}")
        path = os.path.join(self.folder.name, "with-cases.yaml")
        with open(os.path.join(kouan_cli.DATA, "small.yaml"), encoding="utf-8") as small, open(path, "w", encoding="utf-8") as file:
            file.write(small.read().replace("validation: validation.yaml", "validation: v.yaml"))
        self.assert_bad("check", path, says=["v.yaml:", "tonnez", "tonnes"])

    def test_time_held_is_refused_where_several_share_a_server(self):
        shared = os.path.join(self.folder.name, "sharing.yaml")
        with open(os.path.join(kouan_cli.DATA, "small.yaml"), encoding="utf-8") as small, open(shared, "w", encoding="utf-8") as file:
            text = small.read().replace("validation: validation.yaml\n", "")
            self.assertIn("\n  gate:\n", text[text.index("stages:"):])
            at = text.index("\n  gate:\n", text.index("stages:")) + len("\n  gate:\n")
            file.write(text[:at] + "    batch: {most: 2}\n" + text[at:])
        path = self.validation("{id: a, title: a, scenario: sharing.yaml, measure: time_held, stage: gate, observed: 1 min, tolerance: 5 %}")
        self.assert_bad("validate", path, says=['found the batches of "gate"', "each has a server of its own"])

    def test_validation_file_with_unknown_class(self):
        path = self.validation("{id: a, title: a, scenario: SMALL, measure: tonnes, classes: [trucks], "
                               "observed: 1 kt, tolerance: 5 %}")
        self.assert_bad("validate", path, says=["v.yaml:3", "trucks", "truck"])

    def test_validation_file_with_unknown_lever(self):
        path = self.validation("{id: a, title: a, scenario: SMALL, levers: [nope], measure: tonnes, observed: 1 kt, tolerance: 5 %}")
        self.assert_bad("validate", path, says=[f'{path}:3:', 'error: cases[0].levers: found the unknown lever "nope"', "levers: [nope]"])

    def assert_bad_case(self, keys, *says):
        path = self.validation("{id: a, title: a, scenario: SMALL, observed: 1 km, tolerance: 5 %, " + keys + "}"
                               if "queue" in keys else
                               "{id: a, title: a, scenario: SMALL, observed: 1, tolerance: 5 %, " + keys + "}"
                               if "vehicles" in keys or "trips" in keys else
                               "{id: a, title: a, scenario: SMALL, observed: 1 kt, tolerance: 5 %, " + keys + "}")
        self.assert_bad("validate", path, says=["v.yaml:3:", *says])

    def test_case_that_cannot_be_evaluated(self):
        """The small port's run goes from 2 to 15 January 2023."""
        self.assert_bad_case("measure: tonnes, from: 2025-01-01", "2025-01-01", "2023-01-02 to 2023-01-15")
        self.assert_bad_case("measure: tonnes, to: 2022-12-31", "2022-12-31", "2023-01-02")
        self.assert_bad_case("measure: tonnes, mode: saturated, from: 2023-01-02", "2023-01-03 to 2023-01-15")
        self.assert_bad_case("measure: tonnes, from: 2023-01-05, to: 2023-01-04", "not before from")

    def test_key_of_a_case_that_has_no_effect(self):
        self.assert_bad_case("measure: tonnes, direction: outbound", "direction", "inbound")
        self.assert_bad_case("measure: tonnes, hours: day", "hours", "per open day")
        self.assert_bad_case("measure: tonnes, stage: gate", "stage", "queues")
        self.assert_bad_case("measure: queue_km_max, stage: gate, classes: [truck]", "classes", "all that wait")
        self.assert_bad_case("measure: queue_km_at, stage: gate, direction: inbound", "direction", "all that wait")
        self.assert_bad_case("measure: trips_per_day, hours: day", "hours", "per open day")

    def test_two_cases_of_one_id(self):
        case = "{id: a, title: a, scenario: SMALL, measure: tonnes, observed: 1 kt, tolerance: 5 %}"
        self.assert_bad("validate", self.validation(case, case), says=["v.yaml:4:", '"a"', "v.yaml:3"])

    def test_name_that_is_not_utf8(self):
        """A GBK file name would be refused by the JSON, after all runs are done."""
        name = os.path.join(os.fsencode(self.folder.name), "口岸.yaml".encode("gbk"))
        with open(os.path.join(kouan_cli.DATA, "small.yaml"), "rb") as small, open(name, "wb") as file:
            file.write(small.read().replace(b"validation: validation.yaml\n", b""))
        for command in ("run", "check", "validate"):
            self.assert_bad(command, name, says=["\\xBF", "UTF-8"])

    def test_an_empty_alternative_is_refused(self):
        for command in ("compare", "run", "check", "shift"):
            self.assert_bad(command, "small.yaml", "--with", "", says=["--with: found an empty name", "joined by +"])
            self.assert_bad(command, "small.yaml", "--with=", says=["--with: found no value"])

    def test_a_file_of_another_kind_is_named_with_what_reads_it(self):
        sources = os.path.normpath(os.path.join(kouan_cli.DATA, "../../../scenarios/sources.yaml"))
        for file, kind, use in ((sources, "a bibliography (sources.yaml)", "read with each scenario beside or below it"),
                                ("validation.yaml", "a validation file", "read by kouan validate FILE"),
                                ("levers/second-gate.yaml", "a lever file", "on the command line with --with NAME")):
            said = [self.kouan("check", file, expect=2).stderr, self.kouan("run", file, expect=2).stderr]
            if kind != "a validation file":
                said.append(self.kouan("validate", file, expect=2).stderr)
            for text in said:
                self.assertEqual(text.count("error: "), 1, text)
                self.assertIn(f"found {kind}; allowed: a scenario file; ", text)
                self.assertIn(use, text)

    def test_an_error_of_the_base_is_told_once(self):
        done = self.kouan("compare", "broken.yaml", "--with", "second-gate", expect=2)
        self.assertEqual(done.stderr.count('unknown key "stagess"'), 1, done.stderr)

    def test_check_takes_levers_as_compare_does(self):
        self.assertIn("Gate", self.kouan("check", "small.yaml", "--with", "second-gate+quick-scale").stdout)
        self.assert_bad("check", "small.yaml", "--with", "second-gate+")

    def test_seed_that_json_would_round(self):
        self.assert_bad("run", "small.yaml", "--seed", "9007199254740993", says=["--seed", "9007199254740992"])

    def test_version_and_help(self):
        self.assertRegex(self.kouan("--version").stdout, r"\d+\.\d+\.\d+")
        self.assertIn("compare", self.kouan("--help").stdout)

    def test_schema_is_json(self):
        import json
        self.assertIn("$schema", json.loads(self.kouan("schema").stdout))


if __name__ == "__main__":
    kouan_cli.main()
