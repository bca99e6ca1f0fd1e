"""The portfolio as one HTML page and as a workbook."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from creditfile.model.duty import Duty
from creditfile.model.portfolio import Group, Outstanding, Portfolio
from creditfile.reporting.morning import POLICY, STYLE, chart, escape, table
from creditfile.reporting.words import say

BENCHMARKS = (
    ("战略客户占比", ("STRATEGIC_CORE", "STRATEGIC_CANDIDATE"), "clients", Decimal("0.15")),
    ("成长客户占比", ("GROWTH_VALUE",), "clients", Decimal("0.35")),
    ("基础客户占比", ("BASE_POTENTIAL", "FARM_PERSON"), "clients", Decimal("0.50")),
    ("战略客户贡献占比", ("STRATEGIC_CORE", "STRATEGIC_CANDIDATE"), "contribution", Decimal("0.60")),
)
"""What the tiers should be of clients and of contribution (《深耕厚植》§二): about 15/35/50 %, and above 60 %."""
TIERS = {
    "STRATEGIC_CORE": "战略核心客户",
    "STRATEGIC_CANDIDATE": "战略候选客户",
    "GROWTH_VALUE": "成长价值客户",
    "BASE_POTENTIAL": "基础潜力客户",
    "FARM_PERSON": "农户及自然人",
    "": "未知",
}
WITHIN = {True: "是", False: "超限", None: "无法判断"}
_WAN = Decimal(10_000)


def page(portfolio: Portfolio, titles: Mapping[str, str], language: str = "zh") -> str:
    """The whole page: nothing in it comes from outside, and nothing in it runs."""
    bars = [(TIERS[tier.code], tier.clients, "#3b6ea5") for tier in portfolio.tiers]
    owed = [
        (f"{TIERS[tier.code]}{_lacking(tier.outstanding, language)}", int(tier.outstanding.known / _WAN), "#2e7d4f")
        for tier in portfolio.tiers
    ]
    groups = [_group_row(group, language) for group in portfolio.groups]
    late = [(c.name, d) for c in portfolio.clients for d in c.open_duties]
    late.sort(key=lambda pair: pair[1].due or portfolio.on)
    parts = [
        f'<!doctype html><html lang="{"en" if language == "en" else "zh-CN"}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{_w("Portfolio", language)}</title>',
        f"<style>{STYLE}</style></head><body><h1>{_w('Portfolio', language)} {portfolio.on}</h1>",
        f'<div class="tiles"><div class="tile"><b>{len(portfolio.clients):,}</b>{_w("clients", language)}</div>',
        f'<div class="tile"><b>{len(late):,}</b>{_w("things due or late", language)}</div>',
        f'<div class="tile"><b>{len(portfolio.exits):,}</b>{_w("exits proposed", language)}</div></div>',
        f"<h2>{_w('Tiers', language)}</h2>{chart(bars)}",
        table(("share", "now", "benchmark"), benchmarks(portfolio), language, 4),
        f"<h2>{_w('Outstanding by tier, 10,000 yuan', language)}</h2>{chart(owed)}",
        f"<h2>{_w('Exits proposed', language)}</h2>",
        table(("client", "why"), [(c.name, why) for c, why in portfolio.exits], language, len(portfolio.exits)),
        f"<h2>{_w('Due or late', language)}</h2>",
        table(("client", "day", "what", "who"), [_due(n, d, language) for n, d in late[:500]], language, len(late)),
        f"<h2>{_w('Rules that fail', language)}</h2>",
        chart([(f"{code} {titles.get(code, '')}", count, "#a4262c") for code, count in portfolio.exceptions[:30]]),
        f"<h2>{_w('Groups', language)}</h2>",
        table(("group", "clients", "outstanding", "exposure", "limit", "within"), groups, language, len(groups)),
        "</body></html>\n",
    ]
    return "".join(parts)


def benchmarks(portfolio: Portfolio) -> list[tuple[str, str, str]]:
    """Each benchmark with what it is now; — where that is not known."""
    rows = []
    for title, tiers, of, wanted in BENCHMARKS:
        now = portfolio.share(tiers, of)
        rows.append((title, f"{now * 100:.1f}%" if now is not None else "—", f"{wanted * 100:.0f}%"))
    return rows


def sheets(portfolio: Portfolio, titles: Mapping[str, str]) -> dict[str, list[list[Any]]]:
    """The workbook's sheets: clients, tiers, due dates, exceptions, groups."""
    columns = {
        "party.code": "统一社会信用代码",
        "party.relation_grade_text": "关系级别",
        "loan.outstanding": "未偿余额",
        "loan.class": "风险分类建议",
        "bank.deposit_average": "日均存款",
        "bank.settlement_amount": "结算量",
        "bank.personal_loans": "个贷",
        "bank.foreign_settlement": "国际结算量",
        "bank.contribution": "综合贡献",
        "bank.service_cost": "服务成本",
        "party.worth": "综合价值",
        "party.exit_reason": "建议退出的理由",
    }
    clients: list[list[Any]] = [["客户", "结论", "分层", *columns.values(), "到期或逾期事项", "不通过的规则"]]
    for client in portfolio.clients:
        tier = TIERS[client.value("party.tier") or ""]
        known = [client.value(address) for address in columns]
        clients.append(
            [client.name, client.decision, tier, *known, len(client.open_duties), "、".join(client.exceptions)]
        )
    due: list[list[Any]] = [["客户", "事项", "到期日", "状态", "责任人", "依据"]]
    for client in portfolio.clients:
        for duty in client.open_duties:
            who = "；".join(duty.basis)
            due.append([client.name, f"{duty.code} {duty.title}", duty.due, duty.state.value, duty.who, who])
    tiers: list[list[Any]] = [["分层", "客户数", "未偿余额", "余额未知的客户数", "综合贡献"]]
    tiers += [
        [TIERS[one.code], one.clients, one.outstanding.known, one.outstanding.unknown, one.contribution]
        for one in portfolio.tiers
    ]
    tiers += [[], ["对照", "现在", "基准"], *(list(row) for row in benchmarks(portfolio))]
    failing: list[list[Any]] = [["规则", "名称", "客户数"]]
    failing += [[code, titles.get(code, ""), count] for code, count in portfolio.exceptions]
    groups: list[list[Any]] = [["集团", "客户数", "未偿余额", "余额未知的客户数", "风险暴露", "限额", "是否在限额内"]]
    groups += [
        [g.name, g.clients, g.outstanding.known, g.outstanding.unknown, g.exposure, g.limit, WITHIN[g.within]]
        for g in portfolio.groups
    ]
    return {"客户": clients, "分层": tiers, "到期与逾期": due, "规则": failing, "集团": groups}


def _due(name: str, duty: Duty, language: str) -> tuple[str, str, str, str]:
    title = duty.title if language == "zh" else duty.title_en
    return name, str(duty.due), f"{say(duty.state.value, language)} {duty.code} {title}", duty.who


def _group_row(group: Group, language: str) -> tuple[str | int, ...]:
    limit = "—" if group.limit is None else _money(group.limit)
    within = say({True: "yes", False: "over the limit", None: "cannot tell"}[group.within], language)
    return group.name, group.clients, _owed(group.outstanding, language), _money(group.exposure), limit, within


def _owed(owed: Outstanding, language: str) -> str:
    return f"{_money(owed.known)}{_lacking(owed, language)}"


def _lacking(owed: Outstanding, language: str) -> str:
    return say(" ({count} unknown)", language, count=owed.unknown) if owed.unknown else ""


def _money(value: Decimal) -> str:
    return f"{value:,.2f}"


def _w(word: str, language: str) -> str:
    return escape(say(word, language))
