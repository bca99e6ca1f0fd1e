"""Red seals on a page: where they are, their shape, what they say, and the page without them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from creditfile.reading.ocr.engine import Engine, Picture, Sign, cropped

SIDE = 1_200
"""Pixels of the long side when looking for seals."""
REDDER = 22
"""By how much red exceeds the other channels (of 255) in a seal's ink."""
FAINT = 12
"""The same for a seal that was pressed with little ink; looked for second."""
GROUND = 1 / 6
"""Of the page's long side: within so wide a square most is paper, even where a seal is."""
SMALLEST = {"round": 0.06, "oval": 0.06, "square": 0.03}
"""Of the page's long side: 18 mm round, 9 mm square on A4."""
LARGE, LARGEST = 0.42, 1.0
"""Of the page's long side: a seal larger than LARGE (on a card, or by itself) must show its whole ring."""
RING, WHOLE_RING = 0.55, 0.8
"""Share of its outline on which a seal's ink must show."""
ROUND = 1.12
"""A round seal is no longer than so many times its width."""
NEAR = 0.15
"""So many widths of a seal around it are doubted with it."""
MOST = 120
"""So many circles that might be seals are looked at; print has many, so the best are not always among the first."""
SHOWN = 0.7
"""Share of a circle on which ink must show; of a rough one, on which ink must be near."""
BANDS = ((0.93, 0.58), (0.97, 0.68), (0.9, 0.45))
"""Between which parts of the radius the words along the ring may stand."""
LEGIBLE = 0.6
"""Below this a reading of a seal's words is not told."""

COLOUR = 24
"""A page whose channels differ less than so much is in shades of grey."""
HALF_TONES = (0.2, 0.8)
"""Between print and paper: where the tone of a seal's ink lies."""

CORE, EDGE = 120, 30
"""Faded less than CORE (of 255) a pixel is print; pixels beside it, its edges, keep their tone, EDGE lighter."""

Mask = NDArray[np.uint8]
_Shape = tuple[str, tuple[float, float], tuple[float, float], float]


@dataclass(frozen=True)
class Seal:
    """One seal, in pixels of its sheet."""

    shape: str
    """round, oval or square."""
    centre: tuple[float, float]
    axes: tuple[float, float]
    """Width and height along its own directions."""
    degrees: float
    """By which it is turned clockwise."""

    @property
    def outline(self) -> tuple[float, float, float, float]:
        """The upright rectangle around it."""
        angle = math.radians(self.degrees)
        wide, high = (side / 2 for side in self.axes)
        if self.shape == "square":
            across = abs(wide * math.cos(angle)) + abs(high * math.sin(angle))
            down = abs(wide * math.sin(angle)) + abs(high * math.cos(angle))
        else:
            across = math.hypot(wide * math.cos(angle), high * math.sin(angle))
            down = math.hypot(wide * math.sin(angle), high * math.cos(angle))
        x, y = self.centre
        return x - across, y - down, x + across, y + down

    def about(self, letter: float) -> tuple[float, float, float, float]:
        """The upright rectangle that its ink reaches, or that of another which overlaps it, for letters of a size."""
        x0, top, x1, bottom = self.outline
        reach = NEAR * max(self.axes) + letter
        return x0 - reach, top - reach, x1 + reach, bottom + reach

    def is_near(self, x: float, y: float, letter: float) -> bool:
        """Whether a letter of a size stands under it, or so near that another that overlaps it may lie there."""
        x0, top, x1, bottom = self.about(letter)
        across, down = 2 * (x - self.centre[0]) / (x1 - x0), 2 * (y - self.centre[1]) / (bottom - top)
        return max(abs(across), abs(down)) < 1 if self.shape == "square" else math.hypot(across, down) < 1

    def moved(self, there: NDArray[np.float64]) -> "Seal":
        """The same on a page that was turned and shifted as the matrix says."""
        x, y, _ = there @ np.array([*self.centre, 1.0])
        turned = self.degrees + math.degrees(math.atan2(there[1, 0], there[0, 0]))
        return Seal(self.shape, *_upright(((x, y), self.axes, turned)))


