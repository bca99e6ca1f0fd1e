"""What each paper of a world states: one `Paper` of facts for every document of the case."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.generator import words
from tests.generator.amounts import Fen, capitals, wan, yuan
from tests.generator.borrower import PRODUCT_NAMES, Company, Person, World, add_months
from tests.generator.identity import credit_code, digits, identity_number
from tests.generator.paper import LONG_TERM, Choice, Paper


def all_papers(world: World, full: bool = False) -> list[Paper]:
    """The papers of the case: the core that every file has, or with `full` all that the product asks for."""
    rng = Random(f"papers {world.seed}")
    return [
        *_identity(world, full),
        *_application(world, full),
        *_credit(world),
        *_security(world, rng, full),
        *_contracts(world, rng),
        *_business(world, rng, full),
    ]


def licence(company: Company) -> Paper:
    """D101: the business licence."""
    return Paper(
        "D101",
        "licence",
        {
            "uscc": company.uscc,
            "name": company.name,
            "entity_type": company.entity_type,
            "address": company.address,
            "legal_rep": company.head.name,
            "reg_capital": company.capital if company.uscc.startswith("91") else None,
            "establish_date": company.founded,
            "valid_from": company.founded,
            "valid_to": LONG_TERM,
            "scope": company.scope,
            "authority": company.authority,
            "issue_date": company.issued,
        },
        party=company.name,
    )


PERMITS = (
    ("食品生产", "食品生产许可证", "SC1"),
    ("食品销售", "食品经营许可证", "JY1"),
    ("餐饮服务", "食品经营许可证", "JY2"),
    ("包装装潢印刷品印刷", "印刷经营许可证", "3"),
)


def permits(world: World) -> list[Paper]:
    """D113: the permits that the scope of business asks for."""
    company = world.company
    out: list[Paper] = []
    rng = Random(f"permits {world.seed}")
    for word, kind, lead in PERMITS:
        if company and word in company.scope and all(paper.fields["kind"] != kind for paper in out):
            out.append(
                Paper(
                    "D113",
                    "permit",
                    {
                        "kind": kind,
                        "no": lead + digits(rng, 13),
                        "holder": company.name,
                        "scope": word,
                        "valid_from": date(2022, 7, 4),
                        "valid_to": date(2027, 7, 3),
                        "authority": company.authority,
                    },
                    party=company.name,
                )
            )
    return out


def id_card(person: Person) -> Paper:
    """D103: both sides of an identity card."""
    return Paper(
        "D103",
        "id_card",
        {
            "name": person.name,
            "gender": "男" if person.male else "女",
            "birth": person.birth,
            "address": person.address,
            "id_no": person.id_no,
            "issuer": person.issuer,
            "valid_from": person.valid_from,
            "valid_to": person.valid_to,
        },
        party=person.name,
    )


def people(world: World) -> list[Person]:
    """Every natural person whose card lies in the file, the borrower's first."""
    found = [world.person]
    if world.party != "ENT" or world.security.co_owner is not None:
        found += [world.spouse] if world.spouse else []
    for one in world.security.guarantors:
        who = one if isinstance(one, Person) else one.head
        if who not in found:
            found.append(who)
    return found


def _identity(world: World, full: bool) -> list[Paper]:
    out: list[Paper] = []
    if world.company:
        out.append(licence(world.company))
        for one in world.security.guarantors:
            if full and isinstance(one, Company):
                out.append(licence(one))
    out += permits(world)
    out += [id_card(person) for person in people(world)]
    spouse = world.spouse
    assert spouse is not None
    if world.party != "ENT":
        out.append(
            Paper(
                "D104",
                "household",
                {
                    "householder": world.person.name,
                    "address": world.person.address,
                    "household_no": world.person.id_no[:6] + digits(Random(world.seed), 3),
                    "members": [dict(member) for member in world.household],
                    "issue_date": date(2016, 6, 8),
                },
            )
        )
    if world.party != "ENT" or world.security.co_owner:
        wed = date(max(world.person.birth.year, spouse.birth.year) + 24, 5, 20)
        out.append(
            Paper(
                "D105",
                "marriage",
                {
                    "kind": Choice("已婚", "结婚证"),
                    "holder": world.person.name,
                    "holder_id_no": world.person.id_no,
                    "spouse_name": spouse.name,
                    "spouse_id_no": spouse.id_no,
                    "reg_date": wed,
                    "cert_no": f"J{world.town[0]}-{wed.year}-{world.seed % 9000 + 1000:06d}",
                },
            )
        )
    company, days, loan = world.company, world.days, world.loan
    if world.party == "ENT" and company:
        out.append(
            Paper(
                "D106",
                "articles",
                {
                    "company_name": company.name,
                    "uscc": company.uscc,
                    "reg_capital": company.capital,
                    "legal_rep": company.head.name,
                    "address": company.address,
                    "shareholders": [dict(row) for row in company.shareholders],
                    "body_for_borrow": Choice("SHAREHOLDERS", "股东会"),
                    "body_for_guarantee": Choice("SHAREHOLDERS", "股东会"),
                    "quorum_ratio": Decimal("66.67"),
                    "adopt_date": company.issued,
                },
            )
        )
        names = [str(row["name"]) for row in company.shareholders]
        out.append(
            Paper(
                "D107",
                "resolution",
                {
                    "company_name": company.name,
                    "body": Choice("SHAREHOLDERS", "股东会"),
                    "meeting_date": days["resolved"],
                    "amount": loan["amount"],
                    "lender": world.lender,
                    "term_months": loan["term_months"],
                    "purpose": loan["purpose"],
                    "attendees": names,
                    "pass_ratio": Decimal("100"),
                    "signed": names,
                },
            )
        )
    for one in world.security.guarantors:
        if isinstance(one, Company):
            out.append(
                Paper(
                    "D108",
                    "guarantee_resolution",
                    {
                        "company_name": one.name,
                        "body": Choice("SHAREHOLDERS", "股东会"),
                        "meeting_date": days["resolved"] + timedelta(1),
                        "guarantee_for": world.borrower,
                        "amount": world.security.maximum if world.security.mode == "MAXIMUM" else loan["amount"],
                        "lender": world.lender,
                        "pass_ratio": Decimal("100"),
                        "for_shareholder": False,
                    },
                    party=one.name,
                )
            )
    if full:
        out += _full_identity(world)
    return out


