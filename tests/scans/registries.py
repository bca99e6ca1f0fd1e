"""Papers as registries, tax offices and the credit centre set them, which the made-up cases set otherwise."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from tests.generator import case as cases
from tests.generator.amounts import Fen, capitals
from tests.generator.borrower import World
from tests.generator.case import Case, File
from tests.generator.identity import digits
from tests.generator.paper import Block, Gap, Grid, Paper, Run, Stamp, Value, canonical, cell, line, printed, title
from tests.generator.write_pdf import Theme

UPRIGHT, LYING = (595.3, 841.9), (841.9, 595.3)
TAXES = (
    ("企业所得税", "应纳税所得额"),
    ("增值税", "商业(13%)"),
    ("印花税", "买卖合同"),
    ("城市维护建设税", "市区(增值税附征)"),
)


def reprint(case: Case, papers: Sequence[Paper]) -> None:
    """Those files of a case that hold one paper of a kind in FORMS are set as its registry sets it."""
    for number, one in enumerate(case.files):
        paper = next((paper for paper in papers if [paper.doc] == one.docs and paper.party == one.party), None)
        if paper is not None and paper.doc in FORMS and one.path.endswith(".pdf"):
            case.files[number] = _set(paper, one.path)


def with_taxes(case: Case) -> None:
    """Adds the tax office's certificate of what the borrower paid in the year before."""
    if case.world.company is not None:
        case.files.append(_set(tax_certificate(case.world), "完税证明.pdf"))


def _set(paper: Paper, path: str) -> File:
    size, blocks = FORMS[paper.doc]
    theme = Theme(face="song", size=size, left=52, right=52, top=56, bottom=44)
    made = cases._pdf(blocks(paper), theme, [paper.doc], "registry", paper.party)
    made.path = path
    return made


# ---------------------------------------------------------------- licence


def licence(paper: Paper) -> list[Block]:
    """D101 lying, in two columns: the form of 2019."""
    v, shop = paper.v, paper.fields["reg_capital"] is None
    until = paper.fields["valid_to"]
    term: tuple[Run, ...] = (v("valid_from", "pad"), "至", v("valid_to", "长期" if until == "LONG_TERM" else "pad"))
    left: list[tuple[str, tuple[Run, ...]]] = [
        ("名　　称", (v("name"),)),
        ("类　　型", (v("entity_type"),)),
        ("经 营 者" if shop else "法定代表人", (v("legal_rep"),)),
        ("经营范围", (v("scope"),)),
    ]
    right: list[tuple[str, tuple[Run, ...]]] = [
        ("注册资本", () if shop else (v("reg_capital", "cn_wan"),)),
        ("注册日期" if shop else "成立日期", (v("establish_date", "pad"),)),
        ("营业期限", term),
        ("经营场所" if shop else "住　　所", (v("address"),)),
    ]
    rows = [(cell(a), cell(*b), cell(c if d else ""), cell(*d)) for (a, b), (c, d) in zip(left, right, strict=True)]
    return [
        title("营 业 执 照", 26),
        line("（副　本）", align="center", size=11),
        line("统一社会信用代码", size=10, after=0),
        line(v("uscc"), size=12, after=14),
        Grid(tuple(rows), (0.85, 3, 0.85, 2.4), size=11, ruled=False, pad=6),
        Gap(20),
        line("登记机关", align="right", size=12),
        Stamp(str(paper.fields["authority"])),
        Gap(6),
        line(v("issue_date", "spaced"), align="right"),
        line("国家企业信用信息公示系统网址：http://www.gsxt.gov.cn　　　　国家市场监督管理总局监制", size=8),
    ]


# ---------------------------------------------------------------- taxes