def redness(picture: Picture) -> Mask:
    """How much redder than anything else each pixel is, 0 to 255."""
    blue, green, red = (picture[:, :, channel].astype(np.int16) for channel in range(3))
    return np.clip(red - np.maximum(blue, green), 0, 255).astype(np.uint8)


def seals_in(picture: Picture) -> tuple[Seal, ...]:
    """The seals of a page, from the top."""
    height, width = picture.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    small = cv2.resize(
        picture, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    red = _above_ground(redness(np.asarray(small, np.uint8)))
    side = max(small.shape[:2])
    shapes: list[_Shape] = list(_grey_circles(np.asarray(small, np.uint8), side)) if is_grey(small) else []
    for least in (REDDER, FAINT):
        mask = (red > least).astype(np.uint8)
        for shape in sorted(_shapes(mask, side), key=lambda shape: -max(shape[2])):
            if not any(_meet(shape, known) for known in shapes):
                shapes.append(shape)
    found = [
        Seal(shape, (x / scale, y / scale), (w / scale, h / scale), degrees)
        for shape, (x, y), (w, h), degrees in shapes
    ]
    return tuple(sorted(found, key=lambda seal: (seal.outline[1], seal.outline[0])))


def is_grey(picture: Any) -> bool:
    """A page in shades of grey: what was red on it is a shade lighter than print."""
    spread = picture[::4, ::4].max(axis=2).astype(np.int16) - picture[::4, ::4].min(axis=2)
    return float(np.percentile(spread, 99.5)) < COLOUR


def _tones(grey: Any) -> tuple[float, float]:
    """Of print and of paper."""
    return float(np.percentile(grey, 0.3)), float(np.percentile(grey, 90))


def half_tones(grey: Any, step: int = 1) -> Mask:
    """What is lighter than print and darker than paper, as the ink of a seal is; the edges of print are it too.

    The tones of both are told by every `step`-th row and column.
    """
    dark, paper = _tones(grey[::step, ::step])
    low, high = (dark + share * (paper - dark) for share in HALF_TONES)
    return np.asarray((grey > low) & (grey < high), np.uint8)


def _grey_circles(picture: Picture, side: int) -> Iterator[_Shape]:
    """Round seals on a page in shades of grey: whole rings in a half tone with paper inside and outside."""
    half = half_tones(cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (3, 3), 0))
    near = cv2.dilate(half, np.ones((3, 3), np.uint8))
    for shape in _circles(half, near, side, LARGE):
        _, (x, y), (w, _), _ = shape
        beside = max(_shown(_ring(x, y, w / 2 * share), half) for share in (1.07, 0.91))
        shown = _shown(_ring(x, y, w / 2), near)
        if w <= LARGE * side and shown > WHOLE_RING and beside < (0.65 if shown > 0.97 else 0.5):
            yield shape


