"""The words of a sheet: its lines recognised, looked at again, and parted where ink is."""

from collections.abc import Sequence

import cv2
import numpy as np

from creditfile.reading.ocr.engine import Engine, Quad, Sign, cropped, size_of
from creditfile.reading.ocr.letters import Run
from creditfile.reading.ocr.line import EM, InkedLine, between, stretches
from creditfile.reading.ocr.looks import look_again, look_otherwise, look_through
from creditfile.reading.ocr.seals import is_grey
from creditfile.reading.ocr.sheets import Sheet

NOISE = 0.35
"""Lines read less surely than this throughout are no text."""


def runs_of(sheet: Sheet, engine: Engine) -> list[Run]:
    """Every word of a sheet."""
    quads = [part for quad in sheet.places if min(size_of(quad)) >= 5 for part in _parted(quad, sheet)]
    cuts = [cropped(sheet.picture, quad) for quad in quads]
    found = zip(quads, cuts, engine.read(cuts), strict=True)
    lines = [InkedLine.of(quad, cut, signs) for quad, cut, signs in found if _is_text(signs)]
    look_again(lines, engine)
    look_otherwise(lines, engine)
    if is_grey(sheet.seen):
        look_through([line for line in lines if line.is_near(sheet.seals)], sheet.seen, engine)
    return [run for line in lines for run in line.runs()]


def _parted(quad: Quad, sheet: Sheet) -> list[Quad]:
    """A found line; the lines that were found as one where it is much too high and rows of paper lie in it."""
    width, height = size_of(quad)
    usual = float(np.median([size_of(other)[1] for other in sheet.places]))
    if height < 1.55 * usual or width > 12 * height:
        return [quad]
    cut = cropped(sheet.picture, quad)
    grey = cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY)
    level, _ = cv2.threshold(grey, 0, 1, cv2.THRESH_OTSU)
    dark = grey < level
    dark[:, dark.mean(axis=0) > 0.8] = False
    bands = [band for band in stretches(dark.mean(axis=1) > 0.02) if len(band) > 0.35 * usual]
    rows = [band for band in bands if len(band) < 0.62 * height]
    if len(rows) < 2 or len(rows) != len(bands):
        return [quad]
    parts = []
    for band in rows:
        middle, half = (float(band[0]) + float(band[-1])) / 2, len(band) / 2 / EM * 0.95
        top, bottom = max(0.0, middle - half) / height, min(height, middle + half) / height
        parts.append(
            np.array([between(quad, x, y) for x, y in ((0, top), (1, top), (1, bottom), (0, bottom))], np.float32)
        )
    return parts


def _is_text(signs: Sequence[Sign]) -> bool:
    said = [sign for sign in signs if not sign.text.isspace()]
    return bool(said) and sum(sign.sure for sign in said) / len(said) >= NOISE
