#!/usr/bin/env python3
"""Checks that what a folder of src/ or web/ includes or imports lies where its row of the table says.

layering.py [ROOT]: the repository, else the one that this file is in. A folder without a row fails, and so does a row
without a folder. A folder may always use itself.
"""
import json
import os
import pathlib
import re
import sys

# base ← kernels ← graph ← formula, network ← files ← document ← scene ← playground ← ui ← app, as src/CMakeLists.txt links
# them; within playground, words and json ← tensors, training, lab, lessons ← the playground itself and its protocol.
SRC = {
    "base": "",
    "base/native": "base",
    "base/web": "base",
    "kernels": "base",
    "kernels/native": "base kernels",
    "graph": "base kernels graph/ops",
    "graph/ops": "base kernels graph",
    "formula": "base graph",
    "network": "base kernels graph graph/ops",
    "files": "base graph network",
    "document": "base graph formula network files",
    "document/exports": "base graph document",
    "scene": "base graph formula document",
    "playground/words": "base graph document scene",
    "playground/json": "base network document",
    "playground/protocol": "base document playground playground/json playground/lab playground/lessons "
                           "playground/tensors playground/training playground/words",
    "playground/tensors": "base graph document scene playground/words",
    "playground/training": "base network playground/json playground/words",
    "playground/lessons": "base graph formula document scene playground/json",
    "playground/lab": "base graph formula document scene playground/words",
    "playground": "base graph formula network document scene playground/lab playground/lessons playground/protocol playground/tensors "
                  "playground/training playground/words",
    "ui": "base graph document scene playground playground/training playground/words ui/canvas",
    "ui/canvas": "base graph document scene playground ui",
    "app": "base graph formula network files document document/exports scene playground playground/json playground/protocol "
           "playground/training playground/words ui",
}
# boot, page → shell, rooms → widgets, text, platform. Rooms know neither each other nor the shell, workers know no room.
WEB = {
    ".": "shell platform text widgets workers",
    "shell": "platform text widgets rooms rooms/lessons",
    "rooms/training": "platform text widgets workers rooms/training/views",
    "rooms/training/views": "platform text widgets workers rooms/training rooms/check",
    "widgets": "platform text rooms/check",
    "text": "platform assets/strings/en",
    "platform": "text widgets",
    "workers": "",
    "styles": "",
    "engine": "",
}
# A room of web/rooms/manifest.json without a row of its own.
ROOM = "platform text widgets"
# Headers that only some modules may see.
ONLY = {"imgui": {"ui", "app"}, "emscripten": {"app", "base"}, "wasm_simd128.h": {"kernels"}, "Eigen/": {"kernels"}}

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)
IMPORT = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*['"](\.[^'"]+)['"]""")
# The wasm modules lie in dist/, and a bundle imports them from there.
BUILT = re.compile(r"/app/playground\.mjs$")


def included(root, path):
    """The folders of src/ that a C++ file includes from."""
    for include in INCLUDE.findall(path.read_text(encoding="utf-8")):
        module = path.relative_to(root / "src").parts[0]
        for header, modules in ONLY.items():
            if include.startswith(header) and module not in modules:
                yield include, None
        for folder in (path.parent, root / "src"):
            if (folder / include).is_file():
                yield include, os.path.relpath((folder / include).resolve().parent, root / "src")
                break


def imported(root, path):
    """The folders of web/, or of the repository where it is outside, that a script imports from."""
    # Types may come from anywhere: comments import nothing.
    for name in IMPORT.findall(re.sub(r"/\*\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)):
        if BUILT.search(name):
            continue
        folder = pathlib.Path(os.path.normpath(path.parent / name)).parent
        yield name, os.path.relpath(folder, root / "web" if folder.is_relative_to(root / "web") else root)


def faults(root, top, table, suffixes, uses):
    files = sorted(path for path in (root / top).rglob("*") if path.suffix in suffixes)
    folders = {os.path.relpath(path.parent, root / top) for path in files}
    for folder in sorted(folders - table.keys()):
        yield f"{top}/{folder}: has no row in tests/layering.py"
    for folder in sorted(table.keys() - {os.path.relpath(path.parent, root / top) for path in (root / top).rglob("*")}):
        yield f"{top}/{folder}: has a row in tests/layering.py, but is not there"
    for path in files:
        folder = os.path.relpath(path.parent, root / top)
        allowed = {folder, *table.get(folder, "").split()}
        for name, place in uses(root, path):
            if place not in allowed:
                yield f"{path.relative_to(root)}: {top}/{folder} must not use {name}"


def main(root) -> int:
    manifest = json.loads((root / "web/rooms/manifest.json").read_text(encoding="utf-8"))
    web = {**{f"rooms/{room['folder']}": ROOM for room in manifest}, **WEB}
    found = [*faults(root, "src", SRC, {".cpp", ".hpp", ".inl"}, included),
             *faults(root, "web", web, {".mjs", ".js"}, imported)]
    print("\n".join(found) or "all includes and imports point the right way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent))
