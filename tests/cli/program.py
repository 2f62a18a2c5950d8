"""Runs the command line under test: the program that the environment variable BACKPROP names."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

APPLE = "price = apple * apple_num * tax\n"
APPLE_VALUES = ["--set", "apple=100", "--set", "apple_num=2", "--set", "tax=1.1"]


def backprop(*arguments, stdin=""):
    """The finished run, with its output as text."""
    return subprocess.run([os.environ["BACKPROP"], *map(str, arguments)], input=stdin, capture_output=True,
                          encoding="utf-8", timeout=120, check=False)


def rows(table):
    """A printed table as one dict per row, by the header's names."""
    lines = [re.split(r"  +", line.rstrip()) for line in table.splitlines()]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


class CommandLineTest(unittest.TestCase):
    """A test with a folder of its own that goes away with it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, content):
        path = self.folder / name
        if isinstance(content, str):
            content = content.encode("utf-8")
        path.write_bytes(content)
        return path

    def output(self, *arguments, stdin=""):
        """What a run prints that must succeed without a word on standard error."""
        run = backprop(*arguments, stdin=stdin)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        return run.stdout

    def refusal(self, *arguments, stdin="", code=2):
        """The one sentence of a run that must fail."""
        run = backprop(*arguments, stdin=stdin)
        self.assertEqual(run.returncode, code, run.stderr)
        self.assertRegex(run.stderr, r"\Abackprop: [^\n]+\n\Z")
        return run.stderr.removeprefix("backprop: ").rstrip("\n")
