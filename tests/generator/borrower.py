"""A borrower and all that belongs to the loan, made up from a seed so that everything agrees with everything."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.generator import words
from tests.generator.accounts import Books, Shape, keep_books
from tests.generator.amounts import Fen, wan, yuan
from tests.generator.identity import (
    card_number,
    company_account,
    credit_code,
    digits,
    identity_number,
    mobile,
    unit_number,
)
from tests.generator.paper import LONG_TERM, Choice

# Loan prime rate as published: (day, one year, over five years)
LPR = (
    (date(2024, 10, 21), "3.10", "3.60"),
    (date(2024, 11, 20), "3.10", "3.60"),
    (date(2024, 12, 20), "3.10", "3.60"),
    (date(2025, 1, 20), "3.10", "3.60"),
    (date(2025, 2, 20), "3.10", "3.60"),
    (date(2025, 3, 20), "3.10", "3.60"),
    (date(2025, 4, 21), "3.10", "3.60"),
    (date(2025, 5, 20), "3.00", "3.50"),
)
PRODUCTS = {"ENT": ("WCL", "FAL"), "IEB": ("PBL",), "FRM": ("FHL",)}
PRODUCT_NAMES = {"WCL": "流动资金贷款", "FAL": "固定资产贷款", "PBL": "个人经营贷款", "FHL": "农户贷款"}
LOAN_WORDS = {"WCL": "流动资金", "FAL": "固定资产", "PBL": "个人经营", "FHL": "农户"}
REPAY = {
    "BULLET_MONTHLY": "按月付息、到期一次还本",
    "BULLET_QUARTERLY": "按季付息、到期一次还本",
    "INSTALMENT": "按月付息、分期还本",
    "ANNUITY": "等额本息",
    "LINEAR": "等额本金",
    "BULLET_ALL": "利随本清",
}


@dataclass
class Person:
    """A natural person."""

    name: str
    male: bool
    birth: date
    id_no: str
    address: str
    issuer: str
    valid_from: date
    valid_to: date | str
    phone: str


@dataclass
class Company:
    """A company, shop or cooperative."""

    name: str
    uscc: str
    entity_type: str
    address: str
    head: Person
    capital: Fen
    paid: Fen
    founded: date
    scope: str
    authority: str
    issued: date
    industry: str
    account: str
    bank: str
    shareholders: list[dict[str, object]] = field(default_factory=list)


@dataclass
class Security:
    """What secures the loan: which kinds, and the thing given."""

    mode: str
    """GUARANTEE, MORTGAGE, COMBO, MAXIMUM or PLEDGE."""
    guarantors: list[Person | Company] = field(default_factory=list)
    owner: Person | Company | None = None
    co_owner: Person | None = None
    property: dict[str, object] = field(default_factory=dict)
    pledge: dict[str, object] = field(default_factory=dict)
    maximum: Fen = field(default_factory=lambda: Fen(0))


@dataclass
class World:
    """The whole truth of a case."""

    seed: int
    party: str
    product: str
    town: tuple[str, str, str, str]
    trade: tuple[str, ...]
    days: dict[str, date]
    person: Person
    spouse: Person | None
    household: list[dict[str, object]]
    company: Company | None
    bank: str
    branch: str
    officers: list[str]
    loan: dict[str, object]
    security: Security
    books: Books | None
    parent_books: Books | None
    credit: dict[str, object]
    personal: dict[str, dict[str, object]]
    seller: Company
    numbers: dict[str, str]

    @property
    def borrower(self) -> str:
        """The borrower's name."""
        return self.company.name if self.company else self.person.name

    @property
    def borrower_id(self) -> str:
        """The borrower's code or identity number."""
        return self.company.uscc if self.company else self.person.id_no

    @property
    def lender(self) -> str:
        """Bank and branch."""
        return self.bank + self.branch


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the month's last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = [31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return date(year, month, min(day.day, last[month - 1]))


def prime_rate(on: date, over_five: bool) -> tuple[date, Decimal]:
    """The quotation in force on a day: when it was published, and the rate in percent."""
    row = [row for row in LPR if row[0] <= on][-1]
    return row[0], Decimal(row[2] if over_five else row[1])


