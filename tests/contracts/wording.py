"""A contract of the generator in other words: another head, other articles, other numbering, another signing page."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from tests.generator.amounts import small
from tests.generator.paper import (
    Block,
    Gap,
    Grid,
    Line,
    Paper,
    Run,
    Stamp,
    Value,
    canonical,
    cell,
    line,
    printed,
    title,
)

WORDINGS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))
KINDS = {
    "D702": "loan",
    "D703": "guarantee",
    "D704": "mortgage",
    "D705": "mortgage",
    "D706": "pledge",
    "D707": "guarantee",
}
TOP = ("D705", "D707")
_PLACE = re.compile(r"\{(?P<name>\w+)(?::(?P<style>\w+))?\}")
_ONLY = re.compile(r"^\[(?P<not>!)?(?P<name>\w+)(?:=(?P<code>\w+))?\]")
MAIN_TITLES = {"WCL": "流动资金借款合同", "FAL": "固定资产借款合同", "PBL": "个人经营借款合同", "FHL": "农户借款合同"}
SHORT_NAMES = (("甲方", "乙方", "丙方"), ("乙方", "甲方", "丙方"))

Article = tuple[str, str, list["tuple[Run, ...] | Grid"]]
"""Key, heading, paragraphs and tables."""


def blocks(paper: Paper, seed: int) -> list[Block]:
    """The contract as text, its wording drawn by the seed."""
    rng = Random(f"contracts {seed} {paper.doc}")
    words = WORDINGS[KINDS[paper.doc]]
    said = _Said(paper, rng)
    articles = _filled_up(_changed(_articles(words, said), paper), rng, paper.doc == "D702")
    heading, parties = _title(words, paper, rng), words["parties"]
    short = rng.choice(SHORT_NAMES) if rng.random() < 0.35 else None
    body = _numbered(articles, rng.randrange(5), int(str(paper.wording.get("skipped", 0))))
    if short:
        body = [_renamed(block, {role[0]: name for role, name in zip(parties, short, strict=False)}) for block in body]
    opening = line(rng.choice(words["opening"]), indent=2, after=8)
    head = _head(paper, rng, parties, short)
    return [title(heading, 18), *head, opening, *body, *_signing(paper, rng, parties, short)]


def _title(words: dict[str, Any], paper: Paper, rng: Random) -> str:
    if paper.doc in TOP:
        return str(rng.choice(words["top_titles"]))
    titles = words["titles"]
    return str(rng.choice(titles[str(paper.fields["loan_kind"])] if isinstance(titles, dict) else titles))


# ---------------------------------------------------------------- paragraphs


class _Said:
    """A paper's values as runs, with the ways of printing that these wordings use."""

    def __init__(self, paper: Paper, rng: Random) -> None:
        self.paper = paper
        self.pad = rng.choice(("", "", "", " ", "__" if paper.form == "docx" else " "))
        """What a filled blank still shows on both sides of its value."""
        self.rng = rng

    def paragraphs(self, texts: list[str]) -> Iterator["tuple[Run, ...] | Grid"]:
        """The paragraphs that belong in this contract."""
        for text in texts:
            if text.startswith("@"):
                table = _schedule(self.paper) if text == "@schedule" else _assets(self.paper)
                if table is not None:
                    yield table
                continue
            only = _ONLY.match(text)
            if only is None:
                yield self.runs(text)
            elif self._is_so(only):
                yield self.runs(text[only.end() :])

    def _is_so(self, only: re.Match[str]) -> bool:
        value = self.paper.fields.get(only["name"])
        known = bool(value) if only["code"] is None else str(value) == only["code"]
        return known != bool(only["not"])

    def runs(self, text: str) -> tuple[Run, ...]:
        """The text with its values; those that stand amid words keep what their blank was printed with."""
        out: list[Run] = []
        at = 0
        for place in _PLACE.finditer(text):
            out += [text[at : place.start()], *self.value(place["name"], place["style"] or "")]
            at = place.end()
        return tuple(run for run in (*out, text[at:]) if run != "")

    def value(self, name: str, style: str) -> list[Run]:
        """One value."""
        fields = self.paper.fields
        if name == "plus":
            return ["加" if int(str(fields["spread_bp"])) >= 0 else "减"]
        if name == "title":
            return [MAIN_TITLES[str(self.paper.wording.get("product", "WCL"))]]
        if name == "refs":
            refs = list(fields["guarantee_ref"])  # type: ignore[call-overload]
            return [part for ref in refs for part in ("、", Value("D702.guarantee_ref", str(ref), str(ref)))][1:]
        if name == "years":
            years = fields.get("period_years")
            return [
                "" if years is None else Value(f"{self.paper.doc}.period_years", str(years), small(int(str(years))))
            ]
        run = self.paper.v(name, "" if style in ("bare", "abs") else style)
        if isinstance(run, Value) and style == "bare":
            run = replace(run, text=run.text.removeprefix("人民币"))
        if isinstance(run, Value) and style == "abs":
            run = replace(run, text=run.text.removeprefix("-"))
        return [self.pad, run, self.pad] if isinstance(run, Value) else [run]