def _full_identity(world: World) -> list[Paper]:
    company, days = world.company, world.days
    out: list[Paper] = []
    if company:
        checked = days["checked"]
        out.append(
            Paper(
                "D111",
                "registry",
                {
                    "name": company.name,
                    "uscc": company.uscc,
                    "status": "存续" if world.party == "ENT" else "开业",
                    "legal_rep": company.head.name,
                    "reg_capital": company.capital if world.party == "ENT" else None,
                    "establish_date": company.founded,
                    "abnormal_list": False,
                    "serious_list": False,
                    "latest_annual_year": 2023,
                    "annual_years": ["2021", "2022", "2023"],
                    "query_date": checked,
                    "legal_rep_change_date": company.issued,
                },
            )
        )
        out.append(
            Paper(
                "D114",
                "account",
                {
                    "account_name": company.name,
                    "account_no": world.numbers["loan_account"],
                    "bank": world.lender,
                    "kind": Choice("BASIC", "基本存款账户"),
                    "open_date": company.founded + timedelta(30),
                    "approval_no": "J" + world.town[0][:4] + digits(Random(world.seed + 1), 9),
                },
            )
        )
    else:
        out.append(
            Paper(
                "D114",
                "account",
                {
                    "account_name": world.person.name,
                    "account_no": world.numbers["loan_account"],
                    "bank": world.lender,
                    "kind": Choice("PERSONAL_I", "个人Ⅰ类结算账户"),
                    "open_date": date(2018, 4, 9),
                },
            )
        )
        out.append(
            Paper(
                "D121",
                "residence",
                {
                    "person": world.person.name,
                    "id_no": world.person.id_no,
                    "residence": world.person.address,
                    "years": 12,
                    "issuer": world.person.address[: world.person.address.index("村") + 1].split(world.town[3])[1]
                    + "村民委员会",
                    "date": days["applied"] - timedelta(20),
                    "in_service_area": True,
                },
            )
        )
    if world.party == "ENT" and company:
        out.append(
            Paper(
                "D116",
                "seal_card",
                {
                    "account_name": company.name,
                    "account_no": world.numbers["loan_account"],
                    "bank": world.lender,
                    "effective_date": company.founded + timedelta(31),
                },
            )
        )
        out.append(
            Paper(
                "D109",
                "legal_rep_certificate",
                {
                    "company": company.name,
                    "legal_rep": company.head.name,
                    "id_no": company.head.id_no,
                    "position": "执行董事",
                    "valid_from": days["applied"] - timedelta(8),
                    "valid_to": days["applied"] + timedelta(172),
                    "date": days["applied"] - timedelta(8),
                },
            )
        )
        out.append(
            Paper(
                "D115",
                "owners",
                {
                    "company_name": company.name,
                    "sign_date": days["applied"] - timedelta(5),
                    "layers": 1,
                    "owners": [
                        {"name": row["name"], "id_no": row["id_no"], "ratio": row["ratio"], "control_mode": "直接持股"}
                        for row in company.shareholders
                        if Decimal(str(row["ratio"])) >= 25
                    ],
                },
            )
        )
    return out


def _application(world: World, full: bool) -> list[Paper]:
    days, loan = world.days, world.loan
    modes = {
        "GUARANTEE": "保证",
        "MORTGAGE": "抵押",
        "COMBO": "抵押加保证",
        "MAXIMUM": "最高额抵押及最高额保证",
        "PLEDGE": "应收账款质押",
    }
    mode = world.security.mode
    if mode == "MAXIMUM" and not world.security.property:
        modes["MAXIMUM"] = "最高额保证"
    source = {"ENT": "主营业务销售回款", "IEB": "店铺销售收入", "FRM": "种养殖销售收入"}[world.party]
    out = [
        Paper(
            "D201",
            "application",
            {
                "applicant": world.borrower,
                "applicant_id": world.borrower_id,
                "product": Choice(world.product, PRODUCT_NAMES[world.product]),
                "amount": loan["amount"],
                "amount_cn": Choice(capitals(loan["amount"]), "人民币" + capitals(loan["amount"])),  # type: ignore[arg-type]
                "currency": Choice("CNY", "人民币"),
                "term_months": loan["term_months"],
                "purpose": loan["purpose"],
                "repay_source": source,
                "repay_plan": loan["repay"],
                "guarantee_offer": Choice(
                    mode if mode != "MAXIMUM" else "COMBO" if world.security.property else "GUARANTEE", modes[mode]
                ),
                "account_no": world.numbers["loan_account"],
                "contact": world.person.phone,
                "address": world.company.address if world.company else world.person.address,
                "sign_date": days["applied"],
                "signatory": world.person.name,
            },
        )
    ]
    subjects: list[tuple[str, str]] = [(world.borrower, world.borrower_id)]
    if world.company:
        subjects.append((world.person.name, world.person.id_no))
    if world.party != "ENT" and world.spouse:
        subjects.append((world.spouse.name, world.spouse.id_no))
    subjects += [
        (one.name, one.id_no)
        for one in world.security.guarantors
        if isinstance(one, Person) and one is not world.person
    ]
    for name, number in subjects:
        out.append(
            Paper(
                "D202",
                "consent",
                {
                    "subject_name": name,
                    "subject_id": number,
                    "sign_date": days["consent"],
                    "scope": "贷前审查及贷后管理",
                    "signed": True,
                    "authorised": world.lender,
                },
                party=name,
            )
        )
    if full:
        subjects = [] if world.party == "ENT" else [world.person]
        for one in subjects:
            out.append(
                Paper(
                    "D203",
                    "pi_consent",
                    {
                        "subject": one.name,
                        "id_no": one.id_no,
                        "purposes": "贷款申请审核、合同履行与贷后管理",
                        "separate_consent": True,
                        "retention": "业务关系结束后十年",
                        "marketing_opt_in": False,
                        "sign_date": days["consent"],
                    },
                    party=one.name,
                )
            )
        out.append(
            Paper(
                "D204",
                "undertaking",
                {
                    "undertaker": world.borrower,
                    "sign_date": days["applied"],
                    "undertakings": ["不挪用贷款资金", "接受账户监督", "资金不流入房地产和证券市场", "资料真实完整"],
                },
            )
        )
        out.append(
            Paper(
                "D205",
                "interview",
                {
                    "date": days["signed"],
                    "place": world.lender + "会客室",
                    "officers": list(world.officers),
                    "interviewee": world.person.name,
                    "conclusions": "身份核实无误,签署系本人真实意思表示",
                    "media_refs": [f"SP{days['signed']:%Y%m%d}01"],
                },
            )
        )
    return out


