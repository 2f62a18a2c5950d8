"""subset_font.py IN.otf OUT.ttf: cuts Inter down to what the UI writes and people type into it, as a TrueType font.

Digits become the tabular ones (the font's tnum feature, applied for good), because Dear ImGui applies no features and
numbers that change under a drag must not jump. Curves become quadratic, TrueType's kind. Signs that Inter lacks but has
the parts of (superscript T) are composed here. The page and the canvas load the same file, so it is made small: coordinates
on a coarser grid fit in single bytes, and only what English is written with is kerned.
"""
import sys

from fontTools import subset
from fontTools.misc.transform import Transform
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem

# ASCII, Latin-1, Greek, superscripts and subscripts.
RANGES = [(0x20, 0x7E), (0xA0, 0xFF), (0x391, 0x3A9), (0x3B1, 0x3C9), (0x2070, 0x2089)]
SIGNS = "−∂√∞≤≥≠≈→←↑↓↔⇒…–—‘’“”•∑∏′✓✗€"
OPTIONAL = set(range(0xA0, 0x100)) | set(range(0x2070, 0x208A))
KERNED = (set(range(0x20, 0x7F)) - set(range(0x30, 0x3A))) | {ord(c) for c in "–…‘’“”"}
UNITS_PER_EM = 704  # a quarter of Inter's own
TOLERANCE = 1 / 700  # of an em, between Inter's curves and ours


def apply_tabular_digits(font):
    """Points digits, and the signs that line up with them, at their tabular glyphs."""
    swap = {}
    gsub = font["GSUB"].table
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for sub in gsub.LookupList.Lookup[index].SubTable:
                    sub = getattr(sub, "ExtSubTable", sub)
                    swap.update(getattr(sub, "mapping", {}))
    wanted = {ord(c) for c in "0123456789+-.,:=−×÷ "} - {ord(" ")}
    for table in font["cmap"].tables:
        for code in wanted & set(table.cmap):
            table.cmap[code] = swap.get(table.cmap[code], table.cmap[code])
    digits = [font.getBestCmap()[ord(c)] for c in "0123456789"]
    width = max(font["hmtx"][name][0] for name in digits)
    for name in digits:  # one of SemiBold's is a hair narrower
        font["hmtx"][name] = (width, font["hmtx"][name][1])


def cut(font, codes, features):
    """Leaves the glyphs of those code points and those layout features."""
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [1, 2]
    options.drop_tables += ["DSIG", "STAT", "MATH"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def to_truetype(font):
    """Replaces the font's cubic outlines by quadratic ones."""
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm * TOLERANCE, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = outlines
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    for name in order:
        glyf[name].recalcBounds(glyf)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyf[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxZones maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
                  "maxSizeOfInstructions maxComponentElements").split():
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


def add_superscript_t(font):
    """U+1D40, transpose: a capital T at three fifths of its size, its top a little over the capitals'."""
    glyf, hmtx, cmap = font["glyf"], font["hmtx"], font.getBestCmap()
    scale, capital = 0.6, cmap[ord("T")]
    height = glyf[capital].yMax
    pen = TTGlyphPen(None)
    font.getGlyphSet()[capital].draw(TransformPen(pen, Transform(scale, 0, 0, scale, 0, height * 1.08 - height * scale)))
    name = "uni1D40"
    font.setGlyphOrder(font.getGlyphOrder() + [name])
    glyf.glyphs[name] = pen.glyph()
    glyf.glyphOrder = font.getGlyphOrder()
    glyf[name].recalcBounds(glyf)
    hmtx[name] = (round(hmtx[capital][0] * scale), glyf[name].xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x1D40] = name


def main(source, target):
    font, kerned = TTFont(source), TTFont(source)
    for one in (font, kerned):
        apply_tabular_digits(one)
    wanted = {code for first, last in RANGES for code in range(first, last + 1)} | {ord(c) for c in SIGNS}
    missing = sorted(c for c in wanted - set(font.getBestCmap()) - OPTIONAL if chr(c).isprintable())
    cut(font, wanted, [])
    cut(kerned, KERNED, ["kern"])
    kerned["GPOS"].ensureDecompiled()
    font["GPOS"] = kerned["GPOS"]
    to_truetype(font)
    add_superscript_t(font)
    scale_upem(font, UNITS_PER_EM)
    font["cmap"].tables = [table for table in font["cmap"].tables if (table.platformID, table.platEncID) == (3, 1)]
    for table in {"GDEF", "GSUB"} & set(font.keys()):
        del font[table]
    font.save(target)
    print(f"setup:   {target.rsplit('/', 1)[-1]}: not in Inter: {''.join(map(chr, missing)) or 'none'}")


main(*sys.argv[1:])
