"""font_advances.py FOLDER OUT.cpp: the advances of the canvas's fonts (FOLDER has what cmake/setup/fonts.sh made) as the table
of src/scene/advances_data.hpp. A folder without them gives the averages of the font that is built into Dear ImGui,
which the canvas is then drawn with. Needs nothing but Python: the fonts are our own, with one kind of character map.
"""
import pathlib
import struct
import sys

UNIT = 1 << 14  # advances are written in parts of the font size
LEAST_SHARED = 16  # as many neighbours with one advance are a run of their own, with one entry


class Font:
    """Advances in parts of the font size, which is the em as in CSS."""

    def __init__(self, path):
        self.data = path.read_bytes()
        count = self.unpack("H", 4)
        self.tables = {tag: at for tag, _, at, _ in (self.unpack("4sIII", 12 + 16 * i) for i in range(count))}
        self.em = self.unpack("H", self.tables[b"head"] + 18)
        self.glyphs = dict(self.characters())

    def unpack(self, form, at):
        values = struct.unpack_from(">" + form, self.data, at)
        return values[0] if len(values) == 1 else values

    def characters(self):
        """Code points and their glyphs, of a character map of format 4."""
        at = self.tables[b"cmap"] + self.unpack("I", self.tables[b"cmap"] + 8)
        if self.unpack("H", at) != 4:
            sys.exit("font_advances.py: only character maps of format 4 are read")
        count = self.unpack("H", at + 6) // 2
        for i in range(count):
            end, start, delta, offset = (self.unpack("H", at + 14 + 2 * i + skip + pad)
                                         for skip, pad in ((0, 0), (2 * count, 2), (4 * count, 2), (6 * count, 2)))
            for code in range(start, min(end, 0xFFFE) + 1):
                glyph = code
                if offset:
                    glyph = self.unpack("H", at + 16 + 2 * i + 6 * count + offset + 2 * (code - start))
                if glyph or not offset:
                    glyph = glyph + delta & 0xFFFF
                if glyph:
                    yield code, glyph

    def advance(self, code):
        longs = self.unpack("H", self.tables[b"hhea"] + 34)
        glyph = min(self.glyphs[code], longs - 1)
        return round(self.unpack("H", self.tables[b"hmtx"] + 4 * glyph) / self.em * UNIT)


def runs_of(advances):
    """(first, last, entries) from {code: entry}: neighbours together, many with one advance as one entry."""
    same = []  # neighbours with one advance
    for code in sorted(advances):
        if same and code == same[-1][1] + 1 and advances[code] == same[-1][2][0]:
            same[-1][1] = code
        else:
            same.append([code, code, [advances[code]]])
    runs = []
    for first, last, entry in same:
        shared = last - first + 1 >= LEAST_SHARED
        if not shared and runs and runs[-1][1] == first - 1 and not runs[-1][3]:
            runs[-1][1] = last
            runs[-1][2] += entry * (last - first + 1)
        else:
            runs.append([first, last, entry if shared else entry * (last - first + 1), shared])
    return runs


def table(folder):
    files = [folder / name for name in ("ui.ttf", "ui-semibold.ttf", "korean.ttf")]
    if not all(file.exists() for file in files):
        proggy = round(7 / 13 * UNIT)
        return {code: (proggy, proggy) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100)]}
    regular, semibold, korean = map(Font, files)
    advances = {code: (korean.advance(code),) * 2 for code in korean.glyphs}  # the canvas has it in one weight
    advances |= {code: (regular.advance(code), semibold.advance(code)) for code in regular.glyphs if code in semibold.glyphs}
    return advances


def main(folder, out):
    advances = table(pathlib.Path(folder))
    runs, entries = [], []
    for first, last, own, shared in runs_of(advances):
        runs.append(f"{{{first:#x}, {last:#x}, {len(entries)}, {int(not shared)}}},")
        entries += own
    out = pathlib.Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(f"""#include "scene/advances_data.hpp"

namespace bp {{
namespace {{
constexpr AdvanceRun kRuns[] = {{{" ".join(runs)}}};
constexpr uint16_t kRegular[] = {{{", ".join(str(entry[0]) for entry in entries)}}};
constexpr uint16_t kSemibold[] = {{{", ".join(str(entry[1]) for entry in entries)}}};
}}  // namespace
const AdvanceTable kAdvances{{kRuns, kRegular, kSemibold, {UNIT}}};
}}  // namespace bp
""", encoding="utf-8")


main(*sys.argv[1:])
