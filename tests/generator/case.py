"""A whole case: the world of a seed drawn up as papers, faults planted, files written, the truth beside them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import MappingProxyType

from tests.generator import forms, statements, typed, write_office, write_pdf
from tests.generator.accounts import Shape
from tests.generator.borrower import World, make
from tests.generator.paper import Block, Break, Grid, Line, Paper, Value, canonical, printed, values_of
from tests.generator.papers import all_papers
from tests.generator.purpose import papers_of
from tests.generator.write_pdf import Mark, Theme

FORMS = ("pdf", "docx", "xlsx", "acroform", "csv", "image", "scan")
"""image: a photograph or scan as JPEG; scan: a PDF of page pictures without text."""
CARDS = {"D101", "D103", "D104", "D105", "D113", "D601", "D603"}
"""Certificates, which people photograph."""
NAMES = {
    "D101": ("营业执照", "business-licence"),
    "D103": ("身份证", "id-card"),
    "D104": ("户口簿", "household-register"),
    "D105": ("结婚证", "marriage-certificate"),
    "D106": ("公司章程", "articles"),
    "D107": ("股东会决议", "resolution"),
    "D108": ("担保决议", "guarantee-resolution"),
    "D109": ("法定代表人证明书", "legal-representative"),
    "D111": ("公示报告", "registry-report"),
    "D113": ("许可证", "permit"),
    "D114": ("账户信息", "account"),
    "D115": ("受益所有人识别表", "beneficial-owners"),
    "D121": ("居住证明", "residence"),
    "D201": ("借款申请书", "loan-application"),
    "D202": ("征信授权书", "credit-consent"),
    "D204": ("承诺书", "undertaking"),
    "D205": ("面谈面签记录", "interview"),
    "D301": ("企业征信报告", "credit-report"),
    "D302": ("个人征信报告", "personal-credit-report"),
    "D303": ("涉诉查询", "judicial-search"),
    "D304": ("纳税信用等级", "tax-grade"),
    "D307": ("产业政策核查表", "industry-check"),
    "D401": ("审计报告", "audit-report"),
    "D402": ("财务报表", "statements"),
    "D406": ("增值税申报表", "vat-return"),
    "D407": ("所得税年度申报表", "income-tax-return"),
    "D409": ("银行流水", "bank-statement"),
    "D414": ("购销合同", "purchase-contract"),
    "D415": ("发票", "invoice"),
    "D416": ("经营场所租赁合同", "premises-lease"),
    "D417": ("收入证明", "income"),
    "D418": ("种养殖规模证明", "farming"),
    "D501": ("项目备案证", "project-filing"),
    "D505": ("资本金到位说明", "project-capital"),
    "D601": ("不动产权证书", "title-certificate"),
    "D602": ("评估报告", "appraisal"),
    "D603": ("不动产登记证明", "mortgage-registration"),
    "D604": ("动产担保登记证明", "movable-registration"),
    "D606": ("共有人声明", "co-owner-consent"),
    "D701": ("审批批复", "approval"),
    "D702": ("借款合同", "loan-contract"),
    "D703": ("保证合同", "guarantee-contract"),
    "D704": ("抵押合同", "mortgage-contract"),
    "D705": ("最高额抵押合同", "maximum-mortgage-contract"),
    "D706": ("质押合同", "pledge-contract"),
    "D707": ("最高额保证合同", "maximum-guarantee-contract"),
    "D116": ("预留印鉴卡", "seal-card"),
    "D502": ("环评批复", "environment-approval"),
    "D503": ("规划施工许可", "building-permit"),
    "D504": ("可行性研究报告", "feasibility-study"),
    "D506": ("设备合同", "works-contract"),
    "D608": ("应收账款确认书", "receivable-confirmation"),
    "D203": ("个人信息处理同意书", "personal-information-consent"),
    "D306": ("融资及对外担保明细", "loans-and-guarantees"),
    "D410": ("应收账款账龄表", "ageing"),
    "D411": ("存货盘点表", "inventory"),
    "D420": ("经营台账", "ledger"),
    "D610": ("租赁与居住权声明", "lease-declaration"),
    "D612": ("不动产登记查询结果", "registry-search"),
    "D713": ("综合融资成本明示表", "cost-disclosure"),
    "D708": ("借据", "drawdown-note"),
    "D710": ("付款回单", "payment-receipt"),
}
WORDY = {
    "D106",
    "D107",
    "D108",
    "D201",
    "D204",
    "D205",
    "D303",
    "D307",
    "D701",
    "D702",
    "D703",
    "D704",
    "D705",
    "D706",
    "D707",
    "D414",
    "D417",
    "D418",
    "D121",
    "D109",
    "D115",
    "D505",
}
"""Papers that also come as Word documents."""

Owners = Mapping[int, int]
"""Which paper of a bound file a printed value belongs to: its number by the value's identity."""
ALONE: Owners = MappingProxyType({})


