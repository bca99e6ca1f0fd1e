"""The wording of every paper that is neither a statement nor a contract."""

from random import Random

from tests.generator import contracts, purpose
from tests.generator.borrower import World
from tests.generator.paper import (
    Block,
    Break,
    Cell,
    Gap,
    Grid,
    Paper,
    Run,
    Stamp,
    Value,
    canonical,
    cell,
    line,
    printed,
    title,
)

# doc: (title, rows of (label, field, style)); the general form, set as lines or as a grid
SHEETS: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "D105": (
        "结婚证",
        (
            ("持证人", "holder", ""),
            ("公民身份号码", "holder_id_no", ""),
            ("登记日期", "reg_date", ""),
            ("结婚证字号", "cert_no", ""),
            ("配偶姓名", "spouse_name", ""),
            ("配偶身份证件号", "spouse_id_no", ""),
        ),
    ),
    "D109": (
        "法定代表人身份证明书",
        (
            ("单位名称", "company", ""),
            ("法定代表人", "legal_rep", ""),
            ("身份证号码", "id_no", ""),
            ("职务", "position", ""),
            ("有效期自", "valid_from", ""),
            ("有效期至", "valid_to", ""),
            ("签发日期", "date", ""),
        ),
    ),
    "D111": (
        "企业信用信息公示报告",
        (
            ("企业名称", "name", ""),
            ("统一社会信用代码", "uscc", ""),
            ("登记状态", "status", ""),
            ("法定代表人", "legal_rep", ""),
            ("注册资本", "reg_capital", "rmb_wan"),
            ("成立日期", "establish_date", ""),
            ("列入经营异常名录", "abnormal_list", ""),
            ("列入严重违法失信名单", "serious_list", ""),
            ("最近年报年度", "latest_annual_year", ""),
            ("已公示年报", "annual_years", ""),
            ("最近法定代表人变更日期", "legal_rep_change_date", ""),
            ("报告生成日期", "query_date", ""),
        ),
    ),
    "D114": (
        "账户信息证明",
        (
            ("账户名称", "account_name", ""),
            ("账号", "account_no", ""),
            ("开户银行", "bank", ""),
            ("账户性质", "kind", ""),
            ("开户日期", "open_date", ""),
            ("核准号", "approval_no", ""),
        ),
    ),
    "D116": (
        "预留印鉴卡",
        (
            ("户名", "account_name", ""),
            ("账号", "account_no", ""),
            ("开户银行", "bank", ""),
            ("启用日期", "effective_date", ""),
        ),
    ),
    "D121": (
        "居住证明",
        (
            ("姓名", "person", ""),
            ("公民身份号码", "id_no", ""),
            ("现居住地", "residence", ""),
            ("居住年限", "years", "年"),
            ("出具单位", "issuer", ""),
            ("出具日期", "date", ""),
        ),
    ),
    "D204": (
        "贷款用途及账户监管承诺书",
        (("承诺人", "undertaker", ""), ("承诺事项", "undertakings", ""), ("承诺日期", "sign_date", "")),
    ),
    "D205": (
        "面谈面签记录",
        (
            ("面签日期", "date", ""),
            ("面签地点", "place", ""),
            ("调查人", "officers", ""),
            ("面谈对象", "interviewee", ""),
            ("结论", "conclusions", ""),
            ("影像编号", "media_refs", ""),
        ),
    ),
    "D303": (
        "涉诉及失信信息查询结果",
        (
            ("查询日期", "query_date", ""),
            ("被查询主体", "name", ""),
            ("失信被执行人(借款人)", "dishonest_borrower", ""),
            ("失信被执行人(法定代表人)", "dishonest_legal_rep", ""),
            ("失信被执行人(保证人)", "dishonest_guarantor", ""),
            ("在执行案件数", "enforced_open_count", ""),
            ("限制高消费", "consumption_restricted", ""),
            ("未结被诉标的额", "defendant_amount_open", ""),
            ("未结刑事案件", "criminal_case_open", ""),
        ),
    ),
    "D304": (
        "纳税信用等级证明",
        (
            ("纳税人名称", "name", ""),
            ("统一社会信用代码", "uscc", ""),
            ("评价年度", "year", ""),
            ("纳税信用级别", "grade", "级"),
            ("查询日期", "query_date", ""),
        ),
    ),
    "D307": (
        "产业政策核查表",
        (
            ("客户名称", "name", ""),
            ("行业代码", "industry_code", ""),
            ("产业结构调整指导目录版本", "catalogue_version", ""),
            ("目录分类", "class", ""),
            ("条目", "item_no", ""),
            ("是否新建项目", "project_is_new", ""),
            ("核查人", "checker", ""),
            ("核查日期", "date", ""),
        ),
    ),
    "D416": (
        "房屋租赁合同（经营场所）",
        (
            ("出租人", "owner", ""),
            ("承租人", "lessee", ""),
            ("租赁地址", "address", ""),
            ("面积(平方米)", "area", ""),
            ("年租金", "rent", ""),
            ("租期起", "start", ""),
            ("租期止", "end", ""),
        ),
    ),
    "D417": (
        "家庭收入证明",
        (
            ("姓名", "person", ""),
            ("身份证号码", "id_no", ""),
            ("经营或工作单位", "employer", ""),
            ("家庭年净收入", "annual_income", ""),
            ("家庭年生活支出", "living_cost", ""),
            ("现有贷款月供", "existing_monthly", ""),
            ("本笔贷款月还款额", "new_monthly", ""),
            ("家庭资产合计", "assets_total", ""),
            ("家庭负债合计", "debts_total", ""),
            ("出具日期", "sign_date", ""),
        ),
    ),
    "D418": (
        "种养殖规模证明",
        (
            ("经营户", "holder", ""),
            ("类别", "kind", ""),
            ("品种", "product", ""),
            ("规模", "qty", ""),
            ("计量单位", "unit", ""),
            ("年销售收入", "income", ""),
            ("年生产成本", "cost", ""),
            ("生产年度", "season", ""),
            ("出具日期", "date", ""),
        ),
    ),
    "D501": (
        "企业投资项目备案证",
        (
            ("项目代码", "project_code", ""),
            ("项目名称", "name", ""),
            ("项目单位", "holder", ""),
            ("备案类型", "kind", ""),
            ("备案机关", "approver", ""),
            ("总投资", "investment", "wan"),
            ("建设地点", "location", ""),
            ("备案日期", "date", ""),
        ),
    ),
    "D505": (
        "项目资本金到位情况说明",
        (
            ("项目单位", "holder", ""),
            ("资本金总额", "total", "wan"),
            ("已到位金额", "paid", "wan"),
            ("资本金比例", "ratio", "%"),
            ("资金来源", "source", ""),
            ("日期", "date", ""),
        ),
    ),
    "D604": (
        "动产担保登记证明",
        (
            ("登记证明编号", "reg_no", ""),
            ("修改码", "modify_code", ""),
            ("出质人", "grantor", ""),
            ("质权人", "grantee", ""),
            ("担保财产描述", "collateral_desc", ""),
            ("担保金额", "amount", ""),
            ("登记日期", "reg_date", ""),
            ("登记到期日", "expiry", ""),
        ),
    ),
    "D713": (
        "综合融资成本明示表",
        (
            ("借款人", "borrower", ""),
            ("贷款本金", "principal", ""),
            ("年利率", "rate", "%"),
            ("综合融资年化成本", "annual_cost_pct", "%"),
            ("逾期成本", "default_cost", ""),
            ("确认日期", "sign_date", ""),
        ),
    ),
    "D610": (
        "租赁与居住权情况声明",
        (
            ("声明人", "declarant", ""),
            ("不动产权证书号", "asset_cert_no", ""),
            ("是否已出租", "leased", ""),
            ("是否设有居住权", "residence_right", ""),
            ("声明日期", "sign_date", ""),
        ),
    ),
    "D612": (
        "不动产登记资料查询结果",
        (
            ("不动产权证书号", "cert_no", ""),
            ("权利人", "owner", ""),
            ("坐落", "address", ""),
            ("不动产单元号", "unit_no", ""),
            ("是否查封", "seizure", ""),
            ("是否抵押", "mortgaged", ""),
            ("是否设有居住权", "residence_right", ""),
            ("查询日期", "query_date", ""),
        ),
    ),
    "D708": (
        "借款借据",
        (
            ("借款人", "borrower", ""),
            ("借款合同编号", "main_no", ""),
            ("借据编号", "draw_no", ""),
            ("借款金额（大写）", "amount_cn", ""),
            ("借款金额（小写）", "amount", "digits"),
            ("执行年利率", "rate_annual_pct", "%"),
            ("借款日期", "draw_date", ""),
            ("到期日期", "mature_date", ""),
            ("入账账号", "account", ""),
            ("收款人", "payee", ""),
            ("贷款人", "lender", ""),
        ),
    ),
    "D201": (
        "借款申请书",
        (
            ("申请人", "applicant", ""),
            ("证件号码", "applicant_id", ""),
            ("申请产品", "product", ""),
            ("币种", "currency", ""),
            ("申请金额（小写）", "amount", "digits"),
            ("申请金额（大写）", "amount_cn", ""),
            ("借款期限（月）", "term_months", ""),
            ("借款用途", "purpose", ""),
            ("还款来源", "repay_source", ""),
            ("还款方式", "repay_plan", ""),
            ("担保方式", "guarantee_offer", ""),
            ("账号", "account_no", ""),
            ("联系电话", "contact", ""),
            ("地址", "address", ""),
            ("申请人签字", "signatory", ""),
            ("申请日期", "sign_date", ""),
        ),
    ),
    "D701": (
        "贷款审批批复",
        (
            ("批复编号", "no", ""),
            ("经办机构", "branch", ""),
            ("借款人", "borrower", ""),
            ("证件号码", "borrower_id", ""),
            ("币种", "currency", ""),
            ("批复金额", "amount", "wan"),
            ("贷款期限", "term_months", "个月"),
            ("执行年利率", "rate_annual_pct", "%"),
            ("贷款用途", "purpose", ""),
            ("还款方式", "repay_method", ""),
            ("担保方式", "security", ""),
            ("押品认可价值", "coll_value", ""),
            ("放款前提条件", "conditions", ""),
            ("审批层级", "approver_level", ""),
            ("批复日期", "date", ""),
            ("批复有效期至", "valid_to", ""),
        ),
    ),
    "D603": (
        "不动产登记证明",
        (
            ("证明编号", "cert_no", ""),
            ("证明权利或事项", "right_kind", ""),
            ("权利人", "mortgagee", ""),
            ("义务人", "mortgagor", ""),
            ("坐落", "address", ""),
            ("不动产单元号", "unit_no", ""),
            ("不动产权证书号", "asset_cert_no", ""),
        ),
    ),
}


