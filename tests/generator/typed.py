"""The typed form `application.toml`: what only a person can state."""

from datetime import date
from decimal import Decimal

from tests.generator.amounts import Fen
from tests.generator.borrower import World
from tests.generator.paper import canonical


def form(world: World, changes: dict[str, object]) -> dict[str, dict[str, object]]:
    """Tables and keys; `changes` replaces single entries by `table.key`, None takes one out."""
    days, loan = world.days, world.loan
    tables: dict[str, dict[str, object]] = {
        "application": {
            "product": world.product, "party_type": world.party, "date": days["applied"], "amount": loan["amount"], "currency": "CNY",
            "term_months": loan["term_months"], "purpose": loan["purpose"], "purpose_code": loan["purpose_code"],
            "guarantee_mode": {"MAXIMUM": "COMBO" if world.security.property else "GUARANTEE"}.get(world.security.mode, world.security.mode),
            "is_renewal": False, "is_extension": False,
        },
        "survey": {
            "interview_done": True, "onsite_done": True, "date": days["survey"], "officers": list(world.officers), "identity_verified": True,
            "identity_match_face": True, "forged_confirmed": False, "scope_covers_purpose": True, "new_customer": False, "internal_rating": "GOOD",
            "in_service_area": True, "group": False, "sanction_hit": False, "money_laundering_risk": "LOW",
        },
        "bank": {
            "name": world.bank, "branch": world.branch, "capital_net": Fen(500_000_000_000), "tier1_net": Fen(420_000_000_000), "loans_to_borrower": Fen(0),
            "exposure_to_borrower": Fen(0), "exposure_to_group": Fen(0), "account_type": "BASIC" if world.party == "ENT" else "GENERAL" if world.company else "PERSONAL_I",
        },
    }
    if world.company:
        tables["survey"]["industry_code"] = world.company.industry
    for name, value in changes.items():
        table, key = name.split(".", 1)
        tables.setdefault(table, {})
        if value is None:
            tables[table].pop(key, None)
        else:
            tables[table][key] = value
    return tables


def write(tables: dict[str, dict[str, object]]) -> tuple[bytes, list[dict[str, object]]]:
    """The file, and its truth."""
    lines: list[str] = []
    truth: list[dict[str, object]] = []
    for table, entries in tables.items():
        lines += ([""] if lines else []) + [f"[{table}]"]
        for key, value in entries.items():
            lines.append(f"{key} = {_toml(value)}")
            truth.append({"id": f"{table}.{key}", "value": canonical(value), "text": _toml(value), "page": None, "box": None, "place": f"line {len(lines)}"})
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