def _credit(world: World) -> list[Paper]:
    days = world.days
    out = []
    rng = Random(f"credit papers {world.seed}")
    if world.credit and world.company:
        out.append(
            Paper(
                "D301",
                "credit",
                {
                    "report_no": world.numbers["credit"],
                    "report_date": days["credit"],
                    "name": world.company.name,
                    "uscc": world.company.uscc,
                    "credit_code": world.town[0] + digits(rng, 10),
                    "registered_date": world.company.founded,
                    **world.credit,
                    "queries_3m": rng.randrange(1, 6),
                    "max_overdue_days": 0,
                    "litigation_flag": False,
                    "tax_arrears_flag": False,
                },
                party=world.company.name,
            )
        )
    for row in world.personal.values():
        out.append(
            Paper(
                "D302",
                "personal_credit",
                {
                    "report_no": digits(rng, 22),
                    "report_date": days["credit"],
                    **row,
                    "spouse": world.spouse.name if world.spouse and row["name"] == world.person.name else None,
                },
                party=str(row["name"]),
            )
        )
    return out


def _security(world: World, rng: Random, full: bool) -> list[Paper]:
    security, days, loan = world.security, world.days, world.loan
    out: list[Paper] = []
    thing = security.property
    if thing:
        owner = security.owner
        assert owner is not None
        names = owner.name + (f"、{security.co_owner.name}" if security.co_owner else "")
        out.append(
            Paper(
                "D601",
                "property",
                {
                    "cert_no": thing["cert_no"],
                    "unit_no": thing["unit_no"],
                    "owner": names,
                    "co_ownership": thing["co_ownership"],
                    "address": thing["address"],
                    "right_type": "国有建设用地使用权/房屋所有权",
                    "right_nature": thing["right_nature"],
                    "use": thing["use"],
                    "area_building": thing["area_building"],
                    "use_term_end": thing["use_term_end"],
                    "issue_date": thing["issue_date"],
                    "authority": world.town[2] + "自然资源和规划局",
                    "notes": "无",
                },
            )
        )
        base = days["appraised"]
        out.append(
            Paper(
                "D602",
                "appraisal",
                {
                    "report_no": world.numbers["appraisal"],
                    "appraiser": rng.choice(words.APPRAISERS),
                    "client": world.borrower,
                    "valuers": [words.person_name(rng, True), words.person_name(rng, False)],
                    "method": ["市场比较法", "收益法"],
                    "value": thing["value"],
                    "value_cn": Choice(capitals(thing["value"]), "人民币" + capitals(thing["value"])),  # type: ignore[arg-type]
                    "unit_price": yuan(
                        round(Decimal(int(thing["value"])) / 100 / Decimal(str(thing["area_building"])))
                    ),  # type: ignore[call-overload]
                    "base_date": base,
                    "report_date": base + timedelta(6),
                    "valid_days": 365,
                    "purpose": "为办理抵押贷款提供价值参考",
                    "owner": names,
                    "cert_no": thing["cert_no"],
                    "address": thing["address"],
                    "area_building": thing["area_building"],
                },
            )
        )
        maximum = security.mode == "MAXIMUM"
        out.append(
            Paper(
                "D603",
                "registration",
                {
                    "cert_no": world.numbers["registration"],
                    "mortgagee": world.lender,
                    "mortgagor": names,
                    "asset_cert_no": thing["cert_no"],
                    "unit_no": thing["unit_no"],
                    "address": thing["address"],
                    "secured_amount": security.maximum if maximum else loan["amount"],
                    "is_maximum": maximum,
                    "right_kind": "最高额抵押权" if maximum else "抵押权",
                    "debt_start": days["signed"] if maximum else loan["start_date"],
                    "debt_end": add_months(days["signed"], max(36, int(str(loan["term_months"]))))
                    if maximum
                    else loan["end_date"],
                    "reg_date": days["registered"],
                    "no_transfer_note": True,
                    "authority": world.town[2] + "不动产登记中心",
                },
            )
        )
        if security.co_owner:
            out.append(
                Paper(
                    "D606",
                    "co_owner_consent",
                    {
                        "consenter": security.co_owner.name,
                        "consenter_id": security.co_owner.id_no,
                        "relation": "配偶",
                        "asset_cert_no": thing["cert_no"],
                        "lender": world.lender,
                        "sign_date": days["signed"],
                    },
                )
            )
        if full:
            out.append(
                Paper(
                    "D610",
                    "lease_declaration",
                    {
                        "declarant": owner.name,
                        "asset_cert_no": thing["cert_no"],
                        "leased": False,
                        "residence_right": False,
                        "sign_date": days["applied"],
                    },
                )
            )
            out.append(
                Paper(
                    "D612",
                    "registry_search",
                    {
                        "cert_no": thing["cert_no"],
                        "owner": names,
                        "address": thing["address"],
                        "unit_no": thing["unit_no"],
                        "seizure": False,
                        "mortgaged": False,
                        "residence_right": False,
                        "query_date": days["searched"],
                    },
                )
            )
    if security.pledge:
        out.append(
            Paper(
                "D604",
                "movable_registration",
                {
                    "reg_no": security.pledge["registration_no"],
                    "modify_code": security.pledge["modify_code"],
                    "grantor": world.borrower,
                    "grantee": world.lender,
                    "collateral_desc": f"出质人对{security.pledge['debtor']}的应收账款",
                    "amount": security.pledge["amount"],
                    "reg_date": days["registered"],
                    "expiry": add_months(loan["end_date"], 30),  # type: ignore[arg-type]
                },
            )
        )
        if full:
            out.append(
                Paper(
                    "D608",
                    "receivable",
                    {
                        "debtor": security.pledge["debtor"],
                        "creditor": world.borrower,
                        "amount": security.pledge["amount"],
                        "due": add_months(loan["end_date"], -1),  # type: ignore[arg-type]
                        "date": days["signed"] - timedelta(2),
                    },
                )
            )
    return out