def make_person(
    rng: Random, town: tuple[str, str, str, str], male: bool, born: int, on: date, village: str = ""
) -> Person:
    """Somebody of that town; the card fits the age at which it was issued."""
    birth = date(born, rng.randrange(1, 13), rng.randrange(1, 29))
    age = on.year - born
    if age >= 48:
        issued = date(on.year - rng.randrange(1, min(age - 46, 8) + 1), rng.randrange(1, 13), rng.randrange(1, 29))
        ends: date | str = LONG_TERM
    else:
        back = rng.randrange(1, min(age - 26, 15) + 1) if age > 27 else 1
        issued = date(on.year - back, rng.randrange(1, 13), rng.randrange(1, 29))
        turned = issued.year - born - ((issued.month, issued.day) < (birth.month, birth.day))
        ends = date(issued.year + (20 if turned >= 26 else 10), issued.month, issued.day)
        if ends <= on:  # run out since: whoever borrows has renewed it
            issued, ends = ends, date(ends.year + 20, ends.month, ends.day)
    place = f"{town[1]}{town[2]}{town[3]}"
    if village:
        home = f"{place}{village}{rng.randrange(1, 12)}组{rng.randrange(1, 80)}号"
    else:
        road, number = rng.choice(words.ROADS), rng.randrange(1, 300)
        home = f"{place}{road}{number}号{rng.randrange(1, 30)}幢{rng.randrange(1, 4)}0{rng.randrange(1, 7)}室"
    authority = (
        f"{town[2]}公安局" + town[3].removesuffix("区") + "分局" if town[3].endswith("区") else f"{town[3]}公安局"
    )
    return Person(
        words.person_name(rng, male),
        male,
        birth,
        identity_number(rng, town[0], birth, male),
        home,
        authority,
        issued,
        ends,
        mobile(rng),
    )


