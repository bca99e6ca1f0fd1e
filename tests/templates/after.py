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