def blocks(paper: Paper, world: World) -> list[Block]:
    """The paper as text, in one of its layouts (its `layout`, else drawn from the seed)."""
    special = {
        "D113": permit,
        "D203": pi_consent,
        "D502": eia,
        "D503": building_permit,
        "D504": feasibility,
        "D506": works,
        "D608": receivable,
        "D306": listing,
        "D410": listing,
        "D411": listing,
        "D420": listing,
        "D101": licence,
        "D103": id_card,
        "D104": household,
        "D106": articles,
        "D107": resolution,
        "D108": guarantee_resolution,
        "D202": consent,
        "D301": enterprise_credit,
        "D302": personal_credit,
        "D401": audit,
        "D406": vat,
        "D407": income_tax,
        "D414": trade,
        "D415": purpose.invoice,
        "D710": purpose.receipt,
        "D601": title_deed,
        "D602": appraisal,
        "D603": registration,
        "D606": co_owner,
        "D115": owners,
        "D409": flow_head,
    }
    if paper.doc in ("D702", "D703", "D704", "D705", "D706", "D707"):
        paper.wording.setdefault("product", world.product)
        return contracts.blocks(paper, world.seed)
    rng = Random(f"form {world.seed} {paper.doc} {paper.party}")
    if paper.doc in special:
        return special[paper.doc](paper, rng)
    return sheet(paper, rng)


def sheet(paper: Paper, rng: Random) -> list[Block]:
    """The general form: lines with colons, a grid of two columns, or a grid of four with merged cells."""
    heading, rows = SHEETS[paper.doc]
    rows = tuple(row for row in rows if paper.fields.get(row[1]) is not None)
    style = paper.layout or rng.choice(("grid2", "grid4", "lines"))
    out: list[Block] = [title(heading)]
    if style == "lines":
        out += [line(f"{label}：", paper.v(name, how), after=6) for label, name, how in rows]
    elif style == "grid2":
        out.append(
            Grid(
                tuple((cell(label, align="center"), cell(paper.v(name, how))) for label, name, how in rows),
                (1.1, 3),
                size=10,
                pad=5,
            )
        )
    else:
        out.append(pairs(paper, rows))
    stamp = {
        "D701": "lender",
        "D708": "borrower",
        "D304": "",
        "D114": "bank",
        "D116": "account_name",
        "D201": "applicant",
    }.get(paper.doc)
    if stamp and len(str(paper.fields.get(stamp, ""))) > 4:
        out += [
            Gap(8),
            line(str(paper.fields[stamp]) if paper.doc != "D701" else "", "（盖章）", align="right"),
            Stamp(str(paper.fields[stamp])),
        ]
    return out


