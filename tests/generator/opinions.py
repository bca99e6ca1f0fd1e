"""What the investigating officers write: facts seen on the spot, judgements, advice; the third part of each section."""

from decimal import Decimal

from tests.generator.amounts import Fen
from tests.generator.borrower import REPAY, World

Table = dict[str, object]


def stated(world: World) -> dict[str, Table | list[Table]]:
    """The tables `opinion`, `customer`, `supplier`, `month`, `payee`, `risk`, `team`, `archive`."""
    tables: dict[str, Table | list[Table]] = {"opinion": _opinion(world)}
    tables["archive"] = {"custodian": world.officers[-1]}
    tables["risk"] = _risks(world)
    tables["team"] = [
        {"name": world.officers[0], "role": "客户经理", "duty": "客户维护、资料收集与贷后管理"},
        {"name": world.officers[-1], "role": "产品经理", "duty": "产品方案与结算支持"},
    ]
    tables["payee"] = [
        {
            "name": world.seller.name,
            "contract_no": world.numbers.get("trade", "见购销合同"),
            "amount": world.loan["amount"],
            "mode": "ENTRUSTED",
            "related": False,
        }
    ]
    if world.company:
        tables["customer"], tables["supplier"] = _partners(world)
        tables["month"] = _months(world)
    return tables


def _trade(world: World) -> str:
    return "、".join(map(str, world.trade[:1])) or "主营产品"


def _opinion(world: World) -> Table:
    person = world.person.name
    table: Table = {
        "lend": "YES",
        "amount": world.loan["amount"],
        "term_months": world.loan["term_months"],
        "rate_pct": world.loan["rate"],
        "repay_method": REPAY.get(str(world.loan.get("repay")), "按申请的还款方式"),
        "repay_source": "主营业务收入",
        "guarantee": "同申请",
        "purpose": "与购销合同一致",
        "onsite": "现场查看经营场所、存货与账簿，与申报一致。",
        "loan_reason": "旺季备货，自有资金不足以覆盖采购付款。",
        "repayment": "以销售回款归集至本行账户，到期前15日落实还款资金。",
        "character": f"{person}无不良嗜好，近两年履约正常，面谈对答与资料一致。",
        "cooperation": "在本行开立结算账户，尚无授信往来。",
        "conditions_precedent": "担保合同签订生效，购销合同与发票核验无误，受托支付。",
        "conditions_subsequent": "放款后15日内检查用途，每半年检查一次经营与担保。",
        "on_operations": "经营稳定，收入与流水、纳税相互印证。",
        "on_purpose": "用途真实，金额与期限和经营周期相符。",
        "on_finance": "收入与现金流可以覆盖本笔本息。",
        "on_character": "还款意愿良好。",
        "on_security": "担保人有代偿能力，担保手续可以落实。",
        "guarantors": "担保人主体合格，征信正常，担保意愿已当面核实。",
        "realisation": "担保人收入稳定，押品（如有）位于城区，可以处置。",
    }
    if world.company:
        table |= {
            "controller": world.company.head.name,
            "management": f"负责人{world.company.head.name}从业十年以上；财务由专人负责，账簿齐全。",
            "history": f"{world.company.founded.year}年成立以来主营业务未变更。",
            "products": f"主营{world.company.scope.split('，')[0].split('；')[0]}，产能利用正常。",
            "industry": "当地同业十余家，竞争以质量与交期为主。",
            "outlook": "行业需求平稳，未列入限制类目录。",
            "on_profile": "主体合法存续，股权清晰，出资已到位。",
        }
    return table


def _risks(world: World) -> list[Table]:
    return [
        {
            "risk": "原料价格波动影响毛利",
            "level": "MEDIUM",
            "measure": "约定价格调整条款，按季监测毛利率",
            "owner": world.officers[0],
        },
        {
            "risk": "客户集中，回款延迟",
            "level": "MEDIUM",
            "measure": "回款归集至本行账户，设回款监测",
            "owner": world.officers[0],
        },
    ]


def _partners(world: World) -> tuple[list[Table], list[Table]]:
    """The largest customers and suppliers, in shares of last year's sales and purchases."""
    books = world.parent_books or world.books
    sold = books.years[-1].income["revenue"] if books else int(str(_plain(world.loan["amount"]))) * 4
    bought = books.years[-1].income["cogs"] if books else sold * 8 // 10
    names = (("华岭商贸有限公司", "24"), ("西川连锁超市有限公司", "16"), ("云溪批发部", "9"))
    sources = (("东岭原料有限公司", "31"), ("远帆物资有限公司", "18"), ("合川包装厂", "7"))

    def rows(pairs: tuple[tuple[str, str], ...], whole: int, days: int) -> list[Table]:
        return [
            {
                "name": name,
                "amount": Fen(whole * int(share) // 100 // 100 * 100),
                "share": Decimal(share) / 100,
                "days": days,
                "settlement": "电汇",
                "related": False,
            }
            for name, share in pairs
        ]

    return rows(names, sold, 45), rows(sources, bought, 30)


def _plain(amount: object) -> int:
    assert isinstance(amount, Fen)
    return int(amount)


def _months(world: World) -> list[Table]:
    """Three months before the application."""
    books = world.parent_books or world.books
    monthly = (books.years[-1].income["revenue"] if books else _plain(world.loan["amount"]) * 4) // 12
    day = world.days["applied"]
    rows: list[Table] = []
    for back in (3, 2, 1):
        year, month = (day.year, day.month - back) if day.month > back else (day.year - 1, day.month - back + 12)
        rows.append(
            {
                "month": f"{year}年{month}月",
                "kwh": Decimal(18_000 + 400 * back),
                "insured": 86,
                "invoiced": Fen(monthly * (100 + back) // 100 // 100 * 100),
                "inflow": Fen(monthly * (108 + back) // 100 // 100 * 100),
            }
        )
    return rows
