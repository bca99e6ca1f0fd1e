"""The typed form `application.toml`: what only a person can state."""

from datetime import date
from decimal import Decimal

from tests.generator import opinions
from tests.generator.amounts import Fen
from tests.generator.borrower import Company, Person, World, add_months
from tests.generator.paper import canonical

Table = dict[str, object]


def form(world: World, changes: dict[str, object]) -> dict[str, Table | list[Table]]:
    """Tables and keys; `changes` replaces single entries by `table.key`, None takes one out."""
    days, loan = world.days, world.loan
    mode = {"MAXIMUM": "COMBO" if world.security.property else "GUARANTEE"}.get(
        world.security.mode, world.security.mode
    )
    tables: dict[str, Table | list[Table]] = {
        "application": {
            "product": world.product,
            "party_type": world.party,
            "date": days["applied"],
            "amount": loan["amount"],
            "currency": "CNY",
            "term_months": loan["term_months"],
            "purpose": loan["purpose"],
            "purpose_code": loan["purpose_code"],
            "guarantee_mode": mode,
            "is_renewal": False,
            "is_extension": False,
        },
        "survey": _survey(world),
        "owner": {"vice": "NONE", "missing": False, "foreign_resident": False, "companies": 1, "industries": 1}
        | {
            "open_suits": 0,
            "nonbank_lenders": 0,
            "marital_change_months": 120,
            "net_assets": Fen(int(_amount(world)) * 3),
        }
        | ({} if world.party == "ENT" else {"lenders": 1}),
        "bank": _bank(world),
        "sector": {
            "high_pollution_energy": False,
            "overcapacity": False,
            "environment_risk": "C",
            "outlook": "STABLE",
        },
        "related": {
            "trade_share": Decimal("0.04"),
            "npl_count": 0,
            "dishonest_count": 0,
            "fund_occupied": Fen(0),
            "flow_share": Decimal("0.02"),
            "ownership_layers": 1,
            "hidden_link": False,
        },
    }
    if world.product == "FAL":
        tables["project_check"] = {
            "approval_ok": True,
            "eia_ok": True,
            "land_ok": True,
            "planning_ok": True,
            "energy_ok": True,
            "not_split": True,
            "capital_ratio_min": Decimal("0.20"),
            "capital_is_debt": False,
        }
    tables["projection"] = _projection(world)
    if world.company:
        tables["market"] = {
            "top1_customer_share": Decimal("0.24"),
            "top5_customer_share": Decimal("0.58"),
            "top1_supplier_share": Decimal("0.31"),
            "top5_lost": 0,
            "wage_arrears": False,
            "complaints": 0,
            "bills_overdue": False,
            "power_growth": Decimal("0.06"),
            "insured_now": 86,
            "insured_before": 82,
            "receivables_over_1y": Decimal("0.03"),
        }
    if world.security.guarantors:
        tables["guarantor"] = [_guarantor(world, one) for one in world.security.guarantors]
    if world.security.property:
        tables["collateral"] = [_collateral(world)]
    if world.security.pledge:
        tables["collateral"] = [_receivable(world)]
    tables |= opinions.stated(world)
    for name, value in changes.items():
        table, _, key = name.rpartition(".")
        entries = tables.setdefault(table, {}) if "[" not in table else _row(tables, table)
        assert isinstance(entries, dict)
        if value is None:
            entries.pop(key, None)
        else:
            entries[key] = value
    return tables


def _row(tables: dict[str, Table | list[Table]], address: str) -> Table:
    """The row that `guarantor[0]` means; an unwritten one when there is none."""
    table, _, index = address.rstrip("]").partition("[")
    rows = tables.get(table, [])
    assert isinstance(rows, list)
    return rows[int(index)] if int(index) < len(rows) else {}


def _amount(world: World) -> Fen:
    amount = world.loan["amount"]
    assert isinstance(amount, Fen)
    return amount


def _survey(world: World) -> Table:
    started = world.company.founded if world.company else date(2012, 3, 1)
    applied = world.days["applied"]
    table: Table = {
        "interview_done": True,
        "onsite_done": True,
        "date": world.days["survey"],
        "officers": list(world.officers),
        "identity_verified": True,
        "identity_match_face": True,
        "owners_identified": True,
        "sanction_hit": False,
        "money_laundering_risk": "LOW",
        "forged_confirmed": False,
        "nominee_found": False,
        "scope_covers_purpose": True,
        "capacity_full": True,
        "supervision_accepted": True,
        "statements_signed": True,
        "auditor_changed": False,
        "operating_months": (applied.year - started.year) * 12 + applied.month - started.month,
        "small_micro": True,
        "new_customer": False,
        "internal_rating": "GOOD",
        "in_service_area": True,
        "collateral_in_area": True,
        "group": False,
        "restructuring": False,
        "debt_evasion": False,
        "writeoff_or_compensation": False,
        "fx_violation": False,
        "hidden_government_debt": False,
        "eia_required": False,
        "onlending": "NONE",
        "illegal_fundraising": False,
        "private_lending_suits": 0,
        "adverse_media_12m": 0,
        "prohibited_business": False,
        "registered_status": "存续",
        "major_penalty_open": False,
        "penalties_24m": 0,
        "penalty_amount_24m": Fen(0),
        "tax_arrears": Fen(0),
        "control_changed_12m": False,
        "equity_changes_24m": 0,
        "version_conflict": False,
    }
    if world.company:
        table["industry_code"] = world.company.industry
    else:
        table |= {"household_in_area": True, "household_has_loan": False}
        table["industry_code"] = "A0111" if world.trade[0] == "种植" else "A0313"
    if world.books:
        table["depreciation"] = Fen((world.parent_books or world.books).years[-1].cash["da"])
        table["unbooked_liabilities"] = Fen(0)
    return table


