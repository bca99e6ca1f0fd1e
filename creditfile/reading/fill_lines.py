"""Fill lines, the `____` of a form: which of them still stand open, and which only frame what was filled in."""

import re
from collections.abc import Iterator, Sequence

UNIT = (
    "年|月|日|元|万元|整|%|‰|个月|天|号|份|种|项|次|层|栋|室|路|省|市|区|县|镇|村|平方米|基点|条|款|页|章|人|股|张|台|批|件"
)
"""What a form prints behind a blank."""
_RUN = re.compile(r"_+")
_PRINTED = re.compile(
    rf"(?:{UNIT}|至|到|起|止|自|和|与|或|及|为|共|字|第|[,、/。;:.()\s-]|"
    r"[甲乙丙丁]方|姓名|性别|电话|传真|地址|住所|邮编|邮政编码|身份证号码?|证件号码?|账号|开户行|开户银行|户名|日期|签字|签章|盖章|"
    r"法定代表人|负责人|授权代表|职务|联系人|大写|小写|人民币|¥|期|LPR|贷款市场报价利率|加|减|点|BPS?)+"
)
_LABEL_END = re.compile(
    r"(?:号码?|姓名|地址|电话|邮编|日期|账号|名称|性别|签字|盖章|签章|代表人|负责人|编号|住所|户名|开户行|职务|传真|联系人)[:：]?$"
)
_FIGURE = re.compile(r"[0-9A-Za-z零壹贰叁肆伍陆柒捌玖拾佰仟]")
_OPENS = re.compile(
    r"(?:^|[:：为是于(（第自至共¥币,，、 ]|采用|采取|按照|按|选择|用于|由|向|以|至|名称|编号|账号|户名|称为|叫做)$"
)
_CLOSES = re.compile(rf"^(?:$|[。,，;；)）、 ]|{UNIT}|的|方式|确定|计|(?:项下)?(?:贷款|借款))")
_FORM_WORDS = re.compile(rf"[;:。]|^(?:[,、]|(?:{UNIT})(?:[,、和与]|$))|[,、](?:[甲乙丙丁]方|第|共|自|至)")
"""Words that stand between two blanks, not in one."""
LABEL = 8
"""What ends like a label and is longer is an address or a number."""
FRAME = 3
"""A line of so many places or fewer on either side of some words is what a filled blank leaves over."""


def open_lines(line: str) -> list[tuple[int, int]]:
    """Fill lines with nothing on them: `____`, but not `____张三____` nor `__2026__年`; a date's are one."""
    runs = [match.span() for match in _RUN.finditer(line)]
    if _all_framed(line, runs):
        return []
    at = 0
    found: list[tuple[int, int]] = []
    while at < len(runs):
        start, end = runs[at]
        following = runs[at + 1] if at + 1 < len(runs) else None
        if following and _is_filled(line, (start, end), following):
            at += 2
            continue
        if end - start >= 2 and not re.match(r"\s*\d", line[end:]) and line[end : end + 1] != "/":
            found.append((start, end))
        at += 1
    return list(_dates_joined(line, found))


def frames(line: str) -> Iterator[int]:
    """The places of fill lines that something stands on; one amid a number or a name of letters is part of it."""
    if "_" not in line:
        return
    still_open = open_lines(line)
    for match in _RUN.finditer(line):
        start, end = match.span()
        if any(first <= start < last for first, last in still_open):
            continue
        if end - start > 1 or not (_latin(line[start - 1 : start]) and _latin(line[end : end + 1])):
            yield from range(start, end)


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _all_framed(line: str, runs: Sequence[tuple[int, int]]) -> bool:
    """Short lines of one length, two by two around words: `__人民币__`, `自__2026年3月1日__起至__2027年3月1日__止`."""
    if not runs or len(runs) % 2 or any(end - start != runs[0][1] - runs[0][0] for start, end in runs):
        return False
    within = [line[one[1] : other[0]] for one, other in zip(runs[::2], runs[1::2], strict=True)]
    return runs[0][1] - runs[0][0] <= FRAME and all(
        words.strip() and not _FORM_WORDS.search(words)
        and (words == "人民币" or len(words) > LABEL or not (_PRINTED.fullmatch(words) or _LABEL_END.search(words)))
        for words in within
    )


def _is_filled(line: str, run: tuple[int, int], following: tuple[int, int]) -> bool:
    """What stands between two fill lines is what somebody filled in, not words of the form."""
    between = line[run[1] : following[0]]
    said = between.strip()
    is_label = _LABEL_END.search(said) is not None and re.search(r"\d", said) is None
    if not said or len(said) > 120 or ":" in said or _PRINTED.fullmatch(said) or is_label:
        answers = bool(said) and not is_label and _is_answer(line, run, following)
        return said in ("/", "\\") or (_is_frame(run, following) and (said == "人民币" or answers))
    if _FIGURE.search(said) and len(said) <= 40:
        return not re.search(r"[年月][^\d]*$", said) or re.search(r"\d", said) is None
    if between != said or not _CLOSES.search(line[following[1] :]):
        return False
    return _OPENS.search(line[: run[0]]) is not None or (_is_frame(run, following) and not re.search("[,，、;]", said))


def _is_answer(line: str, run: tuple[int, int], following: tuple[int, int]) -> bool:
    """Behind a label's colon and before the end of the sentence, words that forms print may be the answer: 到期日."""
    return line[: run[0]].endswith((":", "：")) and line[following[1] :][:1] in ("", "。", ";", "；")


def _is_frame(run: tuple[int, int], following: tuple[int, int]) -> bool:
    return run[1] - run[0] == following[1] - following[0] <= FRAME


def _dates_joined(line: str, runs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """`____年____月____日` is one blank."""
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and re.fullmatch(r"\s*[年月]\s*", line[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return iter(joined)
