"""Where the reader's facts stand for the truth's fields: the names of subjects and fields on both sides."""

SUBJECTS: dict[str, str] = {
    "D101": "licence",
    "D102": "institution",
    "D103": "id_card[]",
    "D104": "household",
    "D105": "marriage",
    "D106": "articles",
    "D107": "resolution",
    "D108": "guarantee_resolution[]",
    "D109": "legal_rep_certificate",
    "D110": "authorisation",
    "D111": "registry",
    "D113": "permit[]",
    "D114": "account[]",
    "D115": "owners",
    "D121": "residence",
    "D201": "application",
    "D202": "consent[]",
    "D116": "seal_card",
    "D203": "pi_consent[]",
    "D204": "undertaking",
    "D205": "interview",
    "D301": "credit",
    "D302": "personal_credit[]",
    "D303": "judicial",
    "D304": "tax_grade",
    "D306": "debts",
    "D307": "industry",
    "D408": "tax_paid[]",
    "D401": "audit",
    "D402": "statement",
    "D406": "vat",
    "D407": "cit",
    "D409": "account_flow[]",
    "D410": "ageing",
    "D411": "inventory",
    "D414": "trade[]",
    "D415": "invoice[]",
    "D416": "premises[]",
    "D417": "income",
    "D418": "farming",
    "D420": "ledger",
    "D501": "project",
    "D502": "eia",
    "D503": "building_permit[]",
    "D504": "feasibility",
    "D505": "project_capital",
    "D506": "works[]",
    "D608": "receivable[]",
    "D601": "property[]",
    "D602": "appraisal[]",
    "D603": "registration[]",
    "D604": "movable_registration[]",
    "D606": "co_owner[]",
    "D610": "lease_declaration[]",
    "D612": "registry_search[]",
    "D701": "approval",
    "D702": "contract",
    "D703": "guarantee[]",
    "D704": "mortgage[]",
    "D705": "maximum_mortgage[]",
    "D706": "pledge[]",
    "D707": "maximum_guarantee[]",
    "D708": "drawdown[]",
    "D710": "payment_voucher[]",
    "D713": "cost",
}
"""Paper: the subject its facts go by; [] where several may come and any index is right."""
FIELDS: dict[str, str] = {
    "D606.consenter_id": "co_owner[].consenter_id_no",
    "D702.legal_rep": "contract.borrower_legal_rep",
    "D702.guarantee_ref": "contract.references",
    "D703.legal_rep": "guarantee[].guarantor_legal_rep",
    "D707.legal_rep": "maximum_guarantee[].guarantor_legal_rep",
    "D703.period_years": "guarantee[].period_months",
    "D707.period_years": "maximum_guarantee[].period_months",
    "D704.asset_address": "mortgage[].address",
    "D704.asset_area": "mortgage[].area",
    "D705.asset_address": "maximum_mortgage[].address",
    "D705.asset_area": "maximum_mortgage[].area",
    "D402.name": "statement[].company",
    "D706.right_kind": "pledge[].kind",
    "D706.right_amount": "pledge[].value",
}
"""`D101.uscc` = `licence.credit_code`: where the reader's name is not subject and field of the truth."""


COLUMNS = {"D702.guarantee_ref": "no"}
"""Where the truth lists texts and the reader rows: the column that holds the text."""
CELLS = {
    "D704.asset_use": ("mortgage[].assets", "use"),
    "D705.asset_use": ("maximum_mortgage[].assets", "use"),
}
"""Where the truth has a field and the reader a row of a list: the list and the column."""
OTHERS = ("guarantor_", "other_")
"""Papers of one who is not the borrower go by the subject with one of these before it, and an index."""


def name_of(identity: str) -> str:
    """The reader's name, with [] for any index, of a field of the truth."""
    if identity in FIELDS:
        return FIELDS[identity]
    doc, _, name = identity.partition(".")
    return f"{SUBJECTS.get(doc, doc)}.{name}"


def names_of(identity: str) -> tuple[str, ...]:
    """Every name that the field may go by: the borrower's paper, or somebody else's of the same kind."""
    name = name_of(identity)
    subject, _, last = name.partition(".")
    if subject == "statement[]":
        return name, f"parent_{name}"
    return name, *(f"{other}{subject.removesuffix('[]')}[].{last}" for other in OTHERS)
