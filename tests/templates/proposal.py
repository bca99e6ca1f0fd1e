"""The solution proposal: needs, plans, benefits, service."""

# ruff: noqa: E501
from tests.templates.kit import Column, Document

COMPANY = "party.type is missing or party.type in ['ENT', 'PUB']"
PROPOSED = "{% if approval.amount is defined %}{% else %}拟{% endif %}"


def make() -> Document:
    """The template."""
    d = Document("综合金融服务方案", header_left="综合金融服务方案", header_right="业务编号：{{ case.id }}　　客户资料 注意保密")
    d.tag("set now = statement.latest_annual")
    d.cover(
        "客户资料　注意保密",
        "综合金融服务方案",
        [
            ("客户名称", "{{ party.name }}"),
            ("服务银行", "{{ bank.name }}"),
            ("经办机构", "{{ bank.branch }}"),
            ("方案日期", "{{ survey.date }}"),
            ("有效期至（30天）", "{{ survey.date | days_after(30) }}"),
            ("业务编号", "{{ case.id }}"),
        ],
        "本方案所列额度、利率、期限均以审批与签约为准，不构成承诺。黄色【待补】处须补齐后方可提交客户。",
    )
    d.contents()
    d.h1("客户概况", new_page=True)
    d.tag(f"if {COMPANY}")
    d.p(
        "{% sentence %}{{ party.name }}成立于{{ licence.establish_date }}，注册资本{{ licence.reg_capital | wan }}万元，行业分类为{{ survey.industry_code }}。{% endsentence %}"
        "{% sentence %}{{ now.period | period_name }}营业收入{{ now.revenue | wan }}万元，净利润{{ now.net_profit | wan }}万元，资产总计{{ now.total_assets | wan }}万元。{% endsentence %}"
    )
    d.caption("客户概况")
    d.form(
        [
            ("客户名称", "{{ party.name }}"),
            ("客户类型", "{{ party.type | worded }}", "行业分类", "{{ survey.industry_code }}"),
            ("客户分层", "{% if party.tier_text is defined %}{{ party.tier_text }}{% else %}未分层{% endif %}", "流动比率", "{{ now.current_ratio | number }}"),
            ("营业收入", "{{ now.revenue | wan }}万元", "净利润", "{{ now.net_profit | wan }}万元"),
            ("资产总计", "{{ now.total_assets | wan }}万元", "资产负债率", "{{ now.debt_ratio | percent }}"),
        ],
        (22, 30, 18, 30),
    )
    d.tag("else")
    d.p(
        "{% sentence %}{{ party.name }}从事{{ first(farming.product, party.scope, application.purpose) }}，实际经营{{ party.operating_months }}个月。{% endsentence %}"
        "{% sentence %}年收入{{ income.yearly | money }}元，年可支配净收入{{ income.net_annual | money }}元。{% endsentence %}"
    )
    d.caption("客户概况")
    d.form(
        [
            ("客户名称", "{{ party.name }}"),
            ("客户类型", "{{ party.type | worded }}", "实际经营月数", "{{ party.operating_months }}个月"),
            ("年收入", "{{ income.yearly | money }}元", "年可支配净收入", "{{ income.net_annual | money }}元"),
        ],
        (22, 30, 18, 30),
    )
    d.tag("endif")
    d.h1("需求诊断")
    d.p("按销售、采购、融资、管理、理财五个维度，以客户资料中的事实逐项判断；资料不足、无法判断的需求另列，不作推测。")
    d.caption("五维需求诊断", "万元/年")
    d.listing(
        [
            Column("维度", 8, "center", "{{ n.dimension }}"),
            Column("痛点", 18, "left", "{{ n.title }}"),
            Column("证据", 32, "left", "{{ n.says }}"),
            Column("可用产品", 20, "left", "{{ n.products }}"),
            Column("目的", 10, "center", "{{ n.purpose }}"),
            Column("影响额", 11, "right", "{{ n.impact }}"),
            Column("强度", 7, "right", "{{ n.strength }}"),
        ],
        "case.offer.needs", "n", "现有资料未显示需求", small=True,
    )
    d.p("注：强度为0至1，按公式由事实计算；影响额的公式、输入与假设见“量化价值”，没有数据的不作测算。", style="TableNote")
    d.caption("需求带动的存款与中间业务")
    d.listing(
        [
            Column("类别", 20, "center", "{{ b.kind }}"),
            Column("类型", 26, "center", "{{ b.what }}"),
            Column("来自的需求", 54, "left", "{{ b.needs }}"),
        ],
        "case.offer.brings", "b", "无",
    )
    d.caption("尚待了解的需求")
    d.listing(
        [
            Column("维度", 12, "center", "{{ n.dimension }}"),
            Column("需求", 34, "left", "{{ n.title }}"),
            Column("须向客户了解", 54, "left", "{{ n.missing }}"),
        ],
        "case.offer.unknown", "n", "无",
    )
    d.h1("合作现状与机会")
    d.p(
        "{% sentence %}截至{{ standing.report_date }}，客户未结清授信余额{{ standing.outstanding | wan }}万元；本行贷款余额{{ bank.loans_to_borrower | wan }}万元。{% endsentence %}"
        "{% if bank.years is defined or bank.product_count is defined %}{% sentence %}本行产品{{ bank.product_count }}个，结算占比{{ bank.settlement_share | percent }}，合作{{ bank.years }}年。{% endsentence %}{% else %}本行系统未提供该客户的产品、结算与合作年限。{% endif %}"
    )
    d.tag(f"if {COMPANY}")
    d.caption("现有授信", "万元")
    d.listing(
        [
            Column("机构", 29, "left", "{{ c.lender }}"),
            Column("品种", 18, "left", "{{ c.kind | worded | listed }}"),
            Column("余额", 14, "right", "{{ c.balance | wan }}"),
            Column("年利率", 10, "right", "{{ c.rate | rate | listed }}"),
            Column("到期日", 21, "center", "{{ c.end }}"),
            Column("担保", 10, "center", "{{ c.security | worded | listed }}"),
        ],
        "first(credit.loans, debts.loans)", "c", "无未结清授信",
    )
    d.tag("endif")
    d.h1("服务方案")
    d.p("下列方案由已识别的需求与产品目录逐项匹配得出，资料尚缺的产品标为“待落实”而不删除。")
    d.tag("for plan in case.offer.plans[:1]")
    d.p("建议首选“{{ plan.name }}”：{{ plan.aim }}；各方案的组合、条件与待落实资料对比如下。")
    d.caption("方案对比")
    d.across(
        [
            ("目标", "{{ p.aim }}"),
            ("产品组合", "{{ p.products }}"),
            ("对应需求", "{{ p.meets }}"),
            ("关键条件", "{{ p.conditions }}"),
            ("待落实资料", "{{ p.lacking }}"),
            ("组合方式", "{{ p.caution }}"),
            ("价格与期限", "以审批与本行报价为准"),
        ],
        "p in case.offer.plans", "项目", "{{ p.name }}", 13, ("TableCentre", "TableText"),
    )
    d.tag("else")
    d.p("现有资料未显示需求，暂不提出方案；待“尚待了解的需求”取得资料后重新生成。")
    d.tag("endfor")
    d.caption("实施阶梯")
    d.listing(
        [
            Column("步骤", 14, "center", "{{ l.step }}"),
            Column("内容", 26, "center", "{{ l.name }}"),
            Column("产品", 60, "left", "{{ l.products }}"),
        ],
        "case.offer.ladder", "l",
    )
    d.h1("量化价值")
    d.caption("量化收益", "万元/年")
    d.listing(
        [
            Column("收益项", 18, "left", "{{ b.title }}"),
            Column("公式", 34, "left", "{{ b.formula }}"),
            Column("输入", 34, "left", "{{ b.inputs }}"),
            Column("年化金额", 14, "right", "{{ b.amount }}"),
        ],
        "case.offer.benefits", "b", "没有可以量化的收益",
    )
    d.p("注：金额为资金占用成本的测算值，仅在下列假设下成立，不构成收益承诺；涉及理财、存款的收益不保本、以实际为准。", style="TableNote")
    d.caption("测算假设")
    d.listing(
        [Column("假设", 70, "left", "{{ a.name }}"), Column("取值", 30, "right", "{{ a.value }}")],
        "case.offer.assumptions", "a", "没有可以量化的收益，不列假设",
    )
    d.h1("授信与担保建议")
    d.p(
        f"{{% sentence %}}{PROPOSED}授信金额{{{{ first(approval.amount, application.amount) | wan }}}}万元，期限{{{{ first(approval.term_months, application.term_months) }}}}个月，"
        "担保方式为{{ application.guarantee_mode | worded }}。{% endsentence %}"
    )
    d.caption("授信要素", "")
    d.form(
        [
            ("业务品种", "{{ application.product | worded }}", "申请金额", "{{ application.amount | wan }}万元"),
            ("期限", "{{ application.term_months }}个月", "担保方式", "{{ application.guarantee_mode | worded }}"),
            ("批复金额", "{% if approval.amount is defined %}{{ approval.amount | wan }}万元{% else %}尚未批复{% endif %}", "批复期限", "{% if approval.term_months is defined %}{{ approval.term_months }}个月{% else %}尚未批复{% endif %}"),
        ]
    )
    d.h1("产品要素与前置条件")
    d.caption("产品要素")
    d.listing(
        [
            Column("产品码", 9, "center", "{{ p.code }}"),
            Column("名称与形式", 24, "left", "{{ p.name }}"),
            Column("满足的需求", 15, "left", "{{ p.needs }}"),
            Column("前置条件", 19, "left", "{{ p.prerequisites }}"),
            Column("状态", 16, "left", "{{ p.status }}"),
            Column("说明", 20, "left", "{{ p.note }}"),
        ],
        "case.offer.products", "p", "暂无匹配的产品", small=True,
    )
    d.h1("服务团队与标准")
    d.caption("服务团队")
    d.tag("if team is defined")
    d.listing(
        [
            Column("姓名", 24, "center", "{{ t.name }}"),
            Column("角色", 30, "center", "{{ t.role }}"),
            Column("职责", 46, "left", "{{ t.duty }}"),
        ],
        "team", "t",
    )
    d.tag("else")
    d.table(
        [Column("姓名", 24, "center"), Column("角色", 30, "center"), Column("职责", 46)],
        [
            ("{{ survey.officers[0] }}", "客户经理（主办）", "日常联系、需求整理、方案落实与跟进"),
            ("{{ survey.officers[1] }}", "客户经理（协办）", "资料收集、实地核查、账户与结算服务"),
            ("由经办机构指定", "产品经理", "产品匹配、报价与条件落实"),
            ("由经办机构指定", "风险经理", "风险条件与贷后要求"),
        ],
    )
    d.tag("endif")
    d.caption("服务标准")
    d.table(
        [Column("客户分层", 28), Column("最低标准", 36), Column("目标", 36)],
        [
            ("收入5亿元以上", "每月4次以上，其中面访2次", "每周拜访1次以上，“1＋N”团队"),
            ("收入1亿元至5亿元", "每月2次以上，其中面访1次", "每月联系2至3次，客户经理与产品经理"),
            ("收入1亿元以下", "每季3次以上，其中面访1次", "产品推介活动"),
        ],
    )
    d.p("注：联系按层级进行——财务负责人日常联系、部门主管定期联系、机构负责人互访；实际接触次数以台账为准。", style="TableNote")
    d.caption("增值服务")
    d.table(
        [Column("服务", 26), Column("内容", 50), Column("频次", 24, "center")],
        [
            ("政策解读", "金融与产业政策的变动及其对本客户的影响，注明文件与日期", "有变动时"),
            ("行业动态", "所在行业的公开信息，注明来源与日期", "每季"),
            ("上下游对接", "在客户同意的范围内对接供应商与经销商", "按需"),
            ("头寸与资金安排", "收付预测、资金归集与闲置资金安排；不承诺收益", "按月"),
            ("用款回访", "贷款发放后回访资金使用情况", "发放后15天内，其后按贷后计划"),
        ],
    )
    d.h1("跟进计划")
    d.caption("里程碑")
    d.table(
        [Column("时点", 22, "center"), Column("日期", 22, "center"), Column("动作", 38), Column("责任人", 18, "center")],
        [
            ("24小时内", "{{ survey.date | days_after(1) }}", "发送拜访纪要与下一步计划", "{{ survey.officers[0] }}"),
            ("3天内", "{{ survey.date | days_after(3) }}", "电话回访", "{{ survey.officers[0] }}"),
            ("3周内", "{{ survey.date | days_after(21) }}", "第二次拜访，确认方案", "{{ survey.officers[0] }}"),
            ("30天", "{{ survey.date | days_after(30) }}", "方案有效期届满，未确认的重新测算", "{{ survey.officers[0] }}"),
        ],
    )
    d.h1("合规与信息保护声明")
    d.p(
        "本方案仅供本客户内部决策使用。所列额度、利率、期限与放款时间均以审批结论与签订的合同为准，不构成要约或承诺。",
        "本行依照法律法规处理客户信息，仅用于本次服务；客户信息不向第三方提供，法律法规另有规定的除外。",
        "贷款资金不得用于购买理财产品；理财产品不保本、不保证收益，须经适当性评估。",
    )
    d.space()
    d.signatures(("客户经理", "{{ survey.officers[0] }}"), ("产品经理", ""), ("机构负责人", ""))
    d.h1("附件", numbered=False, new_page=True)
    d.caption("待补事项")
    d.listing(
        [
            Column("序号", 14, "center", "{{ b.number }}"),
            Column("事项", 86, "left", "{{ b.label }}"),
        ],
        "case.blanks", "b", "无",
    )
    d.caption("数字来源")
    d.listing(
        [
            Column("序号", 7, "center", "{{ e.number }}"),
            Column("事项", 28, "left", "{{ e.label }}"),
            Column("数值", 23, "right", "{{ e.text }}"),
            Column("来源", 28, "left", "{{ e.source }}"),
            Column("位置", 14, "center", "{{ e.place }}"),
        ],
        "case.evidence", "e", "无", small=True,
    )
    return d
