"""What a person reads of codes: doubts, outcomes and kinds, in Chinese and in English."""

from creditfile.model import Fact

Both = tuple[str, str]
"""Chinese and English."""

DOUBTS: dict[str, Both] = {
    "rival": ("不同位置读出不同的值", "Two places say different things"),
    "confidence": ("识别把握不足", "The reading is not sure enough"),
    "unwitnessed": ("没有其他证据印证", "Nothing else bears it out"),
    "identity": ("所在勾稽关系不平", "It stands in a sum that does not come out"),
    "number": ("与身份证号码所含的不符", "The identity number beside it says otherwise"),
    "cell": ("识别把握不足", "the reading is not sure enough"),
    "sum": ("与本件合计对不上", "The paper's own total does not come out"),
    "would_be": ("改为此值则勾稽相符", "With this value the sums come out"),
    "proposal": ("改正一个形近字后校验码相符", "With one look-alike letter changed its check characters fit"),
    "sign": ("正负号存疑", "The sign is in doubt"),
    "row": ("对应哪一行存疑", "The row is in doubt"),
    "column": ("对应哪一列存疑", "The column is in doubt"),
    "company": ("属于哪家企业存疑", "Whose statement it is, is in doubt"),
    "period": ("属于哪一期间存疑", "The period is in doubt"),
    "engines": ("两个文本引擎读出不同的字", "Two text engines read different characters"),
    "unit": ("未标明单位", "No unit is printed"),
    "figure": ("数字字迹存疑", "The digits are in doubt"),
    "text_layer": ("文字层不可信", "The text layer is not to be trusted"),
    "hidden_text": ("含肉眼不可见的文字", "Some of the text cannot be seen"),
    "inputs": ("所依据的读数待确认", "What it is computed from is to be confirmed"),
    "formula": ("公式算不出", "The formula gives nothing"),
    "reader": ("两种读取结果不一致", "Two readers disagree"),
    "irregular": ("写法不规范", "Written irregularly"),
    "remark": ("写法提示", "A remark on how it is written"),
}
"""By the code before the colon."""
IRREGULAR: dict[str, Both] = {
    "no_unit": ("未写单位", "no unit is written"),
    "lower_case_numerals": ("大写金额用了小写数字", "small numerals in an amount in words"),
    "forbidden_characters": ("含不得使用的字", "characters that may not be used"),
}
OUTCOMES: dict[str, Both] = {
    "holds": ("成立", "holds"),
    "fails": ("不成立", "fails"),
    "cannot_tell": ("无法判断", "cannot tell"),
    "left_out": ("不适用", "does not apply"),
    "admit": ("准入", "Admit"),
    "refer": ("转人工", "Refer"),
    "refuse": ("拒绝", "Refuse"),
}
SEVERITIES: dict[str, Both] = {"error": ("错误", "error"), "warning": ("警告", "warning"), "note": ("提示", "note")}
METHODS: dict[str, Both] = {
    "person": ("人工", "a person"),
    "form": ("填报", "form"),
    "text": ("文字", "text"),
    "table": ("表格", "table"),
    "ocr": ("图像识别", "recognised"),
    "derived": ("计算", "computed"),
}


def doubts_of(fact: Fact) -> tuple[Both, ...]:
    """Why a person is asked, in words; a doubt nobody wrote down is shown as its code."""
    found = []
    for doubt in fact.doubts:
        code, _, detail = doubt.partition(":")
        if code == "cell":
            found.append(_cell(*detail.partition(":")[::2]))
            continue
        zh, en = DOUBTS.get(code, (doubt, doubt))
        more = IRREGULAR.get(detail.partition(":")[0], (detail, detail))
        plain = code in ("identity", "irregular", "remark", "formula", "would_be", "proposal") and detail
        found.append((f"{zh}({more[0]})", f"{en} ({more[1]})") if plain else (zh, en))
    return tuple(dict.fromkeys(found))


def _cell(place: str, label: str) -> Both:
    """A cell in doubt by its row from 1 and its column: `2.subscribed`."""
    row, _, column = place.partition(".")
    zh, en = DOUBTS["cell"]
    return f"第{row}行“{label}”:{zh}", f"Row {row}, {column}: {en}"


def outcome(code: str) -> Both:
    """What a rule or the policy answers."""
    return OUTCOMES.get(code, (code, code))