def pairs(paper: Paper, rows: tuple[tuple[str, str, str], ...]) -> Grid:
    """Two label-value pairs a row; long values take the whole row."""
    body: list[tuple[Cell, ...]] = []
    waiting: tuple[Cell, Cell] | None = None
    for label, name, how in rows:
        run = paper.v(name, how)
        text = run.text if isinstance(run, Value) else run
        pair = (cell(label, align="center"), cell(run))
        if len(text) > 14:
            if waiting:
                body.append((*waiting, cell(), cell()))
                waiting = None
            body.append((pair[0], cell(run, across=3)))
        elif waiting:
            body.append((*waiting, *pair))
            waiting = None
        else:
            waiting = pair
    if waiting:
        body.append((*waiting, cell(), cell()))
    return Grid(tuple(body), (1.15, 1.9, 1.15, 1.9), size=9.5, pad=5)


def licence(paper: Paper, rng: Random) -> list[Block]:
    """D101."""
    v = paper.v
    shop = paper.fields["reg_capital"] is None
    out: list[Block] = [
        title("营 业 执 照" if rng.random() < 0.4 else "营业执照", 24),
        line("（副　本）", align="center", size=11),
        line("样本 SPECIMEN", align="center", size=9),
        line("统一社会信用代码", align="left", size=10, after=1),
        line(v("uscc"), size=12, after=14),
    ]
    rows = [
        ("名　　称", "name", ""),
        ("类　　型", "entity_type", ""),
        ("经营者" if shop else "法定代表人", "legal_rep", ""),
        ("注册资本", "reg_capital", rng.choice(("wan", "rmb_wan", "cn_wan"))),
        ("成立日期" if not shop else "注册日期", "establish_date", "pad"),
        ("营业期限", "valid_to", ""),
        ("经营场所" if shop else "住　　所", "address", ""),
        ("经营范围", "scope", ""),
    ]
    for label, name, how in rows:
        if paper.fields.get(name) is None:
            continue
        if name == "valid_to":
            value = paper.fields["valid_to"]
            if value == "LONG_TERM":
                out.append(
                    line(
                        label + "　",
                        v("valid_from", "pad"),
                        "至",
                        v("valid_to", rng.choice(("长期", "无固定期限"))),
                        after=9,
                    )
                )
            else:
                out.append(line(label + "　", v("valid_from", "pad"), "至", v("valid_to", "pad"), after=9))
            continue
        out.append(line(label + "　", v(name, how), after=9))
    out += [
        Gap(30),
        line("登记机关　", v("authority"), align="right"),
        line(v("issue_date"), align="right"),
        Stamp(str(paper.fields["authority"])),
        Gap(50),
        line("市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告", size=8, align="center"),
    ]
    return out


def permit(paper: Paper, rng: Random) -> list[Block]:
    """D113."""
    v = paper.v
    return [
        title(str(paper.fields["kind"]), 22),
        line("样本 SPECIMEN", align="center", size=9, after=12),
        line("许可证编号：", v("no"), after=8),
        line("经营者名称：", v("holder"), after=8),
        line("许可范围：", v("scope"), after=8),
        line("有效期：", v("valid_from"), "至", v("valid_to"), after=24),
        line("发证机关：", v("authority"), align="right"),
        Stamp(str(paper.fields["authority"])),
        line(v("valid_from"), align="right"),
    ]


def eia(paper: Paper, rng: Random) -> list[Block]:
    """D502."""
    v = paper.v
    return [
        title(f"关于{paper.fields['project_name']}环境影响报告表的批复", 15),
        line(v("doc_no"), align="center", after=10),
        line(v("holder"), "："),
        line("你单位报送的《", v("project_name"), "环境影响报告表》及申请审批的材料收悉。经研究，批复如下：", indent=2),
        line("一、在落实报告表提出的各项污染防治措施的前提下，从环境保护角度，同意项目建设。", indent=2),
        line("二、项目须执行污染防治设施与主体工程同时设计、同时施工、同时投产使用的制度。", indent=2),
        line("三、项目的性质、规模、地点、工艺发生重大变动的，应当重新报批。", indent=2),
        Gap(20),
        line(v("approver"), align="right"),
        Stamp(str(paper.fields["approver"])),
        line(v("date"), align="right"),
    ]


def building_permit(paper: Paper, rng: Random) -> list[Block]:
    """D503."""
    v = paper.v
    rows = (("建设单位", "holder"), ("项目名称", "name"), ("建设位置", "location"))
    return [
        title(str(paper.fields["kind"]), 20),
        line("" if str(paper.fields["no"]).startswith("建字") else "编号：", v("no"), align="center", after=10),
        line("经审核，本建设工程符合法定条件，颁发此证。", indent=2),
        Grid(tuple((cell(label, align="center"), cell(v(name))) for label, name in rows), (1, 3.4), size=10.5, pad=6),
        line("发证机关：", v("authority"), align="right"),
        Stamp(str(paper.fields["authority"])),
        line("发证日期：", v("date"), align="right"),
    ]


def feasibility(paper: Paper, rng: Random) -> list[Block]:
    """D504: its cover and the chapter on money."""
    v = paper.v
    return [
        Gap(120),
        line(v("name"), align="center", size=16, bold=True),
        title("可行性研究报告", 22),
        Gap(200),
        line("项目单位：", v("holder"), align="center"),
        line("编制单位：", v("author"), align="center"),
        line("编制日期：", v("date"), align="center"),
        Break(),
        line("第六章　投资估算与资金筹措", bold=True, size=13),
        line("项目总投资", v("investment", "wan"), "，包括设备购置、安装工程、土建改造及铺底流动资金。", indent=2),
        line(
            "资金筹措：项目资本金",
            v("capital", "wan"),
            "，由企业自筹；其余",
            v("loan", "wan"),
            "拟申请银行贷款。",
            indent=2,
        ),
        line("第七章　经济效益分析", bold=True, size=13),
        line(
            "项目建成达产后，财务内部收益率（税后）为",
            v("irr", "%"),
            "，投资回收期",
            v("payback_years"),
            "年。",
            indent=2,
        ),
        line("敏感性分析表明，项目对产品价格最为敏感，价格下降百分之十时仍可按期偿还贷款。", indent=2),
    ]


