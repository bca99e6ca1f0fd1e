"""A Word document as lines of text: for `git diff`, for golden texts, for reading without Word."""

from collections.abc import Collection, Iterator

from lxml import etree

from creditfile.filling.contents import heading_ids
from creditfile.filling.package import open_package, parse, written_parts
from creditfile.filling.xml import PPR, TBL, TC, TR, VAL, P, w
from creditfile.linting.spots import own_words

_NAMES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


def text_of_docx(content: bytes, where: str = "") -> str:
    """Headings as `# …`, table rows as `| … | …`, other paragraphs a line each; headers and footers behind.

    Raises TemplateError when it is no .docx.
    """
    package = open_package(content, where)
    headings = heading_ids(package)
    lines: list[str] = []
    for name, kind in written_parts(package).items():
        if kind == "properties":
            continue
        said = list(_lines(parse(package[name]), headings))
        lines += [f"== {_NAMES[kind]} {name} =="] if kind != "document" and said else []
        lines += said
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(node: etree._Element, headings: Collection[str]) -> Iterator[str]:
    for child in node:
        if child.tag == P:
            if words := _closed_up(own_words(child)):
                style = child.find(f"{PPR}/{w('pStyle')}")
                yield f"# {words}" if style is not None and style.get(VAL) in headings else words
            yield from _lines(child, headings)
        elif child.tag == TBL:
            yield from _rows(child)
        elif isinstance(child.tag, str) and len(child):
            yield from _lines(child, headings)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iter(TR):
        if next(row.iterancestors(TBL)) is table:
            cells = [cell for cell in row.iter(TC) if next(cell.iterancestors(TR)) is row]
            yield f"| {' | '.join(_closed_up(' '.join(map(own_words, cell.iter(P)))) for cell in cells)} |"


def _closed_up(words: str) -> str:
    return " ".join(words.split())
