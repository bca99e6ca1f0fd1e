"""Short documents: reports on farmers and traders, the survey form, the list of missing papers, notices and minutes."""

# ruff: noqa: E501
from tests.templates.kit import Column, Document

RIGHT = "业务编号：{{ case.id }}　　内部资料 注意保密"
SIGN = (("主办调查人", "{{ survey.officers[0] }}"), ("协办调查人", "{{ survey.officers[1] }}"), ("复核人", ""))
DECLARED = "声明：本报告由系统依据客户提交的资料生成，调查结论由签字的调查人负责；标有“※”的数字尚待人工确认，黄色【待补】处须补齐后方可定稿。"


def _purpose(d: Document) -> None:
    d.form(
        [
            ("业务品种", "{{ application.product | worded }}", "申请金额", "{{ application.amount | money }}元"),
            ("期限", "{{ application.term_months }}个月", "还款方式", "{{ first(application.repay_plan, approval.repay_method, contract.repay_method) | worded }}"),
            ("用途", "{{ application.purpose }}"),
            ("还款来源", "{{ application.repay_source }}"),
        ]
    )


def _personal_credit(d: Document) -> None:
    d.caption("个人征信", "元")
    d.listing(
        [
            Column("姓名", 14, "center", "{{ c.name }}"),
            Column("证件号", 26, "center", "{{ c.id_no | masked }}"),
            Column("报告日", 18, "center", "{{ c.report_date }}"),
            Column("未结清贷款", 16, "right", "{{ c.loans_outstanding | money }}"),
            Column("当前逾期", 14, "right", "{{ c.overdue_now_amount | money }}"),
            Column("最长连续逾期期数", 12, "right", "{{ c.consec_overdue_max }}"),
        ],
        "personal_credit", "c", "未提供",
    )


def _security(d: Document) -> None:
    d.caption("保证人", "元")
    d.listing(
        [
            Column("保证人", 22, "left", "{{ g.guarantor }}"),
            Column("证件号", 26, "center", "{{ g.guarantor_id | masked }}"),
            Column("合同编号", 24, "center", "{{ g.no }}"),
            Column("担保金额", 14, "right", "{{ g.principal_amount | money }}"),
            Column("保证方式", 16, "center", "{{ g.liability_type | worded }}"),
        ],
        "first(guarantee, [] if not security.by_guarantee else guarantee)", "g", "无保证",
    )
    d.caption("抵押物", "元")
    d.listing(
        [
            Column("抵押人", 20, "left", "{{ m.mortgagor }}"),
            Column("权证号", 32, "left", "{{ m.asset_cert_no }}"),
            Column("坐落", 30, "left", "{{ m.address }}"),
            Column("评估价值", 18, "right", "{{ m.appraised_value | money }}"),
        ],
        "first(mortgage, [] if not security.by_mortgage else mortgage)", "m", "无抵押",
    )


def _conclusion(d: Document) -> None:
    d.p(
        "{% sentence %}系统核对结论：{{ case.decision_text }}。{% endsentence %}"
        "不通过的规则：{% if case.rules | some('it.outcome == \"fails\"') %}{{ case.rules | where('it.outcome == \"fails\"') | pick('it.code') }}{% else %}无{% endif %}；"
        "无法判断的规则：{% if case.rules | some('it.outcome == \"cannot_tell\"') %}{{ case.rules | where('it.outcome == \"cannot_tell\"') | pick('it.code') }}{% else %}无{% endif %}。逐条说明见附件。"
    )
    d.caption("调查人意见")
    d.form(
        [
            ("是否同意", "{{ opinion.lend | worded }}", "金额", "{{ opinion.amount | money }}元"),
            ("期限", "{{ opinion.term_months }}个月", "年利率", "{{ opinion.rate_pct | rate }}"),
            ("理由", "{{ opinion.on_finance }}"),
        ]
    )
    d.space()
    d.signatures(*SIGN)
    d.p(DECLARED, style="Small")


def _findings(d: Document) -> None:
    d.caption("核对发现")
    d.listing(
        [
            Column("规则号", 15, "center", "{{ f.code }}"),
            Column("名称与结果", 29, "left", "{{ f.title }}（{{ f.severity_text }}，{{ f.verdict_text }}）"),
            Column("事实", 56, "left", "{{ f.message }}"),
        ],
        "case.findings", "f", "没有发现", small=True,
    )


