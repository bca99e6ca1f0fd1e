"""The recognition models: where text stands in a picture, and what it says; loaded once, offline."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeAlias
from unicodedata import normalize

import cv2
import numpy as np
from numpy.typing import NDArray

from creditfile.reading.ocr.makeup import CARRIER, models

Picture: TypeAlias = NDArray[np.uint8]
"""Rows of pixels, three channels in the order blue, green, red."""
Quad: TypeAlias = NDArray[np.float32]
"""Four corners (x, y) in pixels: top left, top right, bottom right, bottom left of the text as it reads."""

DETECTION, RECOGNITION, DIRECTION = "*_det_*", "*_rec_*", "*_cls_*"

INK = 0.3
"""From this probability on a pixel belongs to text."""
TEXT = 0.45
"""Mean probability from which a group of pixels is a line of text."""
GROWN = 1.6
"""By which share of area over circumference a line is grown: the model marks the core of a line only."""
LINES = 3_000
"""No more lines are looked at on one page."""
HEIGHT = 48
"""Pixels a line is scaled to for recognition."""
LONGEST = 3_200
"""Pixels of a scaled line; what is longer is squeezed."""
COLUMNS = 640
"""Of pixels recognised at one time: with more, what the model works on no longer fits the processor's caches."""


class Sign(NamedTuple):
    """One recognised character."""

    text: str
    sure: float
    """0 to 1, by the model."""
    at: float
    """Its middle along the line, 0 at the left end and 1 at the right."""


class ModelsMissingError(Exception):
    """The package with the models is not installed, or not whole."""


@dataclass(frozen=True)
class Engine:
    """The loaded models of one process."""

    detection: Any
    recognition: Any
    direction: Any
    letters: tuple[str, ...]
    """By class; the first is no letter."""
    alike: tuple[tuple[int, ...], ...]
    """By class: all classes of the same letter in another width, itself among them; （ is as good as (."""
    orders: Any = None
    """By which its work may be broken off."""

    def places(self, picture: Picture, side: int) -> list[Quad]:
        """Where lines of text stand; the picture is scaled so that its long side is about `side` pixels."""
        height, width = picture.shape[:2]
        scale = min(1.0, side / max(height, width))
        across, down = (max(32, round(length * scale / 32) * 32) for length in (width, height))
        shrunk = cv2.resize(picture, (across, down), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        sure = self._run(self.detection, _normalised(np.asarray(shrunk, np.uint8))[np.newaxis])[0, 0]
        factor = np.array([width / across, height / down], np.float32)
        return [quad * factor for quad in _lines_in(sure)]

    def read(self, lines: Sequence[Picture]) -> list[tuple[Sign, ...]]:
        """What each line says."""
        scaled = [_to_height(line) for line in lines]
        found: list[tuple[Sign, ...]] = [()] * len(lines)
        for batch in _together([line.shape[1] for line in scaled]):
            for number, signs in zip(batch, self._batch([scaled[number] for number in batch]), strict=True):
                found[number] = signs
        return found

    def _batch(self, lines: Sequence[Picture]) -> list[tuple[Sign, ...]]:
        wide = _rounded(max(line.shape[1] for line in lines))
        tensor = np.zeros((len(lines), 3, HEIGHT, wide), np.float32)
        for number, line in enumerate(lines):
            tensor[number, :, :, : line.shape[1]] = _normalised(line)
        chances = self._run(self.recognition, tensor)
        return [self._signs(row, line.shape[1] / wide) for row, line in zip(chances, lines, strict=True)]

    def _signs(self, chances: NDArray[np.float32], filled: float) -> tuple[Sign, ...]:
        """The best class of each step; repeats of a class without a gap between are one sign."""
        best = chances.argmax(axis=1)
        sure = chances[np.arange(len(best)), best]
        for at in map(int, np.flatnonzero(best)):
            if len(same := self.alike[best[at]]) > 1:
                sure[at] = min(1.0, float(chances[at, list(same)].sum()))
        steps = len(best) * filled
        signs: list[Sign] = []
        start = 0
        for step in range(1, len(best) + 1):
            if step < len(best) and best[step] == best[start]:
                continue
            if best[start]:
                weights = sure[start:step]
                middle = float((np.arange(start, step) * weights).sum() / weights.sum()) + 0.5
                signs.append(Sign(self.letters[best[start]], float(weights.max()), min(1.0, middle / steps)))
            start = step
        return tuple(signs)

    def stand_on_head(self, lines: Sequence[Picture]) -> list[float]:
        """For each line how likely it is upside down, 0 to 1."""
        tensor = np.zeros((len(lines), 3, HEIGHT, 192), np.float32)
        for number, line in enumerate(lines):
            scaled = _to_height(line)[:, :192]
            tensor[number, :, :, : scaled.shape[1]] = _normalised(scaled)
        return [float(chance) for chance in self._run(self.direction, tensor)[:, 1]]

    def _run(self, session: Any, tensor: NDArray[np.float32]) -> NDArray[np.float32]:
        result: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: tensor}, self.orders)[0]
        return result