def make_company(
    rng: Random,
    town: tuple[str, str, str, str],
    trade: tuple[str, ...],
    kind: str,
    founded: date,
    capital: Fen,
    head: Person,
    bank: str,
    on: date,
) -> Company:
    """A company (kind 91), shop (92) or cooperative (93) of that town."""
    city = town[2].removesuffix("市") if not town[3].endswith("市") else town[3].removesuffix("市")
    if kind == "92":
        name = f"{town[3]}{words.brand(rng)}{trade[0]}" + ("（个体工商户）" if rng.random() < 0.3 else "")
        entity = "个体工商户"
    elif rng.random() < 0.25:
        name, entity = f"{words.brand(rng)}（{city}）{trade[0]}有限公司", "有限责任公司(自然人投资或控股)"
    else:
        name, entity = f"{city}{words.brand(rng)}{trade[0]}有限公司", "有限责任公司(自然人投资或控股)"
    address = f"{town[1]}{town[2]}{town[3]}{rng.choice(words.ROADS)}{rng.randrange(1, 600)}号"
    if rng.random() < 0.5 and kind == "91":
        address += rng.choice(("A幢", "2号厂房", "工业园3栋", f"{rng.randrange(3, 22)}层{rng.randrange(1, 9)}01室"))
    paid = capital if rng.random() < 0.6 else Fen(int(capital * rng.choice((0.6, 0.8, 0.5))) // 100 * 100)
    authority = f"{town[2]}{town[3]}市场监督管理局" if town[3].endswith("区") else f"{town[3]}市场监督管理局"
    changed = date(min(founded.year + rng.randrange(1, 5), on.year - 1), rng.randrange(1, 13), rng.randrange(1, 29))
    return Company(
        name,
        credit_code(rng, kind, town[0]),
        entity,
        address,
        head,
        capital,
        paid,
        founded,
        trade[4],
        authority,
        changed,
        trade[1],
        company_account(rng),
        bank,
    )


def _days(rng: Random) -> dict[str, date]:
    """A chain of days, each where the procedure puts it; no day falls on a weekend of a bank."""
    interim = rng.random() < 0.5
    closed = date(2025, 3, 31) if interim else date(2024, 12, 31)

    def after(day: date, low: int, high: int) -> date:
        day += timedelta(rng.randrange(low, high + 1))
        while day.weekday() > 4:
            day += timedelta(1)
        return day

    applied = after(closed, 26, 38)
    approved = after(applied, 8, 14)
    signed = after(approved, 3, 6)
    registered = after(signed, 2, 4)
    drawn = after(registered, 1, 2)
    credit = applied - timedelta(rng.randrange(0, 5))
    return {
        "closed": closed,
        "applied": applied,
        "credit": credit,
        "consent": credit - timedelta(rng.randrange(0, 6)),
        "resolved": applied - timedelta(rng.randrange(1, 12)),
        "survey": after(applied, 2, 5),
        "approved": approved,
        "approval_ends": add_months(approved, 6),
        "signed": signed,
        "registered": registered,
        "drawn": drawn,
        "checked": applied - timedelta(rng.randrange(0, 4)),
        "appraised": applied - timedelta(rng.randrange(10, 60)),
        "searched": registered - timedelta(rng.randrange(0, 2)),
    }


def _loan(
    rng: Random, party: str, product: str, trade: tuple[str, ...], days: dict[str, date], seller: str
) -> dict[str, object]:
    if product == "WCL":
        amount = wan(rng.choice((260, 300, 350, 400, 450, 500, 580, 600, 680, 750, 800, 860, 900, 950)))
        term = rng.choice((12, 12, 12, 6, 9, 24, 36))
        repay = "INSTALMENT" if term > 12 else rng.choice(("BULLET_MONTHLY", "BULLET_QUARTERLY"))
        purpose, code = f"采购{trade[3]}用于{trade[2]}生产", "RAW_MATERIAL"
        if trade[1][0] in "FH":
            purpose, code = f"向{seller}采购{trade[3]}", "GOODS"
        spread = rng.choice((45, 55, 60, 75, 85, 90, 105, 120))
    elif product == "FAL":
        amount = wan(rng.choice((1500, 1800, 2000, 2400, 3000, 3600)))
        term, repay = rng.choice((60, 72, 84, 96)), "INSTALMENT"
        purpose, code = f"{trade[2]}智能化生产线建设项目的厂房与设备投资", "EQUIPMENT"
        spread = rng.choice((20, 35, 50, 65))
    elif product == "PBL":
        amount = wan(rng.choice((30, 40, 45, 50, 60, 80, 100, 120)))
        term = rng.choice((12, 24, 36))
        repay = "ANNUITY" if term > 12 else rng.choice(("BULLET_MONTHLY", "ANNUITY"))
        purpose, code = f"购进{trade[3]}补充店铺库存", "GOODS"
        spread = rng.choice((80, 95, 110, 130, 150))
    else:
        amount = wan(rng.choice((5, 8, 10, 12, 15, 18, 20, 30)))
        term = rng.choice((12, 12, 24, 36))
        repay = "BULLET_ALL" if term == 12 and rng.random() < 0.5 else "BULLET_QUARTERLY"
        purpose, code = f"购买{trade[3]}用于{trade[1]}{trade[0]}", "AGRI_INPUT" if trade[0] == "种植" else "LIVESTOCK"
        spread = rng.choice((100, 120, 150, 180, 200))
    quoted, lpr = prime_rate(days["signed"], term > 60)
    rate = lpr + Decimal(spread) / 100
    start = days["drawn"]
    end = add_months(start, term) - timedelta(1 if rng.random() < 0.5 else 0)
    entrusted = product in ("WCL", "FAL") or amount > wan(50) or rng.random() < 0.5
    return {
        "amount": amount,
        "term_months": term,
        "start_date": start,
        "end_date": end,
        "rate": rate,
        "lpr": lpr,
        "lpr_date": quoted,
        "lpr_tenor": Choice("5Y", "5年期以上") if term > 60 else Choice("1Y", "1年期"),
        "spread": spread,
        "repay": Choice(repay, REPAY[repay]),
        "purpose": purpose,
        "purpose_code": code,
        "pay": Choice("ENTRUSTED", "受托支付") if entrusted else Choice("SELF", "自主支付"),
        "overdue": rng.choice((30, 40, 50)),
        "misuse": rng.choice((50, 80, 100)),
        "schedule": _schedule(amount, start, end, term) if repay == "INSTALMENT" else [],
    }


def _schedule(amount: Fen, start: date, end: date, term: int) -> list[dict[str, object]]:
    """Principal every half year, the last on the day of maturity."""
    count = max(2, term // 6)
    share = int(amount) // count // 1_000_000 * 1_000_000 or int(amount) // count
    rows: list[dict[str, object]] = []
    left = int(amount)
    for number in range(1, count + 1):
        part = left if number == count else share
        rows.append({"date": end if number == count else add_months(start, 6 * number), "principal": Fen(part)})
        left -= part
    return rows


def make(
    seed: int,
    party: str = "ENT",
    product: str = "",
    shape: Shape | None = None,
    standard: str = "",
    mode: str = "",
    consolidated: bool | None = None,
    grain: int = 0,
    related: bool = False,
) -> World:
    """The world of a seed. What is not asked for is drawn."""
    rng = Random(f"borrower {seed} {party} {product}")
    product = product or rng.choice(PRODUCTS[party])
    days = _days(rng)
    on = days["applied"]
    farmer = party == "FRM"
    town = rng.choice(words.COUNTIES if farmer else words.TOWNS)
    village = rng.choice(words.VILLAGE_TOWNS) + rng.choice(words.VILLAGES) if farmer else ""
    trade = rng.choice(words.FARMS if farmer else words.SHOPS if party == "IEB" else words.TRADES)
    bank, branch = rng.choice(words.BANKS), rng.choice(words.BRANCHES)
    born = rng.randrange(1968, 1993)
    male = rng.random() < 0.7
    person = make_person(rng, town, male, born, on, village)
    spouse = make_person(rng, town, not male, born + rng.randrange(-3, 4), on, village)
    spouse.address = person.address
    seller_town = rng.choice(words.TOWNS)
    seller_head = make_person(rng, seller_town, True, rng.randrange(1965, 1990), on)
    seller = make_company(
        rng,
        seller_town,
        words.TRADES[9],
        "91",
        date(rng.randrange(2008, 2019), 5, 18),
        wan(800),
        seller_head,
        rng.choice(words.OTHER_BANKS) + seller_town[3] + "支行",
        on,
    )
    loan = _loan(rng, party, product, trade, days, seller.name)
    amount = loan["amount"]
    assert isinstance(amount, Fen)
    company = None
    books = parent = None
    if party != "FRM":
        founded = date(rng.randrange(2006, 2020), rng.randrange(1, 13), rng.randrange(1, 29))
        company = make_company(
            rng, town, trade, "91" if party == "ENT" else "92", founded, wan(1000), person, bank + branch, on
        )
    if party == "ENT":
        assert company is not None
        standard = standard or rng.choice(("CAS2019B",) * 5 + ("SME",) * 3 + ("OLD",))
        factor = rng.uniform(30, 44) if product == "WCL" else rng.uniform(9, 13)
        revenue = int(amount * factor) // 100_000 * 100_000
        months = 3 if days["closed"].month == 3 else 0
        grain = grain or 1
        if consolidated is None:
            consolidated = standard == "CAS2019B" and rng.random() < 0.3
        minority = 0.08 if consolidated else 0.0
        base = shape or Shape()
        group = Shape(**{**base.__dict__, "minority": minority}) if minority else base
        books = keep_books(Random(f"books {seed}"), standard, 2024, revenue, group, grain, months)
        if consolidated:
            parent = keep_books(
                Random(f"parent {seed}"), standard, 2024, int(revenue * 0.94), base, grain, months, True
            )
        own = books if parent is None else parent
        company.capital = company.paid = Fen(own.last.stock["capital"])
        if consolidated and parent is not None:
            _same_capital(books, parent)
        _shareholders(rng, company, town, on)
    household = [
        {"name": person.name, "relation": "户主", "id_no": person.id_no, "birth": person.birth},
        {"name": spouse.name, "relation": "配偶", "id_no": spouse.id_no, "birth": spouse.birth},
    ]
    child = make_person(rng, town, rng.random() < 0.5, born + rng.randrange(25, 28), date(2040, 1, 1), village)
    if farmer or rng.random() < 0.6:
        name = person.name[0] + child.name[1:]
        household.append(
            {"name": name, "relation": "子" if child.male else "女", "id_no": child.id_no, "birth": child.birth}
        )
    security = _security(rng, party, product, mode, town, on, amount, person, spouse, company, bank, days, related)
    world = World(
        seed,
        party,
        product,
        town,
        trade,
        days,
        person,
        spouse,
        household,
        company,
        bank,
        branch,
        [words.person_name(rng, True), words.person_name(rng, False)],
        loan,
        security,
        books,
        parent,
        {},
        {},
        seller,
        {},
    )
    _credit(rng, world)
    _numbers(rng, world)
    return world


def _same_capital(group: Books, parent: Books) -> None:
    """A group's capital is its parent's; what differs goes to the capital reserve."""
    for ours, theirs in zip(_periods(group), _periods(parent), strict=True):
        for mine, other in ((ours.stock, theirs.stock), (ours.opening, theirs.opening)):
            shift = mine["capital"] - other["capital"]
            mine["capital"] -= shift
            mine["capital_reserve"] = mine.get("capital_reserve", 0) + shift


def _periods(books: Books) -> list:
    seen: dict[int, object] = {}
    periods = books.years + [p for p in (books.interim, books.interim_before) if p]
    out = []
    for period in periods:
        fresh = []
        for name in ("stock", "opening"):
            stock = getattr(period, name)
            if id(stock) in seen:
                setattr(period, name, seen[id(stock)])
            else:
                copy = dict(stock)
                seen[id(stock)] = copy
                setattr(period, name, copy)
            fresh.append(name)
        out.append(period)
    return out


def _shareholders(rng: Random, company: Company, town: tuple[str, str, str, str], on: date) -> None:
    share = rng.choice((60, 65, 70, 80))
    other = make_person(rng, town, rng.random() < 0.5, rng.randrange(1970, 1990), on)
    first = Fen(int(company.capital) * share // 100)
    rows = [(company.head, share, first), (other, 100 - share, Fen(company.capital - first))]
    company.shareholders = [
        {"name": who.name, "id_no": who.id_no, "subscribed": part, "paid": part, "ratio": Decimal(ratio)}
        | {"due_date": add_months(company.founded, 60)}
        for who, ratio, part in rows
    ]


def _security(
    rng: Random,
    party: str,
    product: str,
    mode: str,
    town: tuple[str, str, str, str],
    on: date,
    amount: Fen,
    person: Person,
    spouse: Person,
    company: Company | None,
    bank: str,
    days: dict[str, date],
    related: bool,
) -> Security:
    choices = {
        "ENT": ("GUARANTEE", "MORTGAGE", "COMBO", "COMBO", "MAXIMUM", "PLEDGE"),
        "IEB": ("MORTGAGE", "COMBO", "MAXIMUM"),
        "FRM": ("GUARANTEE", "GUARANTEE", "MAXIMUM"),
    }
    mode = mode or rng.choice(choices[party])
    security = Security(mode)
    if mode == "MAXIMUM":
        step = 100_000_000 if amount >= wan(100) else 10_000_000
        security.maximum = Fen(-(-int(amount) * 13 // 10 // step) * step)
    if mode in ("GUARANTEE", "COMBO", "MAXIMUM"):
        if party == "ENT" and rng.random() < 0.6:
            head = make_person(rng, town, True, rng.randrange(1966, 1988), on)
            security.guarantors.append(
                make_company(
                    rng,
                    town,
                    rng.choice(words.TRADES),
                    "91",
                    date(rng.randrange(2005, 2016), 4, 12),
                    wan(rng.choice((2000, 3000, 5000))),
                    head,
                    bank,
                    on,
                )
            )
        elif party == "ENT" and related:
            security.guarantors.append(person)
        else:
            security.guarantors.append(make_person(rng, town, rng.random() < 0.6, rng.randrange(1970, 1990), on))
    if mode in ("MORTGAGE", "COMBO", "MAXIMUM") and party != "FRM":
        secured = int(security.maximum or amount)
        value = Fen(int(secured * Decimal(str(rng.uniform(2.7, 3.3))) / 1_000_000) * 1_000_000)
        of_company = party == "ENT" and rng.random() < 0.6
        security.owner = company if of_company else person
        security.co_owner = None if of_company else spouse
        use, right, cap = (
            ("工业用地/厂房", "出让/自建房", "FACTORY")
            if of_company
            else ("城镇住宅用地/住宅", "出让/市场化商品房", "RES_APT")
        )
        area = (
            Decimal(rng.randrange(150_000, 900_000)) / 100
            if of_company
            else Decimal(rng.randrange(9_000, 22_000)) / 100
        )
        sign, place = words.PROVINCE_SIGNS[town[1]], town[3] if town[3].endswith("市") else town[2]
        issued = date(rng.randrange(2016, 2024), rng.randrange(1, 13), rng.randrange(1, 29))
        security.property = {
            "cert_no": f"{sign}（{issued.year}）{place}不动产权第{rng.randrange(1, 9_999_999):07d}号",
            "unit_no": unit_number(rng, town[0]),
            "address": f"{town[1]}{town[2]}{town[3]}{rng.choice(words.ROADS)}{rng.randrange(1, 400)}号"
            + ("" if of_company else f"{rng.randrange(1, 20)}幢{rng.randrange(1, 20)}0{rng.randrange(1, 5)}室"),
            "use": use,
            "right_nature": right,
            "kind": cap,
            "area_building": area,
            "value": value,
            "co_ownership": "单独所有" if of_company else "共同共有",
            "issue_date": issued,
            "use_term_end": date(rng.randrange(2055, 2080), rng.randrange(1, 13), rng.randrange(1, 29)),
        }
    if mode == "PLEDGE":
        security.pledge = {
            "kind": "应收账款",
            "amount": Fen(int(int(amount) * Decimal("1.9") / 1_000_000) * 1_000_000),
            "registration_no": digits(rng, 20),
            "modify_code": digits(rng, 6),
            "debtor": f"{words.brand(rng)}供应链管理有限公司",
        }
    return security


def _credit(rng: Random, world: World) -> None:
    """What the credit bureau says: clean, and in step with the books."""
    if world.books is not None:
        stock = world.books.last.stock
        total = stock["st_borrowings"] + stock["ncl_due_1y"] + stock["lt_borrowings"]
        world.credit = {
            "outstanding_loan_total": Fen(total),
            "lenders_count": rng.randrange(2, 5),
            "class_now": "正常",
            "overdue_principal": Fen(0),
            "overdue_interest": Fen(0),
            "bad_total": Fen(0),
            "guarantee_total": Fen(
                0 if rng.random() < 0.6 else int(stock["total_equity"] * 0.1) // 100_000_000 * 100_000_000
            ),
        }
    people = [world.person] + ([world.spouse] if world.party != "ENT" and world.spouse else [])
    people += [g for g in world.security.guarantors if isinstance(g, Person)]
    for one in people:
        limit = yuan(rng.randrange(2, 12) * 10_000)
        world.personal.setdefault(
            one.id_no,
            {
                "name": one.name,
                "id_no": one.id_no,
                "loans_outstanding": yuan(
                    rng.randrange(0, 60) * 10_000 if world.party == "ENT" else rng.randrange(0, 3) * 10_000
                ),
                "cards_limit": limit,
                "cards_used": Fen(int(limit) * rng.randrange(3, 45) // 100),
                "overdue_now_count": 0,
                "overdue_now_amount": Fen(0),
                "consec_overdue_max": 0,
                "total_overdue_months": 0,
                "hard_queries_3m": rng.randrange(0, 4),
                "guarantee_total": Fen(0),
                "marital": "已婚",
            },
        )


def _numbers(rng: Random, world: World) -> None:
    """Numbers of contracts and certificates, in one of the styles banks use."""
    year = world.days["signed"].year
    serial = rng.randrange(1, 900)
    short = world.bank[:2] + ("农商" if "农村" in world.bank else "")
    style = rng.randrange(3)

    def number(kind: str, latin: str, offset: int = 0) -> str:
        if style == 0:
            return f"{short}{kind}字〔{year}〕第{serial + offset:04d}号"
        if style == 1:
            return f"HT-{year}-{latin}-{serial + offset:05d}"
        return f"{short}{kind}字（{year}）{serial + offset:06d}"

    loan_sign = {"WCL": ("流借", "LD"), "FAL": ("固借", "GD"), "PBL": ("个借", "GJ"), "FHL": ("农借", "NH")}[
        world.product
    ]
    world.numbers = {
        "contract": number(*loan_sign),
        "guarantee": number("保", "BZ", 1),
        "mortgage": number("抵", "DY", 2),
        "maximum_mortgage": number("高抵", "ZGD", 3),
        "pledge": number("质", "ZY", 4),
        "maximum_guarantee": number("高保", "ZGB", 5),
        "approval": f"{short}审〔{year}〕{rng.randrange(10, 400)}号",
        "credit": digits(rng, 22),
        "registration": "",
        "appraisal": f"{rng.choice(('房', '评', '资'))}估字[{year}]第{rng.randrange(100, 9999)}号",
        "audit": f"审字〔{year}〕第{rng.randrange(1000, 99999)}号",
        "trade": f"{world.loan['purpose_code'] and 'CG'}{year}{rng.randrange(1000, 9999)}",
        "loan_account": company_account(rng) if world.party == "ENT" else card_number(rng),
        "repay_account": "",
        "draw": f"JJ{year}{rng.randrange(100000, 999999)}",
    }
    world.numbers["repay_account"] = world.numbers["loan_account"]
    world.numbers["registration"] = (
        str(world.security.property.get("cert_no", ""))[:7] + "不动产证明第" + f"{rng.randrange(1, 9_999_999):07d}号"
    )