@dataclass
class File:
    """One file of the case and what is true of it."""

    path: str
    content: bytes
    docs: list[str]
    form: str
    layout: str = ""
    pages: int | None = None
    fields: list[dict[str, object]] = field(default_factory=list)
    statements: list[dict[str, object]] = field(default_factory=list)
    damage: dict[str, object] | None = None
    party: str = ""


@dataclass
class Draft:
    """A case before it is written: faults are planted here."""

    world: World
    papers: list[Paper]
    typed: dict[str, object]
    rng: Random
    planted: list[dict[str, object]] = field(default_factory=list)
    changes: list[dict[str, object]] = field(default_factory=list)

    def of(self, doc: str) -> list[Paper]:
        """The papers of that kind, in the file's order."""
        return [paper for paper in self.papers if paper.doc == doc]

    def has(self, *docs: str) -> bool:
        """Whether all these kinds are in the case."""
        return all(self.of(doc) for doc in docs)

    def set(self, paper: Paper, name: str, value: object) -> None:
        """Change one field of one paper, and note it."""
        self.changes.append(
            {
                "doc": paper.doc,
                "party": paper.party,
                "field": name,
                "was": canonical(paper.fields.get(name)),
                "now": canonical(value),
            }
        )
        paper.fields[name] = value

    def word(self, paper: Paper, switch: str, value: object) -> None:
        """Change a switch of a paper's wording, and note it."""
        was = paper.wording.get(switch)
        if isinstance(was, tuple) and isinstance(value, tuple):
            value = (*was, *value)
        elif isinstance(was, dict) and isinstance(value, dict):
            value = {**was, **value}
        self.changes.append(
            {
                "doc": paper.doc,
                "party": paper.party,
                "field": f"wording:{switch}",
                "was": None if was is None else str(was),
                "now": str(value),
            }
        )
        paper.wording[switch] = value

    def state(self, name: str, value: object) -> None:
        """Change one entry of the typed form, and note it."""
        self.changes.append({"doc": "form", "party": "", "field": name, "was": None, "now": canonical(value)})
        self.typed[name] = value

    def drop(self, paper: Paper) -> None:
        """Take a paper out of the case, and note it."""
        self.changes.append({"doc": paper.doc, "party": paper.party, "field": "*", "was": "present", "now": "absent"})
        self.papers = [one for one in self.papers if one is not paper]


@dataclass
class Case:
    """A case as files, with its truth."""

    name: str
    world: World
    files: list[File]
    planted: list[dict[str, object]]

    def truth(self) -> dict[str, object]:
        """What `truth.json` holds."""
        world = self.world
        return {
            "format": 1,
            "case": self.name,
            "seed": world.seed,
            "party": world.party,
            "product": world.product,
            "borrower": world.borrower,
            "on": world.days["drawn"].isoformat(),
            "application_date": world.days["applied"].isoformat(),
            "security": world.security.mode,
            "files": [
                {
                    "path": f.path,
                    "docs": f.docs,
                    "form": f.form,
                    "layout": f.layout,
                    "party": f.party,
                    "pages": f.pages,
                    "damage": f.damage,
                    "fields": f.fields,
                    "statements": f.statements,
                }
                for f in self.files
            ],
            "faults": self.planted,
        }

    def write(self, folder: Path, truths: Path | None = None) -> Path:
        """The folder `folder/<name>` with the papers, and `<name>.truth.json` beside it or in `truths`."""
        home = folder / self.name
        home.mkdir(parents=True, exist_ok=True)
        for one in self.files:
            (home / one.path).write_bytes(one.content)
        text = json.dumps(self.truth(), ensure_ascii=False, indent=1)
        (truths or folder).mkdir(parents=True, exist_ok=True)
        ((truths or folder) / f"{self.name}.truth.json").write_text(text + "\n", encoding="utf-8")
        return home


