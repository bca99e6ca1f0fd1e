"""How often a recognised letter is wrong, by how sure it was and whether the second look says the same."""

import io
from collections import Counter
from collections.abc import Iterable
from itertools import chain

import numpy as np
from PIL import Image

from tests.generator import binomial
from tests.scans.characters import plain, samples

CLASSES = ("digits", "Latin letters", "Chinese letters")
BINS = ((0.98, 1.01), (0.9, 0.98), (0.0, 0.9))


def class_of(letter: str) -> str | None:
    """Which line of the table a letter belongs to; points and the like to none."""
    if letter.isdigit():
        return "digits"
    if letter.isascii() and letter.isalpha():
        return "Latin letters"
    return "Chinese letters" if "\u4e00" <= letter <= "\u9fff" else None


def right(truth: str, said: str) -> list[bool]:
    """Which letters of a line are right, where it is laid against a page so that as many as possible are."""
    if said in truth:
        return [True] * len(said)
    signs = np.array([ord(sign) for sign in truth])
    steps = np.arange(len(truth) + 1)
    table = np.zeros((len(said) + 1, len(truth) + 1), np.int32)
    table[:, 0] = np.arange(len(said) + 1)
    for number, letter in enumerate(said, start=1):
        changed = np.minimum(table[number - 1, :-1] + (signs != ord(letter)), table[number - 1, 1:] + 1)
        row = np.concatenate([[number], changed])
        table[number] = np.minimum.accumulate(row - steps) + steps
    found = [False] * len(said)
    row_at, at = len(said), int(table[-1].argmin())
    while row_at:
        is_same = at > 0 and truth[at - 1] == said[row_at - 1]
        if at and table[row_at, at] == table[row_at - 1, at - 1] + (not is_same):
            found[row_at - 1] = is_same
            row_at, at = row_at - 1, at - 1
        elif table[row_at, at] == table[row_at - 1, at] + 1:
            row_at -= 1
        else:
            at -= 1
    return found


def measure(seed: int) -> list[tuple[str, int, bool, bool]]:
    """Of each letter read on the pages of one case: its kind, how sure (its place in BINS), seen twice, right."""
    from creditfile.reading.ocr.engine import engine
    from creditfile.reading.ocr.transcript import transcribe

    found = []
    for sample in samples(seed):
        pixels = np.ascontiguousarray(np.asarray(Image.open(io.BytesIO(sample.picture)).convert("RGB"))[:, :, ::-1])
        truth = plain(sample.truth)
        for line in transcribe(pixels, 72 / sample.dpi, engine()).lines:
            for word in line.words:
                letters = [(plain(sign), *rest) for sign, *rest in zip(word.text, word.sure, word.twice, strict=True)]
                letters = [letter for letter in letters if len(str(letter[0])) == 1]
                marks = right(truth, "".join(str(letter[0]) for letter in letters))
                for (sign, sure, twice), is_right in zip(letters, marks, strict=True):
                    if kind := class_of(str(sign)):
                        at = next(n for n, (low, high) in enumerate(BINS) if low <= float(str(sure)) < high)
                        found.append((kind, at, bool(twice), is_right))
    return found


def table(cases: Iterable[Iterable[tuple[str, int, bool, bool]]]) -> str:
    """In Markdown."""
    seen: Counter[tuple[str, int, bool]] = Counter()
    wrong: Counter[tuple[str, int, bool]] = Counter()
    for kind, at, twice, is_right in chain.from_iterable(cases):
        seen[kind, at, twice] += 1
        wrong[kind, at, twice] += not is_right
    names = ("≥ 0.98", "0.90–0.97", "below")
    lines = [
        "| letters | " + " | ".join(f"{name}, seen twice | {name}, once" for name in names) + " |",
        "|---|" + "--:|" * 2 * len(names),
    ]
    for kind in CLASSES:
        cells = []
        for at in range(len(BINS)):
            for twice in (True, False):
                key = (kind, at, twice)
                cells.append(f"{wrong[key]} of {seen[key]} wrong")
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    digits = [("digits", at, True) for at in (0, 1)]
    tries, hits = sum(seen[key] for key in digits), sum(wrong[key] for key in digits)
    low, high = binomial.bounds(hits, tries)
    sure = f"{hits} of {tries} wrong (95 %: {low:.3%} to {high:.3%})"
    return "\n".join([*lines, "", f"Digits read surely (≥ 0.9) and seen twice: {sure}.", ""])