def _contracts(world: World, rng: Random) -> list[Paper]:
    days, loan, security, numbers = world.days, world.loan, world.security, world.numbers
    amount = loan["amount"]
    assert isinstance(amount, Fen)
    court = f"{world.town[2]}{world.town[3]}" if world.party != "FRM" else world.town[3]
    place = (
        world.bank[:2]
        and f"{world.town[1]}{world.town[2]}{world.town[3]}{rng.choice(words.ROADS)}{rng.randrange(1, 200)}号"
    )
    out = [
        Paper(
            "D701",
            "approval",
            {
                "no": numbers["approval"],
                "date": days["approved"],
                "valid_to": days["approval_ends"],
                "borrower": world.borrower,
                "borrower_id": world.borrower_id,
                "branch": world.branch,
                "amount": amount,
                "currency": Choice("CNY", "人民币"),
                "term_months": loan["term_months"],
                "rate_annual_pct": loan["rate"],
                "purpose": loan["purpose"],
                "repay_method": loan["repay"],
                "security": _security_text(world),
                "conditions": ["抵(质)押登记办妥后放款", "贷款资金按约定用途支付"],
                "single_use": True,
                "approver_level": "总行贷款审查委员会" if amount > wan(500) else "支行贷审小组",
                "coll_value": security.property.get("value"),
                "lender": world.lender,
            },
        )
    ]
    refs = [numbers[key] for key in _contract_kinds(world)]
    contract = Paper(
        "D702",
        "contract",
        {
            "no": numbers["contract"],
            "sign_date": days["signed"],
            "borrower": world.borrower,
            "borrower_id": world.borrower_id,
            "borrower_address": world.company.address if world.company else world.person.address,
            "legal_rep": world.person.name if world.company else None,
            "lender": world.lender,
            "lender_address": place,
            "signatory": world.person.name,
            "amount": amount,
            "amount_cn": Choice(capitals(amount), "人民币" + capitals(amount)),
            "currency": Choice("CNY", "人民币"),
            "loan_kind": Choice(world.product, PRODUCT_NAMES[world.product]),
            "purpose": loan["purpose"],
            "term_months": loan["term_months"],
            "start_date": loan["start_date"],
            "end_date": loan["end_date"],
            "rate_annual_pct": loan["rate"],
            "lpr_date": loan["lpr_date"],
            "lpr_tenor": loan["lpr_tenor"],
            "lpr_pct": loan["lpr"],
            "spread_bp": loan["spread"],
            "rate_type": Choice("FLOATING", "浮动利率")
            if int(str(loan["term_months"])) > 12
            else Choice("FIXED", "固定利率"),
            "reprice_cycle": Choice("YEAR", "每满一年") if int(str(loan["term_months"])) > 12 else None,
            "reprice_day": "借款发放日的对应日" if int(str(loan["term_months"])) > 12 else None,
            "overdue_uplift_pct": loan["overdue"],
            "misuse_uplift_pct": loan["misuse"],
            "repay_method": loan["repay"],
            "interest_settle_day": "每季末月的20日"
            if loan["repay"] == "BULLET_QUARTERLY"
            else "到期日"
            if loan["repay"] == "BULLET_ALL"
            else "每月的20日",
            "disb_account": numbers["loan_account"],
            "disb_account_name": world.borrower,
            "repay_account": numbers["repay_account"],
            "pay_mode": loan["pay"],
            "payee": world.seller.name,
            "payee_account": world.seller.account,
            "payee_bank": world.seller.bank,
            "schedule": [dict(row) for row in loan["schedule"]],
            "guarantee_ref": refs,  # type: ignore[attr-defined]
            "service_address": world.company.address if world.company else world.person.address,
            "phone": world.person.phone,
            "dispute_mode": Choice("LITIGATION", "诉讼"),
            "dispute_venue": f"{court}人民法院",
        },
    )
    out.append(contract)
    for key in _contract_kinds(world):
        out.append(_security_contract(world, key, court))
    out.append(
        Paper(
            "D708",
            "drawdown",
            {
                "main_no": numbers["contract"],
                "draw_no": numbers["draw"],
                "draw_date": days["drawn"],
                "amount": amount,
                "amount_cn": Choice(capitals(amount), "人民币" + capitals(amount)),
                "rate_annual_pct": loan["rate"],
                "mature_date": loan["end_date"],
                "account": numbers["loan_account"],
                "borrower": world.borrower,
                "payee": world.seller.name if loan["pay"] == "ENTRUSTED" else None,
                "lender": world.lender,
            },
        )
    )
    return out


