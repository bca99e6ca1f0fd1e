"""What a result depends on, as digests: the papers, the book's parts, the engine."""

import hashlib
import inspect
import json
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

ENGINE_FILES = (".py", ".json", ".toml", ".csv", ".mo", ".jinja")
GROUPS = ("creditfile.readers", "creditfile.functions")
"""Entry points by which other packages take part in a result."""


def papers_of(case: Path) -> Iterator[tuple[str, str]]:
    """Each file a result may depend on, with its sha256; an archive is one file, a link out of the case is its text."""
    from creditfile.reading.read import papers_of as listed

    root = case.resolve()
    for name, file in listed(case):
        outside = file.is_symlink() and not file.resolve().is_relative_to(root)
        yield name, text_digest(str(file.readlink())) if outside or not file.is_file() else file_digest(file)


def text_digest(text: str) -> str:
    """The sha256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def file_digest(file: Path) -> str:
    """The sha256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def submitted(papers: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> str:
    """One digest of all papers, names included."""
    whole = hashlib.sha256()
    for name, digest in papers:
        whole.update(f"{name}\0{digest}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def book_parts(folder: Path) -> str:
    """JSON: the digest of each of the book's folders, so that it can be told what changed."""
    from creditfile.book import PARTS
    from creditfile.content import content_files, digest

    suffixes = (".toml", ".csv", ".docx", ".txt", ".md")
    return json.dumps({part: digest(content_files(folder / part, *suffixes), folder) for part in PARTS})


def engine_digest(*functions: Callable[..., Any]) -> str:
    """Of the engine's files, the pipeline's functions' file, and the versions of all it stands on."""
    whole = hashlib.sha256(_engine().encode())
    for function in functions:
        file = inspect.getsourcefile(function)
        if file:
            whole.update(file_digest(Path(file)).encode())
    return whole.hexdigest()


@lru_cache(maxsize=1)
def _engine() -> str:
    whole = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    root = Path(__file__).parent.parent
    for file in sorted(root.rglob("*")):
        if file.suffix in ENGINE_FILES and file.is_file():
            whole.update(f"{file.relative_to(root).as_posix()} {file_digest(file)}\n".encode())
    for line in _versions():
        whole.update(f"{line}\n".encode())
    return whole.hexdigest()


def _versions() -> list[str]:
    """Of the libraries that the engine requires, and of packages that add readers or functions to it."""
    try:
        required = metadata.requires("creditfile") or []
    except metadata.PackageNotFoundError:
        required = []
    names = {_name(line) for line in required if "extra ==" not in line}
    for group in GROUPS:
        names |= {entry.dist.name for entry in metadata.entry_points(group=group) if entry.dist}
    found = []
    for name in sorted(names):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} none")
    return found


def _name(requirement: str) -> str:
    import re

    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
