"""Stage 1: open every file, find every field."""

from typing import TYPE_CHECKING

from creditfile.model import Case

if TYPE_CHECKING:
    from creditfile.model.document import Documents


def read(case: Case, documents: "Documents") -> Case:
    """The stage's door; what it needs is loaded when it is first walked through."""
    from creditfile.reading.read import read as work

    return work(case, documents)