def _schedule(paper: Paper) -> Grid | None:
    rows = paper.fields.get("schedule")
    if not rows:
        return None
    head = tuple(cell(text, align="center", bold=True) for text in ("期数", "还本日期", "还本金额（元）"))
    body = [
        (
            cell(str(number), align="center"),
            cell(Value("D702.schedule.date", canonical(row["date"]), printed(row["date"], "iso"))),
            cell(Value("D702.schedule.principal", canonical(row["principal"]), printed(row["principal"], "digits"))),
        )
        for number, row in enumerate(rows, 1)  # type: ignore[arg-type, var-annotated]
    ]
    return Grid((head, *body), (1, 2, 2))


def _assets(paper: Paper) -> Grid:
    columns = (
        ("权属证书编号", "asset_cert_no", ""),
        ("坐落", "asset_address", ""),
        ("用途", "asset_use", ""),
        ("建筑面积（平方米）", "asset_area", ""),
        ("评估价值（元）", "appraised_value", "digits"),
    )
    return Grid(
        (
            tuple(cell(label, align="center", bold=True) for label, _, _ in columns),
            tuple(cell(paper.v(name, style)) for _, name, style in columns),
        ),
        (3, 3.4, 1.7, 1.3, 2.2),
        size=9,
    )


# ---------------------------------------------------------------- articles


def _articles(words: dict[str, Any], said: _Said) -> list[Article]:
    product = str(said.paper.fields.get("loan_kind", ""))
    out: list[Article] = []
    for clause in words["clause"]:
        if product and product not in clause.get("products", (product,)):
            continue
        texts = clause["texts"]
        if texts == "@main":
            texts = WORDINGS["main"]["top" if said.paper.doc in TOP else "single"]
        out.append((clause["key"], said.rng.choice(clause["headings"]), list(said.paragraphs(said.rng.choice(texts)))))
    return out


def _changed(articles: list[Article], paper: Paper) -> list[Article]:
    """What faults take out, put in and reword, as the generator's own contracts have it."""
    wording = paper.wording
    removed: Any = wording.get("removed", ())
    replaced: Any = wording.get("replaced", {})
    out: list[Article] = [
        (key, heading, [(replaced[key],)] if key in replaced else paragraphs)
        for key, heading, paragraphs in articles
        if key not in removed
    ]
    added: Any = wording.get("added", ())
    for after, name, text in added:
        spot = next((at for at, article in enumerate(out) if article[0] == after), len(out) - 1)
        out.insert(spot + 1, (f"added:{name}", name, [(text,)]))
    if wording.get("fee_deducted"):
        out[1][2].append((str(wording["fee_deducted"]),))
    if wording.get("venue_blank"):
        blank = "因本合同引起的争议，协商不成的，提交______仲裁委员会仲裁。"
        out = [(key, heading, [(blank,)] if key == "dispute" else texts) for key, heading, texts in out]
    return out