def _bank(world: World) -> Table:
    kind = "BASIC" if world.party == "ENT" else "GENERAL" if world.company else "PERSONAL_I"
    return {
        "name": world.bank,
        "branch": world.branch,
        "capital_net": Fen(500_000_000_000),
        "tier1_net": Fen(420_000_000_000),
        "loans_to_borrower": Fen(0),
        "exposure_to_borrower": Fen(0),
        "exposure_to_group": Fen(0),
        "account_type": kind,
        "related_person": False,
        "same_payee_count": 1,
        "same_phone_count": 1,
        "serious_violation": False,
        "tax_violation": False,
        "fees_deducted": Fen(0),
        "amount_credited": _amount(world),
        "same_number_count": 1,
        "industry_npl": Decimal("0.012"),
        "peer_rate_floor": Decimal("3.00"),
        "better_terms": False,
        "product_count": 1,
        "years": 0,
        "settlement_share": Decimal("0.35"),
    }


def _projection(world: World) -> Table:
    books = world.parent_books or world.books
    if books is None:
        need = Fen(int(_amount(world)) * 115 // 100)
        return {"method": "ALTERNATIVE", "alternative_need": need, "alternative_justified": True}
    last = books.years[-1]
    amount, months = _amount(world), int(str(world.loan["term_months"]))
    yearly = int(amount) if months <= 12 else int(amount) * 12 // months
    return {
        "growth": Decimal("0.08"),
        "own_funds": Fen(last.income["revenue"] // 200 // 100 * 100),
        "existing_loans": Fen(last.stock["st_borrowings"] // 100 * 100),
        "other_funds": Fen(0),
        "method": "ANNEX_FORMULA",
        "principal_due": Fen(yearly // 100 * 100),
        "interest_due": Fen(int(Decimal(int(amount)) * Decimal(str(world.loan["rate"])) / 100)),
        "capex_upkeep": Fen(last.cash["da"] * 7 // 10),
    }


def _guarantor(world: World, one: Person | Company) -> Table:
    company = isinstance(one, Company)
    table: Table = {
        "name": one.name,
        "id_no": one.uscc if isinstance(one, Company) else one.id_no,
        "kind": "COMPANY" if company else "PERSON",
        "entity_class": "ORDINARY",
        "credit_ok": True,
        "worst_class": "正常",
        "dishonest": False,
        "net_assets": Fen(int(_amount(world)) * 4),
        "amount": world.security.maximum or _amount(world),
        "related": one is world.person,
        "mutual": False,
        "cycle_length": 0,
        "contract_signed": True,
    }
    if company:
        table |= {"listed": False, "for_shareholder": False, "resolution_body": "SHAREHOLDERS"}
        table |= {"required_body": "SHAREHOLDERS"}
    return table


def _collateral(world: World) -> Table:
    thing, owner = world.security.property, world.security.owner
    assert owner is not None
    value = thing["value"]
    assert isinstance(value, Fen)
    return {
        "name": "抵押房产",
        "kind": {"FACTORY": "厂房", "RES_APT": "住宅"}[str(thing["kind"])],
        "cert_no": thing["cert_no"],
        "owner": owner.name,
        "title_clear": True,
        "title_disputed": False,
        "seized": False,
        "illegal_building": False,
        "double_pledged": False,
        "registered": True,
        "value_appraised": value,
        "appraisal_date": world.days["appraised"],
        "appraiser_on_list": True,
        "value_reference": Fen(int(value) * 98 // 100),
        "acquired_on": thing["issue_date"],
        "secured_amount": world.security.maximum or _amount(world),
        "prior_mortgage_amount": Fen(0),
        "discount": Decimal("0.95"),
        "disposal_cost": Fen(int(value) * 2 // 100),
        "leased": False,
        "residence_right": False,
        "only_home": False,
        "registry": "不动产登记",
        "sole_owned": world.security.co_owner is None,
        "coowners": [world.security.co_owner.name] if world.security.co_owner else [],
        "consents": [world.security.co_owner.name] if world.security.co_owner else [],
    }


def _receivable(world: World) -> Table:
    amount = world.security.pledge["amount"]
    assert isinstance(amount, Fen)
    end = world.loan["end_date"]
    assert isinstance(end, date)
    return {
        "name": "质押应收账款",
        "kind": "应收账款",
        "owner": world.borrower,
        "title_clear": True,
        "title_disputed": False,
        "seized": False,
        "double_pledged": False,
        "registered": True,
        "value_appraised": amount,
        "appraisal_date": world.days["appraised"],
        "appraiser_on_list": True,
        "value_reference": amount,
        "secured_amount": _amount(world),
        "prior_mortgage_amount": Fen(0),
        "discount": Decimal("0.95"),
        "disposal_cost": Fen(0),
        "registry": "动产融资统一登记",
        "reg_expiry": add_months(end, 30),
        "sole_owned": True,
    }


def write(tables: dict[str, Table | list[Table]]) -> tuple[bytes, list[dict[str, object]]]:
    """The file, and its truth."""
    lines: list[str] = []
    truth: list[dict[str, object]] = []
    for table, content in tables.items():
        many = isinstance(content, list)
        for index, entries in enumerate(content if isinstance(content, list) else [content]):
            address = f"{table}[{index}]" if many else table
            lines += ([""] if lines else []) + [f"[[{table}]]" if many else f"[{table}]"]
            for key, value in entries.items():
                lines.append(f"{key} = {_toml(value)}")
                place = f"line {len(lines)}"
                truth.append(
                    {"id": f"{address}.{key}", "value": canonical(value), "text": _toml(value), "page": None}
                    | {"box": None, "place": place}
                )
    return ("\n".join(lines) + "\n").encode(), truth


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fen):
        return value.yuan()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
