"""The contracts: clauses in our own words, in more than one phrasing, numbered in more than one way."""

from dataclasses import dataclass
from random import Random

from tests.generator import boilerplate
from tests.generator.amounts import DIGITS, small
from tests.generator.borrower import LOAN_WORDS, add_months
from tests.generator.paper import (
    Block,
    Gap,
    Grid,
    Line,
    Paper,
    Run,
    Stamp,
    Value,
    canonical,
    cell,
    line,
    printed,
    text_of,
    title,
)


@dataclass
class Clause:
    """One article: what it is about, its heading, and its paragraphs."""

    key: str
    heading: str
    paragraphs: list[tuple[Run, ...]]
    grid: Grid | None = None


def blocks(paper: Paper, seed: int) -> list[Block]:
    """The contract as text."""
    rng = Random(f"wording {seed} {paper.doc}")
    makers = {"D702": loan, "D703": guarantee, "D704": mortgage, "D705": mortgage, "D706": pledge, "D707": guarantee}
    heading, opening, clauses, signers = makers[paper.doc](paper, rng)
    wording = paper.wording
    clauses = _lengthened(clauses, Random(f"length {seed} {paper.doc}"), paper.doc != "D702")
    removed = wording.get("removed", ())
    clauses = [clause for clause in clauses if clause.key not in removed]  # type: ignore[operator]
    for key, text in wording.get("replaced", {}).items():  # type: ignore[attr-defined]
        for clause in clauses:
            if clause.key == key:
                clause.paragraphs = [(text,)]
    for after, name, text in wording.get("added", ()):  # type: ignore[attr-defined]
        spot = next((i for i, clause in enumerate(clauses) if clause.key == after), len(clauses) - 1)
        clauses.insert(spot + 1, Clause(f"added:{name}", name, [(text,)]))
    return [title(heading, 18), *opening, *_numbered(clauses, rng.randrange(3)), *_signatures(paper, signers)]