def farmer() -> Document:
    """农户贷款调查报告, three pages and what the figures rest on."""
    d = Document("农户贷款调查报告", header_left="农户贷款调查报告", header_right=RIGHT)
    d.heading("农户贷款调查报告", "{{ bank.branch }}　{{ survey.date }}")
    d.h1("借款人及家庭")
    d.form(
        [
            ("姓名", "{{ first(person.name, application.applicant) }}", "证件号码", "{{ first(person.id_no, application.applicant_id) | masked }}"),
            ("年龄", "{{ person.age }}周岁", "婚姻状况", "{{ marriage.kind | worded }}"),
            ("住址", "{{ party.address }}"),
            ("在服务辖区", "{{ first(survey.household_in_area, survey.in_service_area) }}", "居住年限", "{{ residence.years }}年"),
        ]
    )
    d.caption("家庭成员")
    d.listing(
        [
            Column("姓名", 30, "center", "{{ m.name }}"),
            Column("与户主关系", 30, "center", "{{ m.relation }}"),
            Column("证件号", 40, "center", "{{ m.id_no | masked }}"),
        ],
        "household.members", "m",
    )
    d.h1("生产经营与收入")
    d.p(
        "{% sentence %}{{ farming.season }}从事{{ farming.kind }}，品种为{{ farming.product }}，规模{{ farming.qty }}{{ farming.unit }}。{% endsentence %}"
        "{{ opinion.on_operations }}"
    )
    d.caption("家庭收支", "元/年")
    d.table(
        [Column("项目", 40), Column("年金额", 24, "right"), Column("来源与算法", 36)],
        [
            ("种养殖销售收入", "{{ farming.income | money }}", "种养殖规模证明"),
            ("种养殖成本", "{{ farming.cost | money }}", "种养殖规模证明"),
            ("年净收入（生活支出前）", "{{ income.yearly | money }}", "收入证明"),
            ("家庭生活支出", "{{ income.living | money }}", "申报数，未申报的按下限"),
            ("年可支配净收入", "{{ income.net_annual | money }}", "收入 － 生活支出 － 现有贷款偿付"),
        ],
    )
    d.h1("资产负债")
    d.caption("家庭资产负债", "元")
    d.table(
        [Column("项目", 40), Column("金额", 24, "right"), Column("说明", 36)],
        [
            ("家庭资产合计", "{{ income.assets_total | money }}", "申报"),
            ("家庭负债合计", "{{ income.debts_total | money }}", "申报"),
            ("家庭净资产", "{{ income.net_assets | money }}", "资产 － 负债"),
            ("征信未结清贷款", "{{ person.loans | money }}", "个人信用报告"),
        ],
    )
    d.h1("借款用途、金额、期限与还款来源")
    _purpose(d)
    d.h1("信用与品行")
    _personal_credit(d)
    d.p("{{ opinion.character }}")
    d.h1("担保")
    _security(d)
    d.h1("结论")
    d.p("{% sentence %}月还款额与月收入之比为{{ income.dti | percent }}。{% endsentence %}")
    _conclusion(d)
    d.h1("附件", numbered=False)
    _findings(d)
    d.sources()
    return d


def trader() -> Document:
    """个体工商户贷款调查报告."""
    d = Document("个体工商户贷款调查报告", header_left="个体工商户（经营者）贷款调查报告", header_right=RIGHT)
    d.heading("个体工商户（经营者）贷款调查报告", "{{ bank.branch }}　{{ survey.date }}")
    d.h1("经营者与字号")
    d.form(
        [
            ("字号", "{{ party.name }}", "统一社会信用代码", "{{ licence.uscc }}"),
            ("经营者", "{{ first(party.head, person.name) }}", "证件号码", "{{ person.id_no | masked }}"),
            ("年龄", "{{ person.age }}周岁", "婚姻状况", "{{ marriage.kind | worded }}"),
            ("成立日期", "{{ licence.establish_date }}", "实际经营月数", "{{ party.operating_months }}个月"),
            ("经营场所", "{{ party.address }}"),
            ("经营范围", "{{ party.scope }}"),
        ]
    )
    d.h1("经营情况")
    d.p("{{ opinion.products }}{{ opinion.on_operations }}")
    d.caption("主要客户", "元")
    d.listing(
        [Column("名称", 50, "left", "{{ c.name }}"), Column("年销售额", 26, "right", "{{ c.amount | money }}"), Column("占比", 24, "right", "{{ c.share | percent }}")],
        "customer", "c",
    )
    d.h1("交叉验证的收入与利润")
    d.caption("收入核对", "元/年")
    d.table(
        [Column("项目", 40), Column("年金额", 24, "right"), Column("来源", 36)],
        [
            ("近12个月经营性流入", "{{ flow.operating_inflow_12m | money }}", "银行流水，剔除内部往来、贷款、股东往来"),
            ("增值税申报销售额", "{{ vat.revenue | money }}", "增值税申报表"),
            ("收单与台账销售额", "{{ ledger.total | money }}", "经营台账"),
            ("评审收入（孰低）", "{{ need.revenue_for_underwriting | money }}", "以上各项的最低值"),
            ("年可支配净收入", "{{ income.net_annual | money }}", "收入 － 生活支出 － 现有贷款偿付"),
        ],
    )
    d.caption("月度流水与销售", "元")
    d.listing(
        [
            Column("月份", 30, "center", "{{ m.month }}"),
            Column("流水流入", 35, "right", "{{ m.inflow | money }}"),
            Column("开票", 35, "right", "{{ m.invoiced | money }}"),
        ],
        "month", "m",
    )
    d.h1("用途、金额与期限")
    _purpose(d)
    d.h1("征信与品行")
    _personal_credit(d)
    d.p("{{ opinion.character }}")
    d.h1("担保")
    _security(d)
    d.h1("结论")
    _conclusion(d)
    d.h1("附件", numbered=False)
    _findings(d)
    d.sources()
    return d