def _normalised(picture: Picture) -> NDArray[np.float32]:
    """Channels first, from -1 to 1."""
    return (picture.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)


def _to_height(line: Picture) -> Picture:
    height, width = line.shape[:2]
    wide = min(LONGEST, max(8, round(HEIGHT * width / max(1, height))))
    smaller = height > HEIGHT * 1.5
    scaled = cv2.resize(line, (wide, HEIGHT), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    return np.asarray(scaled, np.uint8)


def _together(widths: Sequence[int]) -> Iterator[list[int]]:
    """Lines of about one width, by their numbers: as many as are recognised at one time."""
    batch: list[int] = []
    for number in sorted(range(len(widths)), key=lambda number: widths[number]):
        if batch and (len(batch) + 1) * _rounded(widths[number]) > COLUMNS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _rounded(width: int) -> int:
    """To a multiple of 32, at least 160: few different shapes make the models quicker."""
    return max(160, -(-width // 32) * 32)


def _lines_in(sure: NDArray[np.float32]) -> list[Quad]:
    """The groups of pixels that are text, each as the tightest rectangle, grown to the whole line."""
    mask = (sure > INK).astype(np.uint8)
    mask = cv2.dilate(mask, np.ones((2, 2), np.uint8)).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours[:LINES]:
        (cx, cy), (w, h), angle = cv2.minAreaRect(contour)
        if max(w, h) < 3 or min(w, h) < 2 or _mean_within(sure, contour.reshape(-1, 2)) < TEXT:
            continue
        more = 2 * GROWN * w * h / (2 * (w + h))
        found.append(_from_top_left(cv2.boxPoints(((cx, cy), (w + more, h + more), angle))))
    return found


def _mean_within(sure: NDArray[np.float32], outline: Any) -> float:
    height, width = sure.shape
    x0, y0 = np.clip(np.floor(outline.min(axis=0)).astype(int), 0, [width - 1, height - 1])
    x1, y1 = np.clip(np.ceil(outline.max(axis=0)).astype(int), 0, [width - 1, height - 1])
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(mask, [(outline - [x0, y0]).astype(np.int32)], (1,))
    return float(cv2.mean(sure[y0 : y1 + 1, x0 : x1 + 1], mask)[0])


def _from_top_left(corners: Any) -> Quad:
    """The corners in order, the long side taken for the direction of reading unless it stands almost upright."""
    points = np.asarray(corners, np.float32)
    by_x = points[np.argsort(points[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)


def size_of(quad: Quad) -> tuple[float, float]:
    """Width and height of four corners along their own sides."""
    return float(np.hypot(*(quad[1] - quad[0]))), float(np.hypot(*(quad[3] - quad[0])))


def cropped(picture: Picture, quad: Quad) -> Picture:
    """What stands in four corners, level."""
    width, height = (max(1, round(side)) for side in size_of(quad))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), target)
    cut = cv2.warpPerspective(picture, there, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


# ---------------------------------------------------------------- loading


_LOADING = Lock()


def engine(orders: Any = None) -> Engine:
    """The models, loaded when first asked for in a process, for any number of threads. Raises ModelsMissingError."""
    with _LOADING:
        loaded = _loaded(os.getpid())
    return replace(loaded, orders=orders)


def new_orders() -> Any:
    """To hand to `engine`: set `terminate`, and whatever it is at is broken off with an exception."""
    import onnxruntime

    return onnxruntime.RunOptions()


@cache
def _loaded(process: int) -> Engine:
    recognition = _session(RECOGNITION)
    listed = recognition.get_modelmeta().custom_metadata_map.get("character", "")
    if not listed:
        raise ModelsMissingError("the recognition model names no characters")
    letters = ("", *listed.splitlines(), " ")
    return Engine(_session(DETECTION), recognition, _session(DIRECTION), letters, _alike(letters))


def _alike(letters: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    groups: dict[str, list[int]] = {}
    for number, letter in enumerate(letters):
        groups.setdefault(normalize("NFKC", letter) or str(number), []).append(number)
    return tuple(tuple(groups[normalize("NFKC", letter) or str(number)]) for number, letter in enumerate(letters))


def _session(pattern: str) -> Any:
    """On the thread that asks: two threads on one page win little, two pages at a time nearly all."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(model(pattern)), options, providers=["CPUExecutionProvider"])


def model(pattern: str) -> Path:
    """The file of one model in the package that carries them."""
    found = models(pattern)
    if not found:
        raise ModelsMissingError(f"{CARRIER} carries no model {pattern}")
    return found[0]
