#!/usr/bin/env python3
"""clang_tidy.py [ROOT]: clang-tidy, by .clang-tidy, over everything of ours that is compiled natively.

clang-tidy looks at every declaration of every standard header that a file includes, so a file costs four seconds, most of
them for the headers. The files of a folder are therefore checked together, as one file that includes them; those that
cannot stand together (two constants of one name) are taken apart. What passed is remembered in build/clang-tidy by the
text of all that was read, and not checked again.
"""
import concurrent.futures
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent).resolve()
BUILD = ROOT / "build/clang-tidy"
SOURCES = ROOT / ".deps/src"
FETCHED = ROOT / ".deps/fetched"
# Emscripten's headers need Emscripten's own compiler; ADOL-C is a peer that need not be installed.
NOT_NATIVE = re.compile(r"src/app/(bindings|main_web|platform_web|web_\w+)\.cpp|bench/peers/.*")
MOST_TOGETHER = 12
# Tests compare with what they expect, "" included, and multiply small numbers.
NOT_IN_TESTS = "-readability-container-size-empty,-bugprone-implicit-widening-of-multiplication-result"

DEFINES = ["JSON_NO_IO", "JSON_USE_IMPLICIT_CONVERSIONS=0", "IMGUI_ENABLE_TEST_ENGINE", "IMGUI_DISABLE_OBSOLETE_FUNCTIONS",
           "ImDrawIdx=unsigned"]
LIBRARIES = {"eigen": ".", "zlib": ".", "json": "include", "imgui": ". backends misc/cpp", "cli11": "include",
             "rapidcheck": "include", "catch2": "src"}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
PARSE_ERROR = re.compile(r"^(\S+?):\d+:\d+: error: .*\[clang-diagnostic-error", re.MULTILINE)


def library(name):
    found = SOURCES / name
    return found if found.is_dir() else FETCHED / f"{name}-src"


def flags():
    system = [library(name) / part for name, parts in LIBRARIES.items() for part in parts.split()]
    system += sorted(ROOT.glob("build/*/catch2/generated-includes"))[:1]
    return ["-std=c++20", "-xc++", f"-I{ROOT}/src", f"-I{ROOT}/tests", *(f"-isystem{path}" for path in system),
            *(f"-D{define}" for define in DEFINES)]


def units():
    """The files of each folder, at most MOST_TOGETHER at once."""
    folders = {}
    for top in ("src", "tests", "bench"):
        for path in sorted((ROOT / top).rglob("*.cpp")):
            if not NOT_NATIVE.fullmatch(str(path.relative_to(ROOT))):
                folders.setdefault(path.parent, []).append(path)
    for files in folders.values():
        count = -(-len(files) // MOST_TOGETHER)
        yield from (files[part::count] for part in range(count))


def text_of(path, seen):
    """The texts of a file and of all of ours that it includes."""
    if path in seen or not path.is_file():
        return
    seen.add(path)
    text = path.read_text(encoding="utf-8")
    yield f"{path.relative_to(ROOT)}\n{text}"
    for include in INCLUDE.findall(text):
        for folder in (path.parent, ROOT / "src", ROOT / "tests"):
            if (folder / include).is_file():
                yield from text_of((folder / include).resolve(), seen)
                break


class Tidy:
    def __init__(self):
        self.tool = shutil.which("clang-tidy-14") or shutil.which("clang-tidy")
        if not self.tool:
            sys.exit("clang-tidy is not installed: run ./emsdk-setup.sh")
        version = subprocess.run([self.tool, "--version"], capture_output=True, text=True, check=True).stdout
        self.flags = flags()
        self.salt = "\n".join([version, NOT_IN_TESTS, (ROOT / ".clang-tidy").read_text(encoding="utf-8"), *self.flags])

    def check(self, files):
        """What is wrong with them: a list of texts."""
        seen = set()
        read = "\n".join([self.salt, *(part for path in files for part in text_of(path, seen))])
        key = hashlib.sha256(read.encode()).hexdigest()
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


def forget_old(most=400):
    """What passed long ago is not needed again."""
    for path in sorted(BUILD.glob("*.passed"), key=lambda path: path.stat().st_mtime, reverse=True)[most:]:
        path.unlink()


def main():
    BUILD.mkdir(parents=True, exist_ok=True)
    tidy = Tidy()
    todo = sorted(units(), key=len, reverse=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = 0
        for texts in pool.map(tidy.check, todo):
            faults += len(texts)
            print(*texts, sep="\n", end="", flush=True)
    forget_old()
    print(f"clang-tidy: {faults} of {len(todo)} groups of files have findings" if faults else
          f"clang-tidy has nothing to say about {sum(map(len, todo))} files")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