def _filled_up(articles: list[Article], rng: Random, loan: bool) -> list[Article]:
    """Articles between that say much and state nothing, as real contracts have them."""
    out = list(articles)
    for number, (heading, texts) in enumerate(WORDINGS["filler"]["loan" if loan else "security"]):
        if rng.random() < 0.45:
            spot = 0 if heading.startswith("定义") else rng.randrange(len(out) * 2 // 3, len(out))
            out.insert(spot, (f"filler:{number}", heading, [(text,) for text in texts]))
    return out


def _numbered(articles: list[Article], style: int, skipped: int) -> list[Block]:
    """第一条 1.1, 第1条, 一、(一), chapters with articles counted on, 1. 1.1; one number may be skipped."""
    out: list[Block] = []
    counted = 0
    for place, (_, heading, paragraphs) in enumerate(articles, 1):
        number = place + (0 < skipped <= place)
        lead = (
            f"第{small(number)}条　",
            f"第{number}条 ",
            f"{small(number)}、",
            f"第{small(number)}章　",
            f"{number}. ",
        )
        out.append(line(f"{lead[style]}{heading}", bold=True, size=11, after=3))
        at = 0
        texts = sum(not isinstance(one, Grid) for one in paragraphs)
        for one in paragraphs:
            if isinstance(one, Grid):
                out.append(one)
                continue
            at += 1
            counted += 1
            under = (
                f"{number}.{at} " if texts > 1 else "",
                f"{number}.{at} ",
                f"（{small(at)}）" if texts > 1 else "",
                f"第{small(counted)}条　",
                f"{number}.{at} ",
            )
            out.append(line(under[style], *one, indent=2, after=3))
    return out


def _renamed(block: Block, names: dict[str, str]) -> Block:
    """The parties' short names in the words of the form, not in what was filled in."""
    if not isinstance(block, Line):
        return block
    keep = re.compile("|".join(sorted(names, key=len, reverse=True)))
    return replace(
        block, runs=tuple(run if isinstance(run, Value) else keep.sub(lambda m: names[m[0]], run) for run in block.runs)
    )


# ---------------------------------------------------------------- head and signing page


def _number_label(paper: Paper, field: str) -> str:
    number = str(paper.fields.get(field, ""))
    person = len(number) == 18 and number[:17].isdigit() and not number.startswith("9")
    return "身份证号码" if person else "统一社会信用代码"


def _head(paper: Paper, rng: Random, parties: list[list[str]], short: tuple[str, ...] | None) -> list[Block]:
    style = rng.randrange(4)
    out: list[Block] = [line(rng.choice(("合同编号：", "编号：")), paper.v("no"), align=rng.choice(("right", "left")))]
    rows: list[tuple[str, Run]] = []
    for at, (role, name, number, address, head) in enumerate(parties):
        called = role if not short else f"{short[at]}（{role}）" if style != 1 else f"{role}（{short[at]}）"
        rows.append((called, paper.v(name)))
        if number and paper.fields.get(number):
            rows.append((_number_label(paper, number), paper.v(number)))
        if head and paper.fields.get(head):
            rows.append((rng.choice(("法定代表人", "法定代表人/负责人", "法定代表人（负责人）")), paper.v(head)))
        if address and paper.fields.get(address):
            rows.append((rng.choice(("住所", "住所地", "地址", "通讯地址")), paper.v(address)))
    if style == 2:
        out.append(Grid(tuple((cell(label), cell(value)) for label, value in rows), (1, 3)))
    else:
        out += [line(f"{label}：", value, after=2) for label, value in rows]
    label = rng.choice(("签订日期：", "签署日期：", "签约日期：", "合同签订日期："))
    return [*out, Gap(4), line(label, paper.v("sign_date"), after=8)]


def _signing(paper: Paper, rng: Random, parties: list[list[str]], short: tuple[str, ...] | None) -> list[Block]:
    missing: Any = paper.wording.get("unsigned", ())
    sides: list[tuple[str, str, str, str, str]] = []
    for at, (role, name, *_) in enumerate(parties[:2]):
        signed = role not in missing
        whole = printed(paper.fields[name]) if signed else ""
        person = len(whole) <= 4 and "、" not in whole
        called = f"{short[at]}（{role}）" if short else role
        who = str(paper.fields["signatory"]) if at == 0 else "授权代表"
        day = printed(paper.fields["sign_date"], rng.choice(("", "pad"))) if signed else "　　年　月　日"
        sides.append((called, whole, who if signed else "", day, "" if person or not signed else whole))
    out: list[Block] = [Gap(14)]
    if rng.random() < 0.5:
        out.append(line(rng.choice(("（以下无正文）", "（本页为签署页，无正文）")), align="center", after=10))
    if rng.random() < 0.3:
        return [*out, _side_by_side(sides)]
    act, hand = rng.choice((("（盖章）", "签字"), ("（公章）", "签字或盖章"), ("（签章）", "签名")))
    dated = rng.choice(("日期：", "签署日期：", "签字日期："))
    for called, whole, who, day, seal in sides:
        out.append(line(f"{called}{act}：{whole}", after=6))
        out.append(line(f"法定代表人（负责人）或授权代理人（{hand}）：{who}", after=6))
        out += [Stamp(seal)] if seal else []
        out.append(line(f"{dated}{day}", after=24))
    return out


def _side_by_side(sides: list[tuple[str, str, str, str, str]]) -> Grid:
    rows = zip(
        *(
            (f"{called}（盖章）：{whole}", f"法定代表人或授权代理人（签字）：{who}", f"日期：{day}")
            for called, whole, who, day, _ in sides
        ),
        strict=True,
    )
    return Grid(tuple(tuple(cell(text) for text in row) for row in rows), (1, 1), ruled=False)
