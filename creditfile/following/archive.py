"""A client's archive on disk: papers by the day they came, looks by their day, and the log of updates."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from creditfile.errors import CaseError
from creditfile.model import Case
from creditfile.model.record import from_json
from creditfile.reading.persons import FILES
from creditfile.reading.read import papers_of

PAPERS, LOOKS, RECORD = "papers", "looks", "case.json"
_LOOK = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:\.(?P<number>\d+))?")
_BESIDE = (*FILES, "corrections.toml")


@dataclass(frozen=True, slots=True)
class Archive:
    """A client's folder: `papers/<day>/`, `looks/<day>/`, `log.jsonl`, and what persons said."""

    folder: Path
    """Where it lies."""

    @property
    def looks(self) -> tuple[Path, ...]:
        """The finished looks, the earliest first."""
        return tuple(path for path in _by_day(self.folder / LOOKS) if (path / RECORD).is_file())

    @property
    def last(self) -> Case | None:
        """The case as it stood at the last look. Raises CaseError for a record of another format."""
        if not self.looks:
            return None
        file = self.looks[-1] / RECORD
        return from_json(file.read_text(encoding="utf-8"), file.parent)

    @property
    def since(self) -> date | None:
        """The day of the last look."""
        return day_of(self.looks[-1].name) if self.looks else None

    @property
    def files(self) -> tuple[Path, ...]:
        """Every paper that ever came, the earliest first, and what persons said."""
        papers = [file for look in _by_day(self.folder / PAPERS) for _, file in papers_of(look)]
        said = [self.folder / name for name in _BESIDE if (self.folder / name).is_file()]
        return (*papers, *said)

    def next_name(self, on: date) -> str:
        """The name of a look on that day. Raises CaseError for a day before the last look."""
        if self.since and on < self.since:
            raise CaseError(
                f"the last look was on {self.since}", where=str(self.folder), mend="Look on that day or later."
            )
        taken = {path.name for part in (PAPERS, LOOKS) for path in _by_day(self.folder / part)}
        number = 1
        while (name := on.isoformat() if number == 1 else f"{on.isoformat()}.{number}") in taken:
            number += 1
        return name

    def take_in(self, submitted: Iterable[Path], name: str) -> tuple[str, ...]:
        """Copy papers into `papers/<name>/`, whole or not at all; their paths in the archive.

        Raises CaseError for a path that is not there.
        """
        files = list(_files(submitted))
        if not files:
            return ()
        home = self.folder / PAPERS
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".coming-") as temporary:
            whole = Path(temporary) / name
            for path, file in files:
                place = whole / path
                if place.exists():
                    raise CaseError(f"{path} came twice", where=str(file), mend="Give files of different names.")
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)
            whole.rename(home / name)
        return tuple(f"{PAPERS}/{name}/{path}" for path, _ in files)


def day_of(name: str) -> date:
    """The day of a look by its name, `2026-03-09` or `2026-03-09.2`."""
    return date.fromisoformat(name.partition(".")[0])


def look_of(path: str) -> str:
    """The name of the look with which a paper came, by its path in the archive; empty for what lies beside."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == PAPERS else ""


def _by_day(folder: Path) -> list[Path]:
    found = [path for path in folder.iterdir() if _LOOK.fullmatch(path.name)] if folder.is_dir() else []
    return sorted(found, key=lambda path: _order(path.name))


def _order(name: str) -> tuple[str, int]:
    day, _, number = name.partition(".")
    return day, int(number or 1)


def later(one: str, other: str) -> bool:
    """Whether a look was after another, by their names."""
    return _order(one) > _order(other)


def _files(submitted: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for path in submitted:
        if not path.exists():
            raise CaseError("there is no such file or folder", where=str(path), mend="Check the path.")
        for name, file in papers_of(path):
            if name not in _BESIDE:
                yield name, file


def archives_below(folders: Iterable[Path]) -> Iterator[Path]:
    """Every archive among these folders and right below them. Raises CaseError where there is none."""
    found = False
    for folder in folders:
        for place in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
            if (place / LOOKS).is_dir():
                found = True
                yield place
    if not found:
        raise CaseError("there is no archive", where=", ".join(map(str, folders)), mend="creditfile follow makes one.")
