"""What the signals of a case come to, as facts for the rules that ask."""

from collections import Counter
from collections.abc import Iterable, Sequence

from creditfile.judging.rules import Rule
from creditfile.model import Answer, Fact

GRAVE = 5
"""The weight from which a signal is grave: two of one category weigh more than their sum (domain reference §5.1)."""


def weighed(rules: Iterable[Rule], answers: Sequence[Answer]) -> tuple[Fact, ...]:
    """risk.index, risk.possible, risk.gravest: none when no signal was judged.

    A signal that cannot be told counts nothing in the index and all of its weight in what is possible.
    """
    signals = {rule.code: rule for rule in rules if rule.weight}
    judged = {answer.code for answer in answers if answer.code in signals and answer.outcome != "left_out"}
    if not judged:
        return ()
    hit = {answer.code for answer in answers if answer.code in signals and answer.outcome == "fails"}
    unknown = {answer.code for answer in answers if answer.code in judged and answer.outcome == "cannot_tell"} - hit
    index = sum(signals[code].weight for code in hit)
    grave = Counter(signals[code].group for code in hit if signals[code].weight >= GRAVE)
    return (
        Fact("risk.index", index, "integer", label="风险指数", label_en="Risk index"),
        Fact(
            "risk.possible",
            index + sum(signals[code].weight for code in unknown),
            "integer",
            label="风险指数上限(未核实的信号全部命中)",
            label_en="Risk index if every unknown signal were there",
        ),
        Fact(
            "risk.gravest",
            max(grave.values(), default=0),
            "integer",
            label="同一类别内的重大信号数",
            label_en="Grave signals in one category",
        ),
    )