def draft(
    seed: int,
    party: str = "ENT",
    product: str = "",
    full: bool = False,
    shape: Shape | None = None,
    layout: str = "",
    mode: str = "",
    standard: str = "",
    related: bool = False,
    purpose: bool = False,
) -> Draft:
    """The papers of a seed before any fault; `layout` names the statements' layout, else the seed draws it.

    With `purpose` also what shows on what the loan was spent.
    """
    rng = Random(f"case {seed} {party} {product}")
    names = list(statements.LAYOUTS)
    chosen = statements.LAYOUTS[layout or rng.choice(names)]
    world = make(
        seed,
        party,
        product,
        shape,
        standard or ("CAS2019B" if chosen.beside else ""),
        mode,
        True if chosen.beside else None,
        statements.grain_of(chosen),
        related,
    )
    papers = all_papers(world, full) + (papers_of(world) if purpose else [])
    one = Draft(world, papers, {}, Random(f"faults {seed} {party}"))
    _statement_papers(one, chosen.name)
    return one


def _statement_papers(one: Draft, layout: str) -> None:
    """The one statement paper of the list becomes one a file: two years, the two before, and the part year."""
    first = next((paper for paper in one.papers if paper.doc == "D402"), None)
    if first is None or one.world.books is None:
        return
    spot = next(index for index, paper in enumerate(one.papers) if paper is first)
    wanted = [3, 2] + ([-1] if one.world.books.interim else [])
    if statements.LAYOUTS[layout].years == 3:
        wanted.remove(2)
    made = []
    for period in wanted:
        label = "2025年3月" if period < 0 else f"{2021 + period}年度"
        made.append(
            Paper("D402", "statement", {"name": first.fields["name"]}, {"period": period}, party=label, layout=layout)
        )
    one.papers[spot : spot + 1] = made


def build(
    one: Draft,
    allowed: tuple[str, ...] = ("pdf", "docx", "xlsx", "csv", "acroform"),
    names: str = "zh",
    name: str = "",
    themes: str = "",
) -> Case:
    """Write every paper of a draft."""
    world = one.world
    rng = Random(f"build {world.seed} {world.party}")
    files: list[File] = []
    used: dict[str, int] = {}
    audit = next((paper for paper in one.papers if paper.doc == "D401"), None)
    for number, paper in enumerate(one.papers, 1):
        if paper.doc == "D401" and any(p.doc == "D402" for p in one.papers):
            continue
        chance = rng.random()
        if paper.bundle:
            first = next(other for other in one.papers if other.bundle == paper.bundle)
            if paper is first:
                together = [other for other in one.papers if other.bundle == paper.bundle]
                files.append(_bundle(together, world, Random(f"theme {world.seed} {number}"), themes))
            continue
        form = paper.form if paper.form != "pdf" else _form(paper, allowed, chance)
        if form == "pdf!" or (form not in allowed and form != paper.form):
            form = "pdf"
        bound = audit if paper.doc == "D402" and paper.wording.get("period") == 3 else None
        if bound is not None and form != "scan":
            form = "pdf"
        made = _write(paper, world, form, bound, Random(f"theme {world.seed} {number}"), themes)
        made.path = _path(paper, made.form, names, number, used, bound)
        files.append(made)
    content, truth = typed.write(typed.form(world, one.typed))
    files.append(File("application.toml", content, ["form"], "toml", fields=truth))
    return Case(name or f"{world.party.lower()}-{world.product.lower()}-{world.seed:05d}", world, files, one.planted)


