"""Character error of recognition: ours, plain RapidOCR and Tesseract on the same pages."""

import io
import re
import shutil
import subprocess
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

from tests.generator import making, write_image
from tests.scans.wear import sealed, wear_of

Read = Callable[[bytes, int], str]
SAMPLES = 4
"""Pages of one case."""


@dataclass(frozen=True)
class Sample:
    """One page as a picture, and what stands on it."""

    name: str
    picture: bytes
    dpi: int
    truth: str


def samples(seed: int, count: int = SAMPLES, pages: int = 2) -> Iterator[Sample]:
    """Pages of the made-up case of a seed: of papers by turns, the first pages."""
    from creditfile.reading import pdf

    case = making.case(seed, party="ENT", forms=("pdf",), full=True)
    papers = [one for one in case.files if one.path.endswith(".pdf")]
    turn, apart = seed % len(papers), len(papers) // count or 1
    made = 0
    for number, one in enumerate([*papers[turn:], *papers[:turn]][::apart]):
        wear = wear_of(seed, number)
        scanned = sealed(one.content, seed * 100 + number)
        for page in pdf.read(one.content, one.path).pages[:pages]:
            if made == count:
                return
            image = write_image.worn(write_image.rendered(scanned, page.number - 1, wear.dpi), wear, seed + made)
            truth = "".join(line.text for line in page.lines)
            yield Sample(f"{'+'.join(one.docs)} p{page.number}", write_image.jpeg(image, wear), wear.dpi, truth)
            made += 1


def plain(text: str) -> str:
    """Without what no reader is asked for: blanks, the width of punctuation, dots that lead the eye to a figure."""
    closed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[.·]{3,}", "", closed).replace("帐", "账")


def errors(truth: str, read: str) -> int:
    """The least number of letters put in, left out or changed."""
    if not truth or not read:
        return max(len(truth), len(read))
    one, other = np.array([ord(c) for c in truth]), np.array([ord(c) for c in read])
    row = np.arange(len(other) + 1)
    steps = np.arange(len(other) + 1)
    for number, letter in enumerate(one, start=1):
        changed = np.minimum(row[1:] + 1, row[:-1] + (other != letter))
        row = np.concatenate([[number], changed])
        row = np.minimum.accumulate(row - steps) + steps
    return int(row[-1])


def astray(truth: str, read: str) -> int:
    """Letters wrong whatever the order: the larger of those missing and those too many."""
    one, other = Counter(truth), Counter(read)
    return max((one - other).total(), (other - one).total())


def ours(picture: bytes, dpi: int) -> str:
    """Our way: straightened, seals taken out, lines in order."""
    from creditfile.reading.ocr.engine import engine
    from creditfile.reading.ocr.transcript import transcribe

    pixels = np.ascontiguousarray(np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))[:, :, ::-1])
    return transcribe(pixels, 72 / dpi, engine()).text


@cache
def _rapid() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})


def rapid(picture: bytes, dpi: int) -> str:
    """RapidOCR as it comes."""
    said = _rapid()(picture)
    return "\n".join(said.txts or ())


def tesseract(picture: bytes, dpi: int) -> str:
    """Tesseract with its Chinese model, as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.jpg"
        page.write_bytes(picture)
        done = subprocess.run(
            ["tesseract", str(page), "-", "-l", "chi_sim", "--dpi", str(dpi)], capture_output=True, check=True
        )
    return done.stdout.decode("utf-8", "replace")


def readers() -> dict[str, Read]:
    """Those that are installed."""
    found: dict[str, Read] = {"creditfile": ours, "RapidOCR, plain": rapid}
    if shutil.which("tesseract"):
        found["Tesseract chi_sim"] = tesseract
    return found


def measure(seed: int) -> dict[str, list[dict[str, float]]]:
    """What each engine made of each page of one case."""
    made = list(samples(seed))
    # one engine after the other: models that take turns would push each other out of the processor's caches
    return {name: [_one(read, sample) for sample in made] for name, read in readers().items()}


def _one(read: Read, sample: Sample) -> dict[str, float]:
    begun = time.perf_counter()
    said = read(sample.picture, sample.dpi)
    took = time.perf_counter() - begun
    truth, said = plain(sample.truth), plain(said)
    amounts = re.findall(r"\d{1,3}(?:,\d{3})+\.\d{2}", sample.truth)
    return {
        "seconds": took,
        "letters": len(truth),
        "ordered": errors(truth, said),
        "anyhow": astray(truth, said),
        "figures": len(amounts),
        "right": sum(amount in said for amount in amounts),
    }


def table(cases: Sequence[Mapping[str, Sequence[Mapping[str, float]]]]) -> str:
    """In Markdown."""
    pages: dict[str, list[Mapping[str, float]]] = {}
    for case in cases:
        for name, measured in case.items():
            pages.setdefault(name, []).extend(measured)
    lines = [
        "| engine | pages | letters | wrong, in order | wrong, in any order | figures right | s/page, median |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, measured in pages.items():
        letters, ordered, anyhow, figures, right = (
            sum(page[what] for page in measured) for what in ("letters", "ordered", "anyhow", "figures", "right")
        )
        took = median(page["seconds"] for page in measured)
        lines.append(
            f"| {name} | {len(measured)} | {letters} | {ordered / letters:.2%} | {anyhow / letters:.2%} | "
            f"{right}/{figures} | {took:.1f} |"
        )
    return "\n".join(lines) + "\n"
