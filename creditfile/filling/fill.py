"""Stage 4: fills the Word documents that a case calls for; a missing value is printed, named and reported."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from creditfile.filling.account import account, placed, unsure, wording
from creditfile.filling.names import name_of
from creditfile.filling.offer import Offer
from creditfile.filling.printing import Label, Mark, Sheet
from creditfile.filling.privacy import private
from creditfile.filling.templates import Template, Templates
from creditfile.filling.word import prepare, render
from creditfile.language.view import View
from creditfile.model import Case, Fact, Finding, Paper, Severity, Verdict

BLANKS = "RDG-160"
"""A filled document has places that nothing fills."""


def fill(case: Case, templates: Templates, *, evidence: str = "none") -> Case:
    """The case with its papers, and one finding for each paper with blanks; the decision stays as it is.

    `evidence` is none, comments or notes: whether each figure's file, page and words hang on it, and how.
    """
    view = View(case.facts)
    papers: list[Paper] = []
    findings: list[Finding] = []
    for template in templates.each:
        sheet = Sheet(labelled(view, template.labels, templates.titles), templates.words)
        about = account(case, sheet, view, templates.titles)
        if template.offer is not None:
            about["offer"] = Offer(template.offer, view, sheet).record()
        names: dict[str, object] = {"case": about}
        called = template.when.on(view, **names)
        if called.value is True:
            paper = _paper(case, template, view, sheet, names, evidence)
            papers.append(paper)
            findings += _blanks(case, template, paper, sheet)
        elif called.value is not False:
            findings.append(_not_made(case, template, called.missing, called.trouble, sheet.label))
    return replace(case, papers=(*case.papers, *papers), findings=(*case.findings, *findings))


def labelled(view: View, *dictionaries: Mapping[str, str]) -> Label:
    """What people call the fact at an address: as the fact says, else as the dictionaries do; with its period."""

    @cache
    def label(address: str) -> str:
        fact = view.fact(address) if not address.startswith("÷") else None
        if fact is not None and fact.label:
            return fact.label
        return name_of(address, *dictionaries)

    return label


def _paper(
    case: Case, template: Template, view: View, sheet: Sheet, names: dict[str, object], evidence: str
) -> Paper:
    doubtful = cache(lambda name: (fact := view.fact(name)) is not None and unsure(fact, view))
    rendered = render(
        prepare(template.content, str(template.docx)),
        view,
        sheet,
        names,
        stamp=(case.id, template.name),
        title=lambda mark: _title(mark, sheet.label),
        unsure=lambda mark: any((fact.confirm or doubtful(fact.name)) and not wording(fact) for fact in mark.facts),
        evidence=evidence,
        quote=lambda mark: "\n".join(quoted(fact, sheet.label) for fact in mark.facts),
    )
    used = dict.fromkeys(fact.name for mark in sheet.marks if not mark.missing for fact in mark.facts)
    blanks = dict.fromkeys(address for mark in sheet.marks for address in mark.missing)
    file = template.file.on(view, **names)
    return Paper(file, template.name, rendered.content, tuple(used), tuple(blanks))


def _title(mark: Mark, label: Label) -> str:
    names = dict.fromkeys(map(label, mark.missing or (fact.name for fact in mark.facts)))
    return ("待补:" if mark.missing else "") + "、".join(names)


_LONGEST_QUOTE = 80


def quoted(fact: Fact, label: Label) -> str:
    """A fact's origin in words: 合同金额：loan-contract.pdf 第2页 “人民币伍佰万元整”."""
    if fact.inputs or not fact.origins:
        inputs = "、".join(dict.fromkeys(map(label, fact.inputs)))
        return f"{label(fact.name)}：由{inputs}计算" if inputs else ""
    origin = fact.origins[0]
    where = f" 第{origin.page}页" if origin.page is not None else f" {placed(origin.place)}" if origin.place else ""
    words = private(" ".join(origin.quote.split()))
    words = words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"
    return f"{label(fact.name)}：{origin.source}{where} “{words}”"


def _blanks(case: Case, template: Template, paper: Paper, sheet: Sheet) -> list[Finding]:
    troubles = tuple(dict.fromkeys(mark.trouble for mark in sheet.marks if mark.trouble))
    if not paper.blanks and not troubles:
        return []
    labels = tuple(dict.fromkeys(map(sheet.label, paper.blanks)))
    message = f"《{template.title}》有 {len(labels)} 项待补:{'、'.join(labels)}" if labels else f"《{template.title}》"
    message += "".join(f";有内容无法填写({trouble})" for trouble in troubles)
    return [_finding(case, paper.name, message, paper.blanks, "补充所列资料,或在文书中填写后由双人复核。")]


def _not_made(
    case: Case, template: Template, missing: tuple[str, ...], trouble: str, label: Callable[[str], str]
) -> Finding:
    wanted = "、".join(dict.fromkeys(map(label, missing))) or trouble
    message = f"《{template.title}》未生成:无法判断是否应当出具,缺少{wanted}"
    return _finding(case, template.title, message, missing, "补充所列资料后重新生成。")


def _finding(case: Case, subject: str, message: str, missing: tuple[str, ...], mend: str) -> Finding:
    identity = "\x1f".join((case.id, BLANKS, subject, *sorted(missing)))
    return Finding(
        code=BLANKS,
        severity=Severity.NOTE,
        verdict=Verdict.CANNOT_TELL,
        title="文书有待补内容",
        message=message,
        missing=missing,
        mend=mend,
        subject=subject,
        id=hashlib.sha256(identity.encode()).hexdigest()[:16],
    )
