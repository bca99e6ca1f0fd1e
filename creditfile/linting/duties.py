"""Are the duties right: every name known, every example as it says."""

from collections.abc import Iterator

from creditfile.book import Book
from creditfile.content import did_you_mean
from creditfile.judging.duties import DutyExample, DutyRule, duties_of
from creditfile.judging.examples import fact_of
from creditfile.judging.judge import names_of
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import Dictionary, unknown
from creditfile.model.duty import Duty, State

_TABLE_ROW = "it."


def complaints(book: Book, known: Dictionary) -> Iterator[Complaint]:
    """Everything wrong with the duties."""
    letters = {template.name for template in book.templates.each}
    for rule in book.duties:
        named = {address for address in rule.addresses if not address.startswith(_TABLE_ROW) or "." not in rule.each}
        for complaint in unknown(named, known, rule.each):
            yield Complaint(
                rule.file, rule.line, "LNT-101", f"{rule.code} 使用了没有来源的事实 {complaint}",
                f"{rule.code} names a fact that nothing supplies: {complaint}",
            )
        if rule.letter and rule.letter not in letters:
            yield Complaint(
                rule.file, rule.line, "LNT-104", f"{rule.code} 的文书 {rule.letter} 不存在",
                f"{rule.code} asks for a document that is not there: {did_you_mean(rule.letter, letters)}",
            )
        for number, example in enumerate(rule.examples, start=1):
            state, duty = stands(rule, example, book)
            if state != example.answer or (example.due and duty and duty.due != example.due):
                day = duty.due if duty else None
                yield Complaint(
                    rule.file, rule.line, "LNT-112",
                    f"{rule.code} 第 {number} 个示例应为 {example.answer} {example.due or ''},实际为 {state} {day}",
                    f"{rule.code}: example {number} stands {state} {day}, not {example.answer} {example.due or ''}",
                )


def stands(rule: DutyRule, example: DutyExample, book: Book) -> tuple[str, Duty | None]:
    """How the first of its days that is open stands on an example's facts; none where there is no such duty."""
    facts = [fact_of(name, value) for name, value in example.facts.items()]
    found = duties_of((rule,), facts, names_of(book.rules.settings, book.rules.lists, example.on), example.on)
    still_open = [duty for duty in found if duty.state is not State.DONE] or list(found)
    return (still_open[0].state.value, still_open[0]) if still_open else ("none", None)