def _contract_kinds(world: World) -> list[str]:
    mode = world.security.mode
    out = []
    if mode in ("GUARANTEE", "COMBO"):
        out.append("guarantee")
    if mode in ("MORTGAGE", "COMBO"):
        out.append("mortgage")
    if mode == "MAXIMUM":
        out += (["maximum_mortgage"] if world.security.property else []) + (
            ["maximum_guarantee"] if world.security.guarantors else []
        )
    if mode == "PLEDGE":
        out.append("pledge")
    return out


def _security_text(world: World) -> list[str]:
    out = []
    for one in world.security.guarantors:
        out.append(f"{one.name}提供连带责任保证")
    if world.security.property and world.security.owner:
        out.append(f"{world.security.owner.name}以{world.security.property['cert_no']}项下不动产抵押")
    if world.security.pledge:
        out.append("借款人以应收账款质押")
    return out


def _security_contract(world: World, kind: str, court: str) -> Paper:
    days, loan, security, numbers = world.days, world.loan, world.security, world.numbers
    amount = loan["amount"]
    assert isinstance(amount, Fen)
    period_end = add_months(days["signed"], max(36, int(str(loan["term_months"]))))
    scope = "主债权本金、利息、罚息、复利、违约金、损害赔偿金以及实现债权和担保权利的费用"
    shared: dict[str, object] = {
        "no": numbers[kind],
        "sign_date": days["signed"],
        "debtor": world.borrower,
        "main_no": numbers["contract"],
        "principal_amount": amount,
        "principal_amount_cn": Choice(capitals(amount), "人民币" + capitals(amount)),
        "currency": Choice("CNY", "人民币"),
        "debt_start": loan["start_date"],
        "debt_end": loan["end_date"],
        "scope": scope,
        "dispute_mode": Choice("LITIGATION", "诉讼"),
        "dispute_venue": f"{court}人民法院",
    }
    if kind.startswith("maximum"):
        maximum = security.maximum
        for name in ("main_no", "principal_amount", "principal_amount_cn", "debt_start", "debt_end"):
            shared.pop(name)
        shared.update(
            max_amount=maximum,
            max_amount_cn=Choice(capitals(maximum), "人民币" + capitals(maximum)),
            max_amount_basis=Choice("DEBT_MAX", "最高债权额"),
            period_start=days["signed"],
            period_end=period_end,
        )
    if kind.endswith("guarantee"):
        who = security.guarantors[0]
        shared.update(
            guarantor=who.name,
            guarantor_id=who.uscc if isinstance(who, Company) else who.id_no,
            guarantor_address=who.address,
            legal_rep=who.head.name if isinstance(who, Company) else None,
            creditor=world.lender,
            liability_type=Choice("JOINT", "连带责任保证"),
            period_years=3,
            signatory=who.head.name if isinstance(who, Company) else who.name,
        )
    if kind.endswith("mortgage"):
        owner = security.owner
        assert owner is not None
        thing = security.property
        names = owner.name + (f"、{security.co_owner.name}" if security.co_owner else "")
        shared.update(
            mortgagor=names,
            mortgagor_id=owner.uscc if isinstance(owner, Company) else owner.id_no,
            mortgagor_address=owner.address,
            mortgagee=world.lender,
            asset_cert_no=thing["cert_no"],
            asset_address=thing["address"],
            asset_use=thing["use"],
            asset_area=thing["area_building"],
            appraised_value=thing["value"],
            signatory=owner.head.name if isinstance(owner, Company) else owner.name,
        )
    if kind == "pledge":
        pledge = security.pledge
        shared.update(
            pledgor=world.borrower,
            pledgor_id=world.borrower_id,
            pledgee=world.lender,
            right_kind=pledge["kind"],
            right_amount=pledge["amount"],
            right_debtor=pledge["debtor"],
            registry="中国人民银行征信中心动产融资统一登记公示系统",
            signatory=world.person.name,
        )
    doc = {
        "guarantee": "D703",
        "mortgage": "D704",
        "maximum_mortgage": "D705",
        "pledge": "D706",
        "maximum_guarantee": "D707",
    }[kind]
    return Paper(
        doc, kind, shared, party=str(shared.get("guarantor") or shared.get("mortgagor") or shared.get("pledgor"))
    )