BUNDLES = (
    ("身份证明", ("D103",), 0.25),
    ("征信授权书", ("D202",), 0.25),
    ("押品资料", ("D601", "D602", "D603"), 0.2),
    ("纳税资料", ("D406", "D407", "D304"), 0.15),
    ("主体资料", ("D101", "D109", "D111", "D114"), 0.1),
)
"""Papers that come bound in one file: its name, their kinds, how often."""


def bind(one: Draft) -> None:
    """Bind some of the papers together, as the seed will have it."""
    rng = Random(f"bundles {one.world.seed} {one.world.party}")
    for name, docs, share in BUNDLES:
        if rng.random() < share:
            for paper in one.papers:
                if paper.doc in docs and paper.form == "pdf":
                    paper.bundle = name


def _bundle(papers: list[Paper], world: World, rng: Random, themes: str) -> File:
    """Several papers one after another in one file of the first one's form."""
    body: list[Block] = []
    owner: dict[int, int] = {}
    for number, paper in enumerate(papers):
        written = forms.blocks(paper, world)
        owner.update((id(value), number) for value in values_of(written))
        body += [*([Break()] if body else []), *written]
    docs = [paper.doc for paper in papers]
    if papers[0].form == "docx":
        content, spots = write_office.write_docx(body, {}, world.seed)
        made = _placed(File("", content, docs, "docx", "bundle"), spots, owner)
    else:
        made = _pdf(body, _theme(papers[0], rng, themes), docs, "bundle", "", owner)
    made.path = f"{papers[0].bundle}.{made.form}"
    return made


def _form(paper: Paper, allowed: tuple[str, ...], chance: float) -> str:
    """Which form a paper takes when nobody chose one."""
    if paper.doc == "D409":
        return "csv" if "csv" in allowed and chance < 0.35 else "xlsx" if "xlsx" in allowed and chance < 0.7 else "pdf"
    if paper.doc in ("D306", "D410", "D411", "D420") and "xlsx" in allowed and chance < 0.6:
        return "xlsx"
    if paper.doc == "D402" and "xlsx" in allowed and chance < 0.2:
        return "xlsx"
    if paper.doc == "D201" and "acroform" in allowed and chance < 0.25:
        return "acroform"
    if paper.doc in WORDY and "docx" in allowed and chance < 0.45:
        return "docx"
    if paper.doc in CARDS and "image" in allowed and chance < 0.5:
        return "image"
    if "scan" in allowed and chance > 0.6:
        return "scan"
    return "pdf"


def _path(paper: Paper, form: str, names: str, number: int, used: dict[str, int], bound: Paper | None) -> str:
    chinese, english = NAMES[bound.doc if bound else paper.doc]
    stem = f"{number:02d}{chinese}" if names == "zh" else english
    if paper.doc == "D402":
        label = paper.party
        stem += f"-{label}" if names == "zh" else "-" + label.replace("年度", "").replace("年3月", "-q1")
    elif names == "zh" and paper.doc in ("D103", "D202", "D302"):
        stem += f"-{paper.party}"
    suffix = {"acroform": "pdf", "image": "jpg", "scan": "pdf"}.get(form, form)
    used[stem] = used.get(stem, 0) + 1
    if used[stem] > 1:
        stem += f"-{used[stem]}"
    return f"{stem}.{suffix}"


def _theme(paper: Paper, rng: Random, themes: str) -> Theme:
    if paper.doc == "D402":
        layout = statements.LAYOUTS[paper.layout]
        size = (841.9, 595.3) if layout.landscape else (595.3, 841.9)
        face = themes or layout.face
        return Theme(
            face=face,
            heavy=themes or ("hei" if layout.face != "cid" else "cid"),
            latin="Helvetica" if themes else layout.latin,
            size=size,
            left=50,
            right=50,
            top=52,
            bottom=44,
            foot="{page} / {pages}" if layout.notes else "",
        )
    contract = paper.doc in ("D702", "D703", "D704", "D705", "D706", "D707")
    face, latin = (
        (themes, "Helvetica")
        if themes
        else rng.choice(
            (("song", "Times-Roman"), ("song", ""), ("gbsong", "Times-Roman"), ("zen", ""), ("hei", "Helvetica"))
        )
    )
    foot = rng.choice(("第{page}页 共{pages}页", "第 {page} 页，共 {pages} 页", "{page}/{pages}")) if contract else ""
    total = paper.wording.get("stated_pages")
    if total:
        foot = foot.replace("{pages}", str(total))
    return Theme(
        face=face, latin=latin, foot=foot, leading=rng.choice((1.45, 1.55, 1.7)), left=rng.choice((64, 72, 80))
    )