def _above_ground(red: Mask) -> Mask:
    """Redness less that of the paper around, which in a photograph by lamplight is red itself."""
    height, width = red.shape
    scale = min(1.0, 200 / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(red, size, interpolation=cv2.INTER_AREA)
    around = cv2.medianBlur(small, 2 * round(max(size) * GROUND / 2) + 1)
    ground = cv2.resize(around, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.subtract(red, ground), np.uint8)


def _meet(one: _Shape, other: _Shape) -> bool:
    """One lies upon the other, or is a part of it; seals of one size may overlap by half."""
    apart = math.hypot(one[1][0] - other[1][0], one[1][1] - other[1][1])
    small, large = sorted((max(one[2]), max(other[2])))
    return apart < (0.56 if small < 0.6 * large else 0.3) * large


def _shapes(red: Mask, side: int) -> list[_Shape]:
    """Seals among the red of a page, each component by itself; it may hold several that overlap."""
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    near = cv2.dilate(red, np.ones((5, 5), np.uint8))
    found: list[_Shape] = []
    for number in range(1, count):
        _, _, w, h, _ = stats[number]
        if max(w, h) < SMALLEST["square"] * side or min(w, h) < 0.6 * SMALLEST["square"] * side:
            continue
        part = (labels == number).astype(np.uint8)
        whole = _shape_of(part, near, side)
        is_one = whole is not None and _aspect(whole[2]) < ROUND
        circles = [] if is_one or max(w, h) < SMALLEST["round"] * side else list(_circles(part, near, side))
        if whole is not None and len(circles) < 2:
            found.append(whole)
        else:
            found += circles
    return found


def _shape_of(part: Mask, near: Any, side: int) -> _Shape | None:
    """A component as one seal; None where its outline is none."""
    contours, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    box = cv2.minAreaRect(hull)
    fullness = cv2.contourArea(hull) / max(1.0, box[1][0] * box[1][1])
    if fullness > 0.9 and _aspect(box[1]) < 2.5:
        return _sized("square", box, _shown(_edge(cv2.boxPoints(box)), near), side)
    if not 0.68 < fullness < 0.88 or len(hull) < 6:
        return None
    ellipse = cv2.fitEllipse(hull)
    if _aspect(ellipse[1]) > 2.2:
        return None
    return _sized("round" if _aspect(ellipse[1]) < ROUND else "oval", ellipse, _shown(_around(ellipse), near), side)


def _sized(shape: str, found: Any, shown: float, side: int) -> _Shape | None:
    """The shape where it has the size of a seal and its outline shows."""
    share = max(found[1]) / side
    if not SMALLEST[shape] <= share <= (LARGE if shape == "square" else LARGEST) or shown < (
        WHOLE_RING if share > LARGE else RING
    ):
        return None
    return (shape, *_upright(found))


def _aspect(axes: Sequence[float]) -> float:
    return max(axes) / max(1e-6, min(axes))


def _upright(shape: Any) -> tuple[tuple[float, float], tuple[float, float], float]:
    """Centre, width, height and the turn from level, between -45 and 45 degrees."""
    (x, y), (w, h), degrees = shape
    while degrees > 45:
        degrees, w, h = degrees - 90, h, w
    while degrees < -45:
        degrees, w, h = degrees + 90, h, w
    return (float(x), float(y)), (float(w), float(h)), float(degrees)


def _around(ellipse: Any, count: int = 144) -> Any:
    (x, y), (w, h), degrees = ellipse
    turns = np.linspace(0, 2 * np.pi, count, endpoint=False)
    across, down = np.cos(turns) * w / 2, np.sin(turns) * h / 2
    angle = math.radians(degrees)
    return np.stack(
        [x + across * math.cos(angle) - down * math.sin(angle), y + across * math.sin(angle) + down * math.cos(angle)],
        axis=1,
    )


def _edge(corners: Any, count: int = 40) -> Any:
    steps = np.linspace(0, 1, count, endpoint=False)[:, np.newaxis]
    return np.concatenate([a + (b - a) * steps for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)])


def _shown(points: Any, near: Any) -> float:
    """Share of an outline's points on red."""
    height, width = near.shape
    x, y = (np.clip(np.round(points[:, axis]).astype(int), 0, end - 1) for axis, end in ((0, width), (1, height)))
    return float((near[y, x] > 0).mean())


def _circles(part: Mask, near: Any, side: int, largest: float = LARGEST) -> Iterator[_Shape]:
    """Round seals, `largest` at most, within ink that runs together with something else."""
    kept: list[tuple[float, float, float]] = []
    about = cv2.dilate(near, np.ones((7, 7), np.uint8))
    for rough in _rough_circles(part, SMALLEST["round"] * side / 2, largest * side / 2):
        if _shown(_ring(*map(float, rough)), about) < SHOWN:
            continue
        x, y, radius = _fitted(rough, near)
        shown = _shown(_ring(x, y, radius), near)
        inside = min(_shown(_ring(x, y, share * radius), near) for share in (0.85, 0.6, 0.45))
        if shown < (WHOLE_RING if 2 * radius > LARGE * side else SHOWN) or inside > 0.8:
            continue
        if all(math.hypot(x - kx, y - ky) > 0.6 * max(radius, kr) for kx, ky, kr in kept):
            kept.append((x, y, radius))
            yield "round", (x, y), (2 * radius, 2 * radius), 0.0


