"""Documents before and after the loan: the brief for a call on a prospect, and the plan when a loan is in trouble."""

# ruff: noqa: E501
from tests.templates.kit import Column, Document

RIGHT = "业务编号：{{ case.id }}　　内部资料 注意保密"


def collection() -> Document:
    """催收与处置预案: what is owed, rights and deadlines, and three columns for the officer to write."""
    d = Document("催收与处置预案", header_left="催收与处置预案", header_right=RIGHT)
    d.heading("催收与处置预案", "{{ bank.branch }}")
    d.h1("债务与分类")
    d.form(
        [
            ("借款人", "{{ party.name }}", "合同编号", "{{ contract.no }}"),
            ("合同金额", "{{ contract.amount | money }}元", "到期日", "{{ contract.end_date }}"),
            ("逾期天数", "{{ loan.overdue_days }}天", "风险分类建议", "{{ loan.class | worded }}"),
            ("建议理由", "{{ loan.class_reason }}"),
        ]
    )
    d.h1("催收记录")
    d.listing(
        [
            Column("编号", 20, "center", "{{ c.notice_no }}"),
            Column("日期", 18, "center", "{{ c.date }}"),
            Column("逾期本金（元）", 22, "right", "{{ c.principal | money }}"),
            Column("欠息（元）", 20, "right", "{{ c.interest | money }}"),
            Column("签收日期", 20, "center", "{{ c.receipt_date }}"),
        ],
        "first(dunning, [])", "c", "尚无催收记录",
    )
    d.h1("权利与期限")
    d.p("主债权诉讼时效为三年（民法典第一百八十八条），每次有效催收须留存签收凭证；连带责任保证应在保证期间内向保证人主张（民法典第六百九十二条、第六百九十三条）。")
    d.listing(
        [
            Column("保证人", 34, "left", "{{ g.guarantor }}"),
            Column("合同编号", 33, "center", "{{ g.no }}"),
            Column("保证期间止", 33, "center", "{{ first(g.period_end, g.period_text) }}"),
        ],
        "first(guarantee, [])", "g", "无保证",
    )
    d.h1("三控方案")
    d.p("由经办人填写：每项写明措施、责任人与完成日期，并附证据。", style="Small")
    d.form(
        [
            ("控人：责任人约谈、失信惩戒与曝光、涉嫌犯罪的移送", ""),
            ("控物：查控资产、保全与处置押品", ""),
            ("控企：经营盘活、债务重组、引入第三方", ""),
        ],
        shares=(40, 60),
    )
    d.space()
    d.signatures(("经办人", "{{ survey.officers[0] }}"), ("部门负责人", ""))
    return d


def call_brief() -> Document:
    """客户拜访提纲: what is known, what to offer, and the four kinds of questions; the follow-up that is owed."""
    d = Document("客户拜访提纲", header_left="客户拜访提纲", header_right="内部资料 注意保密")
    d.heading("客户拜访提纲", "优先级 {{ lead.grade }}　得分 {{ lead.score }}（上限 {{ lead.possible }}）")
    d.h1("客户概况")
    d.form(
        [
            ("客户名称", "{{ lead.name }}"),
            ("信用代码", "{{ first(lead.uscc, '未列') }}", "客户分层", "{{ first(lead.tier, '未知') }}"),
            ("名单来源", "{{ lead.origin }}", "行业", "{{ first(lead.industry, '未列') }}"),
            ("年营业收入", "{% if lead.revenue is known %}{{ lead.revenue | wan }}万元{% else %}未知{% endif %}", "本行结算量", "{% if lead.settlement_12m is known %}{{ lead.settlement_12m | wan }}万元{% else %}未知{% endif %}"),
            ("往来的我行客户", "{{ first(lead.trade_with, '无记录') }}", "往来金额", "{% if lead.trade_amount is known %}{{ lead.trade_amount | wan }}万元{% else %}无记录{% endif %}"),
        ]
    )
    d.h1("产品建议与提问")
    d.listing(
        [
            Column("产品", 20, "left", "{{ i.products }}"),
            Column("背景", 20, "left", "{{ i.situation }}"),
            Column("难点", 20, "left", "{{ i.problem }}"),
            Column("暗示", 20, "left", "{{ i.implication }}"),
            Column("价值", 20, "left", "{{ i.payoff }}"),
        ],
        "brief.ideas", "i", "暂无建议", small=True,
    )
    d.h1("沟通要求")
    d.p("先结论、再理由、最后证据；先肯定、再建议、后鼓励。不承诺获批、额度、利率或收益，不赠送财物，不涉及客户家庭与私事。")
    d.h1("跟进")
    d.p("拜访后24小时内发出纪要与下一步计划，3天内电话回访，3周内二次拜访。")
    d.space()
    d.signatures(("客户经理", ""), ("部门负责人", ""))
    return d
