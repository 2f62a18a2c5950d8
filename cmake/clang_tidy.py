#!/usr/bin/env python3
"""clang_tidy.py [--changed N] [ROOT]: clang-tidy, by .clang-tidy, over everything of ours that the preset native-debug
compiles; with --changed only over what the last N commits of the branch have changed, or a header of it.

clang-tidy looks at every declaration of every standard header that a file includes, so a file costs four seconds, most of
them for the headers. The files of a folder are therefore checked together, as one file that includes them; those that
cannot stand together (two constants of one name) are taken apart. What passed is remembered in build/clang-tidy by the
text of all that was read, and not checked again.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ARGUMENTS = argparse.ArgumentParser()
ARGUMENTS.add_argument("--changed", type=int, metavar="N")
ARGUMENTS.add_argument("root", nargs="?", default=pathlib.Path(__file__).parent.parent, type=pathlib.Path)
GIVEN = ARGUMENTS.parse_args()
ROOT = GIVEN.root.resolve()
BUILD = ROOT / "build/clang-tidy"
COMMANDS = ROOT / "build/native-debug/compile_commands.json"
MOST_TOGETHER = 40
# Tests compare with what they expect, "" included, and multiply small numbers.
NOT_IN_TESTS = "-readability-container-size-empty,-bugprone-implicit-widening-of-multiplication-result"

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
PARSE_ERROR = re.compile(r"^(\S+?):\d+:\d+: error: .*\[clang-diagnostic-error", re.MULTILINE)


def compiled():
    """Our files that are compiled, and all of their folders of headers and definitions."""
    files, flags = set(), {"-std=c++20": None, "-xc++": None}
    for entry in json.loads(COMMANDS.read_text(encoding="utf-8")):
        path = pathlib.Path(entry["file"])
        if not any(path.is_relative_to(ROOT / top) for top in ("src", "tests", "bench")):
            continue
        files.add(path)
        words = iter(shlex.split(entry["command"]))
        for word in words:
            if word == "-isystem":
                flags[f"-isystem{next(words)}"] = None
            elif re.match(r"-[ID].", word):
                flags[word] = None
    return sorted(files), list(flags)


def units(compiled_files):
    """The files of each folder, at most MOST_TOGETHER at once."""
    folders = {}
    for path in compiled_files:
        folders.setdefault(path.parent, []).append(path)
    for files in folders.values():
        count = -(-len(files) // MOST_TOGETHER)
        yield from (files[part::count] for part in range(count))


def text_of(path, folders, seen):
    """The texts of a file and of all of ours that it includes from the folders."""
    if path in seen or not path.is_file():
        return
    seen.add(path)
    text = path.read_text(encoding="utf-8")
    yield f"{path.relative_to(ROOT)}\n{text}"
    for include in INCLUDE.findall(text):
        for folder in (path.parent, *folders):
            if (folder / include).is_file():
                yield from text_of((folder / include).resolve(), folders, seen)
                break


class Tidy:
    def __init__(self, flags):
        self.tool = shutil.which("clang-tidy-14") or shutil.which("clang-tidy")
        if not self.tool:
            sys.exit("clang-tidy is not installed: run ./emsdk-setup.sh")
        version = subprocess.run([self.tool, "--version"], capture_output=True, text=True, check=True).stdout
        self.flags = flags
        self.folders = [pathlib.Path(flag[2:]) for flag in flags if flag.startswith("-I")]
        self.salt = "\n".join([version, NOT_IN_TESTS, (ROOT / ".clang-tidy").read_text(encoding="utf-8"), *self.flags])

    def read(self, files):
        """The files and all of ours that they include, and the text of it all."""
        seen = set()
        return seen, "\n".join([self.salt, *(part for path in files for part in text_of(path, self.folders, seen))])

    def check(self, files):
        """What is wrong with them: a list of texts."""
        _, text = self.read(files)
        key = hashlib.sha256(text.encode()).hexdigest()
        passed = BUILD / f"{key}.passed"
        if passed.exists():
            passed.touch()
            return []
        unit = BUILD / f"{key}.cpp"
        unit.write_text("".join(f'#include "{path}"  // NOLINT\n' for path in files), encoding="utf-8")
        checks = [f"--checks={NOT_IN_TESTS}"] if files[0].is_relative_to(ROOT / "tests") else []
        run = subprocess.run([self.tool, "--quiet", f"--config-file={ROOT}/.clang-tidy", *checks, str(unit), "--", *self.flags],
                             capture_output=True, text=True)
        unit.unlink()
        if run.returncode == 0:
            passed.write_text(f"{files[0].parent.relative_to(ROOT)}\n", encoding="utf-8")
            return []
        apart = [path for path in files if str(path) in PARSE_ERROR.findall(run.stdout)]
        together = [path for path in files if path not in apart]
        if apart and together:
            return self.check(together) + self.check(apart)
        if len(apart) > 1:
            return self.check(apart[:1]) + self.check(apart[1:])
        return [run.stdout or run.stderr]


def changed_files(commits):
    """What differs from the commit so far back on the branch; None where there are not so many commits."""
    def git(*words):
        return subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True).stdout.split()
    known = git("rev-list", "--first-parent", f"--max-count={commits + 1}", "HEAD")
    if len(known) <= commits:
        return None
    return {ROOT / name for name in git("diff", "--name-only", known[-1])}


def forget_old(most=400):
    """What passed long ago is not needed again."""
    for path in sorted(BUILD.glob("*.passed"), key=lambda path: path.stat().st_mtime, reverse=True)[most:]:
        path.unlink()


def main():
    BUILD.mkdir(parents=True, exist_ok=True)
    files, flags = compiled()
    tidy = Tidy(flags)
    todo = sorted(units(files), key=len, reverse=True)
    changed = changed_files(GIVEN.changed) if GIVEN.changed else None
    if changed is not None:
        todo = [group for group in todo if tidy.read(group)[0] & changed]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = 0
        for texts in pool.map(tidy.check, todo):
            faults += len(texts)
            print(*texts, sep="\n", end="", flush=True)
    forget_old()
    print(f"clang-tidy has findings in {faults} groups of files" if faults else f"clang-tidy has nothing to say about {sum(map(len, todo))} of {len(files)} files")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
