#!/usr/bin/env python3
"""Checks that includes point one way between the modules of src/, as src/CMakeLists.txt links them."""
import pathlib
import re
import sys

ALLOWED = {
    "base": set(),
    "kernels": {"base"},
    "graph": {"base", "kernels"},
    "formula": {"base", "graph"},
    "network": {"base", "graph", "kernels"},
    "files": {"base", "graph", "network"},
    "document": {"base", "graph", "formula", "network", "files"},
    "scene": {"base", "graph", "formula", "document"},
    "playground": {"base", "graph", "formula", "network", "document", "scene"},
    "ui": {"base", "graph", "document", "scene", "playground"},
    "app": {"base", "graph", "formula", "network", "files", "document", "scene", "playground", "ui"},
}
# Headers that only one module may see.
ONLY = {"imgui": {"ui", "app"}, "emscripten": {"app"}, "wasm_simd128.h": {"kernels"}, "Eigen/": {"kernels"}}

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)


def faults(source: pathlib.Path):
    for path in sorted(p for p in source.rglob("*") if p.suffix in {".cpp", ".hpp", ".inl"}):
        module = path.relative_to(source).parts[0]
        for include in INCLUDE.findall(path.read_text(encoding="utf-8")):
            top = include.split("/")[0]
            if top in ALLOWED and top != module and top not in ALLOWED[module]:
                yield f"{path}: {module} must not include {include}"
            for header, modules in ONLY.items():
                if include.startswith(header) and module not in modules:
                    yield f"{path}: only {', '.join(sorted(modules))} may include {include}"


def main() -> int:
    found = list(faults(pathlib.Path(__file__).resolve().parent.parent / "src"))
    print("\n".join(found) or "all includes point the right way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