def works(paper: Paper, rng: Random) -> list[Block]:
    """D506."""
    v = paper.v
    return [
        title("设备采购及安装合同"),
        line("合同编号：", v("contract_no"), align="right"),
        line("发包人（甲方）：", v("employer")),
        line("承包人（乙方）：", v("contractor")),
        line("签订日期：", v("sign_date")),
        line("一、工程名称：", v("name"), "。", indent=2),
        line("二、合同价：人民币", v("amount"), "（含税、含安装调试）。", indent=2),
        line("三、工期：乙方应于", v("end"), "前完成安装调试并交付验收。", indent=2),
        line("四、付款：合同签订后付三成，设备到场付四成，验收合格付两成半，余款为质保金。", indent=2),
        Gap(14),
        line("甲方（盖章）：", str(paper.fields["employer"])),
        line("乙方（盖章）：", str(paper.fields["contractor"])),
        Stamp(str(paper.fields["contractor"]), note="合同专用章"),
    ]


def receivable(paper: Paper, rng: Random) -> list[Block]:
    """D608."""
    v = paper.v
    return [
        title("应收账款确认书"),
        line("债务人：", v("debtor")),
        line("债权人：", v("creditor")),
        line(
            "我单位确认：截至本确认书出具之日，我单位应付债权人货款金额为人民币",
            v("amount"),
            "，到期日为",
            v("due"),
            "，该债务真实有效，不存在争议和抵销；我单位已知悉该应收账款出质的事实，并将按要求付款至指定账户。",
            indent=2,
        ),
        Gap(20),
        line("债务人（盖章）：", str(paper.fields["debtor"])),
        Stamp(str(paper.fields["debtor"])),
        line("确认日期：", v("date")),
    ]


def pi_consent(paper: Paper, rng: Random) -> list[Block]:
    """D203."""
    v = paper.v
    agrees = "单独同意" if paper.fields["separate_consent"] else "未作单独同意"
    return [
        title("个人信息处理同意书"),
        line("同意人：", v("subject"), "　　公民身份号码：", v("id_no")),
        line("一、处理目的：", v("purposes"), "。", indent=2),
        line(
            "二、同意人已知悉处理的个人信息包括身份信息、征信信息、账户与交易信息等敏感个人信息，对敏感个人信息的处理",
            Value("D203.separate_consent", canonical(paper.fields["separate_consent"]), agrees),
            "。",
            indent=2,
        ),
        line("三、保存期限：", v("retention"), "。", indent=2),
        line("四、是否同意接收营销信息：", v("marketing_opt_in"), "。", indent=2),
        Gap(18),
        line("同意人（签字）：", str(paper.fields["subject"])),
        line("日期：", v("sign_date")),
    ]


LISTS: dict[str, tuple[str, str, tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...], str]] = {
    "D306": (
        "融资及对外担保明细表",
        "company_name",
        (
            (
                "loans",
                "一、融资明细",
                (
                    ("融资机构", "lender", ""),
                    ("融资种类", "kind", ""),
                    ("余额（元）", "balance", "digits"),
                    ("年利率", "rate", "%"),
                    ("到期日", "end", "iso"),
                ),
            ),
            (
                "guarantees",
                "二、对外担保明细",
                (("被担保人", "debtor", ""), ("担保金额（元）", "amount", "digits"), ("到期日", "end", "iso")),
            ),
        ),
        "",
    ),
    "D410": (
        "应收账款账龄表",
        "company_name",
        (("rows", "", (("客户名称", "party", ""), ("金额（元）", "amount", "digits"), ("账龄", "bucket", ""))),),
        "total",
    ),
    "D411": (
        "存货盘点表",
        "company_name",
        (
            (
                "rows",
                "",
                (
                    ("品名", "item", ""),
                    ("金额（元）", "value", "digits"),
                    ("存放地点", "location", ""),
                    ("是否质押", "pledged", ""),
                ),
            ),
        ),
        "total",
    ),
    "D420": (
        "经营台账",
        "name",
        (
            (
                "rows",
                "",
                (
                    ("日期", "date", "iso"),
                    ("销售额（元）", "sales", "digits"),
                    ("收款渠道", "channel", ""),
                    ("订单数", "orders", ""),
                ),
            ),
        ),
        "total",
    ),
}
"""Lists: heading, field of the name, tables (field, heading, columns), field of the total."""


def listing(paper: Paper, rng: Random) -> list[Block]:
    """D306, D410, D411, D420: a name, a day, tables."""
    v = paper.v
    heading, who, tables, total = LISTS[paper.doc]
    out: list[Block] = [title(heading, 15), line("单位名称：", v(who))]
    if "date" in paper.fields:
        out.append(line("截止日期：", v("date")))
    else:
        out.append(line("起止日期：", v("period_start", "iso"), "至", v("period_end", "iso")))
    for name, above, columns in tables:
        rows = paper.fields[name]
        if above:
            out.append(line(above, bold=True))
        if not rows:
            out.append(line("无"))
            continue
        body = [tuple(cell(label, align="center", bold=True) for label, _, _ in columns)]
        for index, row in enumerate(rows):  # type: ignore[arg-type, var-annotated]
            body.append(
                tuple(
                    cell(
                        Value(f"{paper.doc}.{name}[{index}].{key}", canonical(row[key]), printed(row[key], how)),
                        align="right" if how == "digits" else "left",
                    )
                    for _, key, how in columns
                )
            )
        if total:
            label, filler = cell("合计", align="center"), [cell() for _ in columns[2:]]
            body.append((label, cell(v(total, "digits"), align="right"), *filler))
        out.append(Grid(tuple(body), tuple(1.6 if n == 0 else 1.2 for n in range(len(columns))), size=9.5, pad=4))
    return out


