"""Stage 2: text becomes amounts, dates and names; one value stands for each field; figures follow."""

from datetime import date
from typing import TYPE_CHECKING

from creditfile.model import Case

if TYPE_CHECKING:
    from creditfile.model.document import Documents
    from creditfile.settling.settle import Figures


def settle(case: Case, documents: "Documents", figures: "Figures", on: date) -> Case:
    """The stage's door; what it needs is loaded when it is first walked through."""
    from creditfile.settling.settle import settle as work

    return work(case, documents, figures, on)
