"""kouan run --trace: what happened in the first replication, event by event."""
import csv
import json
import os
import resource
import shutil
import signal

import kouan_cli
from kouan_cli import Cli


class Trace(Cli):
    def trace(self, *options):
        path = os.path.join(self.folder.name, "trace.csv")
        done = self.kouan("run", "small.yaml", "--no-capacity", "--format", "json", "--trace", path, *options)
        with open(path, encoding="utf-8", newline="") as file:
            return done.stdout, list(csv.DictReader(file))

    def test_is_of_the_first_replication_and_agrees_with_its_results(self):
        text, rows = self.trace("--replications", "1")
        truck = json.loads(text)["classes"][0]
        self.assertEqual(list(rows[0]), ["time_s", "class", "number", "place", "event"])
        count = {event: sum(row["event"] == event for row in rows) for event in ("arrive", "cleared", "depart", "start")}
        self.assertEqual(count["arrive"], truck["arrived"]["mean"])
        self.assertEqual(count["cleared"], truck["cleared"]["mean"])  # there is no warm-up
        self.assertEqual(count["arrive"] - count["depart"], truck["inside_at_end"]["mean"])
        times = [row["time_s"] for row in rows]
        self.assertTrue(all(len(t.partition(".")[2]) == 6 for t in times))
        self.assertEqual(times, sorted(times, key=float))
        self.assertEqual({row["place"] for row in rows}, {"", "gate", "scale"})
        arrived = [row["number"] for row in rows if row["event"] == "arrive"]
        self.assertEqual(arrived, [str(i + 1) for i in range(len(arrived))])

    def test_changes_nothing_and_does_not_depend_on_replications_and_workers(self):
        bare = self.kouan("run", "small.yaml", "--no-capacity", "--format", "json", "--replications", "3").stdout
        one, rows = self.trace("--replications", "3", "--workers", "1")
        three, again = self.trace("--replications", "3", "--workers", "3")
        self.assertEqual((one, three), (bare, bare))
        self.assertEqual(rows, again)
        self.assertEqual(rows, self.trace("--replications", "1")[1])

    def test_disk_full_is_said_and_leaves_no_half_written_file(self):
        """A limit on the size of files stands for the full disk."""
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

        done = self.kouan("run", "small.yaml", "--no-capacity", "--replications", "2", "--trace",
                          os.path.join(self.folder.name, "trace.csv"), expect=1, preexec_fn=limit)
        self.assertIn("trace.csv: File too large", done.stderr)
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_a_place_that_takes_no_file_is_told_before_the_runs(self):
        for path, why in ((os.path.join(self.folder.name, "no", "trace.csv"), "No such file or directory"),
                          (self.folder.name, "Is a directory"), ("/dev/null", "not an ordinary file"),
                          ("a" * 300, "File name too long")):
            done = self.kouan("run", "small.yaml", "--trace", path, expect=2)
            self.assertIn("--trace: cannot write " + path, done.stderr)
            self.assertIn(why, done.stderr)
        self.assertFalse(os.path.isfile("/dev/null"))
        for path, why in ((self.folder.name, "所指为文件夹"), ("/dev/null", "不是普通文件"), ("a" * 300, "文件名过长")):
            said = self.kouan("run", "small.yaml", "--trace", path, "--lang", "zh", expect=2).stderr
            self.assertEqual(said, f"kouan：--trace：无法写入“{path}”：{why}\n")

    def test_it_is_no_file_that_is_read(self):
        """By whatever name: the scenario, what it extends and names, its data, levers and cases."""
        shutil.copytree(kouan_cli.DATA, self.folder.name + "/port")
        port = self.folder.name + "/port/"
        with open(port + "times.csv", "w", encoding="utf-8") as file:
            file.write("value [min]\n8\n9\n")
        with open(port + "mine.yaml", "w", encoding="utf-8") as file:
            file.write("extends: small.yaml\nstages:\n  gate: {service: {value: empirical(times.csv), grade: assumed, range: 5 min .. 10 min}}\n")
        with open(port + "own.yaml", "w", encoding="utf-8") as file:
            file.write("lever: 1\ntitle: own\nset: {run.horizon: 5 d}\n")
        os.symlink(port + "small.yaml", self.folder.name + "/link.csv")
        read = ["mine.yaml", "small.yaml", "times.csv", "own.yaml", "validation.yaml", "../link.csv"]
        for name in read:
            with open(port + name, encoding="utf-8") as file:
                before = file.read()
            done = self.kouan("run", port + "mine.yaml", "--with", port + "own.yaml", "--trace", port + name, "--replications", "1", expect=2)
            self.assertIn(f"--trace: found {port}{name}, which is read; allowed: another file", done.stderr)
            with open(port + name, encoding="utf-8") as file:
                self.assertEqual(file.read(), before)
        os.rename(port + "times.csv", port + "results.csv")
        with open(port + "mine.yaml", "w", encoding="utf-8") as file:
            file.write("extends: small.yaml\nstages:\n  gate: {service: {value: empirical(results.csv), grade: assumed, range: 5 min .. 10 min}}\n")
        done = self.kouan("run", port + "mine.yaml", "--out", port, "--replications", "1", expect=2)
        self.assertIn("--out: found ", done.stderr)
        self.assertIn("results.csv, which is read; allowed: another folder", done.stderr)

    def test_it_is_no_file_of_the_report(self):
        link = os.path.join(self.folder.name, "link")
        os.symlink("out/report.html", link)
        for path in (os.path.join(self.out, "results.csv"), os.path.join(self.folder.name, ".", "out", "results.json"), link):
            done = self.kouan("run", "small.yaml", "--out", self.out, "--trace", path, expect=2)
            self.assertEqual(done.stderr, f"kouan: --trace: found {path}, which --out writes; allowed: another file\n")
            self.assertFalse(os.path.lexists(self.out))
        self.kouan("run", "small.yaml", "--no-capacity", "--replications", "1", "--out", self.out, "--trace", os.path.join(self.out, "trace.csv"))


if __name__ == "__main__":
    kouan_cli.main()