def _write(paper: Paper, world: World, form: str, bound: Paper | None, rng: Random, themes: str) -> File:
    docs = [paper.doc] if bound is None else [bound.doc, paper.doc]
    layout = paper.layout
    if paper.doc == "D402":
        assert world.books is not None
        how = statements.LAYOUTS[paper.layout]
        body = statements.blocks(paper, world.books, world.parent_books, how, world.seed)
        if form == "xlsx":
            return _workbook(paper, _sheets(body), docs, layout)
        before: list[Block] = [*forms.blocks(bound, world), Break()] if bound is not None else []
        if form == "scan":
            return _scan([*before, *body], _theme(paper, rng, themes), docs, layout, paper.party, world.seed)
        return _pdf([*before, *body], _theme(paper, rng, themes), docs, layout, paper.party)
    if paper.doc == "D409" and form == "csv":
        return _csv(paper, world)
    body = forms.blocks(paper, world)
    if form == "docx":
        content, spots = write_office.write_docx(body, paper.wording, world.seed)
        return _placed(File("", content, docs, "docx", layout, party=paper.party), spots)
    if form == "xlsx":
        return _workbook(paper, [("交易明细" if paper.doc == "D409" else "Sheet1", body)], docs, layout)
    if form == "acroform":
        from tests.generator import write_acroform

        return write_acroform.write(paper, docs)
    if form == "scan":
        return _scan(body, _theme(paper, rng, themes), docs, layout, paper.party, world.seed)
    if form == "image":
        from tests.generator import write_image

        wear = paper.wording.get("wear")
        assert wear is None or isinstance(wear, write_image.Wear)
        theme = _theme(paper, rng, themes)
        return write_image.picture(body, theme, docs, paper.party, world.seed, wear)
    return _pdf(body, _theme(paper, rng, themes), docs, layout, paper.party)


def _pdf(body: list[Block], theme: Theme, docs: list[str], layout: str, party: str, owner: Owners = ALONE) -> File:
    content, marks, pages = write_pdf.write(body, theme)
    made = File("", content, docs, "pdf", layout, pages, party=party)
    record(made, marks, owner)
    return made


def _scan(body: list[Block], theme: Theme, docs: list[str], layout: str, party: str, seed: int) -> File:
    from tests.generator import write_image

    content, marks, pages = write_pdf.write(body, theme)
    wear = write_image.wear_of(seed, docs[-1] + party)
    pictures, turned = write_image.scanned_pdf(content, marks, [theme.size] * pages, seed, None, wear)
    made = File("", pictures, docs, "scan", layout, pages, party=party)
    record(made, turned)
    return made


def record(made: File, marks: list[Mark], owner: Owners = ALONE) -> None:
    """Enter what stands where into the file's truth: several boxes of one printing are one place."""
    places: dict[int, list[Mark]] = {}
    for mark in marks:
        places.setdefault(id(mark.value), []).append(mark)
    for group in places.values():
        value = group[0].value
        entry: dict[str, object] = {"page": group[0].page, "box": list(group[0].box)}
        if len(group) > 1:
            entry["boxes"] = [[mark.page, *mark.box] for mark in group]
        _enter(made, value, entry, owner)


def _enter(made: File, value: Value, entry: dict[str, object], owner: Owners) -> None:
    if value.id.startswith("S."):
        item, end, scope, months = value.id[2:].split("@")
        row = {
            "item": item,
            "statement": end,
            "scope": scope,
            "months": int(months),
            "value": value.meaning,
            "text": value.text,
            **entry,
        }
        if not any(r["item"] == item and r["statement"] == end and r["scope"] == scope for r in made.statements):
            made.statements.append(row)
        return
    paper = {"paper": owner[id(value)]} if id(value) in owner else {}
    known = next(
        (
            f
            for f in made.fields
            if f["id"] == value.id and f["value"] == value.meaning and f.get("paper") == paper.get("paper")
        ),
        None,
    )
    if known is None:
        made.fields.append({"id": value.id, "value": value.meaning, "text": value.text, **paper, **entry})
    else:
        known.setdefault("also", []).append({"text": value.text, **entry})  # type: ignore[attr-defined]