def id_card(paper: Paper, rng: Random) -> list[Block]:
    """D103: a copy with both sides."""
    v = paper.v
    birth = paper.fields["birth"]
    ends = paper.fields["valid_to"]
    return [
        line("居民身份证复印件（样本 SPECIMEN）", align="center", size=12, after=20),
        line("姓　名　", v("name"), size=13, after=8),
        line("性　别　", v("gender"), "　　民　族　汉", size=11, after=8),
        line("出　生　", Value("D103.birth", canonical(birth), printed(birth, "spaced")), size=11, after=8),
        line("住　址　", v("address"), size=11, after=16),
        line("公民身份号码　", v("id_no"), size=13, after=60),
        line("中华人民共和国", size=15, align="center"),
        line("居 民 身 份 证", size=20, align="center", after=24),
        line("签发机关　", v("issuer"), size=12, after=8),
        line(
            "有效期限　", v("valid_from", "dot"), "-", v("valid_to", "长期" if ends == "LONG_TERM" else "dot"), size=12
        ),
    ]


def household(paper: Paper, rng: Random) -> list[Block]:
    """D104."""
    v = paper.v
    members = paper.fields["members"]
    head = tuple(cell(text, align="center", bold=True) for text in ("姓名", "与户主关系", "公民身份号码", "出生日期"))
    body = [head]
    for index, member in enumerate(members):  # type: ignore[arg-type, var-annotated]

        def at(name: str, how: str = "", index: int = index, member: dict[str, object] = member) -> Value:
            return Value(f"D104.members[{index}].{name}", canonical(member[name]), printed(member[name], how))

        body.append(
            (
                cell(at("name"), align="center"),
                cell(at("relation"), align="center"),
                cell(at("id_no"), align="center"),
                cell(at("birth", "iso"), align="center"),
            )
        )
    return [
        title("居民户口簿"),
        line("样本 SPECIMEN", align="center", size=9),
        line("户号：", v("household_no"), "　　户主姓名：", v("householder")),
        line("住址：", v("address")),
        line("签发日期：", v("issue_date")),
        Gap(6),
        Grid(tuple(body), (1.2, 1, 2.4, 1.4)),
    ]


def articles(paper: Paper, rng: Random) -> list[Block]:
    """D106."""
    v = paper.v
    head = tuple(
        cell(text, align="center", bold=True)
        for text in ("股东姓名", "证件号码", "认缴出资额（万元）", "实缴出资额（万元）", "出资比例", "出资期限")
    )
    body = [head]
    for index, row in enumerate(paper.fields["shareholders"]):  # type: ignore[arg-type, var-annotated]

        def at(name: str, how: str = "", index: int = index, row: dict[str, object] = row) -> Value:
            return Value(f"D106.shareholders[{index}].{name}", canonical(row[name]), printed(row[name], how))

        body.append(
            (
                cell(at("name"), align="center"),
                cell(at("id_no"), align="center"),
                cell(at("subscribed", "bare_wan"), align="right"),
                cell(at("paid", "bare_wan"), align="right"),
                cell(at("ratio", "%"), align="right"),
                cell(at("due_date", "iso"), align="center"),
            )
        )
    return [
        line(v("company_name"), align="center", size=15, bold=True, after=4),
        title("公司章程"),
        line("第一章　总则", bold=True, align="center"),
        line(
            "第一条　为规范公司的组织和行为，保护公司、股东和债权人的权益，根据《中华人民共和国公司法》制定本章程。",
            indent=2,
        ),
        line("第二条　公司名称：", v("company_name"), "。统一社会信用代码：", v("uscc"), "。", indent=2),
        line("第三条　公司住所：", v("address"), "。", indent=2),
        line("第四条　公司注册资本：人民币", v("reg_capital", "wan"), "。", indent=2),
        line("第二章　股东及出资", bold=True, align="center"),
        line("第五条　股东的姓名、认缴出资额及出资比例如下：", indent=2),
        Grid(tuple(body), (1, 2, 1.2, 1.2, 0.8, 1.2), size=9),
        line("第三章　组织机构", bold=True, align="center"),
        line("第六条　股东会由全体股东组成，是公司的权力机构，股东按照出资比例行使表决权。", indent=2),
        line(
            "第七条　公司向银行等金融机构借款，由",
            v("body_for_borrow"),
            "作出决议；公司为他人提供担保，由",
            v("body_for_guarantee"),
            "作出决议；公司为股东或者实际控制人提供担保的，应当由股东会决议，被担保的股东回避表决。",
            indent=2,
        ),
        line(
            "第八条　前条所列事项的决议须经代表三分之二以上（", v("quorum_ratio", "%"), "）表决权的股东通过。", indent=2
        ),
        line("第九条　公司的法定代表人由执行董事担任，现任法定代表人为", v("legal_rep"), "。", indent=2),
        line("第四章　附则", bold=True, align="center"),
        line("第十条　本章程自全体股东签字之日起生效，以公司登记机关备案的文本为准。", indent=2),
        Gap(14),
        line("全体股东签字：", "　".join(str(r["name"]) for r in paper.fields["shareholders"])),  # type: ignore[attr-defined]
        line(v("adopt_date"), align="right"),
        Stamp(str(paper.fields["company_name"])),
    ]


def resolution(paper: Paper, rng: Random) -> list[Block]:
    """D107."""
    v = paper.v
    return [
        line(v("company_name"), align="center", size=15, bold=True, after=2),
        title(f"{printed(paper.fields['body'])}决议", 16),
        line("会议时间：", v("meeting_date"), indent=2),
        line("会议地点：公司会议室", indent=2),
        line("出席会议的股东：", v("attendees"), "，代表公司100%表决权。", indent=2),
        line("根据《公司法》及本公司章程的规定，本公司", v("body"), "就向银行申请贷款事宜形成如下决议：", indent=2),
        line(
            "一、同意向",
            v("lender"),
            "申请贷款，金额不超过人民币",
            v("amount", rng.choice(("wan", ""))),
            "，期限",
            v("term_months"),
            "个月，用途为",
            v("purpose"),
            "。",
            indent=2,
        ),
        line("二、授权公司法定代表人签署与上述贷款有关的合同及文件。", indent=2),
        line("三、上述决议经代表", v("pass_ratio", "%"), "表决权的股东同意通过。", indent=2),
        Gap(16),
        line("股东签字：", v("signed"), indent=2),
        line("（公章）", align="right"),
        Stamp(str(paper.fields["company_name"])),
    ]