def _lengthened(clauses: list[Clause], rng: Random, secured: bool) -> list[Clause]:
    """The same contract with articles between its own that say much and state nothing."""
    out = list(clauses)
    for number, (heading, paragraphs) in enumerate(boilerplate.some(rng, secured)):
        first = "定义" in heading
        spot = 0 if first else rng.randrange(len(out) * 2 // 3, len(out))
        out.insert(spot, Clause(f"filler:{number}", heading, [(text,) for text in paragraphs]))
    return out


def _numbered(clauses: list[Clause], style: int) -> list[Block]:
    out: list[Block] = []
    for number, clause in enumerate(clauses, 1):
        if style == 0:
            out.append(line(f"第{small(number)}条　{clause.heading}", bold=True, size=11, after=3))
        elif style == 1:
            out.append(line(f"第{number}条 {clause.heading}", bold=True, size=11, after=3))
        else:
            out.append(line(f"{small(number)}、{clause.heading}", bold=True, size=11, after=3))
        many = len(clause.paragraphs) > 1
        for index, runs in enumerate(clause.paragraphs, 1):
            lead = "" if not many else (f"{number}.{index} " if style else f"{index}．")
            out.append(line(lead, *runs, indent=2, after=3))
        if clause.grid is not None:
            out.append(clause.grid)
    return out


def _signatures(paper: Paper, signers: list[tuple[str, str, str, str]]) -> list[Block]:
    """One block a party: role, name, who signs, what the date line says."""
    out: list[Block] = [Gap(14), line("（以下无正文，为签署页）", align="center", after=12)]
    missing = paper.wording.get("unsigned", ())
    for role, name, who, seal in signers:
        person = not seal
        signed = role not in missing  # type: ignore[operator]
        out.append(line(f"{role}（{'签字' if person else '公章'}）：{name if signed else ''}", after=6))
        if not person:
            out.append(line("法定代表人（负责人）或授权代理人（签字）：", *((who,) if signed else ()), after=6))
        if signed and seal:
            out.append(Stamp(seal, note="" if role in ("借款人", "保证人", "抵押人", "出质人") else "合同专用章"))
        out.append(line("日期：", *((paper.v("sign_date", "pad"),) if signed else ("　　年　月　日",)), after=26))
    return out


def _head(paper: Paper, rng: Random, parties: list[tuple[str, str, str, str, str]]) -> list[Block]:
    """Contract number and the table of the parties: role, name field, number field, address field, head field."""
    out: list[Block] = [line("合同编号：", paper.v("no"), align=rng.choice(("right", "center")), after=8)]
    for role, name, number, address, head in parties:
        out.append(line(f"{role}：", paper.v(name), after=2))
        if number:
            label = (
                "统一社会信用代码"
                if (len(str(paper.fields.get(number))) == 18 and not str(paper.fields.get(number))[:17].isdigit())
                or str(paper.fields.get(number, "")).startswith("9")
                else "公民身份号码"
            )
            out.append(line(f"{label}：", paper.v(number), after=2))
        if head and paper.fields.get(head):
            out.append(line("法定代表人（负责人）：", paper.v(head), after=2))
        if address:
            out.append(line(rng.choice(("住所：", "住所地：", "地址：")), paper.v(address), after=2))
        out.append(Gap(4))
    out.append(line("签订日期：", paper.v("sign_date"), after=8))
    return out


def _amount(paper: Paper, name: str, rng: Random) -> tuple[Run, ...]:
    words, digits = paper.v(f"{name}_cn"), paper.v(name, "digits")
    return rng.choice(
        (
            ("人民币（大写）", _strip(words), "（小写：￥", digits, "元）"),
            (words, "（¥", digits, "）"),
            ("（币种）人民币，（大写）", _strip(words), "，（小写）", digits, "元"),
        )
    )


def _strip(run: Run) -> Run:
    """The words of an amount without the prefix that already stands before them."""
    if isinstance(run, Value):
        return Value(run.id, run.meaning, run.text.removeprefix("人民币"))
    return run


def _maybe(paper: Paper, name: str, *runs: Run) -> list[tuple[Run, ...]]:
    return [tuple(runs)] if paper.fields.get(name) is not None else []


def loan(paper: Paper, rng: Random) -> tuple[str, list[Block], list[Clause], list[tuple[str, str, str, str]]]:
    """D702."""
    f, v = paper.fields, paper.v
    kind = str(f["loan_kind"])
    heading = {"WCL": "流动资金借款合同", "FAL": "固定资产借款合同", "PBL": "个人经营借款合同", "FHL": "农户借款合同"}[
        kind
    ]
    opening = _head(
        paper,
        rng,
        [
            ("借款人", "borrower", "borrower_id", "borrower_address", "legal_rep"),
            ("贷款人", "lender", "", "lender_address", ""),
        ],
    )
    opening.append(
        line(
            rng.choice(
                (
                    "借款人因生产经营需要，向贷款人申请借款。双方依照有关法律、行政法规和监管规定，在自愿、公平和诚实信用的基础上，经协商一致订立本合同，共同遵守。",
                    "根据国家有关法律法规，借款人与贷款人在平等自愿的前提下，就贷款人向借款人发放贷款事宜达成如下条款。",
                )
            ),
            indent=2,
            after=8,
        )
    )
    months, lpr, spread = v("term_months"), v("lpr_pct"), v("spread_bp")
    floating = str(f["rate_type"]) == "FLOATING"
    sign_of = "加" if int(str(f["spread_bp"])) >= 0 else "减"
    rate = rng.choice(
        (
            (
                "本合同项下借款利率以",
                v("lpr_date"),
                "全国银行间同业拆借中心公布的",
                v("lpr_tenor"),
                "贷款市场报价利率（LPR）",
                lpr,
                "%为定价基础",
                sign_of,
                spread,
                "个基点（1个基点＝0.01%）确定，执行年利率为",
                v("rate_annual_pct"),
                "%。",
            ),
            (
                "贷款利率按",
                v("lpr_date"),
                "公布的",
                v("lpr_tenor"),
                "LPR（即",
                lpr,
                "%）",
                sign_of,
                spread,
                "BP执行，年利率：",
                v("rate_annual_pct"),
                "%。",
            ),
        )
    )
    clauses = [
        Clause("kind", "贷款种类", [("本合同项下贷款种类为", v("loan_kind"), "，币种为", v("currency"), "。")]),
        Clause("amount", "借款金额", [("借款金额为", *_amount(paper, "amount", rng), "。")]),
        Clause(
            "purpose",
            "借款用途",
            [
                ("借款用途：", v("purpose"), "。"),
                (
                    "未经贷款人书面同意，借款人不得改变借款用途；借款资金不得流入股票、期货和房地产市场，不得用于国家禁止的领域。",
                ),
            ],
        ),
        Clause(
            "term",
            "借款期限",
            [
                rng.choice(
                    (
                        ("借款期限为", months, "个月，自", v("start_date"), "起至", v("end_date"), "止。"),
                        ("借款期限：", months, "个月，即从", v("start_date", "pad"), "至", v("end_date", "pad"), "。"),
                    )
                ),
                ("实际放款日与上述起始日不一致的，以借据记载为准，借据与本合同具有同等效力。",),
            ],
        ),
        Clause(
            "rate",
            "借款利率",
            [
                rate,
                *(
                    [
                        (
                            "本合同采用浮动利率，重定价周期为",
                            v("reprice_cycle"),
                            "，重定价日为",
                            v("reprice_day"),
                            "，调整后的利率按最近一次公布的同期限LPR加减前述基点确定。",
                        )
                    ]
                    if floating
                    else [("本合同采用固定利率，借款期限内利率不作调整。",)]
                ),
                *_maybe(paper, "rate_monthly_permille", "折合月利率：", v("rate_monthly_permille"), "‰。"),
            ],
        ),
        Clause(
            "settle",
            "计息与结息",
            [
                ("利息自实际提款日起按实际用款天数计算，日利率＝年利率÷360。",),
                (
                    "结息日为",
                    v("interest_settle_day"),
                    "，借款人应于结息日次日支付当期利息。",
                ),
            ],
        ),
        Clause(
            "penalty",
            "罚息与复利",
            [
                (
                    "借款人未按期归还借款本金的，自逾期之日起按合同执行利率上浮",
                    v("overdue_uplift_pct"),
                    "%计收逾期罚息。",
                ),
                (
                    "借款人未按约定用途使用借款的，自挪用之日起按合同执行利率上浮",
                    v("misuse_uplift_pct"),
                    "%计收挪用罚息；同一笔借款既逾期又挪用的，择其重者计收，不并处。",
                ),
                ("对不能按期支付的利息，按罚息利率计收复利。",),
            ],
        ),
        Clause(
            "conditions",
            "提款条件",
            [
                (
                    "借款人提款须同时满足下列前提条件：（1）本合同及担保合同均已生效；（2）依法须办理的抵押、质押登记已经办妥且持续有效；（3）借款人未发生本合同约定的违约情形；（4）借款人已按要求提交提款申请、用途证明及贷款人要求的其他资料。",
                )
            ],
        ),
        Clause("payment", "贷款资金的支付", _payment(paper)),
        Clause(
            "accounts",
            "账户",
            [
                (
                    "借款人指定以下账户为贷款发放账户，户名：",
                    v("disb_account_name"),
                    "，账号：",
                    v("disb_account"),
                    "。",
                ),
                (
                    "还款账户账号：",
                    v("repay_account"),
                    "。借款人应保证该账户在每个还款日前存有足额资金，并同意贷款人对账户资金往来进行监管。",
                ),
            ],
        ),
        Clause(
            "repay",
            "还款",
            [("还款方式：", v("repay_method"), "。")] + ([("借款本金按下列计划归还：",)] if f["schedule"] else []),
            _schedule(paper),
        ),
        Clause(
            "prepay",
            "提前还款",
            [
                (
                    "借款人提前还款的，应至少提前十个工作日书面通知贷款人；已计收的利息不予调整，提前归还部分按实际用款天数计息。",
                )
            ],
        ),
        Clause("security", "担保", _securities(paper)),
        Clause(
            "covenants",
            "借款人承诺",
            [
                ("按贷款人要求及时提供真实、完整、有效的财务报表和经营资料，配合贷款人进行贷后检查。",),
                (
                    "发生合并、分立、减资、股权变动、重大资产转让、对外提供大额担保、涉及诉讼仲裁等可能影响偿债能力的重大事项，应提前或在发生后五日内书面通知贷款人。",
                ),
                ("不与关联方进行不公允交易逃避债务；在贷款本息清偿前不以任何方式抽逃资金。",),
            ],
        ),
        Clause(
            "misuse",
            "用途违约的处理",
            [
                (
                    "借款人违反约定用途使用借款的，贷款人有权停止发放尚未提取的借款、提前收回已发放的借款，并就挪用部分计收罚息。",
                )
            ],
        ),
        Clause(
            "default",
            "违约责任",
            [
                (
                    "下列任一情形构成违约：借款人未按期支付本息、提供虚假资料、担保物价值减损而未补足、停产歇业或被吊销营业执照、涉及重大诉讼，以及其他危及贷款安全的情形。",
                ),
                (
                    "发生违约情形的，贷款人有权宣布借款提前到期，要求限期清偿全部本息及实现债权的费用，解除本合同并依法行使担保权利。",
                ),
            ],
        ),
        Clause(
            "change", "变更与展期", [("本合同的变更、补充及借款展期须经双方书面协商一致，并取得担保人的书面同意。",)]
        ),
    ]
    if kind == "FAL":
        clauses += [
            Clause(
                "capital",
                "项目资本金",
                [("项目资本金应与借款按同比例足额到位并先于借款使用，借款人不得以债务性资金充作项目资本金。",)],
            ),
            Clause(
                "progress",
                "工程进度与支付审核",
                [
                    (
                        "贷款资金按工程进度支付，借款人提款时应提交施工单位、监理单位共同确认的进度证明；项目概算调整增加投资的，由借款人自行筹措。",
                    )
                ],
            ),
            Clause("completion", "竣工验收", [("项目竣工后三个月内办理验收并转为固定资产，验收资料送贷款人备案。",)]),
        ]
    if kind in ("PBL", "FHL"):
        clauses += [
            Clause(
                "privacy",
                "个人信息与征信授权",
                [
                    (
                        "借款人同意贷款人为贷前审查和贷后管理之目的查询、使用其个人信用信息，并向金融信用信息基础数据库报送本合同项下信贷信息。",
                    )
                ],
            ),
            Clause(
                "cost",
                "综合融资成本",
                [
                    (
                        "借款人确认：除本合同约定的利息外，贷款人不收取其他费用，综合融资成本年化为",
                        v("rate_annual_pct"),
                        "%（单利）。",
                    )
                ],
            ),
        ]
    clauses += [
        Clause(
            "service",
            "送达",
            [
                (
                    "借款人确认送达地址为：",
                    v("service_address"),
                    "，联系电话：",
                    v("phone"),
                    "。按该地址发出的通知及诉讼文书，发出后第五日视为送达。",
                )
            ],
        ),
        Clause("dispute", "争议解决", [_dispute(paper)]),
        Clause(
            "effect",
            "生效及其他",
            [
                ("本合同自双方签字或盖章之日起生效，至借款本息及相关费用全部清偿之日终止。",),
                ("本合同一式四份，双方各执一份，其余用于办理登记手续，具有同等法律效力。借据、提款申请为本合同附件。",),
            ],
        ),
    ]
    person = kind in ("PBL", "FHL")
    signers = [
        (
            "借款人",
            printed(f["borrower"]),
            str(f["signatory"]),
            "" if person and not f.get("legal_rep") else str(f["borrower"]),
        ),
        ("贷款人", str(f["lender"]), "授权代表", str(f["lender"])),
    ]
    opening_fee = paper.wording.get("fee_deducted")
    if opening_fee:
        clauses[1].paragraphs.append((str(opening_fee),))
    return heading, opening, clauses, signers


def _payment(paper: Paper) -> list[tuple[Run, ...]]:
    v = paper.v
    if str(paper.fields["pay_mode"]) == "ENTRUSTED":
        return [
            (
                "本合同项下贷款资金采用贷款人",
                v("pay_mode"),
                "方式。贷款人根据借款人的提款申请和支付委托，将贷款资金通过借款人账户支付给符合约定用途的交易对象。",
            ),
            ("收款人户名：", v("payee"), "，账号：", v("payee_account"), "，开户行：", v("payee_bank"), "。"),
        ]
    return [
        (
            "本合同项下贷款资金采用借款人",
            v("pay_mode"),
            "方式。借款人应按约定用途支付，并定期向贷款人报送支付凭证，接受贷款人核查。",
        )
    ]


def _schedule(paper: Paper) -> Grid | None:
    rows = paper.fields["schedule"]
    if not rows:
        return None
    body = [
        (
            cell("期次", align="center", bold=True),
            cell("还款日期", align="center", bold=True),
            cell("应还本金（元）", align="center", bold=True),
        )
    ]
    for number, row in enumerate(rows, 1):  # type: ignore[arg-type, var-annotated]
        body.append(
            (
                cell(str(number), align="center"),
                cell(
                    Value(f"D702.schedule[{number - 1}].date", canonical(row["date"]), printed(row["date"], "iso")),
                    align="center",
                ),
                cell(
                    Value(
                        f"D702.schedule[{number - 1}].principal",
                        canonical(row["principal"]),
                        printed(row["principal"], "digits"),
                    ),
                    align="right",
                ),
            )
        )
    return Grid(tuple(body), (1, 2, 2))


def _securities(paper: Paper) -> list[tuple[Run, ...]]:
    refs = paper.fields["guarantee_ref"]
    if not refs:
        return [("本合同项下借款为信用方式。",)]
    runs: list[Run] = ["为担保本合同项下债务的履行，担保人与贷款人另行签订编号为"]
    for index, ref in enumerate(refs):  # type: ignore[arg-type, var-annotated]
        runs += ["、"] if index else []
        runs.append(Value(f"D702.guarantee_ref[{index}]", str(ref), str(ref)))
    runs.append("的担保合同。")
    return [tuple(runs), ("担保发生不利变化的，借款人应在贷款人通知之日起十日内另行提供贷款人认可的担保。",)]


def _dispute(paper: Paper) -> tuple[Run, ...]:
    if paper.wording.get("venue_blank"):
        return ("因本合同引起的争议，协商不成的，提交______仲裁委员会仲裁。",)
    return (
        "因履行本合同发生的争议，双方应协商解决；协商不成的，向",
        paper.v("dispute_venue"),
        "提起",
        paper.v("dispute_mode"),
        "。",
    )


def guarantee(paper: Paper, rng: Random) -> tuple[str, list[Block], list[Clause], list[tuple[str, str, str, str]]]:
    """D703, and D707 for a maximum amount."""
    f, v = paper.fields, paper.v
    top = paper.doc == "D707"
    opening = _head(
        paper,
        rng,
        [
            ("保证人", "guarantor", "guarantor_id", "guarantor_address", "legal_rep"),
            ("债权人", "creditor", "", "", ""),
            ("债务人", "debtor", "", "", ""),
        ],
    )
    opening.append(
        line(
            "为保障债权人债权的实现，保证人自愿为债务人向债权人提供保证担保。双方依据有关法律规定，经协商一致订立本合同。",
            indent=2,
            after=8,
        )
    )
    period = rng.choice(
        (
            ("保证期间为主债务履行期限届满之日起", _years(paper), "年。"),
            (
                "保证期间：自主合同项下债务履行期限届满次日起",
                _years(paper),
                "年。债权人宣布债务提前到期的，保证期间自提前到期之日起计算。",
            ),
        )
    )
    if top:
        period = ("保证期间按债权人对债务人每笔债权分别计算，自每笔债务履行期限届满之日起", _years(paper), "年。")
    clauses = [
        Clause("main", "被担保的主债权", _main_debt(paper, rng)),
        Clause(
            "mode",
            "保证方式",
            [
                rng.choice(
                    (
                        (
                            "本合同的保证方式为",
                            v("liability_type"),
                            "。债务人不履行到期债务时，债权人有权直接要求保证人承担保证责任。",
                        ),
                        (
                            "保证人承担",
                            v("liability_type"),
                            "责任。保证人确认，债务履行期届满债权未受清偿的，债权人可以径行要求保证人清偿。",
                        ),
                    )
                )
            ],
        ),
        Clause("scope", "保证范围", [("保证范围包括", v("scope"), "。")]),
        Clause("period", "保证期间", [period]),
        Clause(
            "order",
            "担保的实现顺序",
            [
                (
                    "主债权既有物的担保又有保证的，债权人有权自主选择实现担保的方式和顺序，可以直接要求保证人承担保证责任，不受其他担保的影响。",
                )
            ],
        ),
        Clause(
            "change",
            "主合同的变更",
            [
                (
                    "债权人与债务人协商变更主合同的，除加重债务人债务的情形外，无须征得保证人同意，保证人继续承担保证责任；加重债务的部分，未经保证人书面同意，保证人不承担责任。",
                )
            ],
        ),
        Clause(
            "renewal",
            "借新还旧的知悉",
            [("保证人确认已知悉主合同项下借款用途；主合同约定用于偿还旧贷款的，保证人知悉并同意继续提供保证。",)],
        ),
        Clause(
            "promise",
            "保证人的承诺",
            [
                ("保证人具有提供担保的主体资格，签署本合同已依法取得内部有权机构的决议或共有人的同意。",),
                ("保证人应按债权人要求如实提供财务及资信资料，发生足以影响代偿能力的重大事项时五日内书面告知。",),
            ],
        ),
        Clause("duty", "违约责任", [("保证人违反本合同约定的，应当赔偿由此给债权人造成的损失。",)]),
        Clause("service", "送达", [("本合同首部所列地址为有效送达地址，变更应书面通知对方。",)]),
        Clause("dispute", "争议解决", [_dispute(paper)]),
        Clause("effect", "生效", [("本合同自各方签字或盖章之日起生效，一式三份，各方各执一份。",)]),
    ]
    seal = str(f["guarantor"]) if f.get("legal_rep") or len(str(f["guarantor"])) > 4 else ""
    return (
        "最高额保证合同" if top else rng.choice(("保证合同", "保证担保合同")),
        opening,
        clauses,
        [
            ("保证人", str(f["guarantor"]), str(f["signatory"]), seal),
            ("债权人", str(f["creditor"]), "授权代表", str(f["creditor"])),
        ],
    )


def _years(paper: Paper) -> Run:
    years = paper.fields.get("period_years")
    if years is None:
        return ""
    return Value(f"{paper.doc}.period_years", str(years), small(int(str(years))))


def _main_debt(paper: Paper, rng: Random) -> list[tuple[Run, ...]]:
    v = paper.v
    word = LOAN_WORDS.get(str(paper.wording.get("product", "WCL")), "流动资金")
    if "max_amount" in paper.fields:
        return [
            (
                "本合同担保的主债权，系自",
                v("period_start"),
                "起至",
                v("period_end"),
                "止的期间内，债权人与债务人连续办理贷款等业务所形成的债权，上述期间为债权确定期间。",
            ),
            (
                "担保的最高债权额为",
                *_amount(paper, "max_amount", rng),
                "。该最高债权额包括本金、利息、罚息及实现债权的费用在内的全部债权。",
            ),
        ]
    return [
        (
            "被担保的主债权为债权人依据其与债务人签订的编号为",
            v("main_no"),
            f"的《{word}借款合同》（以下称主合同）向债务人发放的贷款。",
        ),
        ("主债权本金金额为", *_amount(paper, "principal_amount", rng), "。"),
        ("主合同项下债务的履行期限自", v("debt_start"), "起至", v("debt_end"), "止。"),
    ]


def mortgage(paper: Paper, rng: Random) -> tuple[str, list[Block], list[Clause], list[tuple[str, str, str, str]]]:
    """D704, and D705 for a maximum amount."""
    f, v = paper.fields, paper.v
    top = paper.doc == "D705"
    opening = _head(
        paper,
        rng,
        [
            ("抵押人", "mortgagor", "mortgagor_id", "mortgagor_address", ""),
            ("抵押权人", "mortgagee", "", "", ""),
            ("债务人", "debtor", "", "", ""),
        ],
    )
    opening.append(
        line(
            "为担保债务人债务的履行，抵押人自愿以其有权处分的财产向抵押权人提供抵押担保。双方协商一致，订立本合同。",
            indent=2,
            after=8,
        )
    )
    table = Grid(
        (
            (
                cell("权证编号", align="center", bold=True),
                cell("坐落", align="center", bold=True),
                cell("用途", align="center", bold=True),
                cell("面积（㎡）", align="center", bold=True),
                cell("评估价值（元）", align="center", bold=True),
            ),
            (
                cell(v("asset_cert_no")),
                cell(v("asset_address")),
                cell(v("asset_use")),
                cell(v("asset_area"), align="right"),
                cell(v("appraised_value", "digits"), align="right"),
            ),
        ),
        (3, 3.4, 1.7, 1.3, 2.2),
        size=9,
    )
    clauses = [
        Clause("main", "被担保的主债权", _main_debt(paper, rng)),
        Clause("thing", "抵押财产", [("抵押财产清单如下，抵押人保证对其享有完整、无争议的所有权或处分权：",)], table),
        Clause("scope", "抵押担保范围", [("抵押担保的范围包括", v("scope"), "。")]),
        Clause(
            "register",
            "抵押登记",
            [
                (
                    "本合同签订后十日内，双方应到不动产登记机构办理抵押登记，登记费用依法承担；抵押权自登记时设立，登记证明由抵押权人保管。",
                )
            ],
        ),
        Clause(
            "keep",
            "抵押财产的占管与保险",
            [
                (
                    "抵押财产由抵押人占有并妥善保管，抵押人应按抵押权人要求为抵押财产办理足额保险，并指定抵押权人为第一受益人。",
                ),
                ("抵押财产毁损、灭失或被征收的，抵押权人有权就保险金、赔偿金、补偿金优先受偿。",),
            ],
        ),
        Clause(
            "lease",
            "租赁与居住权披露",
            [
                (
                    "抵押人声明，抵押财产在本合同签订前未出租，亦未设立居住权；抵押期间出租或设立居住权的，应事先告知抵押权人。",
                )
            ],
        ),
        Clause(
            "transfer",
            "转让限制",
            [
                (
                    "抵押期间，未经抵押权人书面同意，抵押人不得转让、出租、再抵押或以其他方式处分抵押财产；双方同意将该约定一并申请登记。",
                )
            ],
        ),
        Clause(
            "order",
            "担保的实现顺序",
            [
                (
                    "主债权另有保证或其他物的担保的，抵押权人有权自主选择先就抵押财产或其他担保实现债权，抵押人不得以此抗辩。有权直接要求任一担保人承担担保责任。",
                )
            ],
        ),
        Clause(
            "enforce",
            "抵押权的实现",
            [
                (
                    "债务人不履行到期债务的，抵押权人可以与抵押人协议以抵押财产折价，或者以拍卖、变卖抵押财产所得的价款优先受偿；价款超过债权数额的部分归抵押人，不足部分由债务人清偿。",
                )
            ],
        ),
        Clause(
            "duty", "违约责任", [("抵押人隐瞒抵押财产共有、争议、查封、出租等情况的，应赔偿抵押权人因此遭受的损失。",)]
        ),
        Clause("dispute", "争议解决", [_dispute(paper)]),
        Clause("effect", "生效", [("本合同自各方签字或盖章之日起生效，一式三份。",)]),
    ]
    names = str(f["mortgagor"]).split("、")
    seal = names[0] if len(names[0]) > 4 else ""
    return (
        "最高额抵押合同" if top else rng.choice(("抵押合同", "抵押担保合同", "不动产抵押合同")),
        opening,
        clauses,
        [
            ("抵押人", str(f["mortgagor"]), str(f["signatory"]), seal),
            ("抵押权人", str(f["mortgagee"]), "授权代表", str(f["mortgagee"])),
        ],
    )


def pledge(paper: Paper, rng: Random) -> tuple[str, list[Block], list[Clause], list[tuple[str, str, str, str]]]:
    """D706."""
    f, v = paper.fields, paper.v
    opening = _head(
        paper,
        rng,
        [
            ("出质人", "pledgor", "pledgor_id", "", ""),
            ("质权人", "pledgee", "", "", ""),
            ("债务人", "debtor", "", "", ""),
        ],
    )
    opening.append(
        line(
            "出质人自愿以其依法享有的财产权利为债务人的债务向质权人提供质押担保，双方协商一致，订立本合同。",
            indent=2,
            after=8,
        )
    )
    clauses = [
        Clause("main", "被担保的主债权", _main_debt(paper, rng)),
        Clause(
            "right",
            "质押权利",
            [
                (
                    "出质人以下列权利出质：权利种类为",
                    v("right_kind"),
                    "，应收账款债务人为",
                    v("right_debtor"),
                    "，金额为人民币",
                    v("right_amount"),
                    "。",
                ),
                ("出质人保证上述权利真实、合法、有效，不存在抵销、争议或在先出质。",),
            ],
        ),
        Clause("scope", "质押担保范围", [("质押担保的范围包括", v("scope"), "。")]),
        Clause(
            "register",
            "登记与质权的设立",
            [("质权自在", v("registry"), "办理出质登记时设立，登记由质权人办理，出质人予以配合。")],
        ),
        Clause(
            "notice",
            "通知与回款账户",
            [
                (
                    "出质人应在登记后五日内书面通知应收账款债务人，将应收账款付至质权人指定的监管账户；该账户内资金的支用须经质权人同意。",
                )
            ],
        ),
        Clause("fruit", "孳息", [("质权的效力及于出质权利所生的孳息。",)]),
        Clause(
            "enforce",
            "质权的实现",
            [("债务人不履行到期债务的，质权人有权就出质权利折价，或以拍卖、变卖所得价款及收取的应收账款优先受偿。",)],
        ),
        Clause(
            "order",
            "担保的实现顺序",
            [("主债权另有其他担保的，质权人有权自主选择实现顺序，有权直接要求任一担保人承担担保责任。",)],
        ),
        Clause("duty", "违约责任", [("出质人违反本合同约定的，应赔偿质权人的损失。",)]),
        Clause("dispute", "争议解决", [_dispute(paper)]),
        Clause("effect", "生效", [("本合同自双方签字或盖章之日起生效，一式三份。",)]),
    ]
    seal = str(f["pledgor"]) if len(str(f["pledgor"])) > 4 else ""
    return (
        rng.choice(("权利质押合同", "应收账款质押合同")),
        opening,
        clauses,
        [
            ("出质人", str(f["pledgor"]), str(f["signatory"]), seal),
            ("质权人", str(f["pledgee"]), "授权代表", str(f["pledgee"])),
        ],
    )


def clause_keys(paper: Paper, seed: int) -> list[str]:
    """The articles a contract has, by key."""
    rng = Random(f"wording {seed} {paper.doc}")
    makers = {"D702": loan, "D703": guarantee, "D704": mortgage, "D705": mortgage, "D706": pledge, "D707": guarantee}
    return [clause.key for clause in makers[paper.doc](paper, rng)[2]]


__all__ = ["DIGITS", "Clause", "Line", "add_months", "blocks", "clause_keys", "text_of"]
