"""Stage 4: fill the Word documents."""

from typing import TYPE_CHECKING

from creditfile.model import Case

if TYPE_CHECKING:
    from creditfile.filling.templates import Templates


def fill(case: Case, templates: "Templates", *, evidence: str = "none") -> Case:
    """The stage's door; what it needs is loaded when it is first walked through."""
    from creditfile.filling.fill import fill as work

    return work(case, templates, evidence=evidence)
