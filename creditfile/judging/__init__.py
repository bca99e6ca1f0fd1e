"""Stage 3: hold the facts against the rules."""

from datetime import date
from typing import TYPE_CHECKING

from creditfile.model import Case

if TYPE_CHECKING:
    from creditfile.judging.judge import Rulebook


def judge(case: Case, rules: "Rulebook", on: date) -> Case:
    """The stage's door; what it needs is loaded when it is first walked through."""
    from creditfile.judging.judge import judge as work

    return work(case, rules, on)