def survey_form() -> Document:
    """贷款调查表: what goes into the bank's own system."""
    d = Document("贷款调查表", header_left="贷款调查表", header_right=RIGHT)
    d.tag("set now = statement.latest_annual")
    d.heading("贷款调查表", "调查日期：{{ survey.date }}")
    d.form(
        [
            ("一、客户信息",),
            ("客户名称", "{{ party.name }}", "客户类型", "{{ party.type | worded }}"),
            ("证件号码", "{{ party.code | private }}", "行业代码", "{% if survey.industry_code is defined %}{{ survey.industry_code }}{% elif party.type in ['FRM', 'NAT'] %}不适用{% else %}{{ survey.industry_code }}{% endif %}"),
            ("住所", "{{ party.address }}"),
            ("本行新客户", "{{ survey.new_customer }}", "内部评级", "{% if survey.internal_rating is defined %}{{ survey.internal_rating | worded }}{% else %}未评级{% endif %}"),
            ("客户分层", "{% if party.tier_text is defined %}{{ party.tier_text }}{% else %}未分层{% endif %}", "关系等级", "{% if party.relation_grade_text is defined %}{{ party.relation_grade_text }}{% else %}未评定{% endif %}"),
            ("二、申请要素",),
            ("业务品种", "{{ application.product | worded }}", "金额", "{{ application.amount | money }}元"),
            ("币种", "{{ application.currency | worded }}", "期限", "{{ application.term_months }}个月"),
            ("担保方式", "{{ application.guarantee_mode | worded }}", "还款方式", "{{ first(application.repay_plan, approval.repay_method, contract.repay_method) | worded }}"),
            ("用途", "{{ application.purpose }}"),
            ("还款来源", "{{ application.repay_source }}"),
        ]
    )
    d.tag("if party.type is missing or party.type in ['ENT', 'PUB']")
    d.space()
    d.form(
        [
            ("三、财务指标（{{ now.period | period_name }}，金额单位：万元）",),
            ("营业收入", "{{ now.revenue | wan }}", "净利润", "{{ now.net_profit | wan }}"),
            ("资产总计", "{{ now.total_assets | wan }}", "负债合计", "{{ now.total_liab | wan }}"),
            ("所有者权益", "{{ now.total_equity | wan }}", "资产负债率", "{{ now.debt_ratio | percent }}"),
            ("流动比率", "{{ now.current_ratio | number }}", "速动比率", "{{ now.quick_ratio | number }}"),
            ("应收账款周转率", "{{ now.ar_turnover | number }}", "销售利润率", "{{ now.sales_margin | percent }}"),
            ("总资产净利率", "{{ now.roa | percent }}", "偿债覆盖率", "{{ need.dscr | number }}"),
        ]
    )
    d.tag("endif")
    d.space()
    d.form(
        [
            ("四、信用",),
            ("征信报告日", "{{ standing.report_date }}", "未结清余额", "{{ standing.outstanding | money }}元"),
            ("当前逾期", "{{ standing.overdue | money }}元", "对外担保", "{{ standing.guarantees | money }}元"),
            ("五、担保",),
            ("保证人", "{% if security.by_guarantee %}{{ first(guarantor | pick('it.name'), guarantee | pick('it.guarantor'), maximum_guarantee | pick('it.guarantor')) }}{% else %}无{% endif %}"),
            ("押品", "{% if security.by_mortgage or security.by_pledge %}{{ first(collateral | pick('it.name'), property | pick('it.cert_no'), pledge | pick('it.kind')) }}{% else %}无{% endif %}"),
            ("六、规则与结论",),
            ("系统核对结论", "{{ case.decision_text }}", "测算额度", "{{ sizing.recommended | money }}元"),
            ("是否同意", "{{ opinion.lend | worded }}", "建议金额", "{{ opinion.amount | money }}元"),
            ("建议期限", "{{ opinion.term_months }}个月", "建议年利率", "{{ opinion.rate_pct | rate }}"),
        ]
    )
    d.caption("规则核对汇总", "条")
    d.listing(
        [
            Column("类别", 32, "left", "{{ f.title }}"),
            Column("通过", 17, "right", "{{ f.holds }}"),
            Column("不通过", 17, "right", "{{ f.fails }}"),
            Column("无法判断", 17, "right", "{{ f.cannot_tell }}"),
            Column("不适用", 17, "right", "{{ f.left_out }}"),
        ],
        "case.families | where('it.holds + it.fails + it.cannot_tell > 0')", "f", "未运行规则",
    )
    d.space()
    d.signatures(*SIGN)
    return d


