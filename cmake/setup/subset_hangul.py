"""subset_hangul.py IN.ttf OUT.ttf [LETTERS]: cuts a Korean font down to Hangul, or to some letters of it; writes OUT.ttf
and a .woff2 beside it."""
import logging
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [(0x3001, 0x3011), (0x3131, 0x318E), (0xAC00, 0xD7A3)]  # punctuation, letters, syllables


def main(source, target, letters=""):
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # tables of the font's makers are dropped
    font = TTFont(source)
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.name_IDs = [1, 2]
    subsetter = subset.Subsetter(options)
    hangul = {code for first, last in RANGES for code in range(first, last + 1)}
    subsetter.populate(unicodes={ord(letter) for letter in letters} or hangul)
    subsetter.subset(font)
    font.save(target)
    font.flavor = "woff2"
    font.save(target.removesuffix(".ttf") + ".woff2")


main(*sys.argv[1:])