def guarantee_resolution(paper: Paper, rng: Random) -> list[Block]:
    """D108."""
    v = paper.v
    out: list[Block] = [
        line(v("company_name"), align="center", size=15, bold=True, after=2),
        title("关于提供担保的" + printed(paper.fields["body"]) + "决议", 16),
        line("会议时间：", v("meeting_date"), indent=2),
        line(
            "本公司",
            v("body"),
            "审议并通过以下事项：同意本公司为",
            v("guarantee_for"),
            "向",
            v("lender"),
            "申请的贷款提供担保，担保金额为人民币",
            v("amount", "wan"),
            "，担保方式为连带责任保证。",
            indent=2,
        ),
    ]
    if paper.fields["for_shareholder"]:
        out.append(
            line(
                "被担保人系本公司股东，",
                "未回避表决。" if not paper.fields.get("recused") else "已回避表决。",
                indent=2,
            )
        )
    return [
        *out,
        line("表决结果：代表", v("pass_ratio", "%"), "表决权的成员同意。", indent=2),
        Gap(20),
        line("（公章）", align="right"),
        Stamp(str(paper.fields["company_name"])),
    ]


def consent(paper: Paper, rng: Random) -> list[Block]:
    """D202."""
    v = paper.v
    signed = paper.fields["signed"]
    company = len(str(paper.fields["subject_name"])) > 4
    out: list[Block] = [
        title("征信查询授权书" if rng.random() < 0.6 else "信用信息查询及报送授权书"),
        line("被授权人：", v("authorised")),
        line("授权人：", v("subject_name")),
        line("统一社会信用代码：" if company else "证件号码：", v("subject_id")),
        line(
            "授权人同意并不可撤销地授权被授权人，在办理信贷业务时，向金融信用信息基础数据库及其他依法设立的征信机构查询、打印、保存授权人的信用信息，用途限于：",
            v("scope"),
            "。",
            indent=2,
        ),
        line(
            "授权人同意被授权人将本业务产生的信贷信息向上述数据库报送。授权期限自本授权书签署之日起至相关业务结清之日止。",
            indent=2,
        ),
        line("授权人声明：已知悉并理解上述授权条款，自愿承担由此产生的法律后果。", indent=2),
        Gap(24),
        line("授权人（签章）：" + (str(paper.fields["subject_name"]) if signed else ""), align="left"),
        line("授权日期：", v("sign_date")),
    ]
    if company and signed:
        out.insert(-1, Stamp(str(paper.fields["subject_name"])))
    return out


def enterprise_credit(paper: Paper, rng: Random) -> list[Block]:
    """D301."""
    v = paper.v

    def row(*parts: tuple[str, str, str]) -> tuple[Cell, ...]:
        out: list[Cell] = []
        for label, name, how in parts:
            out += [cell(label, align="center"), cell(v(name, how), align="right" if how == "digits" else "left")]
        return tuple(out)

    summary = Grid(
        (
            (cell("未结清信贷及担保信息概要（单位：元）", across=4, align="center", bold=True),),
            row(("借贷交易余额", "outstanding_loan_total", "digits"), ("授信机构数", "lenders_count", "")),
            row(("不良类余额", "bad_total", "digits"), ("最差五级分类", "class_now", "")),
            row(("当前逾期本金", "overdue_principal", "digits"), ("当前欠息", "overdue_interest", "digits")),
            row(("最长逾期天数", "max_overdue_days", ""), ("对外担保余额", "guarantee_total", "digits")),
            row(("近三个月查询次数", "queries_3m", ""), ("欠税记录", "tax_arrears_flag", "")),
        ),
        (1.3, 1.6, 1.3, 1.6),
        pad=5,
    )
    return [
        title("企业信用报告"),
        line("（授信机构版）", align="center"),
        line("报告编号：", v("report_no"), "　　报告日期：", v("report_date", "iso"), after=10),
        line("一、基本信息", bold=True),
        Grid(
            (
                (cell("企业名称"), cell(v("name"), across=3)),
                (cell("统一社会信用代码"), cell(v("uscc")), cell("中征码"), cell(v("credit_code"))),
                (cell("登记日期"), cell(v("registered_date", "iso")), cell("涉诉记录"), cell(v("litigation_flag"))),
            ),
            (1.3, 1.9, 1, 1.7),
            pad=5,
        ),
        line("二、信息概要", bold=True),
        summary,
        line("三、声明", bold=True),
        line(
            "本报告由征信系统根据报送机构提供的数据生成，信息主体对报告内容有异议的，可提出异议申请。报告仅供授权机构在授权范围内使用。",
            indent=2,
        ),
    ]


def personal_credit(paper: Paper, rng: Random) -> list[Block]:
    """D302."""
    v = paper.v
    rows = (
        ("未结清贷款余额（元）", "loans_outstanding", "digits"),
        ("信用卡授信总额（元）", "cards_limit", "digits"),
        ("信用卡已用额度（元）", "cards_used", "digits"),
        ("当前逾期账户数", "overdue_now_count", ""),
        ("当前逾期总额（元）", "overdue_now_amount", "digits"),
        ("近24个月最长连续逾期期数", "consec_overdue_max", ""),
        ("近24个月累计逾期期数", "total_overdue_months", ""),
        ("近3个月硬查询次数", "hard_queries_3m", ""),
        ("对外担保余额（元）", "guarantee_total", "digits"),
    )
    out: list[Block] = [
        title("个人信用报告"),
        line("报告编号：", v("report_no"), "　　报告时间：", v("report_date", "iso")),
        line("被查询者姓名：", v("name"), "　　证件类型：身份证　　证件号码：", v("id_no")),
        line(
            "婚姻状况：",
            v("marital"),
            *(("　　配偶姓名：", v("spouse")) if paper.fields.get("spouse") else ()),
            after=10,
        ),
        line("信息概要", bold=True),
        Grid(tuple((cell(label), cell(v(name, how), align="right")) for label, name, how in rows), (2, 1.4), pad=4),
        line("查询记录", bold=True),
        line("最近一次查询机构为商业银行，查询原因：贷款审批。", indent=2),
        line("说明：本报告中的信息依据截至报告时间个人信用信息基础数据库记录的信息生成。", size=8.5),
    ]
    return out