def _rough_circles(part: Mask, least: float, most: float) -> Any:
    """Centre and radius, between two radii, of the circles that most ink may lie on, the best first.

    Looked for in a picture of half the size, which takes a quarter of the time and finds them as well.
    """
    if min(least, *part.shape) < 2:
        return ()
    half = cv2.GaussianBlur(cv2.resize(part * 255, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), (3, 3), 0)
    near, far = round(least / 2), round(most / 2)
    found = cv2.HoughCircles(half, cv2.HOUGH_GRADIENT, 1, least, param1=120, param2=30, minRadius=near, maxRadius=far)
    return () if found is None else found[0][:MOST] * 2


def _ring(x: float, y: float, radius: float) -> Any:
    return _around(((x, y), (2 * radius, 2 * radius), 0))


def _fitted(rough: Any, near: Any) -> tuple[float, float, float]:
    """The circle near a rough one on which most red lies."""
    x, y, radius = (float(number) for number in rough)
    tried = [
        (x + across, y + down, radius + more)
        for more in range(-4, 15, 2)
        for across in range(-6, 7, 3)
        for down in range(-6, 7, 3)
    ]
    return max(tried, key=lambda circle: _shown(_ring(*circle), near))


# ---------------------------------------------------------------- taking them out


def without(picture: Picture, seals: Sequence[Seal]) -> Picture:
    """The page with the ink of its seals taken for paper; what is printed under them stays."""
    cleaned = picture.copy()
    grey = is_grey(picture)
    height, width = picture.shape[:2]
    for seal in seals:
        x0, y0, x1, y1 = seal.outline
        slack = 0.06 * max(seal.axes)
        left, top = max(0, math.floor(x0 - slack)), max(0, math.floor(y0 - slack))
        right, bottom = min(width, math.ceil(x1 + slack)), min(height, math.ceil(y1 + slack))
        if right - left > 4 and bottom - top > 4:
            cut = picture[top:bottom, left:right]
            cleaned[top:bottom, left:right] = _faded(cut, picture, seal) if grey else _bleached(cut)
    return cleaned


def _bleached(cut: Picture) -> Picture:
    """Red ink is bright in the red channel, black ink dark: the channel, stretched so that red ink is white."""
    red = cut[:, :, 2].astype(np.float32)
    ink = redness(cut) > REDDER
    if ink.sum() < 20:
        return cut
    paper = float(np.percentile(red[ink], 35))
    dark = float(np.percentile(red, 0.5))
    if paper - dark < 30:
        return cut
    grey = np.clip((red - dark) / (paper - dark) * 255, 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)


