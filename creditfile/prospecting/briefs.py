"""One brief for the call on each prospect, in Word."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from creditfile.filling.templates import Templates
from creditfile.model import Fact, Paper
from creditfile.model.fact import Value
from creditfile.prospecting.prospects import Prospect
from creditfile.stages import fill

TEMPLATE = "call_brief"


def briefs(prospects: Iterable[Prospect], templates: Templates) -> Iterator[Paper]:
    """A document for each, named by its place in the order and the client."""
    alone = replace(templates, each=tuple(template for template in templates.each if template.name == TEMPLATE))
    for number, prospect in enumerate(prospects, start=1):
        case = replace(prospect.case, facts=(*prospect.case.facts, _ideas(prospect)), findings=(), papers=())
        for paper in fill(case, alone).papers:
            stem, _, ending = paper.name.rpartition(".")
            yield replace(paper, name=f"{number:03d}-{_safe(prospect.case.id)}-{stem}.{ending}")


def _ideas(prospect: Prospect) -> Fact:
    rows: tuple[Value, ...] = tuple(
        {
            "products": "、".join(idea.products),
            "situation": idea.situation,
            "problem": idea.problem,
            "implication": idea.implication,
            "payoff": idea.payoff,
            "basis": idea.basis,
        }
        for idea in prospect.ideas
    )
    return Fact("brief.ideas", rows, "table", label="产品与提问", label_en="Products and questions")


def _safe(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum())[:30] or "prospect"
