"""Where results go: folders and links, a full disk, too little memory."""
import os
import resource
import signal
import subprocess
import unittest

import kouan_cli
from kouan_cli import Cli


class Output(Cli):
    def test_folder_that_cannot_be_made(self):
        blocker = os.path.join(self.folder.name, "file")
        with open(blocker, "w", encoding="utf-8"):
            pass
        done = self.kouan("run", "small.yaml", "--out", os.path.join(blocker, "out"), expect=2)
        self.assertIn("--out", done.stderr)
        self.assertIn("Not a directory", done.stderr)

    def test_what_has_the_name_of_a_file_of_the_report_is_told_before_the_runs(self):
        for name in ("results.json", "results.csv", "report.html"):
            with self.subTest(name):
                out = os.path.join(self.folder.name, "with-" + name)
                os.makedirs(os.path.join(out, name))
                done = self.kouan("run", "small.yaml", "--replications", "100000", "--out", out, expect=2)
                self.assertEqual(done.stderr, f"kouan: --out: cannot write {out}/{name}: Is a directory\n")
                self.assertEqual(os.listdir(out), [name])

    def test_a_report_goes_where_a_link_leads(self):
        os.makedirs(self.out)
        os.symlink("../elsewhere.csv", os.path.join(self.out, "results.csv"))
        self.kouan("run", "small.yaml", "--replications", "2", "--no-capacity", "--out", self.out)
        self.assertTrue(os.path.islink(os.path.join(self.out, "results.csv")))
        self.assertEqual(self.read("results.csv"), self.read("../elsewhere.csv"))

    def test_want_of_memory_is_told_in_both_languages(self):
        """With what suffices to say the version no port can be read."""
        def fits(mib, *arguments):
            limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (mib << 20, mib << 20))
            return subprocess.run([kouan_cli.PROGRAM, *arguments], cwd=kouan_cli.DATA, capture_output=True, text=True, preexec_fn=limit)

        few, enough = 0, 1024
        while enough - few > 1:
            middle = (few + enough) // 2
            few, enough = (few, middle) if fits(middle, "--version").returncode == 0 else (middle, enough)
        port = os.path.join(kouan_cli.DATA, "../../../scenarios/ports/ganqimaodu/2023.yaml")
        for language, said in (("en", "kouan: not enough memory\n"), ("zh", "kouan：内存不足\n")):
            done = fits(enough, "check", port, "--lang", language)
            self.assertEqual((done.returncode, done.stderr), (1, said))

    def test_disk_full_leaves_no_half_written_file(self):
        """A limit on the size of files stands for the full disk."""
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

        done = self.kouan("run", "small.yaml", "--replications", "2", "--out", self.out, expect=1, preexec_fn=limit)
        self.assertIn("cannot write", done.stderr)
        self.assertIn("results.json", done.stderr)
        self.assertFalse(os.path.lexists(self.out))
        self.assertIn("all results stand on standard output alone", done.stderr)
        bare = self.kouan("run", "small.yaml", "--replications", "2")
        self.assertEqual(done.stdout, bare.stdout)  # what the runs gave is not lost, the tables neither
        said = self.kouan("run", "small.yaml", "--replications", "2", "--no-capacity", "--out", self.out, "--lang", "zh", expect=1, preexec_fn=limit).stderr
        self.assertEqual(said, f"kouan：无法写入“{self.out}/results.json”：文件过大；全部结果仅见于标准输出\n")

    @unittest.skipUnless(os.path.exists("/dev/full"), "needs /dev/full")
    def test_standard_output_full(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([kouan_cli.PROGRAM, "run", "small.yaml", "--replications", "1", "--no-capacity"],
                                  cwd=kouan_cli.DATA, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot write to standard output", done.stderr)


if __name__ == "__main__":
    kouan_cli.main()
