"""What each complaint's code stands for, in Chinese and English; codes are never given another meaning."""

from collections.abc import Mapping

TITLES: Mapping[str, tuple[str, str]] = {
    "LNT-001": ("规则库打不开", "The book cannot be opened"),
    "LNT-101": ("规则使用了没有来源的事实", "A rule names a fact that nothing supplies"),
    "LNT-102": ("规则使用了不存在的参数", "A rule uses a setting that is not there"),
    "LNT-103": ("规则使用了不存在的名单", "A rule uses a list that is not there"),
    "LNT-104": ("规则的文书不存在", "A rule's letter is not there"),
    "LNT-111": ("规则缺少示例", "A rule lacks an example"),
    "LNT-112": ("示例的结论不符", "An example is answered otherwise"),
    "LNT-113": ("示例的文字不符", "An example says something else"),
    "LNT-114": ("示例的文字有空缺", "The message of an example has a blank"),
    "LNT-115": ("示例的取值不合类型", "An example's value is not of the fact's type"),
    "LNT-121": ("指标使用了没有来源的事实", "A figure names a fact that nothing supplies"),
    "LNT-122": ("指标的示例不符", "A figure's example gives another value"),
    "LNT-131": ("规则永远不适用", "A rule that can never apply"),
    "LNT-132": ("规则凡适用必不通过", "A rule that can never hold"),
    "LNT-133": ("规则凡适用必通过", "A rule that can never fail"),
    "LNT-134": ("比较的取值不会出现", "A rule compares with what can never be"),
    "LNT-135": ("规则使用了从未读取的事实", "A rule uses facts that are never read"),
    "LNT-136": ("没有任何来源可供规则使用", "Nothing can feed a rule"),
    "LNT-137": ("两条规则查同一件事", "Two rules look at the same"),
    "LNT-138": ("两条规则不能同时成立", "Two rules cannot both hold"),
    "LNT-141": ("对照表有用不到的一行", "A row of a table that nothing reaches"),
    "LNT-142": ("对照表有空缺", "A table has a gap"),
    "LNT-143": ("对照表有重复", "A table has a row twice"),
    "LNT-144": ("单元格与同列不同类", "A cell is not of its column's kind"),
    "LNT-145": ("没有对应的规则", "No rule is meant"),
    "LNT-146": ("单位可能写错", "A unit may be misspelt"),
    "LNT-200": ("模板无法打开", "A template cannot be opened"),
    "LNT-201": ("标签没有成对", "A tag is not closed or not opened"),
    "LNT-202": ("标签无法解析", "A tag does not parse"),
    "LNT-203": ("标签之间不配", "Tags do not go together"),
    "LNT-204": ("标签旁的文字会丢失", "Words beside a tag would be lost"),
    "LNT-205": ("标签中是弯引号", "Curled quotation marks in a tag"),
    "LNT-206": ("花括号会原样印出", "A brace is printed as it is"),
    "LNT-211": ("名称没有来源", "A name that nothing supplies"),
    "LNT-215": ("永远不会有值", "A fact that can never be there"),
    "LNT-216": ("代码不可能出现", "A code that can never be"),
    "LNT-217": ("名称没有用到", "A name that nothing uses"),
    "LNT-218": ("格式与类型不符", "A filter does not fit the type"),
    "LNT-219": ("单位不符", "A unit does not fit"),
    "LNT-220": ("数字或正负号不符", "A number or a sign does not fit"),
    "LNT-221": ("缺少必备章节", "A required section is missing"),
    "LNT-222": ("章节次序不对", "Sections are out of order"),
    "LNT-223": ("样式或编号不符", "A style or numbering is wrong"),
    "LNT-224": ("不得出现的说法", "Words that may not be said"),
    "LNT-225": ("句中的条件没有 else", "A condition in a sentence has no else"),
    "LNT-226": ("表格标题行不符", "A table's head row is wrong"),
    "LNT-227": ("清单为空时没有说明", "Nothing is said when a list is empty"),
    "LNT-228": ("缺少该类文书的部分", "A part of this kind of document is missing"),
    "LNT-229": ("清单没有筛选或计数", "A list is printed whole"),
    "LNT-230": ("各行的列不是同一清单", "The rows' columns are made from other lists"),
    "LNT-231": ("无法生成", "It cannot be filled"),
    "LNT-232": ("值没有印出", "A value is not printed"),
    "LNT-233": ("无法计算或打印", "It cannot be worked or printed"),
    "LNT-234": ("已有的事项印成待补", "What is known is printed as missing"),
    "LNT-235": ("缺少的事项没有印成待补", "What is missing is not printed as such"),
    "LNT-241": ("分支永远走不到", "A branch that nothing takes"),
    "LNT-242": ("分支里的值没有印出", "A value of a branch is not printed"),
    "LNT-243": ("分支印在别处", "A branch is printed in the wrong place"),
    "LNT-251": ("与黄金文本不同", "Other than the golden text"),
    "LNT-252": ("与黄金数字不同", "Other than the golden figures"),
    "LNT-253": ("黄金文件多余或缺少", "A golden file is missing or left over"),
    "LNT-301": ("资料编号重复", "A document code is used twice"),
    "LNT-302": ("资料主题重复", "A subject is used twice"),
    "LNT-303": ("资料无法认出", "Nothing recognises a document type"),
    "LNT-304": ("必填项没有查找办法", "A required field has no finder"),
    "LNT-305": ("标签用于两项", "A label is that of two fields"),
    "LNT-306": ("说法对应两个取值", "A wording means two values"),
    "LNT-311": ("应交资料重复", "A demand stands twice"),
    "LNT-312": ("应交资料的类型不存在", "A demand names no document type"),
    "LNT-313": ("应交资料使用了没有来源的事实", "A demand names a fact that nothing supplies"),
    "LNT-321": ("字段没有用到", "A field that nothing uses"),
    "LNT-901": ("抑制没有用到", "A suppression that suppresses nothing"),
}
"""By code."""


def title(code: str, language: str = "zh") -> str:
    """What a code stands for; docxtpl-lint's own words for its codes."""
    if code in TITLES:
        return TITLES[code][language == "en"]
    if code.startswith("DTL"):
        from docxtpl_lint.messages import RULES

        return str(RULES[code].summary) if code in RULES else code
    return code
