"""Ctrl-C, SIGTERM, SIGHUP, lost workers, closed logs: what was finished is kept, and said so."""
import json
import os
import pty
import re
import signal
import subprocess
import threading
import time

import kouan_cli
from kouan_cli import Cli


class Signals(Cli):
    """What has begun is seen by the workers, each of which does one run, and not guessed from how long it has been."""

    def until_begun(self, process, runs):
        """Waits until so many runs have begun; all but the workers' last are finished then."""
        seen = set()
        until = time.monotonic() + 60
        while len(seen) < runs:
            self.assertIsNone(process.poll(), f"it ended after {len(seen)} runs")
            self.assertLess(time.monotonic(), until, f"only {len(seen)} runs have begun")
            seen.update(self.children(process.pid))
            time.sleep(0.001)

    def children(self, parent):
        """Those that are there; none when the parent has ended meanwhile."""
        try:
            with open(f"/proc/{parent}/task/{parent}/children", encoding="utf-8") as file:
                return [int(pid) for pid in file.read().split()]
        except OSError:
            return []

    def kill_children(self, parent):
        """Kills the workers that are there; returns how many."""
        killed = 0
        for pid in self.children(parent):
            try:
                os.kill(pid, signal.SIGKILL)
                killed += 1
            except OSError:  # it ended by itself meanwhile
                pass
        return killed

    def kill_children_until_it_ends(self, process):
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            self.kill_children(process.pid)

    def interrupted(self, number, expect, *options, port="small.yaml", after=60):
        process = self.start("run", port, "--replications", "20000", "--workers", "2", "--format", "json",
                             "--no-capacity", "--out", self.out, *options, stderr=subprocess.PIPE)
        self.until_begun(process, after)
        os.killpg(process.pid, number)  # the whole group, as a terminal does
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, expect, err)
        return out, err

    def check_kept(self, out, err):
        result = json.loads(out)
        self.assertTrue(result["interrupted"])
        self.assertGreater(result["replications"], 0)
        self.assertLess(result["replications"], 20000)
        self.assertEqual(result["classes"][0]["arrived"]["n"], result["replications"])
        self.assertIn("interrupted", err)
        self.assertIn("Interrupted", result["answer"]["en"][0])
        self.assertEqual(json.loads(self.read("results.json")), result)
        self.assertIn("report.html", os.listdir(self.out))
        return result

    def test_sigint_keeps_finished_replications(self):
        result = self.check_kept(*self.interrupted(signal.SIGINT, 130))
        again = self.json("run", "small.yaml", "--replications", str(result["replications"]), "--no-capacity")
        self.assertEqual(again["classes"], result["classes"])  # the same as asking for so many

    def test_sigterm_keeps_finished_replications(self):
        self.check_kept(*self.interrupted(signal.SIGTERM, 143))

    def test_sighup_keeps_finished_replications(self):
        self.check_kept(*self.interrupted(signal.SIGHUP, 129))

    def test_an_early_interrupt_says_that_nothing_is_written(self):
        port = os.path.join(kouan_cli.DATA, "../../../scenarios/ports/ganqimaodu/2023.yaml")
        levers = ("hours-24", "manual-gate", "manual-gate-slow", "rail-port", "storage-site")
        process = self.start("compare", port, *(x for lever in levers for x in ("--with", lever)), "--replications", "50",
                             "--workers", "1", "--out", self.out, stderr=subprocess.PIPE)
        self.until_begun(process, 1)  # of the twelve of one replication
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130, err)
        self.assertEqual(out, "")
        self.assertIn("interrupted before", err)
        self.assertIn("nothing is written", err)
        self.assertFalse(os.path.exists(self.out), "an empty folder is left behind")

    def test_further_signals_lose_nothing_that_is_kept(self):
        process = self.start("run", self.long_port(), "--replications", "20000", "--workers", "2", "--no-capacity",
                             "--out", self.out, stderr=subprocess.PIPE)
        self.until_begun(process, 5)
        os.killpg(process.pid, signal.SIGINT)
        for told in ("stopping after", "interrupted; what was finished is kept"):
            self.assertTrue(any(told in line for line in iter(process.stderr.readline, "")), f"it did not say: {told}")
            for _ in range(3):
                os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
        # A late one may meet it when all is done.
        self.assertIn(process.returncode, (130, -signal.SIGINT))
        self.assertEqual(sorted(os.listdir(self.out)), ["report.html", "results.csv", "results.json"])
        result = json.loads(self.read("results.json"))
        self.assertTrue(result["interrupted"])
        self.assertGreater(result["replications"], 0)

    def test_a_shift_interrupted_before_the_demand_of_the_file_writes_nothing(self):
        process = self.start("shift", "small.yaml", "--with", "small-rail", "--replications", "20000", "--workers", "2", stderr=subprocess.PIPE)
        self.until_begun(process, 60)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertEqual(out, "")
        self.assertIn("interrupted before all that is needed had a finished replication; nothing is written", err)

    def interrupted_shift(self, shown, number, expect, *options, times=1):
        """Ended once its bar has shown this so often; what it prints, and what it says besides."""
        master, slave = pty.openpty()
        process = self.start("shift", "small.yaml", "--with", "small-rail", "--workers", "2", *options, stderr=slave)
        os.close(slave)
        said = b""
        while len(re.findall(shown, said.decode(errors="ignore"))) < times:
            self.assertIsNone(process.poll(), said)
            said += os.read(master, 4096)
        os.killpg(process.pid, number)
        out = process.stdout.read()
        process.stdout.close()
        self.assertEqual(process.wait(timeout=60), expect, said)
        while True:
            try:
                said += os.read(master, 4096)
            except OSError:  # nobody writes any more
                break
        os.close(master)
        return out, said.decode()

    def test_an_interrupted_shift_keeps_the_replications_that_were_finished(self):
        rule = ("--rule", "share", "--share", "30%", "--format", "json")
        out, said = self.interrupted_shift(r"split \[[^\r]* [1-9]\d+/2000", signal.SIGINT, 130, *rule, "--replications", "1000")
        self.assertIn("interrupted; what was finished is kept", said)
        r = json.loads(out)
        self.assertTrue(r["interrupted"])
        finished = r["replications"]
        self.assertGreater(finished, 0)
        self.assertLess(finished, 1000)
        self.assertEqual(r["capacity"]["port_tonnes_per_year"]["difference"]["n"], 1000)
        self.assertEqual(r["split"]["road_vehicles_per_day"]["difference"]["n"], finished)
        self.assertEqual((r["sweep"], r["saves_time_from"], r["validation"]), ([], None, []))
        self.assertIn("Interrupted before anything was held against observation", " ".join(r["certainty"]["en"]))
        again = self.json("shift", "small.yaml", "--with", "small-rail", *rule[:-2], "--replications", str(finished), "--no-sweep")
        for what in ("rail", "road_vehicles_per_day", "time_h_per_tonne"):
            self.assertEqual(r["split"][what], again["split"][what])  # the same as asking for so many

    def test_an_interrupted_shift_keeps_whole_demands_of_its_sweep(self):
        options = ("--rule", "price-and-time", "--replications", "60")
        # At each demand the road alone and two or three rounds: five such are one demand and a part of the next.
        out, said = self.interrupted_shift(r"over demand \[[^\r]*60/60", signal.SIGTERM, 143, *options, "--format", "json", times=5)
        self.assertIn("interrupted; what was finished is kept", said)
        r = json.loads(out)
        whole = self.json("shift", "small.yaml", "--with", "small-rail", *options)
        self.assertTrue(r["interrupted"] and not whole["interrupted"])
        for what in ("split", "choice", "capacity", "validation"):
            self.assertEqual(r[what], whole[what])
        self.assertGreater(len(r["sweep"]), 0)
        self.assertLess(len(r["sweep"]), 7)
        self.assertEqual(r["sweep"], whole["sweep"][:len(r["sweep"])])
        self.assertIsNone(r["saves_time_from"])
        self.assertIsNotNone(whole["saves_time_from"])

    def test_the_text_of_an_interrupted_shift_says_so(self):
        for lang, shown, words in (("en", r"over demand \[", ("Interrupted: what follows rests on what was finished, at the demand of the file 150 of 150 replications.",
                                                            "from which on the railway saves time is not told.")),
                                   ("zh", r"不同需求 \[", ("运行被中断：以下结果仅依据已完成的部分", "不给出自何需求起节省时间。"))):
            with self.subTest(lang):
                out, _ = self.interrupted_shift(shown, signal.SIGINT, 130, "--replications", "150", "--lang", lang)
                text = (" " if lang == "en" else "").join(out.split("\n  ")).replace("\n", " ")
                for one in words:
                    self.assertIn(one, text if lang == "en" else text.replace(" ", ""))
                self.assertNotIn("The railway saves", text)

    def test_the_text_of_an_interrupted_validate_says_so(self):
        process = self.start("validate", "small.yaml", "--replications", "20000", "--workers", "2", stderr=subprocess.PIPE)
        self.until_begun(process, 60)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertRegex(out, r"\nreplications \d+(–\d+)? · seed 1 · kouan [\d.]+ · interrupted, [01] of 2 cases without runs\n$")

    def test_nohup_is_heeded(self):
        process = self.start("run", "small.yaml", "--replications", "20000", "--no-capacity", stderr=subprocess.PIPE,
                             preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        for number in (signal.SIGHUP, signal.SIGINT):
            self.until_begun(process, 20)
            os.killpg(process.pid, number)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)  # by the first that it heeded

    def test_a_signal_while_files_are_read_is_no_silent_end(self):
        """Of a pipe that nobody writes to; validate opens it twice, since it looks first what kind of file it is."""
        pipe = os.path.join(self.folder.name, "pipe.yaml")
        os.mkfifo(pipe)
        for command, reads in (("run", 1), ("validate", 2)):
            with self.subTest(command):
                process = self.start(command, pipe, stderr=subprocess.PIPE)
                self.until_caught(process, signal.SIGINT)
                for _ in range(reads):
                    self.until_it_waits(process)
                    os.killpg(process.pid, signal.SIGINT)
                _, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 2, err)
                self.assertIn("can't be opened for reading", err)

    def until_caught(self, process, number):
        """Waits until the program takes this signal itself."""
        caught = 0
        until = time.monotonic() + 60
        while not caught >> (number - 1) & 1:
            self.assertIsNone(process.poll(), "it ended before it took signals")
            self.assertLess(time.monotonic(), until, "it takes no signals")
            with open(f"/proc/{process.pid}/status", encoding="utf-8") as file:
                caught = int(re.search(r"SigCgt:\s*(\w+)", file.read())[1], 16)

    def until_it_waits(self, process):
        """Waits until the program has slept for a while."""
        asleep = 0
        while asleep < 30:
            self.assertIsNone(process.poll(), "it did not wait for the pipe")
            with open(f"/proc/{process.pid}/stat", encoding="utf-8") as file:
                asleep = asleep + 1 if file.read().rsplit(")", 1)[1].split()[0] == "S" else 0
            time.sleep(0.01)

    def test_a_second_signal_leaves_no_trace_behind(self):
        port = self.long_port()
        before = os.listdir(self.folder.name)
        process = self.start("run", port, "--no-capacity", "--replications", "4", "--workers", "2", "--trace",
                             os.path.join(self.folder.name, "trace.csv"), stderr=subprocess.PIPE)
        until = time.monotonic() + 20
        while len(os.listdir(self.folder.name)) == len(before) and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        self.assertTrue(any("stopping after" in line for line in iter(process.stderr.readline, "")), "it did not say that it stops")
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertEqual(sorted(os.listdir(self.folder.name)), sorted(before))

    def test_the_first_signal_says_what_happens(self):
        _, err = self.interrupted(signal.SIGINT, 130, port=self.long_port(), after=3)
        self.assertRegex(err, r"stopping after the \d running; again to end them")

    def test_chinese_lines_for_who_asks_for_chinese(self):
        """Beside paths nothing of what stderr says along the way is English."""
        _, err = self.interrupted(signal.SIGINT, 130, "--lang", "zh", port=self.long_port(), after=3)
        self.assertRegex(err, r"kouan：待运行中的 \d 次仿真结束后停止；再按一次立即终止\n")
        self.assertIn("kouan：已中断；已完成的结果予以保留\n", err)
        self.assertIn(f"kouan：报告位于 {self.out}/report.html\n", err)
        self.assertNotRegex(err.replace(self.out + "/report.html", "").replace("kouan", ""), "[A-Za-z]")

    def test_chinese_lines_of_a_lost_worker(self):
        process = self.start("run", "small.yaml", "--replications", "20000", "--workers", "1", "--no-capacity",
                             "--lang", "zh", stderr=subprocess.PIPE)
        self.until_begun(process, 20)
        self.kill_children_until_it_ends(process)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1, err)
        self.assertRegex(err, r"kouan：(基准|对照例)[^\n]* 第 \d+ 次重复：其仿真进程被信号 9（Killed）终止，两次均如此；")

    def test_a_killed_worker_is_run_again(self):
        process = self.start("run", "small.yaml", "--replications", "600", "--workers", "1", "--format", "json",
                             "--no-capacity", stderr=subprocess.PIPE)
        out, err = self.kill_until_told(process, "it is run again")
        self.assertEqual(process.returncode, 0, err)
        result = json.loads(out)
        self.assertEqual(result["classes"][0]["arrived"]["n"], 600)
        lost = r"replication \d+ of (base|validation case [^:]+): its worker process was ended by signal 9 \(Killed\)"
        self.assertRegex(err, rf"(?m)^kouan: {lost}; it is run again$")
        workers = [c for c in result["checks"] if c["id"] == "workers"][0]
        self.assertTrue(workers["ok"])
        self.assertRegex(workers["detail"]["en"], rf"^run again: {lost}(; |$)")

    def long_port(self):
        """The small port for fifty years, with a case of its own: its runs take so long that a worker is killed in one, not after it."""
        files = {"long.yaml": f"extends: {kouan_cli.DATA}/small.yaml\nvalidation: long-cases.yaml\nrun: {{horizon: 18250 d}}\n",
                 "long-cases.yaml": "validation: 1\ncases:\n  - {id: met, title: {en: Trucks, zh: 货车}, scenario: long.yaml, measure: vehicles_per_open_day, "
                                    "observed: 38, tolerance: 50 %}\n"}
        for name, text in files.items():
            with open(os.path.join(self.folder.name, name), "w", encoding="utf-8") as file:
                file.write(text)
        return os.path.join(self.folder.name, "long.yaml")

    def kill_until_told(self, process, told):
        """Kills a worker that has begun, and no other before the program has said something or gone on; returns all that it says."""
        said, out = [], []
        readers = [threading.Thread(target=lambda: said.extend(iter(process.stderr.readline, ""))),
                   threading.Thread(target=lambda: out.append(process.stdout.read()))]
        for reader in readers:
            reader.start()
        is_told = lambda: re.search(told, "".join(said)) is not None
        while process.poll() is None and not is_told():
            if self.kill_children(process.pid) == 0:
                continue
            later = set()  # of these the first may be the same run again; one that had given its result loses nothing
            while process.poll() is None and not is_told() and len(later) < 3:
                later.update(self.children(process.pid))
                time.sleep(0.001)
        process.wait(timeout=120)
        for reader in readers:
            reader.join()
        process.stdout.close()
        process.stderr.close()
        return "".join(out), "".join(said)

    def test_a_worker_run_again_is_told_by_validate_and_shift_too(self):
        port, rail = self.long_port(), os.path.join(kouan_cli.DATA, "levers", "small-rail.yaml")
        told = r"(?m)^kouan: replication \d+ of [^\n]+ was ended by signal 9 \(Killed\); it is run again$"
        for arguments in (("validate", port, "--replications", "4"),
                          ("shift", port, "--with", rail, "--no-sweep", "--replications", "2")):
            with self.subTest(arguments[0]):
                process = self.start(*arguments, "--workers", "1", "--format", "json", stderr=subprocess.PIPE)
                _, err = self.kill_until_told(process, told)
                self.assertIn(process.returncode, (0, 4), err)  # 4: a case that misses
                self.assertRegex(err, told)

    def test_workers_killed_again_and_again_leave_what_was_finished(self):
        process = self.start("run", "small.yaml", "--replications", "20000", "--workers", "1", "--format", "json",
                             "--no-capacity", "--out", self.out, stderr=subprocess.PIPE)
        self.until_begun(process, 20)
        self.kill_children_until_it_ends(process)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1, err)
        self.assertRegex(err, r"replication \d+ of .+: its worker process was ended by signal 9 \(Killed\), twice")
        result = json.loads(out)
        self.assertGreater(result["replications"], 0)
        self.assertTrue(result["interrupted"])
        self.assertEqual(json.loads(self.read("results.json")), result)

    def test_a_log_that_nobody_reads_ends_nothing(self):
        read, write = os.pipe()
        os.close(read)
        process = self.start("run", "small.yaml", "--replications", "3", "--no-capacity", "--format", "json",
                             "--out", self.out, stderr=write)
        os.close(write)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        self.assertEqual(json.loads(out)["replications"], 3)

    def test_workers_die_with_a_killed_parent(self):
        process = self.start("run", "small.yaml", "--replications", "20000", "--no-capacity", stderr=subprocess.DEVNULL)
        self.until_begun(process, 20)
        process.kill()
        process.communicate(timeout=30)
        until = time.monotonic() + 20
        while self.living(process.pid) and time.monotonic() < until:
            time.sleep(0.05)
        self.assertEqual(self.living(process.pid), [])

    def living(self, group):
        """Processes of the group that still run; zombies that nobody has reaped yet do not."""
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                    state, _, pgrp = file.read().rsplit(")", 1)[1].split()[:3]
            except OSError:
                continue
            if int(pgrp) == group and state != "Z":
                found.append(pid)
        return found


if __name__ == "__main__":
    kouan_cli.main()