def _business(world: World, rng: Random, full: bool) -> list[Paper]:
    days, loan, company = world.days, world.loan, world.company
    out: list[Paper] = []
    out.append(trade_contract(world))
    if world.books and company:
        books = world.parent_books or world.books
        last = books.years[-1]
        revenue = last.income["revenue"]
        if world.parent_books or world.product == "FAL" or full or rng.random() < 0.5:
            out.append(
                Paper(
                    "D401",
                    "audit",
                    {
                        "firm": rng.choice(words.AUDITORS),
                        "company_name": company.name,
                        "opinion": Choice("标准无保留", "标准无保留意见"),
                        "report_no": world.numbers["audit"],
                        "report_date": date(2025, 1, rng.randrange(10, 24)),
                        "period_end": last.end,
                        "cpa": [words.person_name(rng, True), words.person_name(rng, False)],
                    },
                )
            )
        out.append(Paper("D402", "statement", {"name": company.name, "period_end": books.last.end}))
        out.append(
            Paper(
                "D406",
                "vat",
                {
                    "name": company.name,
                    "uscc": company.uscc,
                    "period_ym": "2024-12",
                    "sales_taxable": Fen(revenue),
                    "sales_simple": Fen(0),
                    "sales_export": Fen(0),
                    "sales_exempt": Fen(0),
                    "output_tax": Fen(revenue * 13 // 100),
                    "input_tax": Fen(revenue * 13 // 100 * 82 // 100),
                    "tax_payable": Fen(revenue * 13 // 100 - revenue * 13 // 100 * 82 // 100),
                    "file_date": date(2025, 1, 14),
                },
            )
        )
        out.append(
            Paper(
                "D407",
                "cit",
                {
                    "name": company.name,
                    "uscc": company.uscc,
                    "year": 2024,
                    "revenue": Fen(revenue),
                    "cost": Fen(last.income["cogs"]),
                    "total_profit": Fen(last.income["total_profit"]),
                    "taxable_income": Fen(max(0, last.income["total_profit"])),
                    "tax_payable": Fen(last.income["income_tax"]),
                    "cit_paid": Fen(last.income["income_tax"]),
                    "file_date": date(2025, 1, 22),
                },
            )
        )
        if full:
            out.append(
                Paper(
                    "D304",
                    "tax_grade",
                    {
                        "name": company.name,
                        "uscc": company.uscc,
                        "year": 2023,
                        "grade": rng.choice("AABM"),
                        "query_date": days["checked"],
                    },
                )
            )
    if full and world.books and company:
        out += _lists(world)
    if full and world.party == "IEB":
        out.append(_ledger(world))
    if full:
        code = company.industry if company else "A0111" if world.trade[0] == "种植" else "A0313"
        out.append(
            Paper(
                "D307",
                "industry_check",
                {
                    "name": world.borrower,
                    "industry_code": code,
                    "catalogue_version": "2024年本",
                    "class": Choice("PERMITTED", "允许类"),
                    "project_is_new": False,
                    "checker": world.officers[0],
                    "date": days["survey"],
                },
            )
        )
        if world.party != "ENT":
            out.append(
                Paper(
                    "D713",
                    "disclosure",
                    {
                        "borrower": world.borrower,
                        "principal": loan["amount"],
                        "rate": loan["rate"],
                        "annual_cost_pct": loan["rate"],
                        "default_cost": f"逾期加收{loan['overdue']}%",
                        "sign_date": days["signed"],
                    },
                )
            )
        out.append(
            Paper(
                "D303",
                "judicial",
                {
                    "query_date": days["checked"],
                    "name": world.borrower,
                    "dishonest_borrower": False,
                    "dishonest_legal_rep": False,
                    "dishonest_guarantor": False,
                    "enforced_open_count": 0,
                    "consumption_restricted": False,
                    "defendant_amount_open": Fen(0),
                    "criminal_case_open": False,
                },
            )
        )
    out.append(bank_flow(world))
    if world.party == "FRM":
        crop = world.trade
        count = (
            rng.randrange(30, 180)
            if crop[2] == "亩"
            else rng.randrange(80, 600)
            if crop[2] != "羽"
            else rng.randrange(3000, 12000)
        )
        out.append(
            Paper(
                "D418",
                "farming",
                {
                    "holder": world.person.name,
                    "kind": crop[0],
                    "product": crop[1],
                    "qty": count,
                    "unit": crop[2],
                    "income": Fen(int(loan["amount"]) * 22 // 10),
                    "cost": Fen(int(loan["amount"]) * 8 // 10),
                    "season": "2024年度",
                    "date": days["applied"] - timedelta(12),  # type: ignore[call-overload]
                },
            )
        )
    if world.party in ("FRM", "IEB"):
        borrowed, months = int(loan["amount"]), int(str(loan["term_months"]))  # type: ignore[call-overload]
        monthly = Fen(int(Decimal(borrowed) / months + borrowed * Decimal(str(loan["rate"])) / 1200))
        out.append(
            Paper(
                "D417",
                "income",
                {
                    "person": world.person.name,
                    "id_no": world.person.id_no,
                    "annual_income": Fen(borrowed * 3),
                    "living_cost": yuan(60_000),
                    "existing_monthly": Fen(0),
                    "new_monthly": monthly,
                    "assets_total": Fen(borrowed * 8),
                    "debts_total": world.personal[world.person.id_no]["loans_outstanding"],
                    "sign_date": days["applied"] - timedelta(3),
                    "employer": world.company.name if world.company else "家庭经营",
                },
            )
        )
    if full:
        out.append(
            Paper(
                "D416",
                "premises",
                {
                    "owner": words.person_name(rng, True),
                    "lessee": world.borrower,
                    "address": world.company.address if world.company else world.person.address,
                    "area": Decimal(rng.randrange(80, 3000)),
                    "rent": yuan(rng.randrange(3, 60) * 10_000),
                    "start": date(2022, 1, 1),
                    "end": max(date(2031, 12, 31), add_months(loan["end_date"], 12)),  # type: ignore[type-var, arg-type]
                },
            )
        )
    if world.product == "FAL" and company:
        total = Fen(int(int(loan["amount"]) / 0.6) // 1_000_000 * 1_000_000)  # type: ignore[call-overload]
        own = Fen(total - int(loan["amount"]))  # type: ignore[call-overload]
        out.append(
            Paper(
                "D501",
                "project",
                {
                    "project_code": f"2407-{world.town[0]}-04-01-{digits(rng, 6)}",
                    "name": f"{company.name}智能化生产线建设项目",
                    "kind": "备案",
                    "approver": world.town[3] + "行政审批局",
                    "investment": total,
                    "location": company.address,
                    "date": date(2024, 9, 11),
                    "holder": company.name,
                },
            )
        )
        out.append(
            Paper(
                "D505",
                "project_capital",
                {
                    "total": own,
                    "paid": own,
                    "ratio": (Decimal(own) * 100 / Decimal(total)).quantize(Decimal("0.01")),
                    "source": "股东自有资金",
                    "date": days["applied"] - timedelta(9),
                    "holder": company.name,
                },
            )
        )
        if full:
            out += _project_papers(world, total, own)
    return out


def _project_papers(world: World, total: Fen, own: Fen) -> list[Paper]:
    """D502, D503, D504, D506: what a project must have before it is lent to."""
    company = world.company
    assert company is not None
    rng = Random(f"project {world.seed}")
    name = f"{company.name}智能化生产线建设项目"
    town = world.town[2].removesuffix("市")
    builder = f"{words.brand(rng)}装备工程有限公司"
    out = [
        Paper(
            "D502",
            "eia",
            {
                "project_name": name,
                "holder": company.name,
                "doc_no": f"{town}环审〔2024〕{rng.randrange(20, 300)}号",
                "approver": f"{world.town[2]}生态环境局",
                "date": date(2024, 10, 22),
            },
        )
    ]
    for kind, lead, day in (
        ("建设工程规划许可证", "建字第", date(2024, 11, 5)),
        ("建筑工程施工许可证", "", date(2024, 12, 12)),
    ):
        out.append(
            Paper(
                "D503",
                "building_permit",
                {
                    "kind": kind,
                    "no": f"{lead}{world.town[0]}2024{rng.randrange(10000, 99999)}号"
                    if lead
                    else f"{world.town[0]}2024121201{rng.randrange(10, 99)}",
                    "holder": company.name,
                    "name": name,
                    "location": company.address,
                    "authority": f"{world.town[2]}自然资源和规划局"
                    if "规划" in kind
                    else f"{world.town[3]}住房和城乡建设局",
                    "date": day,
                },
                party=kind,
            )
        )
    out.append(
        Paper(
            "D504",
            "feasibility",
            {
                "name": name,
                "holder": company.name,
                "author": f"{words.brand(rng)}工程咨询有限公司",
                "date": date(2024, 8, 16),
                "investment": total,
                "capital": own,
                "loan": Fen(total - own),
                "payback_years": Decimal("5.6"),
                "irr": Decimal("14.8"),
            },
        )
    )
    out.append(
        Paper(
            "D506",
            "works",
            {
                "contract_no": f"SB2024{rng.randrange(1000, 9999)}",
                "employer": company.name,
                "contractor": builder,
                "name": f"{world.trade[2]}智能化生产线设备及安装",
                "amount": Fen(int(total) * 7 // 10 // 1_000_000 * 1_000_000),
                "sign_date": date(2024, 12, 20),
                "end": date(2025, 12, 31),
            },
        )
    )
    return out


def _lists(world: World) -> list[Paper]:
    """D306, D410, D411: what is owed, what is due and what lies in store, in step with the books."""
    company, books = world.company, world.parent_books or world.books
    assert company is not None and books is not None
    rng = Random(f"lists {world.seed}")
    day, stock = books.last.end, books.last.stock
    short, long = stock["st_borrowings"], stock["lt_borrowings"] + stock["ncl_due_1y"]
    loans: list[dict[str, object]] = []
    for lender, kind, balance in (
        (world.bank, "流动资金贷款", short * 6 // 10),
        (words.OTHER_BANKS[0], "流动资金贷款", 0),
    ):
        amount = balance or short - short * 6 // 10
        loans.append(_owed(lender, kind, amount, day, 8))
    loans.append(_owed(words.OTHER_BANKS[2], "固定资产贷款", long, day, 30))
    given = world.credit.get("guarantee_total")
    guarantees: list[dict[str, object]] = []
    if isinstance(given, Fen) and given:
        guarantees.append({"debtor": f"{words.brand(rng)}实业有限公司", "amount": given, "end": add_months(day, 14)})
    receivable, store = stock["accounts_receivable"], stock["inventories"]
    shares = _split(rng, receivable, 5)
    buyers = [f"{words.brand(rng)}{trade[0]}有限公司" for trade in rng.sample(words.TRADES, 5)]
    ages = ("<=3m", "<=3m", "3-6m", "6-12m", "1-2y")
    parts = _split(rng, store, 4)
    goods = (world.trade[3], f"{world.trade[2]}半成品", world.trade[2], "包装辅料")
    return [
        Paper(
            "D306",
            "debts",
            {
                "company_name": company.name,
                "date": world.days["credit"],
                "loan_total": Fen(short + long),
                "guarantee_total": given,
                "loans": loans,
                "guarantees": guarantees,
            },
        ),
        Paper(
            "D410",
            "ageing",
            {
                "company_name": company.name,
                "date": day,
                "total": Fen(receivable),
                "rows": [
                    {"party": who, "amount": amount, "bucket": Choice(age, AGES[age])}
                    for who, amount, age in zip(buyers, shares, ages, strict=True)
                ],
            },
        ),
        Paper(
            "D411",
            "inventory",
            {
                "company_name": company.name,
                "date": day,
                "total": Fen(store),
                "rows": [
                    {"item": item, "value": amount, "location": f"{number}号库", "pledged": False}
                    for number, (item, amount) in enumerate(zip(goods, parts, strict=True), 1)
                ],
            },
        ),
    ]


AGES = {"<=3m": "3个月以内", "3-6m": "3至6个月", "6-12m": "6至12个月", "1-2y": "1至2年"}


def _owed(lender: str, kind: str, amount: int, day: date, months: int) -> dict[str, object]:
    return {"lender": lender, "kind": kind, "balance": Fen(amount), "rate": Decimal("4.35")} | {
        "end": add_months(day, months)
    }


def _split(rng: Random, total: int, parts: int) -> list[Fen]:
    weights = sorted((rng.uniform(0.5, 1.5) for _ in range(parts)), reverse=True)
    out = [Fen(int(total * weight / sum(weights))) for weight in weights]
    out[0] = Fen(out[0] + total - sum(out))
    return out


def _ledger(world: World) -> Paper:
    """D420: half a year of a shop's takings."""
    rng = Random(f"ledger {world.seed}")
    assert world.company is not None
    closed = world.days["closed"]
    first = add_months(date(closed.year, closed.month, 1), -5)
    monthly = int(world.loan["amount"]) // 4  # type: ignore[call-overload]
    rows = []
    for number in range(6):
        channel = Choice("微信", "微信") if number % 2 else Choice("POS", "POS")
        sales = Fen(int(monthly * rng.uniform(0.85, 1.15)) // 100 * 100)
        rows.append({"date": add_months(first, number), "sales": sales, "channel": channel, "orders": 400 + number * 7})
    return Paper(
        "D420",
        "ledger",
        {
            "name": world.company.name,
            "period_start": first,
            "period_end": closed,
            "total": Fen(sum(row["sales"] for row in rows)),  # type: ignore[misc]
            "rows": rows,
        },
    )


def trade_contract(world: World) -> Paper:
    """D414: the purchase the loan pays for."""
    amount = int(world.loan["amount"])  # type: ignore[call-overload]
    total = Fen(amount * 12 // 10)
    quantity = 100 + world.seed % 60 * 10
    price = Fen(total // quantity // 100 * 100)
    return Paper(
        "D414",
        "trade",
        {
            "contract_no": world.numbers["trade"],
            "buyer": world.borrower,
            "seller": world.seller.name,
            "goods": f"{world.trade[2]}生产线成套设备" if world.product == "FAL" else world.trade[3],
            "qty": quantity,
            "unit_price": price,
            "amount": Fen(price * quantity),
            "sign_date": world.days["applied"] - timedelta(10),
            "delivery": "合同签订后60日内分批交货",
            "payment_terms": "预付三成,货到验收后三十日内付清",
            "seller_account": world.seller.account,
            "seller_bank": world.seller.bank,
        },
    )


def bank_flow(world: World) -> Paper:
    """D409: twelve months of an account whose balance runs on from row to row."""
    rng = Random(f"flow {world.seed}")
    closed = world.days["closed"]
    if world.books:
        books = world.books
        receipts = books.years[-1].cash["cfo_sales"] * 92 // 100
        closing = books.last.stock["cash"] * rng.randrange(94, 100) // 100
    else:
        receipts = int(world.loan["amount"]) * 3  # type: ignore[call-overload]
        closing = int(world.loan["amount"]) // 6  # type: ignore[call-overload]
    opening = closing * rng.randrange(80, 120) // 100
    buyers = [f"{words.brand(rng)}{t[0]}有限公司" for t in rng.sample(words.TRADES, 5)]
    sellers = [world.seller.name] + [f"{words.brand(rng)}{t[0]}有限公司" for t in rng.sample(words.TRADES, 3)]
    if world.party != "ENT":
        buyers = [words.person_name(rng, rng.random() < 0.5) for _ in range(4)] + ["微信支付商户清算款"]
    start = add_months(closed, -12) + timedelta(1)
    parts = [rng.uniform(0.7, 1.3) for _ in range(24)]
    inflow = [int(receipts * part / sum(parts)) for part in parts]
    outflow_total = opening + sum(inflow) - closing
    weights = [rng.uniform(0.7, 1.3) for _ in range(36)]
    outflow = [int(outflow_total * weight / sum(weights)) for weight in weights]
    outflow[-1] += outflow_total - sum(outflow)
    events: list[tuple[date, int, int, str, str]] = []
    for index, amount in enumerate(inflow):
        day = add_months(start, index // 2) + timedelta(
            rng.randrange(2, 14) if index % 2 == 0 else rng.randrange(15, 27)
        )
        events.append((min(day, closed), 0, amount, rng.choice(buyers), rng.choice(("货款", "货款", "销售款"))))
    for index, amount in enumerate(outflow):
        day = add_months(start, index // 3) + timedelta(3 + rng.randrange(0, 8) + index % 3 * 8)
        other, memo = (
            (rng.choice(sellers), "采购款"),
            ("代发工资专户", "工资"),
            ("国家金库", "税款"),
            (rng.choice(sellers), "货款"),
        )[rng.choice((0, 0, 0, 1, 2, 3))]
        events.append((min(day, closed), amount, 0, other, memo))
    events.sort(key=lambda event: event[0])
    balance = opening
    rows = []
    low = opening
    spare = 0
    for day, debit, credit, other, memo in events:
        balance += credit - debit
        low = min(low, balance)
        rows.append(
            {
                "date": day,
                "debit": Fen(debit),
                "credit": Fen(credit),
                "balance": Fen(balance),
                "counterparty": other,
                "memo": memo,
            }
        )
    if low < 0:  # a running account is never overdrawn: money lent by the shareholder comes first and goes last
        spare = -low + opening // 5 + 10_000
        for row in rows:
            row["balance"] = Fen(row["balance"] + spare)  # type: ignore[operator]
        rows.insert(
            0,
            {
                "date": start,
                "debit": Fen(0),
                "credit": Fen(spare),
                "balance": Fen(opening + spare),
                "counterparty": world.person.name,
                "memo": "往来款",
            },
        )
        rows.append(
            {
                "date": closed,
                "debit": Fen(spare),
                "credit": Fen(0),
                "balance": Fen(closing),
                "counterparty": world.person.name,
                "memo": "归还往来款",
            }
        )
    return Paper(
        "D409",
        "flow",
        {
            "account_no": world.numbers["loan_account"],
            "account_name": world.borrower,
            "bank": world.lender,
            "period_start": start,
            "period_end": closed,
            "opening_balance": Fen(opening),
            "closing_balance": Fen(closing),
            "inflow_total": Fen(sum(int(row["credit"]) for row in rows)),
            "outflow_total": Fen(sum(int(row["debit"]) for row in rows)),  # type: ignore[call-overload]
            "rows": rows,
        },
    )


def foreign_licence(rng: Random, name: str, kind: str, region: str) -> str:
    """A code for a body of another kind than a company, for guarantors the law forbids."""
    return credit_code(rng, kind, region)


def another_number(rng: Random, world: World) -> str:
    """A valid identity number that is nobody's in the case."""
    return identity_number(rng, world.town[0], date(1985, 3, 14), True)