def audit(paper: Paper, rng: Random) -> list[Block]:
    """D401: the auditor's letter; the statements follow."""
    v = paper.v
    qualified = str(paper.fields["opinion"]) != "标准无保留"
    return [
        title("审 计 报 告" if rng.random() < 0.5 else "审计报告", 20),
        line(v("report_no"), align="right"),
        line(v("company_name"), "全体股东："),
        line("一、审计意见", bold=True),
        line(
            "我们审计了",
            v("company_name"),
            "（以下简称贵公司）财务报表，包括",
            v("period_end"),
            "的资产负债表，该年度的利润表、现金流量表、所有者权益变动表以及财务报表附注。",
            indent=2,
        ),
        line(
            "我们认为，",
            "除“形成保留意见的基础”部分所述事项可能产生的影响外，" if qualified else "",
            "后附的财务报表在所有重大方面按照企业会计准则的规定编制，公允反映了贵公司的财务状况、经营成果和现金流量。",
            indent=2,
        ),
        line("本所出具的审计意见类型为：", v("opinion"), "。", indent=2),
        line("二、形成" + ("保留" if qualified else "审计") + "意见的基础", bold=True),
        line(
            "我们按照中国注册会计师审计准则的规定执行了审计工作。"
            + (
                "我们未能对年末存货实施监盘，也无法实施满意的替代程序。"
                if qualified
                else "我们相信，获取的审计证据是充分、适当的，为发表审计意见提供了基础。"
            ),
            indent=2,
        ),
        line("三、管理层和治理层的责任", bold=True),
        line(
            "管理层负责按照企业会计准则编制财务报表，并设计、执行和维护必要的内部控制，使财务报表不存在由于舞弊或错误导致的重大错报。",
            indent=2,
        ),
        Gap(24),
        line(v("firm"), align="right"),
        Stamp(str(paper.fields["firm"])),
        line("中国注册会计师：", v("cpa"), align="right"),
        line(v("report_date"), align="right"),
    ]