def _placed(made: File, spots: list[write_office.Spot], owner: Owners = ALONE) -> File:
    for spot in spots:
        _enter(made, spot.value, {"page": None, "box": None, "place": spot.place}, owner)
    return made


def _sheets(body: list[Block]) -> list[tuple[str, list[Block]]]:
    """One sheet a statement: a new one at each title."""
    out: list[tuple[str, list[Block]]] = []
    for block in body:
        if isinstance(block, Line) and block.kind == "title":
            name = "".join(run if isinstance(run, str) else run.text for run in block.runs)
            out.append((name, []))
        if isinstance(block, Line | Grid):
            out[-1][1].append(block)
    return out


def _workbook(paper: Paper, sheets: list[tuple[str, list[Block]]], docs: list[str], layout: str) -> File:
    content, spots = write_office.write_xlsx(sheets)
    return _placed(File("", content, docs, "xlsx", layout, len(sheets), party=paper.party), spots)


def _csv(paper: Paper, world: World) -> File:
    """A bank's export: lines of preamble, then the rows; some banks pad with tabs, some mask, some write GB18030."""
    rng = Random(f"csv {world.seed}")
    fields = paper.fields
    style = rng.randrange(3)
    pad = "\t" if style == 1 else ""
    rows: list[list[str]] = []
    truth: list[dict[str, object]] = []

    def note(name: str, text: str) -> None:
        truth.append(
            {
                "id": f"D409.{name}",
                "value": canonical(fields[name]),
                "text": text,
                "page": None,
                "box": None,
                "place": f"line {len(rows)}",
            }
        )

    def say(name: str, label: str, text: str) -> None:
        rows.append([label + text])
        note(name, text)

    if style == 0:
        rows.append(["账户明细查询文件下载"])
    say("account_name", "户名：", str(fields["account_name"]))
    say("account_no", "账号：", str(fields["account_no"]))
    say("bank", "开户机构：", str(fields["bank"]))
    rows.append(
        [f"起始日期：{printed(fields['period_start'], 'iso')}", f"截止日期：{printed(fields['period_end'], 'iso')}"]
    )
    note("period_start", printed(fields["period_start"], "iso"))
    note("period_end", printed(fields["period_end"], "iso"))
    say("opening_balance", "期初余额：", printed(fields["opening_balance"], "digits"))
    rows.append([])
    rows.append(
        ["交易日期", "摘要", "收入金额", "支出金额", "账户余额", "对方户名"]
        if style < 2
        else ["交易日期", "摘要", "交易金额", "账户余额", "对方户名"]
    )
    for row in fields["rows"]:  # type: ignore[attr-defined]
        how = "iso" if style != 2 else "compact"
        debit, credit = (printed(row[n], "digits") if row[n] else "" for n in ("debit", "credit"))
        tail = [printed(row["balance"], "digits") + pad, row["counterparty"] + pad]
        if style < 2:
            rows.append([printed(row["date"], how) + pad, row["memo"] + pad, credit + pad, debit + pad, *tail])
        else:
            rows.append([printed(row["date"], how), row["memo"], f"+{credit}" if credit else f"-{debit}", *tail])
    rows.append([])
    rows.append(
        [
            f"收入合计：{printed(fields['inflow_total'], 'digits')}",
            f"支出合计：{printed(fields['outflow_total'], 'digits')}",
        ]
    )
    note("inflow_total", printed(fields["inflow_total"], "digits"))
    note("outflow_total", printed(fields["outflow_total"], "digits"))
    say("closing_balance", "期末余额：", printed(fields["closing_balance"], "digits"))
    content = write_office.write_csv(rows, "gb18030" if style == 1 else "utf-8-sig")
    return File("", content, ["D409"], "csv", f"export-{style}", fields=truth, party=paper.party)
