"""Lint of docxtpl templates that belong to no book: general tag faults, and nothing about names or types."""

from difflib import get_close_matches
from pathlib import Path

from creditfile.filling.printing import the_environment
from creditfile.linting.complaints import Complaint
from creditfile.linting.spots import Spot
from creditfile.model import Severity


def complaints(file: Path) -> tuple[Complaint, ...]:
    """What docxtpl itself could not render, or would render with loss.

    A filter that Jinja does not have is a fault only where it looks like one misspelt: any other may be the caller's.
    """
    import zipfile

    from docxtpl_lint import lint
    from lxml import etree

    name = file.as_posix()
    try:
        found = lint(file)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError) as error:
        zh, en = f"无法打开:{error}", f"cannot be opened: {error}"
        return (Complaint(name, 1, "LNT-200", zh, en, "用 Word 重新保存。Save it again from Word."),)
    known = the_environment().filters
    return tuple(
        Complaint(
            name, 1, issue.rule, issue.message_for("zh"), issue.message_for("en"),
            severity=Severity.ERROR if issue.severity == "error" else Severity.WARNING,
            spot=Spot(
                _part(issue.location.part), issue.location.paragraph,
                tuple((cell.table, cell.row, cell.col) for cell in issue.location.cells), tag=issue.snippet,
            ),
        )
        for issue in found.issues
        if issue.rule != "DTL104" or get_close_matches(str(issue.params.get("name")), known, 1, 0.75)
    )


def wanted_filters(file: Path) -> tuple[str, ...]:
    """Filters that Jinja does not have: the program that fills the template must bring them."""
    from docxtpl_lint import lint

    return tuple(dict.fromkeys(str(one.params["name"]) for one in lint(file).issues if one.rule == "DTL104"))


def _part(label: str) -> str:
    return f"word/{'document' if label == 'body' else label}.xml"