def vat(paper: Paper, rng: Random) -> list[Block]:
    """D406: the year's figures of the December return."""
    v = paper.v
    rows = (
        ("（一）按适用税率计税销售额", "1", "sales_taxable"),
        ("（二）按简易办法计税销售额", "5", "sales_simple"),
        ("（三）免、抵、退办法出口销售额", "7", "sales_export"),
        ("（四）免税销售额", "8", "sales_exempt"),
        ("销项税额", "11", "output_tax"),
        ("进项税额", "12", "input_tax"),
        ("应纳税额合计", "24", "tax_payable"),
    )
    head = tuple(cell(text, align="center", bold=True) for text in ("项目", "栏次", "本月数", "本年累计"))
    body = [head]
    for label, number, name in rows:
        value = int(paper.fields[name])  # type: ignore[call-overload]
        month = type(paper.fields[name])(value // 12)  # type: ignore[call-arg]
        body.append(
            (
                cell(label),
                cell(number, align="center"),
                cell(printed(month, "digits"), align="right"),
                cell(v(name, "digits"), align="right"),
            )
        )
    period = str(paper.fields["period_ym"])
    return [
        title("增值税及附加税费申报表", 16),
        line("（一般纳税人适用）", align="center"),
        line(
            "税款所属时间：自",
            f"{period[:4]}年{period[5:]}月01日至",
            Value("D406.period_ym", period, f"{period[:4]}年{period[5:]}月"),
            "31日　　填表日期：",
            v("file_date"),
            "　　金额单位：元（列至角分）",
            size=9,
        ),
        line("纳税人识别号（统一社会信用代码）：", v("uscc"), size=9),
        line("纳税人名称：", v("name"), size=9),
        Grid(tuple(body), (3, 0.7, 1.6, 1.8), pad=4),
    ]


def income_tax(paper: Paper, rng: Random) -> list[Block]:
    """D407: A100000."""
    v = paper.v
    rows = (
        ("1", "一、营业收入", "revenue"),
        ("2", "减：营业成本", "cost"),
        ("13", "三、利润总额", "total_profit"),
        ("23", "五、应纳税所得额", "taxable_income"),
        ("25", "六、应纳所得税额", "tax_payable"),
        ("32", "八、实际应纳所得税额", "cit_paid"),
    )
    body = [tuple(cell(text, align="center", bold=True) for text in ("行次", "项目", "金额"))]
    body += [
        (cell(number, align="center"), cell(label), cell(v(name, "digits"), align="right"))
        for number, label, name in rows
    ]
    return [
        title("A100000　中华人民共和国企业所得税年度纳税申报表（A类）", 13),
        line("纳税年度：", v("year"), "年　　纳税人名称：", v("name"), size=9.5),
        line("统一社会信用代码：", v("uscc"), "　　申报日期：", v("file_date"), "　　单位：元", size=9.5),
        Grid(tuple(body), (0.7, 3.4, 2), pad=5),
    ]


def trade(paper: Paper, rng: Random) -> list[Block]:
    """D414."""
    v = paper.v
    body = (
        tuple(cell(text, align="center", bold=True) for text in ("货物名称", "数量（件）", "单价（元）", "金额（元）")),
        (
            cell(v("goods")),
            cell(v("qty"), align="right"),
            cell(v("unit_price", "digits"), align="right"),
            cell(v("amount", "digits"), align="right"),
        ),
    )
    return [
        title("购销合同"),
        line("合同编号：", v("contract_no"), align="right"),
        line("买方（甲方）：", v("buyer")),
        line("卖方（乙方）：", v("seller")),
        line("签订日期：", v("sign_date")),
        line("经双方协商，就货物买卖达成如下条款：", indent=2),
        line("一、货物及价款", bold=True),
        Grid(body, (2, 1, 1.3, 1.6)),
        line("合同总金额：人民币", v("amount"), "（含税）。", indent=2),
        line("二、交货：", v("delivery"), "。", indent=2),
        line(
            "三、付款：",
            v("payment_terms"),
            "。乙方收款账号：",
            v("seller_account"),
            "，开户行：",
            v("seller_bank"),
            "。",
            indent=2,
        ),
        line("四、质量与验收：按国家标准执行，甲方收货后七日内提出异议。", indent=2),
        line("五、违约责任：逾期交货或付款的，按逾期部分每日万分之三支付违约金。", indent=2),
        Gap(16),
        line("甲方（盖章）：", str(paper.fields["buyer"])),
        line("乙方（盖章）：", str(paper.fields["seller"])),
        Stamp(str(paper.fields["seller"]), note="合同专用章"),
    ]


def title_deed(paper: Paper, rng: Random) -> list[Block]:
    """D601."""
    v = paper.v
    rows = (
        ("权利人", "owner", ""),
        ("共有情况", "co_ownership", ""),
        ("坐落", "address", ""),
        ("不动产单元号", "unit_no", ""),
        ("权利类型", "right_type", ""),
        ("权利性质", "right_nature", ""),
        ("用途", "use", ""),
        ("面积", "area_building", "㎡"),
        ("使用期限", "use_term_end", ""),
        ("附记", "notes", ""),
    )
    body = []
    for label, name, how in rows:
        lead = {"area_building": "房屋建筑面积", "use_term_end": "国有建设用地使用权至"}.get(name, "")
        body.append(
            (cell(label, align="center"), cell(lead, v(name, how), *(("止",) if name == "use_term_end" else ())))
        )
    return [
        title("不动产权证书"),
        line("样本 SPECIMEN", align="center", size=9),
        line(v("cert_no"), align="center", size=12, after=12),
        Grid(tuple(body), (1, 3.6), size=10, pad=6),
        line("登记机构：", v("authority"), align="right"),
        line("登记日期：", v("issue_date"), align="right"),
        Stamp(str(paper.fields["authority"])),
    ]


def appraisal(paper: Paper, rng: Random) -> list[Block]:
    """D602."""
    v = paper.v
    return [
        title("房地产抵押估价报告"),
        line("估价报告编号：", v("report_no"), align="right"),
        line("致委托方函", bold=True, size=12),
        line(v("client"), "："),
        line("受贵方委托，我公司对下述房地产进行了估价，为确定抵押贷款额度提供价值参考。", indent=2),
        Grid(
            (
                (cell("估价对象坐落"), cell(v("address"), across=3)),
                (cell("权利人"), cell(v("owner")), cell("权证号"), cell(v("cert_no"))),
                (cell("建筑面积(㎡)"), cell(v("area_building")), cell("估价目的"), cell(v("purpose"))),
                (cell("价值时点"), cell(v("base_date")), cell("估价方法"), cell(v("method"))),
            ),
            (1.1, 1.8, 0.9, 2.3),
            pad=5,
        ),
        line(
            "估价结果：估价对象在价值时点的市场价值为人民币",
            v("value"),
            "（大写：",
            v("value_cn"),
            "），折合单价",
            v("unit_price"),
            "/平方米。",
            indent=2,
        ),
        line("本报告有效期自出具之日起", v("valid_days"), "日。估价以权属清晰、正常使用为假设前提。", indent=2),
        Gap(16),
        line("注册房地产估价师：", v("valuers")),
        line("估价机构：", v("appraiser"), align="right"),
        Stamp(str(paper.fields["appraiser"])),
        line("报告日期：", v("report_date"), align="right"),
    ]


def registration(paper: Paper, rng: Random) -> list[Block]:
    """D603."""
    v = paper.v
    maximum = paper.fields["is_maximum"]
    other: list[Run] = [
        "最高债权额：" if maximum else "被担保主债权数额：",
        v("secured_amount", "wan"),
        "；",
        "债权确定期间：" if maximum else "债务履行期限：",
        v("debt_start"),
        "至",
        v("debt_end"),
        "；是否存在禁止或限制转让抵押不动产的约定：",
        v("no_transfer_note"),
        "。",
    ]
    body = [(cell(label, align="center"), cell(v(name, how))) for label, name, how in SHEETS["D603"][1][1:]]
    body += [
        (cell("其他", align="center"), cell(*other)),
        (cell("附记", align="center"), cell("登记日期：", v("reg_date"))),
    ]
    return [
        title("不动产登记证明"),
        line(v("cert_no"), align="center", size=12, after=10),
        Grid(tuple(body), (1.1, 3.5), size=10, pad=6),
        line("登记机构：", v("authority"), align="right"),
        Stamp(str(paper.fields["authority"])),
        line(v("reg_date"), align="right"),
    ]


def co_owner(paper: Paper, rng: Random) -> list[Block]:
    """D606."""
    v = paper.v
    return [
        title("共有人同意抵押声明书"),
        line("致：", v("lender")),
        line("声明人：", v("consenter"), "　　公民身份号码：", v("consenter_id"), "　　与抵押人关系：", v("relation")),
        line(
            "声明人作为",
            v("asset_cert_no"),
            "项下不动产的共有人，同意以该不动产为上述贷款设定抵押，并同意贵行在债务人不履行债务时依法处分。",
            indent=2,
        ),
        Gap(20),
        line("声明人（签字并按指印）：", str(paper.fields["consenter"])),
        line("日期：", v("sign_date")),
    ]


def owners(paper: Paper, rng: Random) -> list[Block]:
    """D115."""
    v = paper.v
    body = [tuple(cell(text, align="center", bold=True) for text in ("受益所有人", "证件号码", "持股比例", "控制方式"))]
    for index, row in enumerate(paper.fields["owners"]):  # type: ignore[arg-type, var-annotated]
        body.append(
            tuple(
                cell(Value(f"D115.owners[{index}].{n}", canonical(row[n]), printed(row[n], h)), align="center")
                for n, h in (("name", ""), ("id_no", ""), ("ratio", "%"), ("control_mode", ""))
            )
        )
    return [
        title("受益所有人识别表"),
        line("单位名称：", v("company_name")),
        line("股权层级：", v("layers")),
        Grid(tuple(body), (1, 2.2, 1, 1.2)),
        line("填表日期：", v("sign_date")),
    ]


def flow_head(paper: Paper, rng: Random) -> list[Block]:
    """D409 as a printed list."""
    v = paper.v
    head = tuple(
        cell(text, align="center", bold=True)
        for text in ("交易日期", "摘要", "借方（支出）", "贷方（收入）", "余额", "对方户名")
    )
    body = [head]
    for row in paper.fields["rows"]:  # type: ignore[attr-defined]
        body.append(
            (
                cell(printed(row["date"], "iso"), align="center"),
                cell(row["memo"]),
                cell(printed(row["debit"], "digits") if row["debit"] else "", align="right"),
                cell(printed(row["credit"], "digits") if row["credit"] else "", align="right"),
                cell(printed(row["balance"], "digits"), align="right"),
                cell(row["counterparty"]),
            )
        )
    return [
        title("账户交易明细", 15),
        line("户名：", v("account_name"), "　账号：", v("account_no"), size=9.5),
        line("开户行：", v("bank"), "　币种：人民币　单位：元", size=9.5),
        line(
            "起止日期：",
            v("period_start", "iso"),
            "至",
            v("period_end", "iso"),
            "　期初余额：",
            v("opening_balance", "digits"),
            size=9.5,
        ),
        Grid(tuple(body), (1.15, 0.9, 1.5, 1.5, 1.6, 2.3), size=8, header=1, pad=2),
        line(
            "借方合计：",
            v("outflow_total", "digits"),
            "　贷方合计：",
            v("inflow_total", "digits"),
            "　期末余额：",
            v("closing_balance", "digits"),
            size=9.5,
        ),
    ]