def _faded(cut: Picture, page: Picture, seal: Seal) -> Picture:
    """The same on a page in shades of grey: whatever is as light as the ring of the seal is taken for paper."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    dark, paper = _tones(grey[::4, ::4])
    height, width = grey.shape
    points = np.concatenate([_ring(*seal.centre, share * seal.axes[0] / 2) for share in (0.97, 0.98, 0.99, 1.0)])
    x, y = (np.clip(np.round(points[:, axis]).astype(int), 0, end - 1) for axis, end in ((0, width), (1, height)))
    ring = grey[y, x]
    ring = ring[(ring > dark + 0.15 * (paper - dark)) & (ring < paper - 0.1 * (paper - dark))]
    if len(ring) < 20:
        return cut
    level = float(np.percentile(ring, 25)) - 0.05 * (paper - dark)
    if level - dark < 25:
        return cut
    tones = cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY).astype(np.float32) - dark
    faded = np.clip(tones / (level - dark) * 255, 0, 255)
    print_and_edges = cv2.dilate((faded < CORE).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    kept = np.where(print_and_edges, np.minimum(faded, tones / (paper - dark) * 255 + EDGE), faded)
    return np.repeat(np.clip(kept, 0, 255).astype(np.uint8)[:, :, np.newaxis], 3, axis=2)


# ---------------------------------------------------------------- reading them


def words_of(picture: Picture, seal: Seal, engine: Engine) -> tuple[str, float]:
    """What a seal says, its ring first, and how sure its least sure letter is; empty where it is not legible."""
    ink = 255 - np.clip(redness(picture).astype(np.int16) * 3, 0, 255).astype(np.uint8)
    page = np.repeat(ink[:, :, np.newaxis], 3, axis=2)
    parts: list[Sequence[Sign]] = []
    if seal.shape != "square":
        read = engine.read([_unrolled(page, seal, *band) for band in BANDS])
        parts.append(max(read, key=lambda signs: _sure_of(signs) * min(len(signs), 8)))
    parts += _inside(page, seal, engine)
    told = [signs for signs in parts if _sure_of(signs) >= LEGIBLE and _text_of(signs)]
    if not told:
        return "", 0.0
    return " ".join(map(_text_of, told)), min(sign.sure for signs in told for sign in signs)


def _text_of(signs: Sequence[Sign]) -> str:
    return "".join(sign.text for sign in signs).strip(" *★☆·")


def _sure_of(signs: Sequence[Sign]) -> float:
    return sum(sign.sure for sign in signs) / len(signs) if signs else 0.0


def _unrolled(page: Picture, seal: Seal, outer: float, inner: float) -> Picture:
    """The words along the ring laid out straight, from the bottom clockwise round to the bottom."""
    wide, high = (side / 2 for side in seal.axes)
    length = round(2 * math.pi * max(wide, high) * 0.8)
    depth = max(24, round((outer - inner) * min(wide, high)))
    turns = np.linspace(0.5 * np.pi, 2.5 * np.pi, max(64, length), dtype=np.float32)[np.newaxis, :]
    reach = np.linspace(outer, inner, depth, dtype=np.float32)[:, np.newaxis]
    across, down = reach * np.cos(turns) * wide, reach * np.sin(turns) * high
    angle = math.radians(seal.degrees)
    x = (seal.centre[0] + across * math.cos(angle) - down * math.sin(angle)).astype(np.float32)
    y = (seal.centre[1] + across * math.sin(angle) + down * math.cos(angle)).astype(np.float32)
    straight = cv2.remap(page, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return _squeezed(np.asarray(straight, np.uint8))


def _squeezed(straight: Picture) -> Picture:
    """Without the empty stretch at both ends."""
    dark = np.flatnonzero((straight[:, :, 0] < 140).sum(axis=0) > 0.08 * straight.shape[0])
    if len(dark) < 8:
        return straight
    return straight[:, max(0, int(dark[0]) - 12) : int(dark[-1]) + 12]


def _inside(page: Picture, seal: Seal, engine: Engine) -> list[tuple[Sign, ...]]:
    """Level words within a seal: its kind under the star, or the name on a square one."""
    x0, y0, x1, y1 = (round(side) for side in seal.outline)
    if seal.shape != "square":
        y0 = round(seal.centre[1] + 0.12 * seal.axes[1])
        y1 = round(seal.centre[1] + 0.36 * seal.axes[1])
        third = round(0.36 * seal.axes[0])
        x0, x1 = round(seal.centre[0]) - third, round(seal.centre[0]) + third
    cut = page[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
    if min(cut.shape[:2]) < 8:
        return []
    quads = sorted(engine.places(cut, 480), key=lambda quad: float(quad[:, 1].mean()))
    lines = [cropped(cut, quad) for quad in quads]
    return engine.read([line for line in lines if min(line.shape[:2]) > 5])
