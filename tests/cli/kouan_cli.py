"""Runs kouan and looks at what it says. Each test file calls main() with its TestCase classes in it."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
PROGRAM = ""


class Cli(unittest.TestCase):
    """Each test runs in the folder of the data, and has an empty folder of its own."""

    maxDiff = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="kouan-cli-")
        self.addCleanup(self.folder.cleanup)
        self.out = os.path.join(self.folder.name, "out")

    def kouan(self, *arguments, expect=0, **options):
        done = subprocess.run([PROGRAM, *arguments], cwd=DATA, capture_output=True, text=True, timeout=900, **options)
        self.assertEqual(done.returncode, expect, msg=f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def start(self, *arguments, **options):
        """Without waiting for its end, in a process group of its own."""
        return subprocess.Popen([PROGRAM, *arguments], cwd=DATA, stdout=subprocess.PIPE, text=True, start_new_session=True, **options)

    def json(self, *arguments):
        return json.loads(self.kouan(*arguments, "--format", "json").stdout)

    def read(self, name):
        with open(os.path.join(self.out, name), encoding="utf-8") as file:
            return file.read()

    def beside(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def assert_bad(self, *arguments, says=()):
        done = self.kouan(*arguments, expect=2)
        self.assertEqual(done.stdout, "", arguments)
        for words in says:
            self.assertIn(words, done.stderr)
        self.assertFalse(os.path.exists(self.out), "something was written")

    def validation(self, *cases):
        """A validation file with these cases; SMALL is the small port."""
        path = os.path.join(self.folder.name, "v.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("validation: 1\ncases:\n" + "".join(
                f"  - {case.replace('SMALL', DATA + '/small.yaml')}\n" for case in cases))
        return path

    def assert_estimate(self, e):
        self.assertEqual(list(e), ["mean", "half_width", "n"])
        self.assertIsInstance(e["n"], int)


def main():
    global PROGRAM
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    sys.modules["kouan_cli"].PROGRAM = PROGRAM
    unittest.main(module="__main__", verbosity=2)
