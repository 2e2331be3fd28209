"""How far the runs are: lines in a log, a bar on a terminal."""
import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import unicodedata

import kouan_cli
from kouan_cli import Cli


class Progress(Cli):
    def test_plain_lines_where_there_is_no_terminal(self):
        """The first comes after ten seconds; the run is far longer and ended then."""
        process = self.start("run", "small.yaml", "--replications", "90000", "--workers", "1", "--no-capacity",
                             stderr=subprocess.PIPE)
        line = process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertRegex(line, r"^kouan: runs: [1-9]\d* of \d+ runs, [\d:]+( s)? left\n$")
        self.assertNotIn("\x1b", line + err)

    def test_a_bar_on_a_terminal(self):
        master, slave = pty.openpty()
        process = self.start("run", "small.yaml", "--replications", "400", "--no-capacity", stderr=slave)
        os.close(slave)
        process.communicate(timeout=60)
        seen = os.read(master, 100000).decode()
        os.close(master)
        self.assertIn("[#", seen)
        self.assertIn("left", seen)
        self.assertNotIn("phase", seen)  # one alone: what is left is all that is left
        self.assertTrue(seen.endswith("\r\x1b[K"), repr(seen[-80:]))
        master, slave = pty.openpty()
        process = self.start("run", "small.yaml", "--replications", "4", stderr=slave)
        os.close(slave)
        process.communicate(timeout=60)
        seen = os.read(master, 100000).decode()
        os.close(master)
        for phase in ("phase 1 of 4, runs", "phase 2 of 4", "phase 3 of 4", "phase 4 of 4"):
            self.assertIn(phase, seen)
        self.assertIn(" left of this phase", seen)
        master, slave = pty.openpty()
        process = self.start("run", "small.yaml", "--replications", "4", "--ranges", stderr=slave)
        os.close(slave)
        process.communicate(timeout=60)
        seen = os.read(master, 100000).decode()
        os.close(master)
        for phase in ("phase 1 of 9, runs", "phase 5 of 9, ends of all ranges", "phase 6 of 9, ends that seem to move capacity",
                      "phase 7 of 9, more at the bottleneck", "phase 8 of 9, ends of all ranges again, for clearance",
                      "phase 9 of 9, ends that seem to move clearance"):
            self.assertIn(phase, seen)
        master, slave = pty.openpty()
        process = self.start("run", "small.yaml", "--replications", "4", "--value", stderr=slave)
        os.close(slave)
        process.communicate(timeout=60)
        seen = os.read(master, 100000).decode()
        os.close(master)
        for phase in ("phase 2 of 3, more at each place", "phase 3 of 3, ends of the range"):
            self.assertIn(phase, seen)
        self.assertNotIn("best places", seen)
        # Three replications screen all places: there is no phase for more of them.
        master, slave = pty.openpty()
        process = self.start("run", "small.yaml", "--replications", "3", stderr=slave)
        os.close(slave)
        process.communicate(timeout=60)
        seen = os.read(master, 100000).decode()
        os.close(master)
        self.assertIn("phase 2 of 3, more at each place", seen)
        self.assertNotIn(" of 4", seen)

    def lines_of_the_bar(self, columns, *options):
        """Each as it is drawn on a terminal so wide."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = self.start("run", "small.yaml", "--replications", "4", "--ranges", *options, stderr=slave)
        os.close(slave)
        process.communicate(timeout=60)
        seen = os.read(master, 100000).decode()
        os.close(master)
        return [line for line in seen.split("\r\x1b[K") if line]

    def test_no_bar_is_wider_than_the_terminal(self):
        wide = lambda line: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
        for options, title in (((), "phase 9 of 9, ends"), (("--lang", "zh"), "第 9 阶段（共 9 阶段")):
            for columns in (80, 50, 40):
                with self.subTest(columns, options=options):
                    lines = self.lines_of_the_bar(columns, *options)
                    self.assertTrue(any(line.startswith(title) for line in lines), lines)
                    self.assertEqual([line for line in lines if wide(line) >= columns], [])
                    self.assertTrue(any(re.search(r"\d+/\d+", line) for line in lines))
        self.assertTrue(any("…" in line for line in self.lines_of_the_bar(40)))
        self.assertTrue(any(re.search(r"runs \[[#.]{30}\] ", line) for line in self.lines_of_the_bar(80)))

    def test_a_chinese_bar(self):
        master, slave = pty.openpty()
        process = self.start("run", "small.yaml", "--replications", "8", "--lang", "zh", stderr=slave)
        os.close(slave)
        process.communicate(timeout=60)
        seen = os.read(master, 100000).decode()
        os.close(master)
        for words in ("第 1 阶段（共 4 阶段），仿真 [#", "第 2 阶段", "第 3 阶段", "第 4 阶段", "，剩余 ", "（本阶段）"):
            self.assertIn(words, seen)
        self.assertNotRegex(seen.replace("\x1b[K", ""), "[A-Za-z]")


if __name__ == "__main__":
    kouan_cli.main()