def missing_papers() -> Document:
    """补充资料通知, for the customer."""
    d = Document("补充资料清单", header_left="补充资料清单", header_right="业务编号：{{ case.id }}")
    d.heading("补充资料清单")
    d.p("{{ party.name }}：", style="Plainly")
    d.p("您申请的业务（编号{{ case.id }}）正在办理。经核对，下列资料尚未提供、无法读取或不在有效期内，请补充后交经办人员。")
    d.caption("请补充的资料")
    d.listing(
        [
            Column("序号", 10, "center", "{{ loop.index }}"),
            Column("资料", 46, "left", "{{ a.title }}"),
            Column("原因", 44, "left", "{{ a.short }}"),
        ],
        "case.lacking", "a", "无须补充",
    )
    d.tag("for s in case.sources | where('it.kind == \"\"')")
    d.p("另有未能识别的文件：{{ s.path }}，请确认是何种资料，必要时重新提供清晰、完整的文件。")
    d.tag("endfor")
    d.p("资料应真实、完整、清晰，复印件请注明“与原件一致”并签字或盖章。", style="Closing")
    d.p("经办机构：{{ bank.branch }}", "经办人：{{ survey.officers }}", style="Closing")
    d.signatures(("经办人", "{{ survey.officers[0] }}"), ("客户签收", "{{ party.name }}"))
    return d


def notice() -> Document:
    """贷款到期通知书."""
    d = Document("贷款到期通知书", header_left="贷款到期通知书", header_right="编号：{{ notice.notice_no }}")
    d.heading("贷款到期通知书", "编号：{{ notice.notice_no }}")
    d.p("{{ contract.borrower }}（借款人）、{% if guarantee is defined %}{{ guarantee | pick('it.guarantor') }}（保证人）{% else %}各担保人{% endif %}：", style="Plainly")
    d.p(
        "{% sentence %}根据编号为{{ contract.no }}的借款合同，贵方借款本金{{ contract.amount | money }}元（{{ contract.amount | capital }}）将于{{ contract.end_date }}到期。{% endsentence %}"
        "{% sentence %}截至到期日，应还本金{{ notice.principal | money }}元，利息（估算）{{ notice.interest | money }}元，合计{{ (notice.principal + notice.interest) | money }}元，实际利息以结息时为准。{% endsentence %}"
    )
    d.p("{% sentence %}请于到期日前将款项存入还款账户（{{ contract.repay_account | masked('account') }}）。{% endsentence %}逾期的，本行将按合同约定计收罚息，并依法向借款人和保证人追偿。")
    d.p("{% sentence %}联系人：{{ notice.contact }}，电话：{{ notice.phone }}。{% endsentence %}", style="Plainly")
    d.p("{{ bank.name }}{{ bank.branch }}", "{{ notice.date }}", style="Right")
    d.caption("送达回证")
    d.form([("送达方式", "{{ notice.served_mode | worded }}", "送达日期", ""), ("借款人签收", "", "保证人签收", ""), ("送达人", "", "见证人", "")])
    return d


