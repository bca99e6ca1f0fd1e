"""The named oddities a value may carry, each in Chinese and English; `Value.irregular` holds these codes."""

REMARKS: dict[str, tuple[str, str]] = {
    # amounts in words
    "traditional_characters": ("大写金额用繁体字(可受理)", "traditional characters in the amount in words (accepted)"),
    "lower_case_numerals": ("大写金额用了小写数字(一二三十百千)", "plain numerals"),
    "forbidden_characters": ("大写金额用了不许用的字(〇另毛块廿)", "forbidden characters in the amount in words"),
    "missing_renminbi": ("大写金额前缺“人民币”", "人民币 missing before the amount in words"),
    "gap_after_renminbi": ("“人民币”与大写金额之间留有空白", "a gap between 人民币 and the amount in words"),
    "missing_one_before_ten": ("“拾”前缺“壹”", "壹 missing before 拾"),
    "missing_zheng": ("到“元”为止而缺“整”", "整 missing after an amount that ends in 元"),
    "zheng_after_fen": ("有“分”而写“整”", "整 written after 分"),
    "zero_missing": ("大写金额缺“零”", "a 零 missing in the amount in words"),
    "zero_extra": ("大写金额多“零”", "a 零 too many in the amount in words"),
    "form_style_zeros": ("按格填写的“零”(零佰零拾)", "zeros filled into a form's places"),
    "repeated_hundred_million": ("“亿”写了两次", "亿 written twice"),
    # amounts
    "no_unit": ("没有注明金额单位", "no unit of money is stated"),
    "unit_differs": ("单位与栏目或字段的单位不同", "its unit differs from the column's or field's"),
    "words_agree": ("大小写金额一致", "words and digits agree"),
    "spaced_digits": ("数字中夹有空格", "spaces stand within the digits"),
    "stated_twice": ("同一金额写了两次", "the same amount is stated twice"),
    "bracketed_negative": ("括号表示负数", "brackets stand for minus"),
    "finer_than_fen": ("小于一分", "finer than a fen"),
    "unknown_currency": ("不认识的币种", "an unknown currency"),
    # dates
    "bill_date_form": ("票据大写日期缺“零”或“壹”", "a 零 or 壹 missing in a bill's date in words"),
    # codes
    "masked_code": ("号码被遮盖", "part of the number is masked"),
    "wrong_length": ("位数不对", "wrong number of characters"),
    "illegal_character": ("含有不该有的字符", "a character that such a code never has"),
    "check_digit": ("校验码不符", "the check character does not fit"),
    "organisation_check_digit": ("第17位与组织机构代码校验不符", "the organisation code within does not fit"),
    "unknown_kind": ("前两位不是已知的登记部门与类别", "the first two characters name no known kind"),
    "unknown_region": ("行政区划代码查不到", "the division code is not in the list"),
    "retired_region": ("行政区划代码已撤销", "the division code has been retired"),
    "impossible_region": ("前两位不是省级区划", "the first two digits name no province"),
    "old_registration_number": ("像是旧版注册号", "looks like an old registration number"),
    "old_id_number": ("15位旧身份证号", "an old identity number of 15 digits"),
    "no_such_birth_date": ("出生日期不存在", "there is no such birth date"),
    "born_in_future": ("出生日期在将来", "the birth date lies in the future"),
    "too_old": ("年龄超过120岁", "older than 120 years"),
    "unusual_shape": ("写法少见,请核对", "an unusual form; compare it with the paper"),
    "not_a_phone": ("不是电话号码", "not a telephone number"),
    # ratios and rates
    "no_percent_sign": ("缺百分号,按小数理解", "no per cent sign; taken as a fraction"),
    "no_period": ("利率未注明按年、月还是日", "whether the rate is by year, month or day is not said"),
    "colloquial_rate": ("以“厘”“分”表示利率", "the rate is given in 厘 or 分"),
    "high_rate": ("年利率高于36%", "above 36% a year"),
}
"""Code → (Chinese, English)."""


def remark(code: str, english: bool = False) -> str:
    """The remark in words; a code with detail (`unit_differs:万元`) keeps its detail in brackets."""
    name, _, detail = code.partition(":")
    words = REMARKS[name][int(english)]
    return f"{words}({detail})" if detail else words
