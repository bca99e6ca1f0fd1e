"""The page on which a person reviews a case: every doubt beside the paper it came from, in one self-contained file."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from creditfile import __version__
from creditfile.book import Book
from creditfile.model import Case, Fact, Source
from creditfile.reviewing.answers import Waiting
from creditfile.reviewing.effect import Flip
from creditfile.reviewing.matters import Review
from creditfile.reviewing.pictures import Sheet, has_face, pages_wanted, picture_of, sheets_of
from creditfile.reviewing.view import View

PAGES, SHEETS = 80, 60
"""So many page pictures, and so many papers without a face, travel in the file; the others are quoted."""


@dataclass(frozen=True, slots=True)
class Live:
    """What a page has that can answer."""

    base: str
    """The path of the case on the server, without its last slash."""
    csrf: str
    state: str
    """What persons have said so far, as a digest."""
    by: str
    """Who is at the desk."""
    waiting: tuple[Waiting, ...] = ()
    changed: "Changed | None" = None
    """What the last answer changed."""
    places: tuple[tuple[str, int, float, float], ...] = ()
    """Every page that can be shown as a picture: source, page, width and height in points."""
    queue: bool = False
    """Whether there are other cases."""
    following: str = ""
    """The path of the next one; empty after the last."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What an answer changed."""

    what: str
    """What was answered."""
    decisions: tuple[str, str]
    """Before and after."""
    verdicts: tuple[str, str]
    """The policy's finer words, before and after."""
    flips: tuple[Flip, ...]
    matters: tuple[int, int]
    """How many things there were to look at, before and after."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a paper as it travels in the file."""

    source: int
    """The source's place in the list."""
    page: int
    width: float
    height: float
    src: str


def page(review: Review, book: Book, folder: Path, on: str, language: str = "zh", live: Live | None = None) -> str:
    """The whole page as HTML. Without `live` it holds all it shows and asks nothing of anybody."""
    script = asset("page.js")
    places = _places(review)
    papers = _Papers(review.case, folder)
    pictures = papers.live(live) if live else tuple(papers.pictures(places))
    view = View(review, book)
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            review=review,
            case=review.case,
            view=view,
            live=live,
            on=on,
            language=language,
            style=styled(),
            script=Markup(script),  # noqa: S704 - our own file
            policy=policy(asset("page.css"), script),
            pictures=[[one.source, one.page, one.width, one.height, one.src] for one in pictures],
            sheets=tuple(papers.sheets(places)),
            version=__version__,
        )
    )


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """A file that travels with the page."""
    return resources.files("creditfile.reviewing").joinpath(name).read_text(encoding="utf-8")


def styled() -> Markup:
    """The page's style, for our other pages."""
    return Markup(asset("page.css"))  # noqa: S704 - our own file


def policy(style: str, script: str, *, live: bool = False) -> str:
    """The content-security policy: our own style and script by their digests, and nothing else that runs."""
    own = "'self'" if live else "'none'"
    images = "'self' data:" if live else "data:"
    return (
        f"default-src 'none'; script-src '{digest(script)}'; style-src '{digest(style)}'; img-src {images}; "
        f"connect-src {own}; base-uri 'none'; form-action {own}"
    )


def digest(text: str) -> str:
    """As content-security policies name what may run."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import PackageLoader

    environment = Environment(
        loader=PackageLoader("creditfile.reviewing", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def rendered(template: str, **names: Any) -> str:
    """Another page of ours."""
    return _environment().get_template(template).render(**names)


def _places(review: Review) -> list[tuple[str, int | None]]:
    """Every place a person may want to see, what is looked at first first."""

    def origins(facts: Iterable[Fact]) -> Iterator[tuple[str, int | None]]:
        for fact in facts:
            for origin in fact.origins[:2]:
                yield origin.source, origin.page

    found: list[tuple[str, int | None]] = []
    for matter in review.matters:
        if matter.fact:
            found += origins((matter.fact, *matter.fact.rivals))
        if matter.finding:
            found += origins(matter.finding.evidence)
    for finding in (*review.notes, *review.waived):
        found += origins(finding.evidence)
    found += origins(fact for fact in review.case.facts if fact.name.startswith(("statement[", "parent_statement[")))
    found += origins(fact for fact in review.case.facts if not fact.inputs)
    return found


class _Papers:
    """The papers of a case, opened once each, as they are shown."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.folder = folder if folder.is_dir() else folder.parent
        self.numbers = {source.path: number for number, source in enumerate(case.sources)}
        self.sources = case.sources

    def content(self, source: Source) -> bytes:
        """Its bytes; none where it cannot be read or is not what was judged."""
        content = bytes_of(self.folder, source)
        return content if content is not None else b""

    def pictures(self, places: Iterable[tuple[str, int | None]]) -> Iterator[Shown]:
        """The pages that are wanted, PAGES at most, as data."""
        faces = [place for place in places if self._media(place[0], face=True)]
        for path, number in pages_wanted(faces, PAGES):
            source = self.sources[self.numbers[path]]
            found = picture_of(self.content(source), source.media, number)
            if found:
                src = f"data:{found.media_type};base64,{base64.b64encode(found.content).decode()}"
                yield Shown(self.numbers[path], number, found.width, found.height, src)

    def live(self, live: Live) -> tuple[Shown, ...]:
        """Every page there is, by its address on the server."""
        return tuple(
            Shown(self.numbers[path], page, width, height, f"{live.base}/page/{self.numbers[path]}/{page}")
            for path, page, width, height in live.places
        )

    def sheets(self, places: Iterable[tuple[str, int | None]]) -> Iterator[tuple[int, int, Sheet]]:
        """The papers without a face that are wanted: source, page, content."""
        wanted = dict.fromkeys(path for path, _ in places if self._media(path, face=False))
        for path in list(wanted)[:SHEETS]:
            source = self.sources[self.numbers[path]]
            for number, sheet in enumerate(sheets_of(self.content(source), path.rpartition("/")[2]), start=1):
                yield self.numbers[path], number, sheet

    def _media(self, path: str, *, face: bool) -> bool:
        number = self.numbers.get(path)
        return number is not None and has_face(self.sources[number].media) is face


def bytes_of(folder: Path, source: Source) -> bytes | None:
    """What a source of the case holds; None when it is not there, leads out of the case, or has changed since."""
    root = folder.resolve()
    file = (root / source.path).resolve()
    if not file.is_relative_to(root) or not file.is_file() or file.stat().st_size != source.size:
        return None
    content = file.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == source.sha256 else None