def visit() -> Document:
    """客户拜访纪要."""
    d = Document("客户拜访纪要", header_left="客户拜访纪要", header_right=RIGHT)
    d.heading("客户拜访纪要")
    d.form(
        [
            ("客户名称", "{{ party.name }}"),
            ("拜访日期", "{{ visit.date }}", "地点", "{{ visit.place }}"),
            ("我行人员", "{{ visit.officers }}", "客户人员", "{{ visit.people }}"),
            ("拜访目的", "{{ visit.aim }}"),
            ("沟通内容", "{{ visit.topics }}"),
            ("客户需求", "{{ visit.needs }}"),
            ("下一步计划", "{{ visit.next }}"),
        ]
    )
    d.caption("跟进安排")
    d.table(
        [Column("时点", 26, "center"), Column("日期", 26, "center"), Column("动作", 48)],
        [
            ("24小时内", "{{ visit.date | days_after(1) }}", "发送本纪要与下一步计划"),
            ("3天内", "{{ visit.date | days_after(3) }}", "电话回访"),
            ("3周内", "{{ visit.date | days_after(21) }}", "第二次拜访"),
        ],
    )
    d.space()
    d.signatures(("记录人", "{{ visit.officers[0] }}"), ("部门负责人", ""))
    return d


def inspection() -> Document:
    """贷后检查表."""
    d = Document("贷后检查表", header_left="贷后检查表", header_right=RIGHT)
    d.tag("set now = inspection | last")
    d.heading("贷后检查表", "编号：{{ now.check_no }}")
    d.form(
        [
            ("借款人", "{{ party.name }}", "合同编号", "{{ contract.no }}"),
            ("合同金额", "{{ contract.amount | money }}元", "到期日", "{{ contract.end_date }}"),
            ("检查日期", "{{ now.date }}", "检查类型", "{{ now.kind | worded }}"),
            ("检查人", "{{ now.officers }}"),
            ("用途与资金流向", "{{ now.use }}"),
            ("经营情况", "{{ now.operations }}"),
            ("财务情况", "{{ now.finance }}"),
            ("担保情况", "{{ now.security }}"),
            ("征信与舆情", "{{ now.standing }}"),
            ("风险等级", "{{ now.risk_level | worded }}", "下次检查日", "{{ now.next_date }}"),
            ("措施", "{{ now.actions }}"),
        ]
    )
    d.tag("if statement is defined and (statement | periods(3) | count) > 1")
    d.caption("财务变动", "万元")
    d.periods(
        [
            ("营业收入", "{{ y.revenue | wan }}"), ("净利润", "{{ y.net_profit | wan }}"),
            ("经营活动产生的现金流量净额", "{{ y.cfo_net | wan }}"), ("资产负债率", "{{ y.debt_ratio | percent }}"),
        ],
        "statement | periods(3)",
    )
    d.tag("endif")
    d.caption("现场核对")
    d.table(
        [Column("核对内容", 58), Column("是", 8, "center"), Column("否", 8, "center"), Column("说明", 26)],
        [
            ("资金按约定用途支付，有合同、发票与流水佐证", "□", "□", ""),
            ("借款人与担保人经营正常，无停产、欠薪、欠税", "□", "□", ""),
            ("股权、高管、组织机构与主要资产无重大变化", "□", "□", ""),
            ("押品完好，占有、出租、查封情况与登记一致", "□", "□", ""),
            ("押品保险在有效期内，第一受益人为本行", "□", "□", ""),
            ("已按期结息，无逾期、欠息；还款来源已落实", "□", "□", ""),
            ("本次检查取得的资料已归入档案", "□", "□", ""),
        ],
    )
    d.space()
    d.signatures(("检查人", "{{ now.officers }}"), ("复核人", ""))
    return d


def redline() -> Document:
    """文书修改对照表: two versions of a document side by side."""
    d = Document("文书修改对照表", header_left="文书修改对照表", header_right="{{ redline.new }}")
    d.lying = True
    d.heading("文书修改对照表")
    d.form([("原版本", "{{ redline.old }}", "新版本", "{{ redline.new }}")], (12, 38, 12, 38))
    d.caption("数字与来源")
    d.listing(
        [
            Column("变更", 10, "center", "{{ c.kind }}"),
            Column("事项", 16, "left", "{{ c.label }}"),
            Column("原数值", 15, "right", "{{ c.old }}"),
            Column("新数值", 15, "right", "{{ c.new }}"),
            Column("原来源", 18, "left", "{{ c.old_source }}"),
            Column("新来源", 18, "left", "{{ c.new_source }}"),
            Column("处数", 8, "center", "{{ c.places }}"),
        ],
        "redline.figures", "c", "数字没有变更", small=True,
    )
    d.caption("文字")
    d.listing(
        [Column("原文", 50, "left", "{{ c.old }}"), Column("新文", 50, "left", "{{ c.new }}")],
        "redline.words", "c", "文字没有变更", small=True,
    )
    d.space()
    d.signatures(("修改人", ""), ("复核人", ""))
    return d
