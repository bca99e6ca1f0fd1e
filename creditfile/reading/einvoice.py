"""Reads the data of an electronic invoice (数电票): each element under the label that the printed invoice bears."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from creditfile.reading import limits
from creditfile.reading.delimited import text_lines
from creditfile.reading.ofd_package import name_of
from creditfile.reading.pages import FormField, Page, Pages, UnreadableError

TITLE = "电子发票"
LABELS = {
    "invoicenumber": "发票号码", "invoiceno": "发票号码", "einvoicenumber": "发票号码", "eiid": "发票号码",
    "invoicecode": "发票代码",
    "issuetime": "开票日期", "issuedate": "开票日期", "requesttime": "开票日期",
    "buyername": "购买方名称", "buyeridnum": "购买方纳税人识别号", "buyertaxid": "购买方纳税人识别号",
    "sellername": "销售方名称", "selleridnum": "销售方纳税人识别号", "sellertaxid": "销售方纳税人识别号",
    "itemname": "项目名称", "item": "项目名称",
    "totalamwithouttax": "合计金额", "taxexclusivetotalamount": "合计金额",
    "totaltaxam": "合计税额", "taxtotalamount": "合计税额",
    "totaltax-includedamount": "价税合计(小写)", "taxinclusivetotalamount": "价税合计(小写)",
    "remark": "备注", "note": "备注", "drawer": "开票人", "invoiceclerk": "开票人",
}  # fmt: skip
"""By the element's name in lower case: the tax authority's names since 2021, and those of the invoices before."""
SECOND_BEST = frozenset({"eiid", "requesttime"})
"""Elements that say the same where the better one is missing."""
_DAY = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}.*$")
"""The hour after a day."""


def read(content: bytes, name: str) -> Pages:
    """One page that says what the printed invoice says, and its values as fields.

    Raises UnreadableError RDG-102 where it is no such XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("RDG-102", str(error)[:200]) from error
    fields = tuple(islice(fields_of(root, ""), limits.FORM_FIELDS))
    known = dict.fromkeys(f"{field.label}：{field.value}" for field in fields if field.label)
    text = "\n".join([TITLE, *known])
    return Pages("xml", (Page(1, text, lines=lambda: text_lines(text), method="form"),), fields)


def fields_of(root: etree._Element, place: str) -> Iterator[FormField]:
    """The innermost elements with their values; those that an invoice has bear its label."""
    leaves = list(_leaves(root))
    said = {label_of(name) for name, _ in leaves if name.lower() not in SECOND_BEST}
    for name, value in leaves:
        label = label_of(name)
        if label in said and name.lower() in SECOND_BEST:
            label = ""
        yield FormField(name, _DAY.sub("", value) if label == "开票日期" else value, label=label, place=place or name)


def label_of(name: str) -> str:
    """What the printed invoice calls an element or a tag; empty where it has no label for it."""
    return LABELS.get(name.lower(), "")


def _leaves(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        value = (element.text or "").strip() if isinstance(element.tag, str) else ""
        if value and not len(element) and len(value) < 500:
            yield name_of(element), value
