"""What the loan was spent on: the seller's invoice and the bank's receipt of the payment, in the ways they are set."""

from datetime import timedelta
from random import Random

from tests.generator.amounts import Fen, capitals, grouped
from tests.generator.borrower import World
from tests.generator.identity import digits
from tests.generator.paper import Block, Cell, Choice, Gap, Grid, Paper, Stamp, cell, line, title

INVOICES = ("paperless", "electronic")
"""数电票, which has no code; the older one with a code, printed in boxes one under another."""
RECEIPTS = ("beside", "words_inside", "lines")
"""How banks set the parties: each beside rows of its own, with both amounts on one row; or as lines in two columns."""


def papers_of(world: World) -> list[Paper]:
    """The invoice (D415) over the loan's amount, and the receipt (D710) that it was paid to the seller."""
    rng = Random(f"purpose {world.seed}")
    total = int(world.loan["amount"])  # type: ignore[call-overload]
    amount = round(total / 1.13)
    paid = world.days["drawn"] + timedelta(rng.randrange(0, 3))
    seller = world.seller
    style = rng.choice(INVOICES)
    invoice = Paper(
        "D415",
        "invoice",
        {
            "no": digits(rng, 20 if style == "paperless" else 8),
            "code": None if style == "paperless" else "0" + digits(rng, 11),
            "date": paid - timedelta(rng.randrange(1, 6)),
            "buyer": world.borrower,
            "buyer_uscc": world.company.uscc if world.company else None,
            "seller": seller.name,
            "seller_uscc": seller.uscc,
            "goods": f"*{rng.choice(('机械设备', '金属制品', '农产品'))}*{world.trade[3]}",
            "amount": Fen(amount),
            "tax": Fen(total - amount),
            "amount_total": Fen(total),
        },
        layout=style,
    )
    receipt = Paper(
        "D710",
        "payment_voucher",
        {
            "voucher_no": digits(rng, rng.choice((10, 16, 20))),
            "payer": world.borrower,
            "payer_account": world.numbers["loan_account"],
            "payee": seller.name,
            "account": seller.account,
            "bank": seller.bank,
            "amount": Fen(total),
            "amount_cn": Choice(capitals(Fen(total)), "人民币" + capitals(Fen(total))),
            "date": paid,
            "memo": f"支付{world.trade[3]}款",
        },
        {"payer_bank": world.lender},
        layout=rng.choice(RECEIPTS),
    )
    return [invoice, receipt]


def invoice(paper: Paper, rng: Random) -> list[Block]:
    """D415."""
    return _paperless(paper) if paper.layout == "paperless" else _electronic(paper)


def _party(paper: Paper, side: str, code: str) -> tuple[str | object, ...]:
    return ("名称：", paper.v(side), f"\n{code}：", paper.v(f"{side}_uscc"))


def _paperless(paper: Paper) -> list[Block]:
    v, code = paper.v, "统一社会信用代码/纳税人识别号"
    sides = tuple(
        part
        for side, head in (("buyer", "购买方信息"), ("seller", "销售方信息"))
        for part in (cell(head, align="center"), cell(*_party(paper, side, code)))  # type: ignore[arg-type]
    )
    return [
        title("电子发票（增值税专用发票）", 16),
        line("发票号码：", v("no"), align="right", size=9.5),
        line("开票日期：", v("date", "pad"), align="right", size=9.5),
        Grid((sides,), (0.28, 3, 0.28, 3), after=0, size=8.5),
        Grid((*_goods(paper, "税率/征收率"),), (2.4, 0.8, 0.6, 1.6, 1, 1.4), after=0, size=8.5),
        _in_words(paper, "价税合计（大写）", "（小写）¥"),
        line("开票人：", "沈宁", size=9.5),
    ]