def tax_certificate(world: World) -> Paper:
    """D408: what taxes a company paid over some months."""
    rng, company = Random(f"taxes {world.seed}"), world.company
    assert company is not None
    issued = world.days["applied"] - timedelta(rng.randrange(5, 30))
    rows = []
    for kind, item in rng.sample(TAXES, 3):
        month = rng.randrange(1, 12)
        rows.append(
            {
                "no": f"3{digits(rng, 17)}",
                "tax_kind": kind,
                "item": item,
                "period": f"{issued.year - 1}-{month:02d}-01至{issued.year - 1}-{month:02d}-28",
                "date": date(issued.year - 1, month + 1, rng.randrange(5, 16)),
                "amount": Fen(rng.randrange(90_000, 90_000_000)),
            }
        )
    return Paper(
        "D408",
        "tax_paid",
        {
            "name": company.name,
            "uscc": company.uscc,
            "voucher_no": digits(rng, 18),
            "date": issued,
            "amount": Fen(sum(int(str(int(row["amount"]))) for row in rows)),  # type: ignore[call-overload]
            "items": rows,
        },
    )


def tax_certificate_form(paper: Paper) -> list[Block]:
    """D408 in the form with a table."""
    v = paper.v
    heads = ("原凭证号", "税　种", "品目名称", "税款所属时期", "入(退)库日期", "实缴(退)金额")
    body = [tuple(cell(text, align="center") for text in heads)]
    for index, row in enumerate(paper.fields["items"]):  # type: ignore[arg-type, var-annotated]
        body.append(
            (
                cell(row["no"]),
                cell(_of_row("D408.items", index, row, "tax_kind")),
                cell(row["item"]),
                cell(_of_row("D408.items", index, row, "period")),
                cell(_of_row("D408.items", index, row, "date", "iso"), align="center"),
                cell(_of_row("D408.items", index, row, "amount", "digits"), align="right"),
            )
        )
    total = paper.fields["amount"]
    assert isinstance(total, Fen)
    payer = (cell("纳税人识别号", align="center"), cell(v("uscc")), cell("纳税人名称", align="center"), cell(v("name")))
    below = (cell("税务机关(盖章)"), cell("填票人：电子税务局"), cell("备注：一般申报 正税 妥善保管 手写无效"))
    words = cell("(大写)人民币" + capitals(total), across=4)
    body.append((cell("金额合计", align="center"), words, cell("¥", v("amount", "digits"), align="right")))
    return [
        line("中华人民共和国", align="center", size=13, after=2),
        title("税 收 完 税 证 明", 20),
        line("№ ", v("voucher_no"), align="right", size=11),
        line("填发日期：", v("date", "spaced"), "　　　　税务机关：国家税务总局税务局第一税务分局", size=10),
        Grid((payer,), (1.1, 2.2, 1.1, 3), size=9.5, pad=5, after=0),
        Grid(tuple(body), (1.55, 1.15, 1.35, 1.7, 1.05, 1.3), size=9, pad=5),
        Grid((below,), (2.2, 1.6, 4.2), size=9, pad=22),
        Gap(-40),
        line("　" * 14, size=9),
        Stamp("国家税务总局税务局第一税务分局", note="征税专用章"),
    ]


def _of_row(name: str, index: int, row: Mapping[str, object], column: str, how: str = "") -> Value:
    return Value(f"{name}[{index}].{column}", canonical(row[column]), printed(row[column], how))


# ---------------------------------------------------------------- title and mortgage


