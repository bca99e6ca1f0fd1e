"""A picture made ready to be read: right size, flat, evenly lit, upright and straight, knowing the way back."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from creditfile.reading.ocr.engine import Engine, Picture, Quad, cropped, size_of
from creditfile.reading.ocr.seals import Seal, seals_in, without

PIXELS = 8_000_000
"""A picture is read with no more: A3 at 200 dots an inch."""
SIDE = 960
"""Pixels of the long side when looking for lines of text."""
LARGEST_SIDE = 1_920
"""The same where the lines turn out to be very small."""
SMALL = 9.0
"""Pixels of height at which a line found at SIDE is too small to be sure that none was missed."""
LEAST_SIDE = 1_000
"""A smaller picture is enlarged, at most to twice its size."""
STEEPEST = 20.0
"""Degrees; lines that stand further askew are not taken for lines of the page."""
STRAIGHT = 0.15
"""Degrees of skew that do not matter."""
VOTES = 16
"""So many lines are asked whether they stand on their heads."""

Matrix = NDArray[np.float64]
"""Three by three, from pixels to pixels."""


@dataclass(frozen=True)
class Sheet:
    """A page as a picture that reads level, from left to right."""

    picture: Picture
    """As it is read: the ink of seals taken out."""
    seen: Picture
    """As it is seen, seals and all; of the same size."""
    places: tuple[Quad, ...]
    """Where lines of text stand in it."""
    back: Matrix
    """From its pixels to those of the picture as it came."""
    turned: int = 0
    """Quarter turns clockwise that set it upright."""
    skew: float = 0.0
    """Degrees clockwise that set it straight, beside the quarter turns."""
    flattened: bool = False
    """It was photographed at a slant."""
    seals: tuple[Seal, ...] = ()
    """Pressed on it."""

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.picture.shape[1])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.picture.shape[0])


def sheet_of(picture: Picture, engine: Engine) -> Sheet:
    """The picture as a sheet: scaled, flattened, lit, set upright and straight, its lines of text found."""
    sized, back = _sized(picture)
    flat = _flattened(sized)
    if flat is not None:
        sized, back = flat[0], back @ flat[1]
    seen = evenly_lit(sized)
    seals = seals_in(seen)
    cleaned = without(seen, seals) if seals else seen
    sheet = Sheet(cleaned, seen, tuple(_places(cleaned, engine)), back, flattened=flat is not None, seals=seals)
    return _straight(_upright(sheet, engine))


# ---------------------------------------------------------------- size


def _sized(picture: Picture) -> tuple[Picture, Matrix]:
    height, width = picture.shape[:2]
    scale = min(1.0, math.sqrt(PIXELS / (height * width)))
    if max(height, width) < LEAST_SIDE:
        scale = min(2.0, LEAST_SIDE / max(height, width))
    if scale == 1:
        return picture, np.eye(3)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = np.asarray(cv2.resize(picture, (across, down), interpolation=way), np.uint8)
    return sized, np.diag([width / across, height / down, 1.0])


def _places(picture: Picture, engine: Engine) -> list[Quad]:
    """The lines of text; looked for once more in a larger picture where they are very small."""
    longest = max(picture.shape[:2])
    found = engine.places(picture, SIDE)
    if longest <= SIDE or not found:
        return found
    scale = SIDE / longest
    heights = sorted(size_of(quad)[1] * scale for quad in found)
    typical = heights[len(heights) // 2]
    if typical >= SMALL * 1.5:
        return found
    side = min(LARGEST_SIDE, longest, round(SIDE * SMALL * 2 / max(typical, 1.0)))
    return engine.places(picture, side) if side > SIDE * 1.15 else found


# ---------------------------------------------------------------- flat


def _flattened(picture: Picture) -> tuple[Picture, Matrix] | None:
    """The sheet of paper in a photograph, seen from straight above; None where no slanting sheet can be made out."""
    corners = _paper(picture)
    if corners is None:
        return None
    across = round(max(_apart(corners[0], corners[1]), _apart(corners[3], corners[2])))
    down = round(max(_apart(corners[0], corners[3]), _apart(corners[1], corners[2])))
    target = np.array([[0, 0], [across, 0], [across, down], [0, down]], np.float32)
    there = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(picture, there, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, np.uint8), np.asarray(np.linalg.inv(there), np.float64)


def _apart(one: Any, other: Any) -> float:
    return float(np.hypot(*(one - other)))


def _paper(picture: Picture) -> Quad | None:
    """The corners of a bright sheet on a plainly darker ground that shows on at least two sides."""
    height, width = picture.shape[:2]
    scale = 400 / max(height, width)
    small = cv2.resize(
        picture, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    grey = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright, dark = grey[mask > 0], grey[mask == 0]
    if not len(dark) or not len(bright) or float(np.median(bright)) - float(np.median(dark)) < 45:
        return None
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    largest = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(largest)
    area = cv2.contourArea(hull)
    whole = mask.shape[0] * mask.shape[1]
    if not 0.2 * whole < area < 0.97 * whole or cv2.contourArea(largest) < 0.9 * area:
        return None
    corners = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True).reshape(-1, 2).astype(np.float32)
    if len(corners) != 4 or cv2.contourArea(corners) < 0.93 * area:
        return None
    if _sides_at_the_edge(corners, mask.shape[1], mask.shape[0]) > 2:
        return None
    return _in_order(corners) / np.float32(scale)


def _sides_at_the_edge(corners: Any, width: int, height: int) -> int:
    """Sides of the sheet that run along the picture's own edge, where the ground does not show."""
    near = 3
    return sum(
        (a[0] < near and b[0] < near)
        or (a[1] < near and b[1] < near)
        or (a[0] > width - 1 - near and b[0] > width - 1 - near)
        or (a[1] > height - 1 - near and b[1] > height - 1 - near)
        for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)
    )


