"""Faults to plant: each changes exactly what it says and names the rules that must find it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tests.generator import words
from tests.generator.accounts import Shape
from tests.generator.amounts import Fen, capitals, wan
from tests.generator.borrower import REPAY, add_months
from tests.generator.case import Draft
from tests.generator.identity import credit_check, credit_code, identity_number, wrong_last
from tests.generator.paper import Choice, Paper

Plant = Callable[[Draft], None]


@dataclass(frozen=True)
class Fault:
    """One way in which a file can be wrong."""

    code: str
    finds: tuple[str, ...]
    """Rules of the domain reference; any one of them finds the fault."""
    says: str
    """What is changed."""
    plant: Plant
    needs: tuple[str, ...] = ()
    """Papers that must be in the case."""
    wants: dict[str, object] = field(default_factory=dict)
    """The kind of case it can be planted in: party, product, mode, full, shape, standard, layout."""
    parties: tuple[str, ...] = ("ENT", "IEB", "FRM")


FAULTS: dict[str, Fault] = {}


def fault(
    code: str, finds: str, says: str, needs: str = "", parties: str = "ENT IEB FRM", **wants: object
) -> Callable[[Plant], Plant]:
    """Enter a fault in the table."""

    def enter(plant: Plant) -> Plant:
        if code in FAULTS:
            raise ValueError(code)
        FAULTS[code] = Fault(
            code, tuple(finds.split()), says, plant, tuple(needs.split()), wants, tuple(parties.split())
        )
        return plant

    return enter


class CannotPlantError(Exception):
    """The case has not what the fault needs."""


def plant(draft: Draft, code: str) -> None:
    """Plant one fault in a draft and note it."""
    one = FAULTS[code]
    if draft.world.party not in one.parties or not draft.has(*one.needs):
        case = f"{draft.world.party} {draft.world.security.mode}"
        raise CannotPlantError(f"{code}: needs {' '.join(one.needs)} of {' '.join(one.parties)}; the case is {case}")
    before = len(draft.changes)
    one.plant(draft)
    draft.planted.append({"code": code, "finds": list(one.finds), "says": one.says, "changes": draft.changes[before:]})


def fits(draft: Draft, code: str) -> bool:
    """Whether the fault can be planted in this draft as it is; one that needs books of its own shape never can."""
    one = FAULTS[code]
    if draft.world.party not in one.parties or not draft.has(*one.needs) or "shape" in one.wants:
        return False
    world = draft.world
    return all(
        (key != "product" or value == world.product)
        and (key != "mode" or value == world.security.mode)
        and (key != "standard" or (world.books and world.books.standard == value))
        and (key != "term" or int(str(world.loan["term_months"])) >= int(str(value)))
        and (key != "schedule" or world.loan["schedule"])
        for key, value in one.wants.items()
    )


# ---- identity and agreement across papers


def _first(draft: Draft, doc: str) -> Paper:
    return draft.of(doc)[0]


def _loan(draft: Draft) -> Paper:
    return _first(draft, "D702")


def _another_name(draft: Draft, name: str) -> str:
    """A name that differs in one sign, as mix-ups do."""
    pool = words.BRANDS_LAST if len(name) > 4 else words.GIVEN_MALE
    spot = (
        next((i for i, sign in enumerate(name) if sign in words.BRANDS_LAST), len(name) - 1)
        if len(name) > 4
        else len(name) - 1
    )
    return name[:spot] + draft.rng.choice([sign for sign in pool if sign != name[spot]]) + name[spot + 1 :]


@fault(
    "licence-code-check", "ADM-001 XC-002 CTR-017", "the licence's credit code fails its check digit", "D101", "ENT IEB"
)
def _(d: Draft) -> None:
    paper = _first(d, "D101")
    d.set(paper, "uscc", wrong_last(str(paper.fields["uscc"])))


@fault("contract-code-differs", "CTR-017 XC-002", "the loan contract names another credit code", "D702", "ENT IEB")
def _(d: Draft) -> None:
    body = str(_loan(d).fields["borrower_id"])[:9] + "".join(d.rng.sample("1234567890", 8))
    d.set(_loan(d), "borrower_id", body + credit_check(body))


@fault("application-name-differs", "XC-001 CTR-016", "the application names another applicant", "D201")
def _(d: Draft) -> None:
    d.set(_first(d, "D201"), "applicant", _another_name(d, d.world.borrower))


@fault("contract-name-differs", "XC-001 CTR-016", "the loan contract names another borrower", "D702")
def _(d: Draft) -> None:
    d.set(_loan(d), "borrower", _another_name(d, d.world.borrower))


@fault("approval-name-differs", "CTR-016 XC-001", "the approval names another borrower", "D701")
def _(d: Draft) -> None:
    d.set(_first(d, "D701"), "borrower", _another_name(d, d.world.borrower))


@fault("credit-name-differs", "XC-001", "the credit report is another company's by name", "D301", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D301"), "name", _another_name(d, d.world.borrower))


@fault("credit-code-differs", "XC-002", "the credit report carries another credit code", "D301", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D301"), "uscc", credit_code(d.rng, "91", d.world.town[0]))


@fault("statement-name-differs", "XC-009 XC-025", "the statements are another company's", "D402", "ENT")
def _(d: Draft) -> None:
    for paper in d.of("D402"):
        d.set(
            paper,
            "name",
            _another_name(d, d.world.borrower) if paper is d.of("D402")[0] else _first(d, "D402").fields["name"],
        )


@fault("articles-head-differs", "XC-003", "the articles name another legal representative", "D106", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D106"), "legal_rep", words.person_name(d.rng, True))


@fault("licence-head-differs", "XC-003 CTR-018", "the licence names another legal representative", "D101", "ENT IEB")
def _(d: Draft) -> None:
    d.set(_first(d, "D101"), "legal_rep", words.person_name(d.rng, True))


@fault("signatory-not-head", "CTR-018 XC-003", "somebody without power signs the loan contract", "D702", "ENT IEB")
def _(d: Draft) -> None:
    d.set(_loan(d), "signatory", words.person_name(d.rng, False))


@fault("card-number-check", "CTR-017 XC-004", "the identity card's number fails its check digit", "D103")
def _(d: Draft) -> None:
    paper = _first(d, "D103")
    d.set(paper, "id_no", wrong_last(str(paper.fields["id_no"])))


@fault("card-birth-differs", "XC-004", "the identity card's date of birth is not the number's", "D103")
def _(d: Draft) -> None:
    paper = _first(d, "D103")
    birth = paper.fields["birth"]
    assert isinstance(birth, date)
    d.set(paper, "birth", date(birth.year - 2, birth.month, birth.day))


@fault("personal-credit-number-differs", "XC-004", "the personal credit report carries another identity number", "D302")
def _(d: Draft) -> None:
    d.set(_first(d, "D302"), "id_no", identity_number(d.rng, d.world.town[0], date(1979, 8, 17), True))


@fault("marriage-number-differs", "XC-004", "the marriage certificate carries another identity number", "D105")
def _(d: Draft) -> None:
    d.set(
        _first(d, "D105"),
        "holder_id_no",
        identity_number(d.rng, d.world.town[0], date(1981, 2, 7), d.world.person.male),
    )


@fault("card-expired", "ADM-016", "the identity card has run out", "D103")
def _(d: Draft) -> None:
    paper = _first(d, "D103")
    ends = d.world.days["applied"] - timedelta(40)
    d.set(paper, "valid_from", add_months(ends, -240))
    d.set(paper, "valid_to", ends)


@fault("articles-capital-differs", "XC-005", "the articles state a higher capital than the licence", "D106", "ENT")
def _(d: Draft) -> None:
    paper = _first(d, "D106")
    d.set(paper, "reg_capital", Fen(int(paper.fields["reg_capital"]) + 500_000_000))  # type: ignore[call-overload]


@fault(
    "lease-address-differs", "XC-006", "the premises are elsewhere than the licence says", "D416", "ENT IEB", full=True
)
def _(d: Draft) -> None:
    town = next(town for town in words.TOWNS if town[1] != d.world.town[1])
    d.set(_first(d, "D416"), "address", f"{town[1]}{town[2]}{town[3]}{words.ROADS[3]}77号")


@fault("marital-differs", "XC-007", "the credit report says unmarried, the certificate married", "D302 D105")
def _(d: Draft) -> None:
    d.set(_first(d, "D302"), "marital", "未婚")
    d.set(_first(d, "D302"), "spouse", None)


@fault(
    "shareholder-differs", "XC-008", "the beneficial owner's share is not the articles'", "D106 D115", "ENT", full=True
)
def _(d: Draft) -> None:
    paper = _first(d, "D115")
    rows = [dict(row) for row in paper.fields["owners"]]  # type: ignore[attr-defined]
    rows[0]["ratio"] = Decimal(str(rows[0]["ratio"])) - 8
    d.set(paper, "owners", rows)


@fault("consent-late", "XC-015 ADM-013", "credit was asked for before the consent was signed", "D202")
def _(d: Draft) -> None:
    d.set(_first(d, "D202"), "sign_date", d.world.days["credit"] + timedelta(6))


@fault("consent-unsigned", "ADM-013", "the consent bears no signature", "D202")
def _(d: Draft) -> None:
    d.set(_first(d, "D202"), "signed", False)


# ---- admission and prohibition


@fault("licence-expired", "ADM-001", "the licence has run out", "D101", "ENT IEB")
def _(d: Draft) -> None:
    d.set(_first(d, "D101"), "valid_to", d.world.days["applied"] - timedelta(25))


@fault("permit-expired", "ADM-007", "a permit that the business needs has run out", "D113", "ENT IEB")
def _(d: Draft) -> None:
    d.set(_first(d, "D113"), "valid_from", d.world.days["applied"] - timedelta(1900))
    d.set(_first(d, "D113"), "valid_to", d.world.days["applied"] - timedelta(75))


@fault("permit-missing", "ADM-007 DOC-113", "a permit that the business needs is not in the file", "D113", "ENT IEB")
def _(d: Draft) -> None:
    d.drop(_first(d, "D113"))


@fault("status-revoked", "PRH-001 ADM-001", "the register shows the licence revoked", "D111", "ENT IEB", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D111"), "status", "吊销")
    d.state("survey.registered_status", None)


@fault("annual-report-missing", "ADM-006", "the last annual report was not filed", "D111", "ENT", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D111"), "latest_annual_year", 2021)
    d.set(_first(d, "D111"), "annual_years", ["2020", "2021"])
    d.set(_first(d, "D111"), "abnormal_list", True)


@fault("serious-violation", "PRH-027", "on the list of serious violations", "D111", "ENT IEB", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D111"), "serious_list", True)
    d.state("bank.serious_violation", None)


@fault("tax-grade-d", "PRH-027", "tax credit grade D", "D304", "ENT", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D304"), "grade", "D")


@fault("head-changed-lately", "PRU-009", "the legal representative changed five months ago", "D111", "ENT", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D111"), "legal_rep_change_date", add_months(d.world.days["applied"], -5))
    d.state("survey.control_changed_12m", None)


@fault("credit-report-old", "ADM-013", "the credit report is older than thirty days", "D301", "ENT")
def _(d: Draft) -> None:
    day = d.world.days["applied"] - timedelta(52)
    d.set(_first(d, "D301"), "report_date", day)
    for paper in d.of("D202"):
        d.set(paper, "sign_date", day - timedelta(2))


@fault("overdue-now", "ADM-004", "principal is overdue", "D301", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D301"), "overdue_principal", wan(120))
    d.set(_first(d, "D301"), "max_overdue_days", 34)


@fault("interest-arrears", "ADM-004 PRH-023", "interest is in arrears", "D301", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D301"), "overdue_interest", Fen(3_846_250))


@fault("class-substandard", "PRH-012 ADM-004", "a loan is classified substandard", "D301", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D301"), "class_now", "次级")
    d.set(_first(d, "D301"), "bad_total", wan(600))


@fault("person-overdue", "ADM-004 SIG-OWN-01", "the borrower is overdue in person", "D302")
def _(d: Draft) -> None:
    d.set(_first(d, "D302"), "overdue_now_count", 1)
    d.set(_first(d, "D302"), "overdue_now_amount", Fen(1_286_340))


@fault("hard-queries", "PRU-024", "nine credit queries in three months", "D302")
def _(d: Draft) -> None:
    d.set(_first(d, "D302"), "hard_queries_3m", 9)


@fault("many-lenders", "PRU-007", "loans from eight lenders", "D301", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D301"), "lenders_count", 8)


@fault("guarantees-given", "PRU-006", "guarantees given exceed equity", "D301 D402", "ENT")
def _(d: Draft) -> None:
    books = d.world.parent_books or d.world.books
    assert books is not None
    d.set(
        _first(d, "D301"),
        "guarantee_total",
        Fen(books.last.stock["total_equity"] * 13 // 10 // 100_000_000 * 100_000_000),
    )


@fault("dishonest", "PRH-010", "the borrower is on the list of dishonest judgment debtors", "D303", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D303"), "dishonest_borrower", True)


@fault("enforcement-open", "PRU-017", "two enforcement cases are open", "D303", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D303"), "enforced_open_count", 2)


@fault("criminal-case", "PRH-026", "a criminal case is open", "D303", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D303"), "criminal_case_open", True)


def _purpose(d: Draft, text: str, code: str) -> None:
    d.set(_first(d, "D201"), "purpose", text)
    d.state("application.purpose", text)
    d.state("application.purpose_code", code)


@fault("purpose-vague", "ADM-010", "the purpose says nothing", "D201")
def _(d: Draft) -> None:
    _purpose(d, "资金周转", "UNSPECIFIED")


@fault("purpose-equity", "PRH-006", "the loan is to buy shares in a company", "D201")
def _(d: Draft) -> None:
    _purpose(d, "用于受让参股公司股权并缴付增资款", "EQUITY")


@fault("purpose-securities", "PRH-007", "the loan is to buy securities", "D201")
def _(d: Draft) -> None:
    _purpose(d, "购买基金及银行理财产品进行资金配置", "SECURITIES")


@fault("purpose-plant", "PRH-008", "a working-capital loan is to buy plant", "D201", "ENT", product="WCL")
def _(d: Draft) -> None:
    _purpose(d, "购置设备及二期厂房建设", "FIXED_ASSET")


@fault("purpose-property-company", "PRH-009", "the loan is to buy land", "D201", "ENT", product="WCL")
def _(d: Draft) -> None:
    _purpose(d, "支付竞得地块的土地款", "REAL_ESTATE")


@fault("purpose-property", "PRH-009", "the loan is to pay for a home", "D201", "IEB FRM")
def _(d: Draft) -> None:
    _purpose(d, "支付商品房首付款及购房税费", "REAL_ESTATE")


@fault("term-over-limit", "ADM-026", "the term is beyond the product's limit", "D201", "ENT", product="WCL")
def _(d: Draft) -> None:
    d.set(_first(d, "D201"), "term_months", 72)
    d.state("application.term_months", 72)


@fault("term-long", "PRU-013", "a working-capital loan of four years", "D201", "ENT", product="WCL")
def _(d: Draft) -> None:
    d.set(_first(d, "D201"), "term_months", 48)
    d.state("application.term_months", 48)


@fault("founded-lately", "ADM-012 PRU-010", "the business is eight months old", "D101", "ENT IEB")
def _(d: Draft) -> None:
    day = add_months(d.world.days["applied"], -8)
    for name in ("establish_date", "valid_from", "issue_date"):
        d.set(_first(d, "D101"), name, day)
    d.state("survey.operating_months", 8)


@fault("too-old", "ADM-014", "age and term exceed sixty-five", "D103", "IEB FRM")
def _(d: Draft) -> None:
    paper = _first(d, "D103")
    birth = date(1958, 4, 11)
    number = identity_number(d.rng, d.world.town[0], birth, d.world.person.male)
    d.set(paper, "birth", birth)
    was = d.world.person.id_no
    for one in d.papers:
        for name, value in list(one.fields.items()):
            if value == was:
                d.set(one, name, number)
        for table in ("members",):
            rows = one.fields.get(table)
            if rows:
                d.set(
                    one,
                    table,
                    [{**row, **({"id_no": number, "birth": birth} if row["id_no"] == was else {})} for row in rows],
                )  # type: ignore[attr-defined]


@fault("resolution-amount", "ADM-018", "the resolution covers less than is asked for", "D107", "ENT")
def _(d: Draft) -> None:
    paper = _first(d, "D107")
    d.set(paper, "amount", Fen(int(paper.fields["amount"]) * 6 // 10 // 1_000_000 * 1_000_000))  # type: ignore[call-overload]


@fault("resolution-late", "CTR-051 ADM-018", "the resolution is dated after the contract", "D107", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D107"), "meeting_date", d.world.days["signed"] + timedelta(5))


@fault("resolution-body", "ADM-018", "the board resolved where the articles ask for the shareholders", "D107", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D107"), "body", Choice("BOARD", "董事会"))


@fault("resolution-share", "ADM-018", "fewer votes than the articles ask for", "D107", "ENT")
def _(d: Draft) -> None:
    d.set(_first(d, "D107"), "pass_ratio", Decimal("51"))
    d.set(_first(d, "D107"), "signed", list(_first(d, "D107").fields["signed"])[:1])  # type: ignore[call-overload]


@fault("interview-alone", "ADM-022 CTR-052", "one officer alone held the interview", "D205", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D205"), "officers", d.world.officers[:1])
    d.state("survey.officers", d.world.officers[:1])


@fault("no-onsite-visit", "ADM-022", "nobody visited the borrower", "D201")
def _(d: Draft) -> None:
    d.state("survey.onsite_done", False)


@fault("industry-eliminated", "PRH-004 ADM-002", "the industry is to be eliminated", "D307", "ENT IEB", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D307"), "class", Choice("ELIMINATED", "淘汰类"))
    d.set(_first(d, "D307"), "item_no", "第三类淘汰类-一-(七)")


@fault("concentration", "PRH-016", "more than a tenth of the bank's capital to one borrower", "D201", "ENT IEB")
def _(d: Draft) -> None:
    d.state("bank.loans_to_borrower", Fen(51_000_000_000))
    d.state("bank.exposure_to_borrower", Fen(51_000_000_000))


@fault("outside-area", "PRU-028 ADM-023", "the borrower lives outside the bank's area", "D201")
def _(d: Draft) -> None:
    d.state("survey.in_service_area", False)


# ---- guarantors and collateral


def _guarantor(d: Draft, name: str, code: str) -> None:
    paper = (d.of("D703") or d.of("D707"))[0]
    d.set(paper, "guarantor", name)
    d.set(paper, "guarantor_id", code)
    d.state("guarantor[0].name", name)
    d.state("guarantor[0].id_no", code)
    d.state("guarantor[0].entity_class", None)


@fault("guarantor-village", "PRH-017 ADM-009", "a village committee is guarantor", "D703")
def _(d: Draft) -> None:
    _guarantor(d, f"{d.world.town[3]}清溪镇柳塘村村民委员会", credit_code(d.rng, "55", d.world.town[0]))


@fault("guarantor-school", "PRH-017 ADM-009", "a public school is guarantor", "D703", "ENT", mode="COMBO")
def _(d: Draft) -> None:
    _guarantor(d, f"{d.world.town[3]}锦屏实验小学", credit_code(d.rng, "12", d.world.town[0]))


@fault("guarantor-office", "PRH-017 ADM-009", "a government office is guarantor", "D703", "ENT", mode="GUARANTEE")
def _(d: Draft) -> None:
    _guarantor(d, f"{d.world.town[3]}商务局", credit_code(d.rng, "11", d.world.town[0]))


@fault("guarantor-himself", "PRH-029", "the shop's owner guarantees his own debt", "D703", "IEB", mode="COMBO")
def _(d: Draft) -> None:
    _guarantor(d, d.world.person.name, d.world.person.id_no)
    d.set(d.of("D703")[0], "signatory", d.world.person.name)


@fault("guarantee-body", "PRH-019", "the guarantor's board resolved for a shareholder", "D108", "ENT", mode="GUARANTEE")
def _(d: Draft) -> None:
    d.set(_first(d, "D108"), "body", Choice("BOARD", "董事会"))
    d.set(_first(d, "D108"), "for_shareholder", True)
    d.state("guarantor[0].resolution_body", "BOARD")
    d.state("guarantor[0].for_shareholder", True)


@fault(
    "guarantee-resolution-missing",
    "PRH-019 DOC-108 ADM-016",
    "the company guarantor has not resolved",
    "D108",
    "ENT",
    mode="GUARANTEE",
)
def _(d: Draft) -> None:
    d.drop(_first(d, "D108"))


@fault("collateral-homestead", "PRH-018", "the mortgaged land is a homestead", "D601", "IEB", mode="MORTGAGE")
def _(d: Draft) -> None:
    d.set(_first(d, "D601"), "right_nature", "宅基地/自建房")
    d.set(_first(d, "D601"), "right_type", "宅基地使用权/房屋所有权")
    d.set(_first(d, "D601"), "use", "农村宅基地/住宅")
    d.state("collateral[0].kind", "宅基地")


@fault(
    "ltv-high",
    "ADM-025 CTR-040",
    "the loan exceeds what the collateral carries",
    "D602",
    mode="MORTGAGE",
    parties="ENT IEB",
)
def _(d: Draft) -> None:
    low = Fen(int(d.world.loan["amount"]) * 11 // 10 // 1_000_000 * 1_000_000)  # type: ignore[call-overload]
    paper = _first(d, "D602")
    d.set(paper, "value", low)
    d.set(paper, "value_cn", Choice(capitals(low), "人民币" + capitals(low)))
    for contract in d.of("D704"):
        d.set(contract, "appraised_value", low)
    d.set(_first(d, "D701"), "coll_value", low)
    d.state("collateral[0].value_appraised", low)
    d.state("collateral[0].value_reference", low)


@fault("appraisal-old", "ADM-025", "the appraisal is older than a year", "D602", "ENT IEB")
def _(d: Draft) -> None:
    day = d.world.days["applied"] - timedelta(430)
    d.set(_first(d, "D602"), "base_date", day)
    d.set(_first(d, "D602"), "report_date", day + timedelta(5))
    d.state("collateral[0].appraisal_date", day)


@fault("appraisal-owner-differs", "XC-013", "the appraised house is another's", "D602", "ENT IEB")
def _(d: Draft) -> None:
    d.set(_first(d, "D602"), "owner", words.person_name(d.rng, False))


@fault("mortgage-certificate-differs", "CTR-035 XC-013", "the mortgage names another certificate", "D704", "ENT IEB")
def _(d: Draft) -> None:
    paper = _first(d, "D704")
    text = str(paper.fields["asset_cert_no"])
    digit = text[-2]
    d.set(paper, "asset_cert_no", text[:-2] + str((int(digit) + 3) % 10) + "号")


@fault("mortgagor-differs", "CTR-035 XC-013", "the mortgagor is not the owner", "D704", "ENT IEB")
def _(d: Draft) -> None:
    d.set(_first(d, "D704"), "mortgagor", words.person_name(d.rng, True))


@fault("co-owner-missing", "CTR-039 DOC-606", "the co-owner has not consented", "D606", "ENT IEB")
def _(d: Draft) -> None:
    d.drop(_first(d, "D606"))
    d.state("collateral[0].consents", [])


@fault("registration-late", "CTR-036", "the mortgage was registered after the money went out", "D603", "ENT IEB")
def _(d: Draft) -> None:
    d.set(_first(d, "D603"), "reg_date", d.world.days["drawn"] + timedelta(12))


@fault(
    "registered-amount-differs",
    "CTR-034",
    "the register holds another maximum than the contract",
    "D603 D705",
    "ENT IEB",
    mode="MAXIMUM",
)
def _(d: Draft) -> None:
    paper = _first(d, "D603")
    d.set(paper, "secured_amount", Fen(int(paper.fields["secured_amount"]) * 8 // 10 // 1_000_000 * 1_000_000))  # type: ignore[call-overload]


@fault("transfer-note-missing", "CTR-042", "the register does not note the bar on transfer", "D603", "ENT IEB")
def _(d: Draft) -> None:
    d.set(_first(d, "D603"), "no_transfer_note", False)


@fault("pledge-registry-wrong", "CTR-037", "receivables pledged at the wrong registry", "D706", "ENT", mode="PLEDGE")
def _(d: Draft) -> None:
    d.set(_first(d, "D706"), "registry", "市场监督管理部门")
    d.state("collateral[0].registry", "市场监督管理部门")


@fault("registration-short", "CTR-038", "the registration ends before the loan does", "D604", "ENT", mode="PLEDGE")
def _(d: Draft) -> None:
    end = d.world.loan["end_date"]
    assert isinstance(end, date)
    d.set(_first(d, "D604"), "expiry", end - timedelta(30))
    d.state("collateral[0].reg_expiry", end - timedelta(30))


@fault("collateral-seized", "PRH-018 ADM-025", "the register shows the house seized", "D612", "ENT IEB", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D612"), "seizure", True)
    d.state("collateral[0].seized", None)


@fault("collateral-leased", "PRU-029", "the house is let", "D610", "ENT IEB", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D610"), "leased", True)
    d.state("collateral[0].leased", None)


@fault("residence-right", "PRU-029", "somebody has a right to live in the house", "D612 D610", "ENT IEB", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D612"), "residence_right", True)
    d.set(_first(d, "D610"), "residence_right", True)
    d.state("collateral[0].residence_right", None)


@fault("pi-consent-missing", "DOC-203 ADM-016", "no consent to the use of personal data", "D203", "IEB FRM", full=True)
def _(d: Draft) -> None:
    for paper in d.of("D203"):
        d.drop(paper)


# ---- the contracts


@fault("words-differ", "CTR-001", "the amount in words is not the digits'", "D702")
def _(d: Draft) -> None:
    amount = Fen(int(_loan(d).fields["amount"]) // 10 * 11 // 1_000_000 * 1_000_000)  # type: ignore[call-overload]
    d.set(_loan(d), "amount_cn", Choice(capitals(amount), "人民币" + capitals(amount)))


@fault("guarantee-words-differ", "CTR-001", "the guaranteed amount in words is not the digits'", "D703")
def _(d: Draft) -> None:
    paper = _first(d, "D703")
    amount = Fen(int(paper.fields["principal_amount"]) + 1_000_000)  # type: ignore[call-overload]
    d.set(paper, "principal_amount_cn", Choice(capitals(amount), "人民币" + capitals(amount)))


@fault("application-words-differ", "CTR-001", "the application's amount in words is not the digits'", "D201")
def _(d: Draft) -> None:
    amount = Fen(int(_first(d, "D201").fields["amount"]) + 2_000_000)  # type: ignore[call-overload]
    d.set(_first(d, "D201"), "amount_cn", Choice(capitals(amount), "人民币" + capitals(amount)))


def _contract_amount(d: Draft, amount: Fen) -> None:
    d.set(_loan(d), "amount", amount)
    d.set(_loan(d), "amount_cn", Choice(capitals(amount), "人民币" + capitals(amount)))


@fault("amount-above-approval", "CTR-002", "the contract lends more than was approved", "D702 D701")
def _(d: Draft) -> None:
    _contract_amount(d, Fen(int(_loan(d).fields["amount"]) * 12 // 10 // 100_000 * 100_000))  # type: ignore[call-overload]


@fault("approval-amount-below", "CTR-002", "the approval is for less than the contract", "D702 D701")
def _(d: Draft) -> None:
    paper = _first(d, "D701")
    d.set(paper, "amount", Fen(int(paper.fields["amount"]) * 8 // 10 // 100_000 * 100_000))  # type: ignore[call-overload]


@fault("currency-differs", "CTR-003", "approval in dollars, contract in yuan", "D701")
def _(d: Draft) -> None:
    d.set(_first(d, "D701"), "currency", Choice("USD", "美元"))


@fault("term-dates-differ", "CTR-004", "the dates are not the months stated", "D702")
def _(d: Draft) -> None:
    end = _loan(d).fields["end_date"]
    assert isinstance(end, date)
    d.set(_loan(d), "end_date", add_months(end, 3))


@fault("term-above-approval", "CTR-005", "the contract runs longer than was approved", "D701")
def _(d: Draft) -> None:
    paper = _first(d, "D701")
    d.set(paper, "term_months", int(str(paper.fields["term_months"])) - 3)


@fault("rate-differs-approval", "CTR-006", "the approved rate is another", "D701")
def _(d: Draft) -> None:
    paper = _first(d, "D701")
    d.set(paper, "rate_annual_pct", Decimal(str(paper.fields["rate_annual_pct"])) + Decimal("0.35"))


@fault("rate-arithmetic", "CTR-007 CTR-006", "prime rate and points do not add up to the rate", "D702")
def _(d: Draft) -> None:
    d.set(_loan(d), "spread_bp", int(str(_loan(d).fields["spread_bp"])) + 30)


@fault("prime-rate-wrong", "CTR-007", "the prime rate is not the published one", "D702")
def _(d: Draft) -> None:
    d.set(_loan(d), "lpr_pct", Decimal(str(_loan(d).fields["lpr_pct"])) + Decimal("0.25"))
    d.set(_loan(d), "spread_bp", int(str(_loan(d).fields["spread_bp"])) - 25)


@fault("monthly-rate-wrong", "CTR-008", "the monthly rate is not a twelfth of the annual", "D702")
def _(d: Draft) -> None:
    rate = Decimal(str(_loan(d).fields["rate_annual_pct"]))
    d.set(_loan(d), "rate_monthly_permille", (rate * 10 / 12).quantize(Decimal("0.0001")) + Decimal("0.2"))


@fault("prime-tenor-differs", "CTR-009", "the five-year prime rate for a short loan", "D702", "ENT", product="WCL")
def _(d: Draft) -> None:
    rate = Decimal(str(_loan(d).fields["rate_annual_pct"]))
    five = Decimal(str(_loan(d).fields["lpr_pct"])) + Decimal("0.50")
    d.set(_loan(d), "lpr_tenor", Choice("5Y", "5年期以上"))
    d.set(_loan(d), "lpr_pct", five)
    d.set(_loan(d), "spread_bp", int((rate - five) * 100))


@fault("repricing-missing", "CTR-010", "a floating rate without a day of repricing", "D702", term=24)
def _(d: Draft) -> None:
    d.word(_loan(d), "replaced", {"rate": _rate_without_repricing(d)})


def _rate_without_repricing(d: Draft) -> str:
    f = _loan(d).fields
    day = f["lpr_date"]
    assert isinstance(day, date) and isinstance(f["lpr_tenor"], Choice)
    return (
        f"借款利率以{day.year}年{day.month}月{day.day}日公布的{f['lpr_tenor'].text}贷款市场报价利率（LPR）{f['lpr_pct']}%加{f['spread_bp']}个基点确定，"
        f"执行年利率为{f['rate_annual_pct']}%，本合同采用浮动利率。"
    )


@fault("overdue-uplift", "CTR-011", "the default surcharge is beyond half", "D702")
def _(d: Draft) -> None:
    d.set(_loan(d), "overdue_uplift_pct", 80)


@fault("misuse-uplift", "CTR-011", "the surcharge for misuse is beyond the whole", "D702")
def _(d: Draft) -> None:
    d.set(_loan(d), "misuse_uplift_pct", 150)


@fault("purpose-differs-approval", "CTR-012 XC-014", "the contract's purpose is not the approved one", "D702")
def _(d: Draft) -> None:
    d.set(_loan(d), "purpose", "归还股东借款及支付装修工程款")


@fault("repayment-differs-approval", "CTR-013", "the contract repays in another way than was approved", "D701")
def _(d: Draft) -> None:
    now = str(_first(d, "D701").fields["repay_method"])
    other = "LINEAR" if now != "LINEAR" else "ANNUITY"
    d.set(_first(d, "D701"), "repay_method", Choice(other, REPAY[other]))


@fault("schedule-sum", "CTR-014", "the instalments do not add up to the loan", "D702", "ENT", schedule=True)
def _(d: Draft) -> None:
    rows = [dict(row) for row in _loan(d).fields["schedule"]]  # type: ignore[attr-defined]
    rows[0]["principal"] = Fen(int(rows[0]["principal"]) + 10_000_000)
    d.set(_loan(d), "schedule", rows)


@fault("schedule-end", "CTR-014", "the last instalment falls after maturity", "D702", "ENT", schedule=True)
def _(d: Draft) -> None:
    rows = [dict(row) for row in _loan(d).fields["schedule"]]  # type: ignore[attr-defined]
    rows[-1]["date"] = add_months(rows[-1]["date"], 2)
    d.set(_loan(d), "schedule", rows)


@fault(
    "farmer-bullet", "CTR-015", "a farmer's loan over a year repaid at once with its interest", "D702", "FRM", term=24
)
def _(d: Draft) -> None:
    for paper in (_loan(d), _first(d, "D701")):
        d.set(paper, "repay_method", Choice("BULLET_ALL", REPAY["BULLET_ALL"]))


@fault("debtor-differs", "CTR-019 CTR-016", "the guarantee is for another debtor", "D703")
def _(d: Draft) -> None:
    d.set(_first(d, "D703"), "debtor", _another_name(d, d.world.borrower))


@fault("mortgage-debtor-differs", "CTR-019 CTR-016", "the mortgage is for another debtor", "D704", "ENT IEB")
def _(d: Draft) -> None:
    d.set(_first(d, "D704"), "debtor", _another_name(d, d.world.borrower))


@fault("creditor-differs", "CTR-020", "the guarantee is given to another branch", "D703")
def _(d: Draft) -> None:
    other = next(name for name in words.BRANCHES if name != d.world.branch)
    d.set(_first(d, "D703"), "creditor", d.world.bank + other)


@fault("main-number-differs", "CTR-021", "the guarantee cites another loan contract", "D703")
def _(d: Draft) -> None:
    _bump(d, _first(d, "D703"), "main_no")


@fault("mortgage-main-number-differs", "CTR-021", "the mortgage cites another loan contract", "D704", "ENT IEB")
def _(d: Draft) -> None:
    _bump(d, _first(d, "D704"), "main_no")


@fault("draw-number-differs", "CTR-021", "the drawdown note cites another loan contract", "D708")
def _(d: Draft) -> None:
    _bump(d, _first(d, "D708"), "main_no")


def _bump(d: Draft, paper: Paper, name: str) -> None:
    """Another serial number: the last digit that stands in the text is changed."""
    text = str(paper.fields[name])
    spot = max(i for i, sign in enumerate(text) if sign.isdigit())
    d.set(paper, name, text[:spot] + str((int(text[spot]) + 4) % 10) + text[spot + 1 :])


@fault("secured-principal-differs", "CTR-023", "the guarantee secures another amount than the loan", "D703")
def _(d: Draft) -> None:
    paper = _first(d, "D703")
    amount = Fen(int(paper.fields["principal_amount"]) * 9 // 10 // 100_000 * 100_000)  # type: ignore[call-overload]
    d.set(paper, "principal_amount", amount)
    d.set(paper, "principal_amount_cn", Choice(capitals(amount), "人民币" + capitals(amount)))


@fault("mortgage-principal-differs", "CTR-023", "the mortgage secures another amount than the loan", "D704", "ENT IEB")
def _(d: Draft) -> None:
    paper = _first(d, "D704")
    amount = Fen(int(paper.fields["principal_amount"]) * 8 // 10 // 100_000 * 100_000)  # type: ignore[call-overload]
    d.set(paper, "principal_amount", amount)
    d.set(paper, "principal_amount_cn", Choice(capitals(amount), "人民币" + capitals(amount)))


@fault("debt-period-differs", "CTR-024", "the guaranteed debt falls due on another day", "D703")
def _(d: Draft) -> None:
    end = _first(d, "D703").fields["debt_end"]
    assert isinstance(end, date)
    d.set(_first(d, "D703"), "debt_end", add_months(end, -2))


@fault(
    "period-until-paid", "CTR-025", "the guarantee runs until all is paid, which the law takes for six months", "D703"
)
def _(d: Draft) -> None:
    d.set(_first(d, "D703"), "period_years", None)
    d.word(
        _first(d, "D703"),
        "replaced",
        {"period": "保证期间为自本合同生效之日起，直至主合同项下债务本息全部清偿完毕之日止。"},
    )


@fault("period-two-years", "CTR-026", "the guarantee runs two years, not three", "D703")
def _(d: Draft) -> None:
    d.set(_first(d, "D703"), "period_years", 2)


@fault("liability-ordinary", "CTR-027", "an ordinary guarantee", "D703")
def _(d: Draft) -> None:
    d.set(_first(d, "D703"), "liability_type", Choice("ORDINARY", "一般保证"))


@fault("liability-when-unable", "CTR-027", "the guarantor pays only when the debtor cannot", "D703")
def _(d: Draft) -> None:
    d.set(_first(d, "D703"), "liability_type", None)
    d.word(_first(d, "D703"), "replaced", {"mode": "债务人不能履行债务时，由保证人承担保证责任。"})


@fault("scope-short", "CTR-028", "the guarantee covers principal and interest only", "D703")
def _(d: Draft) -> None:
    d.set(_first(d, "D703"), "scope", "主债权本金及利息")


@fault("guarantor-penalty", "CTR-029", "a penalty for the guarantor beyond the debt", "D703")
def _(d: Draft) -> None:
    d.word(
        _first(d, "D703"),
        "added",
        (
            (
                "duty",
                "保证人违约金",
                "保证人未按约定承担保证责任的，保证人应另行支付违约金，违约金按主债权本金的20%计算。",
            ),
        ),
    )


@fault("independence", "CTR-030", "the guarantee stands whatever becomes of the loan contract", "D703")
def _(d: Draft) -> None:
    d.word(
        _first(d, "D703"),
        "added",
        (("scope", "担保的独立性", "本合同独立于主合同，主合同无效或者部分无效的，不影响本合同的效力。"),),
    )


@fault("order-missing", "CTR-031", "nothing on the order between security and guarantee", "D703")
def _(d: Draft) -> None:
    d.word(_first(d, "D703"), "replaced", {"mode": "本合同的保证方式为连带责任保证。"})
    d.word(_first(d, "D703"), "removed", ("order",))


@fault("maximum-period", "CTR-032", "the period of the maximum begins after the drawing", "D707", mode="MAXIMUM")
def _(d: Draft) -> None:
    paper = _first(d, "D707")
    d.set(paper, "period_start", add_months(d.world.days["drawn"], 1))


@fault("maximum-small", "CTR-033", "the maximum is below the loan", "D707", mode="MAXIMUM")
def _(d: Draft) -> None:
    amount = Fen(int(d.world.loan["amount"]) * 7 // 10 // 1_000_000 * 1_000_000)  # type: ignore[call-overload]
    paper = _first(d, "D707")
    d.set(paper, "max_amount", amount)
    d.set(paper, "max_amount_cn", Choice(capitals(amount), "人民币" + capitals(amount)))


@fault("forfeiture", "CTR-041", "the thing falls to the creditor", "D704", "ENT IEB")
def _(d: Draft) -> None:
    d.word(
        _first(d, "D704"),
        "added",
        (("enforce", "抵押财产的归属", "债务履行期届满债务人未清偿的，抵押财产归抵押权人所有，双方不再另行清算。"),),
    )


@fault("pledge-forfeiture", "CTR-041", "the pledged right falls to the creditor", "D706", "ENT", mode="PLEDGE")
def _(d: Draft) -> None:
    d.word(_first(d, "D706"), "added", (("enforce", "权利的归属", "债务人到期不能清偿的，出质权利转归质权人所有。"),))


@fault("transfer-clause-missing", "CTR-042", "no bar on transfer in the mortgage", "D704", "ENT IEB")
def _(d: Draft) -> None:
    d.word(_first(d, "D704"), "removed", ("transfer",))


@fault("blank-rate", "CTR-043", "the surcharge is left blank in the loan contract", "D702")
def _(d: Draft) -> None:
    d.word(_loan(d), "blank", ("overdue_uplift_pct",))


@fault("blank-account", "CTR-043", "the account is left blank in the loan contract", "D702")
def _(d: Draft) -> None:
    d.word(_loan(d), "blank", ("repay_account",))


@fault("blank-guarantee", "CTR-043", "the end of the debt is left blank in the guarantee", "D703")
def _(d: Draft) -> None:
    d.word(_first(d, "D703"), "blank", ("debt_end",))


def _altered(d: Draft, mark: str) -> None:
    paper = _loan(d)
    paper.form = "docx"
    d.word(paper, "marks", (mark,))


for _mark, _what in (
    ("ins", "a tracked insertion"),
    ("del", "a tracked deletion"),
    ("comment", "a comment"),
    ("hidden", "hidden text"),
    ("strike", "struck-out text"),
):
    fault(f"altered-{_mark}", "CTR-045 RDG-114", f"{_what} in the loan contract", "D702")(
        lambda d, mark=_mark: _altered(d, mark)
    )


for _key, _code in (
    ("conditions", "no conditions of drawing"),
    ("default", "no article on default"),
    ("covenants", "no undertakings of the borrower"),
    ("payment", "no article on payment"),
    ("service", "nothing on where notices go"),
    ("change", "nothing on changes"),
):
    fault(
        f"clause-missing-{_key}",
        "CTR-055 CTR-046" + {"payment": " CTR-054", "service": " CTR-059"}.get(_key, ""),
        f"{_code} in the loan contract",
        "D702",
    )(lambda d, key=_key: d.word(_loan(d), "removed", (key,)))


@fault("unsigned", "CTR-048", "the borrower has not signed", "D702")
def _(d: Draft) -> None:
    d.word(_loan(d), "unsigned", ("借款人",))


@fault("guarantor-unsigned", "CTR-048 ADM-009", "the guarantor has not signed", "D703")
def _(d: Draft) -> None:
    d.word(_first(d, "D703"), "unsigned", ("保证人",))


@fault("page-count", "CTR-050", "the pages are fewer than the foot says", "D702")
def _(d: Draft) -> None:
    paper = _loan(d)
    paper.form = "pdf!"
    d.word(paper, "stated_pages", 9)


@fault("contract-before-approval", "CTR-051", "signed before it was approved", "D702 D701")
def _(d: Draft) -> None:
    d.set(_first(d, "D701"), "date", d.world.days["signed"] + timedelta(4))


@fault("approval-expired", "CTR-051", "signed after the approval had lapsed", "D701")
def _(d: Draft) -> None:
    d.set(_first(d, "D701"), "date", d.world.days["signed"] - timedelta(240))
    d.set(_first(d, "D701"), "valid_to", d.world.days["signed"] - timedelta(58))


@fault("account-name-differs", "CTR-053", "the money goes to an account in another's name", "D702")
def _(d: Draft) -> None:
    d.set(_loan(d), "disb_account_name", _another_name(d, d.world.borrower))


@fault("draw-account-differs", "CTR-053", "the drawdown note names another account", "D708")
def _(d: Draft) -> None:
    d.set(_first(d, "D708"), "account", "80" + "".join(d.rng.choice("0123456789") for _ in range(15)))


@fault("draw-amount-above", "DOC-708 CTR-002", "more drawn than the contract lends", "D708")
def _(d: Draft) -> None:
    paper = _first(d, "D708")
    amount = Fen(int(paper.fields["amount"]) * 11 // 10 // 100_000 * 100_000)  # type: ignore[call-overload]
    d.set(paper, "amount", amount)
    d.set(paper, "amount_cn", Choice(capitals(amount), "人民币" + capitals(amount)))


@fault(
    "paid-by-himself",
    "CTR-054 PRU-012 PRU-011",
    "the borrower pays out himself what the bank must",
    "D702",
    "ENT",
    product="FAL",
)
def _(d: Draft) -> None:
    d.set(_loan(d), "pay_mode", Choice("SELF", "自主支付"))


@fault("fee-deducted", "PRH-030 CTR-071", "interest is taken from the principal beforehand", "D702")
def _(d: Draft) -> None:
    d.word(_loan(d), "fee_deducted", "贷款人在发放借款时预先扣除首期利息及管理费后，将余额划入借款人账户。")


@fault("venue-blank", "CTR-059", "the arbitral body is left blank", "D702")
def _(d: Draft) -> None:
    d.set(_loan(d), "dispute_mode", None)
    d.set(_loan(d), "dispute_venue", None)
    d.word(_loan(d), "venue_blank", True)


@fault("dispute-inconsistent", "CTR-059", "the guarantee is to be tried elsewhere than the loan", "D703")
def _(d: Draft) -> None:
    town = next(town for town in words.TOWNS if town[2] != d.world.town[2])
    d.set(_first(d, "D703"), "dispute_venue", f"{town[2]}{town[3]}人民法院")


@fault(
    "cost-sheet-late", "CTR-060", "the cost was disclosed after the contract was signed", "D713", "IEB FRM", full=True
)
def _(d: Draft) -> None:
    d.set(_first(d, "D713"), "sign_date", d.world.days["signed"] + timedelta(9))


@fault("cost-undisclosed", "CTR-060 DOC-713", "the whole cost is disclosed nowhere", "D702 D713", "IEB FRM", full=True)
def _(d: Draft) -> None:
    d.word(_loan(d), "removed", ("cost",))
    d.drop(_first(d, "D713"))


# ---- statements


def _edit(d: Draft, index: int, edits: dict[tuple[str, str, str], int | None]) -> None:
    """Change printed figures in one statement file."""
    paper = next(p for p in d.of("D402") if p.wording.get("period") == index)
    d.word(paper, "edits", edits)


def _scope(d: Draft) -> str:
    return "consolidated" if d.world.parent_books else "single"


def _move(d: Draft, item: str, share: float, index: int = 3, closing: bool = True) -> None:
    """Change one figure of the last year by a share of it."""
    books = d.world.books
    assert books is not None
    period = books.years[index]
    old = period.items().get(item)
    assert old is not None, item
    grain = books.grain
    step = max(int(abs(old) * share) // grain * grain, grain * 100)
    _edit(d, index, {(item, period.end.isoformat(), _scope(d)): old + step})


for _item, _rule, _what in (
    ("retained_earnings", "ART-10 ART-29", "undistributed profit"),
    ("total_assets", "ART-01 ART-02 ART-26", "total assets"),
    ("total_nca", "ART-02 ART-05", "total non-current assets"),
    ("total_liab", "ART-01 ART-03 ART-25", "total liabilities"),
    ("accounts_receivable", "ART-04", "accounts receivable"),
    ("intangibles", "ART-05", "intangible assets"),
    ("cogs", "ART-06 ART-33", "cost of sales"),
    ("total_profit", "ART-07 ART-08", "total profit"),
    ("net_profit", "ART-08 ART-10", "net profit"),
    ("cfo_net", "ART-12 ART-15", "operating cash flow"),
    ("cash_end", "ART-13 ART-14 ART-57", "closing cash"),
    ("cfo_in", "ART-15 ART-49", "operating inflow"),
    ("inventories", "ART-04", "inventories"),
    ("selling_exp", "ART-06", "selling expenses"),
    ("st_borrowings", "ART-27 ART-19 ART-16", "short-term borrowings"),
    ("cff_net", "ART-12 ART-15 ART-56", "financing cash flow"),
):
    fault(f"figure-{_item.replace('_', '-')}", _rule, f"the year's {_what} are wrong", "D402", "ENT")(
        lambda d, item=_item: _move(d, item, 0.13)
    )


@fault(
    "impairment-sign",
    "ART-09 ART-06",
    "the impairment loss is printed without its minus",
    "D402",
    "ENT",
    standard="CAS2019B",
)
def _(d: Draft) -> None:
    books = d.world.books
    assert books is not None
    year = books.years[3]
    _edit(d, 3, {("credit_impairment", year.end.isoformat(), _scope(d)): -year.income["credit_impairment"]})


@fault("opening-differs", "ART-16 RDG-130", "the year opens with other stocks than the last closed with", "D402", "ENT")
def _(d: Draft) -> None:
    books = d.world.books
    assert books is not None
    if len({paper.wording["period"] for paper in d.of("D402")} & {2, 3}) < 2:
        raise CannotPlantError("opening-differs: needs the statements of two years")
    stock = books.years[3].opening
    shift = stock["inventories"] // 10 // books.grain * books.grain
    day = books.years[2].end.isoformat()
    _edit(
        d,
        3,
        {
            ("inventories", day, _scope(d)): stock["inventories"] + shift,
            ("accounts_receivable", day, _scope(d)): stock["accounts_receivable"] - shift,
        },
    )


@fault(
    "columns-swapped",
    "RDG-130 ART-16 ART-10 ART-13 ART-14 ART-19 ART-57",
    "the balance sheet's two columns are exchanged",
    "D402",
    "ENT",
)
def _(d: Draft) -> None:
    d.word(d.of("D402")[0], "swapped", ("balance",))


@fault(
    "income-columns-swapped",
    "RDG-130 ART-16 ART-10 REC-01 REC-02 XC-024",
    "the income statement's two columns are exchanged",
    "D402",
    "ENT",
)
def _(d: Draft) -> None:
    d.word(d.of("D402")[0], "swapped", ("income",))


@fault(
    "unit-wrong", "ART-21 REC-01 REC-02 PRU-022", "one year's figures are ten thousand times too small", "D402", "ENT"
)
def _(d: Draft) -> None:
    books = d.world.books
    assert books is not None
    year = books.years[3]
    day = year.end.isoformat()
    edits: dict[tuple[str, str, str], int | None] = {
        (item, day, _scope(d)): amount // 10_000 // books.grain * books.grain for item, amount in year.items().items()
    }
    _edit(d, 3, edits)


def _shape_only(d: Draft) -> None:
    d.changes.append({"doc": "books", "party": "", "field": "*", "was": "sound", "now": "as the fault says"})


fault(
    "debt-ratio-high",
    "PRU-001",
    "liabilities above seven tenths of assets",
    "D402",
    "ENT",
    shape=Shape(short_debt=0.20, debt_floor=0.20, payable_days=85, payout=0.95, fixed=0.20, long_debt=0.06, cash=0.07),
)(_shape_only)
fault(
    "liquidity-low",
    "PRU-002",
    "current assets below current liabilities",
    "D402",
    "ENT",
    product="WCL",
    shape=Shape(payable_days=95, fixed=0.45, receivable_days=32, debt_floor=0.12, short_debt=0.14, cash=0.05),
)(_shape_only)
fault(
    "losses",
    "PRU-003 ADM-021",
    "two years of losses",
    "D402",
    "ENT",
    shape=Shape(loss_from=2, payout=0.0, debt_floor=0.06, fixed=0.34),
)(_shape_only)
fault(
    "revenue-falls",
    "PRU-005 PRU-003",
    "revenue fell by four tenths",
    "D402",
    "ENT",
    shape=Shape(growth=(0.06, 0.05, -0.42), fixed=0.16, capex=0.02),
)(_shape_only)
fault(
    "junk-assets",
    "PRU-023",
    "a fifth of the assets are other receivables",
    "D402",
    "ENT",
    shape=Shape(other_receivables=0.22, payout=0.3),
)(_shape_only)
fault(
    "cash-and-debt-high",
    "PRU-031",
    "much cash beside much debt, and hardly any interest earned",
    "D402",
    "ENT",
    standard="CAS2019B",
    shape=Shape(cash=0.26, short_debt=0.32, debt_floor=0.34, interest_income=0.001),
)(_shape_only)
fault(
    "deferred-costs",
    "PRU-023",
    "deferred costs of a fifth of the assets",
    "D402",
    "ENT",
    shape=Shape(junk=0.20, payout=0.3),
)(_shape_only)


@fault("audit-qualified", "PRU-021", "the auditor qualifies his opinion", "D401 D402", "ENT", full=True)
def _(d: Draft) -> None:
    d.set(_first(d, "D401"), "opinion", Choice("保留", "保留意见"))


@fault("statements-old", "ADM-017", "the last statement is more than ninety days old", "D402", "ENT")
def _(d: Draft) -> None:
    for paper in [p for p in d.of("D402") if p.wording["period"] in (-1, 3)]:
        if len(d.of("D402")) > 1:
            d.drop(paper)


# ---- tax and bank account


@fault(
    "vat-differs",
    "REC-01 ART-20 PRU-022 XC-010",
    "sales in the VAT return are two thirds of revenue",
    "D406 D402",
    "ENT",
)
def _(d: Draft) -> None:
    paper = _first(d, "D406")
    d.set(paper, "sales_taxable", Fen(int(paper.fields["sales_taxable"]) * 64 // 100))  # type: ignore[call-overload]


@fault(
    "income-tax-revenue-differs",
    "REC-02 PRU-022 XC-010",
    "revenue in the income-tax return is four fifths",
    "D407 D402",
    "ENT",
)
def _(d: Draft) -> None:
    paper = _first(d, "D407")
    d.set(paper, "revenue", Fen(int(paper.fields["revenue"]) * 80 // 100))  # type: ignore[call-overload]


@fault("income-tax-profit-differs", "REC-03 XC-024", "profit in the income-tax return is half", "D407 D402", "ENT")
def _(d: Draft) -> None:
    paper = _first(d, "D407")
    for name in ("total_profit", "taxable_income"):
        d.set(paper, name, Fen(int(paper.fields[name]) * 50 // 100))  # type: ignore[call-overload]


@fault("inflow-low", "REC-04 SIG-ACC-01", "the account received a third of revenue", "D409 D402", "ENT")
def _(d: Draft) -> None:
    _thin(d, 35)


@fault("balance-differs", "REC-05 XC-011", "the account holds far less than the cash in the books", "D409 D402", "ENT")
def _(d: Draft) -> None:
    paper = _first(d, "D409")
    rows = [dict(row) for row in paper.fields["rows"]]  # type: ignore[attr-defined]
    away = Fen(int(paper.fields["closing_balance"]) * 6 // 10)  # type: ignore[call-overload]
    last = rows[-1]
    rows.append(
        {
            **last,
            "debit": away,
            "credit": Fen(0),
            "balance": Fen(int(last["balance"]) - away),
            "counterparty": "某投资管理有限公司",
            "memo": "往来款",
        }
    )
    d.set(paper, "rows", rows)
    d.set(paper, "closing_balance", Fen(int(last["balance"]) - away))
    d.set(paper, "outflow_total", Fen(int(paper.fields["outflow_total"]) + away))  # type: ignore[call-overload]


@fault("balance-jumps", "XC-011 REC-05", "one row's balance does not follow from the row before", "D409")
def _(d: Draft) -> None:
    paper = _first(d, "D409")
    rows = [dict(row) for row in paper.fields["rows"]]  # type: ignore[attr-defined]
    spot = len(rows) // 2
    rows[spot]["balance"] = Fen(int(rows[spot]["balance"]) + 33_000_000)
    d.set(paper, "rows", rows)


def _thin(d: Draft, percent: int) -> None:
    """The same account with every movement cut down."""
    paper = _first(d, "D409")
    balance = int(paper.fields["opening_balance"])  # type: ignore[call-overload]
    rows = []
    for row in paper.fields["rows"]:  # type: ignore[attr-defined]
        debit, credit = Fen(int(row["debit"]) * percent // 100), Fen(int(row["credit"]) * percent // 100)
        balance += credit - debit
        rows.append({**row, "debit": debit, "credit": credit, "balance": Fen(balance)})
    d.set(paper, "rows", rows)
    d.set(paper, "closing_balance", Fen(balance))
    d.set(paper, "inflow_total", Fen(sum(row["credit"] for row in rows)))
    d.set(paper, "outflow_total", Fen(sum(row["debit"] for row in rows)))


@fault("credit-balance-differs", "REC-06 XC-012", "the bureau knows more loans than the books", "D301 D402", "ENT")
def _(d: Draft) -> None:
    paper = _first(d, "D301")
    d.set(paper, "outstanding_loan_total", Fen(int(paper.fields["outstanding_loan_total"]) * 14 // 10))  # type: ignore[call-overload]


# ---- papers missing

for _doc, _what in (
    ("D201", "application"),
    ("D202", "credit consent"),
    ("D409", "bank statement"),
    ("D414", "purchase contract"),
):
    fault(
        f"missing-{_doc.lower()}",
        f"DOC-{_doc[1:]} ADM-016" + (" ADM-013" if _doc == "D202" else ""),
        f"no {_what} in the file",
        _doc,
    )(lambda d, doc=_doc: [d.drop(paper) for paper in d.of(doc)] and None)
