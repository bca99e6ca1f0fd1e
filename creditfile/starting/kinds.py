"""The kinds of content file that `creditfile new` makes, and where each lies in the book."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from creditfile.content import content_files, did_you_mean, read_text
from creditfile.errors import BookError, CreditfileError

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CODE = re.compile(r"(?P<family>[A-Z]{2,4}(?:-[A-Z]{2,4})?)(?:-(?P<number>[0-9]{2,3}))?")
_ADDRESS = re.compile(r"[a-z_]+(\[\*\])?\.[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Made:
    """A content file to be written."""

    path: Path
    """In the book."""
    text: str
    """All of it."""


def new(kind: str, name: str, book: Path, title: str, paper: Path | None = None) -> Made:
    """A content file of a kind, complete and right, to be changed into what is wanted. Writes nothing.

    Raises CreditfileError for a kind, name or code that cannot be, and for what is there already.
    """
    if not all((book / part).is_dir() for part in ("schemas", "checks")):
        raise BookError("is not a book", where=str(book), mend="Give --book, or make one with `creditfile init`.")
    if re.search(r'["\\\n]', title):
        raise CreditfileError(f"{title!r} has a quotation mark, backslash or line break", mend="Leave it out.")
    if kind not in KINDS:
        raise CreditfileError(f"no kind of content file `{kind}`", mend=did_you_mean(kind, KINDS))
    return KINDS[kind](name, book, title, paper)


def _rule(name: str, book: Path, title: str, paper: Path | None) -> Made:
    """A check; the family says in which folder."""
    code, folder = _code(name, book)
    return _fresh(folder / f"{code}.toml", _skeleton("check.toml", code=code, title=title or "【待补】"))


def _admission(name: str, book: Path, title: str, paper: Path | None) -> Made:
    code, folder = _code(name, book)
    skeleton = "prohibition.toml" if folder.name == "prohibition" else "admission.toml"
    return _fresh(folder / f"{code}.toml", _skeleton(skeleton, code=code, title=title or "【待补】"))


def _code(name: str, book: Path) -> tuple[str, Path]:
    """The code (the next free one of a family when only that is given) and the folder of its family."""
    asked = _CODE.fullmatch(name)
    if not asked:
        raise CreditfileError(f"{name!r} is no code", mend="Write a family and a number: CTR-901, or CTR for the next.")
    family = asked["family"]
    taken: dict[str, Path] = {}
    for part in ("schemas/admission", "schemas/prohibition", "checks"):
        for file in content_files(book / part, ".toml"):
            if found := re.match(r'code = "([^"]+)"', read_text(file)):
                taken[found[1]] = file
    folders = {file.parent for code, file in taken.items() if code.rpartition("-")[0] == family}
    if not folders:
        families = {code.rpartition("-")[0] for code in taken}
        raise CreditfileError(f"no family of rules `{family}`", mend=did_you_mean(family, families))
    numbers = [int(code.rpartition("-")[2]) for code in taken if code.rpartition("-")[0] == family]
    code = name if asked["number"] else f"{family}-{max(numbers) + 1:03d}"
    if code in taken:
        raise CreditfileError(
            f"{code} is already the code of {taken[code].relative_to(book)}",
            mend=f"Codes are never reused; {family}-{max(numbers) + 1:03d} is free.",
        )
    return code, folders.pop()


def _document(name: str, book: Path, title: str, paper: Path | None) -> Made:
    from creditfile.starting.paper import seen

    _need(_NAME, name, "land_certificate")
    taken = "\n".join(read_text(file) for file in content_files(book / "schemas" / "documents", ".toml"))
    numbers = [int(number) for number in re.findall(r'(?m)^code = "D(\d+)"', taken)]
    code = f"D{max([900, *numbers]) + 1}"
    found = seen(paper) if paper else None
    return _fresh(
        book / "schemas" / "documents" / f"{name}.toml",
        _skeleton(
            "document.toml",
            name=name,
            code=code,
            title=title or (found.title if found else "【待补】"),
            words=", ".join(f'"{label}"' for label in found.words) if found else '"编号", "户名"',
            fields=found.fields if found else _skeleton("field.toml", name="number", label="编号", type="text"),
        ),
    )


def _field(name: str, book: Path, title: str, paper: Path | None) -> Made:
    document, _, field = name.partition(".")
    _need(_NAME, field, "business_licence.branch")
    file = book / "schemas" / "documents" / f"{document}.toml"
    if not file.is_file():
        known = [known.stem for known in content_files(file.parent, ".toml")]
        raise CreditfileError(f"no document type `{document}`", mend=did_you_mean(document, known))
    before = read_text(file)
    if f"[fields.{field}]" in before:
        raise CreditfileError(f"{document} has a field `{field}` already", where=str(file), mend="Change that one.")
    label = title or "【待补】"
    return Made(file, before.rstrip() + "\n\n" + _skeleton("field.toml", name=field, label=label, type="text"))


def _figure(name: str, book: Path, title: str, paper: Path | None) -> Made:
    _need(_ADDRESS, name, "bank.loan_share")
    file = book / "schemas" / "figures" / f"{name.replace('[*]', '').replace('.', '-')}.toml"
    return _fresh(file, _skeleton("figure.toml", address=name, title=title or "【待补】"))


def _list(name: str, book: Path, title: str, paper: Path | None) -> Made:
    _need(re.compile(r"[a-z][a-z0-9-]*"), name, "our-industries")
    return _fresh(book / "schemas" / "lists" / f"{name}.csv", _skeleton("list.csv"))


def _setting(name: str, book: Path, title: str, paper: Path | None) -> Made:
    _need(_NAME, name, "our_limit")
    file = book / "schemas" / "settings.toml"
    before = read_text(file)
    if f"[settings.{name}]" in before:
        raise CreditfileError(f"there is a setting `{name}` already", where=str(file), mend="Change its value.")
    return Made(file, before.rstrip() + "\n\n" + _skeleton("setting.toml", name=name, title=title or "【待补】"))


KINDS: dict[str, Callable[[str, Path, str, Path | None], Made]] = {
    "check": _rule,
    "rule": _admission,
    "document": _document,
    "field": _field,
    "figure": _figure,
    "list": _list,
    "setting": _setting,
}
"""What can be made: a check, a rule of admission or prohibition, a document type, a field of one, a figure, a list, a
setting."""


def _need(pattern: re.Pattern[str], name: str, such_as: str) -> None:
    if not pattern.fullmatch(name):
        raise CreditfileError(f"{name!r} cannot be its name", mend=f"Write small letters, such as {such_as}.")


def _fresh(file: Path, text: str) -> Made:
    if file.exists():
        raise CreditfileError("is there already", where=str(file), mend="Change it, or choose another name.")
    return Made(file, text)


def _skeleton(file: str, /, **words: str) -> str:
    text = resources.files("creditfile.starting").joinpath("skeletons", file).read_text(encoding="utf-8")
    return Template(text).substitute(words)