def registration(paper: Paper) -> list[Block]:
    """D603 lying: the law's words on the left, the particulars on the right."""
    v, maximum = paper.v, paper.fields["is_maximum"]
    other: tuple[Run, ...] = (
        "最高债权数额：" if maximum else "被担保的主债权数额：",
        v("secured_amount", "wan"),
        "\n",
        "债权确定期间：" if maximum else "债务履行期限：",
        v("debt_start"),
        "起",
        v("debt_end"),
        "止\n是否存在禁止或限制转让抵押不动产的约定：",
        v("no_transfer_note"),
    )
    sides: tuple[tuple[str, tuple[Run, ...]], ...] = (
        ("证明权利或事项", (v("right_kind"),)),
        ("权利人(申请人)", (v("mortgagee"),)),
        ("义务人", (v("mortgagor"),)),
        ("坐落", (v("address"),)),
        ("不动产单元号", (v("unit_no"),)),
        ("其他", ("不动产权证书号：", v("asset_cert_no"), "\n", *other)),
        ("附记", ("登记日期：", v("reg_date"))),
    )
    law = (
        "根据《中华人民共和国民法典》等法律法规，为保护申请人合法权益，"
        "对申请人申请登记的本证明所列不动产权利或登记事项，经审查核实，准予登记，颁发此证明。"
    )
    first = (cell(law, "\n\n登记机构(章)\n", v("authority"), "\n", v("reg_date"), down=len(sides)),)
    rows = [
        (*(first if not number else ()), cell(label, align="center"), cell(*runs))
        for number, (label, runs) in enumerate(sides)
    ]
    return [
        title("不 动 产 登 记 证 明", 20),
        line(v("cert_no"), align="right", size=12, after=8),
        Grid(tuple(rows), (1.6, 1, 3), size=10.5, pad=6),
        Gap(-130),
        line("　" * 12),
        Stamp(str(paper.fields["authority"])),
    ]


# ---------------------------------------------------------------- credit


def enterprise_credit(paper: Paper) -> list[Block]:
    """D301 of the second generation: identity, hints, and what is owed by how it is classified."""
    v = paper.v
    owed, bad = paper.fields["outstanding_loan_total"], paper.fields["bad_total"]
    assert isinstance(owed, Fen)
    assert isinstance(bad, Fen)
    good = Fen(owed - bad)

    def pair(label: str, name: str, how: str = "") -> tuple[object, object]:
        return cell(label, align="center"), cell(v(name, how), align="center")

    heads = ("", "正常类余额", "关注类余额", "不良类余额", "余额合计")
    figures = (cell(printed(good, "digits"), align="right"), cell("0.00", align="right"))
    return [
        title("企业信用报告", 22),
        line("（授信机构版）", align="center", size=12),
        line("报告编号：", v("report_no"), align="center"),
        line("报告时间：", v("report_date", "iso"), "T10:24:31", align="center", after=12),
        line("身份标识", bold=True, align="center", size=12),
        Grid(
            (
                (cell("企业名称", align="center"), cell(v("name"), across=3)),
                (*pair("中征码", "credit_code"), *pair("统一社会信用代码", "uscc")),
            ),
            (1, 2, 1.3, 2),
            pad=5,
        ),
        line("信息概要", bold=True, align="center", size=12),
        Grid(
            (
                (*pair("登记日期", "registered_date", "iso"), *pair("授信机构数", "lenders_count")),
                (*pair("当前逾期本金", "overdue_principal", "digits"), *pair("当前欠息", "overdue_interest", "digits")),
                (*pair("最长逾期天数", "max_overdue_days"), *pair("最差五级分类", "class_now")),
                (*pair("近三个月查询次数", "queries_3m"), *pair("对外担保余额", "guarantee_total", "digits")),
                (*pair("欠税记录", "tax_arrears_flag"), *pair("涉诉记录", "litigation_flag")),
            ),
            (1.3, 1.5, 1.3, 1.5),
            pad=5,
        ),
        line("未结清借贷交易(单位：元)", bold=True, align="center", size=12),
        Grid(
            (
                tuple(cell(head, align="center") for head in heads),
                (cell("合计"), *figures, cell(v("bad_total", "digits"), align="right"), cell(
                    v("outstanding_loan_total", "digits"), align="right")),
            ),
            (1, 1.4, 1.2, 1.2, 1.4),
            pad=5,
        ),
        Stamp("中国人民银行征信中心"),
    ]  # fmt: skip


FORMS: dict[str, tuple[tuple[float, float], Callable[[Paper], list[Block]]]] = {
    "D101": (LYING, licence),
    "D301": (UPRIGHT, enterprise_credit),
    "D408": (LYING, tax_certificate_form),
    "D603": (LYING, registration),
}
"""By paper: the size of its page in points, and what is set on it."""