def _electronic(paper: Paper) -> list[Block]:
    v = paper.v

    def box(side: str, head: str) -> Grid:
        rest = "\n地址、电话：略\n开户行及账号：略"
        party = _party(paper, side, "纳税人识别号")
        return Grid(((cell(head, align="center"), cell(*party, rest)),), (0.28, 6), after=0, size=8.5)  # type: ignore[arg-type]

    return [
        title("增值税电子普通发票", 16),
        line("发票代码：", v("code"), align="right", size=9.5),
        line("发票号码：", v("no"), align="right", size=9.5),
        line("开票日期：", v("date", "pad"), align="right", size=9.5),
        box("buyer", "购买方"),
        Grid((*_goods(paper, "税率"),), (2.4, 0.8, 0.6, 1.6, 1, 1.4), after=0, size=8.5),
        _in_words(paper, "价税合计(大写)", "(小写)¥"),
        box("seller", "销售方"),
        line("收款人：陆敏　　复核：尹丰　　开票人：沈宁", size=9.5),
        Stamp(str(paper.fields["seller"]), note="发票专用章"),
    ]


def _goods(paper: Paper, rate: str) -> tuple[tuple[Cell, ...], ...]:
    v = paper.v
    heads = tuple(
        cell(text, align="center") for text in ("货物或应税劳务、服务名称", "单位", "数量", "金额", rate, "税额")
    )
    amount, tax = (grouped(paper.fields[name]).replace(",", "") for name in ("amount", "tax"))  # type: ignore[arg-type]
    row = (cell(v("goods")), cell("批"), cell("1"), cell(amount, align="right"), cell("13%"), cell(tax, align="right"))
    sums = (cell("¥", v("amount", "plain"), align="right"), cell(), cell("¥", v("tax", "plain"), align="right"))
    return heads, row, (cell("合　　计", align="center"), cell(), cell(), *sums)


def _in_words(paper: Paper, words: str, digits_: str) -> Grid:
    total = paper.fields["amount_total"]
    assert isinstance(total, Fen)
    said = cell(capitals(total), "　　　　", digits_, paper.v("amount_total", "plain"))
    return Grid(((cell(words, align="center"), said),), (1.6, 5), after=6)


def receipt(paper: Paper, rng: Random) -> list[Block]:
    """D710."""
    v, bank = paper.v, str(paper.wording["payer_bank"])
    if paper.layout == "lines":
        return [
            title(f"{bank}付款回单", 15),
            line("日期：", v("date", "pad"), "　　　　业务类型：企业网银转账"),
            line("回单编号：", v("voucher_no")),
            line("付款账号：", v("payer_account"), "　　　　收款账号：", v("account")),
            line("付款人：", v("payer")),
            line("收款人：", v("payee")),
            line("收款开户行：", v("bank")),
            line("金额：CNY", v("amount", "digits"), "　　　　金额大写：", v("amount_cn")),
            line("用途：", v("memo")),
            Gap(10),
            Stamp(bank, note="电子回单专用章"),
        ]
    name = "户名" if paper.layout == "beside" else "全称"
    parties: tuple[tuple[Cell, ...], ...] = (
        (cell("付款人", down=3), cell(name), cell(v("payer")), cell("收款人", down=3), cell(name), cell(v("payee"))),
        (cell("账号"), cell(v("payer_account")), cell("账号"), cell(v("account"))),
        (cell("开户行"), cell(bank), cell("开户行"), cell(v("bank"))),
    )
    words = cell("(大写)", v("amount_cn"), across=2), cell("(小写)¥", v("amount", "digits"), across=2)
    amount: tuple[tuple[Cell, ...], ...] = ((cell("金额", across=2), *words),)
    if paper.layout == "beside":
        amount = (
            (cell("金额", across=2), cell("¥", v("amount", "digits"), across=4)),
            (cell("金额（大写）", across=2), cell(v("amount_cn"), across=4)),
        )
    use = (cell("用途", across=2), cell(v("memo"), across=4))
    return [
        title(f"{bank}网上银行电子回单", 15),
        line("回单编号：", v("voucher_no"), "　　　　记账日期：", v("date", "pad"), size=9.5),
        Grid((*parties, *amount, use), (0.3, 0.9, 2.6, 0.3, 0.9, 2.6), size=8.5),
        Gap(10),
        Stamp(bank, note="电子回单专用章"),
    ]