def _in_order(corners: Any) -> Quad:
    """Top left first, then clockwise."""
    middle = corners.mean(axis=0)
    turns = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    around = corners[np.argsort(turns)]
    first = int(np.argmin(around.sum(axis=1)))
    return np.asarray(np.roll(around, -first, axis=0), np.float32)


# ---------------------------------------------------------------- light


def evenly_lit(picture: Picture) -> Picture:
    """Shadows and low light taken out, where the ground is dark or uneven; a clean scan stays as it is."""
    height, width = picture.shape[:2]
    scale = min(1.0, 300 / max(height, width))
    small = cv2.resize(
        picture, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    ground = cv2.dilate(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.ones((9, 9), np.uint8))
    ground = cv2.medianBlur(ground, 21)
    dark, light = (float(np.percentile(ground, share)) for share in (5, 95))
    if dark > 200 or (dark > 170 and light - dark < 30):
        return picture
    ground = cv2.GaussianBlur(np.maximum(ground, 24), (0, 0), 9)
    gain = cv2.resize(235.0 / ground.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    lit = picture.astype(np.float32) * np.clip(gain, 0.9, 6.0)[:, :, np.newaxis]
    return np.asarray(np.clip(lit, 0, 255), np.uint8)


# ---------------------------------------------------------------- upright


def _upright(sheet: Sheet, engine: Engine) -> Sheet:
    """Turned so that text runs from left to right, by the direction of its lines and by asking some of them."""
    if not sheet.places:
        return sheet
    degrees = _direction(sheet.places)
    if abs(degrees) > 90 - STEEPEST:
        sheet = _quarter(sheet)
        sheet = replace(sheet, places=tuple(_places(sheet.picture, engine)))
    elif abs(degrees) > STEEPEST:
        sheet = _rotated(sheet, -degrees)
        sheet = replace(sheet, places=tuple(_places(sheet.picture, engine)))
    if _on_head(sheet, engine):
        sheet = _quarter(_quarter(sheet))
    return sheet


def _direction(places: Sequence[Quad]) -> float:
    """Degrees clockwise from level, -90 to 90, in which most of the longer lines run."""
    sums = np.zeros(2)
    for quad in places:
        width, height = size_of(quad)
        side, length = (quad[1] - quad[0], width) if width >= height else (quad[3] - quad[0], height)
        if length > 2 * min(width, height):
            twice = 2 * math.atan2(float(side[1]), float(side[0]))
            sums += length * np.array([math.cos(twice), math.sin(twice)])
    return math.degrees(math.atan2(float(sums[1]), float(sums[0]))) / 2


def _spread(quad: Quad) -> tuple[float, float]:
    """Its extent across and down the picture."""
    across, down = quad.max(axis=0) - quad.min(axis=0)
    return float(across), float(down)


def _quarter(sheet: Sheet) -> Sheet:
    """A quarter turn clockwise."""
    height = sheet.height
    there = np.array([[0, -1, height - 1], [1, 0, 0], [0, 0, 1]], np.float64)
    places = tuple(_in_order(_moved(quad, there)) for quad in sheet.places)
    turned = _both(sheet, lambda picture: np.ascontiguousarray(np.rot90(picture, -1)))
    seals = tuple(seal.moved(there) for seal in sheet.seals)
    back = sheet.back @ np.linalg.inv(there)
    return replace(turned, places=places, seals=seals, back=back, turned=(sheet.turned + 1) % 4)


def _both(sheet: Sheet, change: Callable[[Picture], Any]) -> Sheet:
    """The same done to the picture as read and as seen."""
    picture = np.asarray(change(sheet.picture), np.uint8)
    seen = picture if sheet.seen is sheet.picture else np.asarray(change(sheet.seen), np.uint8)
    return replace(sheet, picture=picture, seen=seen)


def _moved(quad: Quad, matrix: Matrix) -> Quad:
    points = np.hstack([quad, np.ones((len(quad), 1))]) @ matrix.T
    return np.asarray(points[:, :2] / points[:, 2:], np.float32)


def _on_head(sheet: Sheet, engine: Engine) -> bool:
    """Whether most of the longer lines stand on their heads; where they are at odds, whether they read better so."""
    longest = sorted((quad for quad in sheet.places if _is_level(quad)), key=size_of, reverse=True)[:VOTES]
    lines = [cropped(sheet.picture, quad) for quad in longest]
    lines = [line for line in lines if min(line.shape[:2]) > 4]
    if not lines:
        return False
    votes = engine.stand_on_head(lines)
    share = sum(vote > 0.5 for vote in votes) / len(votes)
    if share < 0.15 or (share > 0.85 and min(votes) > 0.3):
        return share > 0.5
    heads = [np.ascontiguousarray(np.rot90(line, 2)) for line in lines[:8]]
    return _sure_of(engine, heads) > _sure_of(engine, lines[:8])


def _sure_of(engine: Engine, lines: Sequence[Picture]) -> float:
    """How sure the reading is, over all signs of some lines."""
    signs = [sign for line in engine.read(lines) for sign in line]
    return sum(sign.sure for sign in signs) / len(signs) if signs else 0.0


def _is_level(quad: Quad) -> bool:
    across, down = _spread(quad)
    return across > 1.5 * down


# ---------------------------------------------------------------- straight


def _straight(sheet: Sheet) -> Sheet:
    """Turned by the little by which its lines stand askew."""
    skew = _sharpest(sheet, _skew(sheet.places))
    return sheet if abs(skew) < STRAIGHT else _rotated(sheet, -skew)


def _sharpest(sheet: Sheet, about: float) -> float:
    """The angle near one at which rows of ink and rows of paper differ most, within the lines of text."""
    if not sheet.places:
        return 0.0
    scale = min(1.0, 1000 / max(sheet.height, sheet.width))
    across, down = max(1, round(sheet.width * scale)), max(1, round(sheet.height * scale))
    grey = cv2.cvtColor(cv2.resize(sheet.picture, (across, down), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 18)
    text = np.zeros_like(ink)
    cv2.fillPoly(text, [np.round(quad * scale).astype(np.int32) for quad in sheet.places], (1,))
    rows = (ink * text).astype(np.float32)

    def sharpness(degrees: float) -> float:
        turn = cv2.getRotationMatrix2D((across / 2, down / 2), degrees, 1.0)
        return float((np.diff(cv2.warpAffine(rows, turn, (across, down)).sum(axis=1)) ** 2).sum())

    best = max((about + step * 0.1 for step in range(-4, 5)), key=sharpness)
    return best if sharpness(best) > 1.03 * sharpness(0.0) or abs(about) > 0.5 else 0.0


def _rotated(sheet: Sheet, degrees: float) -> Sheet:
    """Turned clockwise about its middle, its ground grown so that no corner is lost."""
    there = _turn(sheet.width, sheet.height, degrees)
    across, down = _extent(there, sheet.width, sheet.height)
    turned = _both(
        sheet,
        lambda picture: cv2.warpAffine(
            picture, there[:2], (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        ),
    )
    places = tuple(_moved(quad, there) for quad in sheet.places)
    seals = tuple(seal.moved(there) for seal in sheet.seals)
    back = sheet.back @ np.linalg.inv(there)
    return replace(turned, places=places, seals=seals, back=back, skew=sheet.skew + degrees)


def _skew(places: Sequence[Quad]) -> float:
    """Degrees clockwise by which the lines run down: the middle one by length of line."""
    angles = []
    for quad in places:
        width, height = size_of(quad)
        across, down = ((quad[1] - quad[0]) + (quad[2] - quad[3])) / 2
        angle = math.degrees(math.atan2(float(down), float(across)))
        if width > 4 * height and abs(angle) < STEEPEST:
            angles.append((angle, width))
    if not angles:
        return 0.0
    angles.sort()
    half = sum(width for _, width in angles) / 2
    for angle, width in angles:
        half -= width
        if half <= 0:
            return angle
    return 0.0


def _turn(width: int, height: int, degrees: float) -> Matrix:
    """A turn clockwise about the middle, moved so that no corner is lost."""
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0), [0, 0, 1]])
    corners = _moved(np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32), turn)
    shift = np.eye(3)
    shift[:2, 2] = -corners.min(axis=0)
    return np.asarray(shift @ turn, np.float64)


def _extent(there: Matrix, width: int, height: int) -> tuple[int, int]:
    corners = _moved(np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32), there)
    across, down = np.ceil(corners.max(axis=0)).astype(int)
    return int(across), int(down)
