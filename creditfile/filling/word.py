"""Renders a Word template: parsed once a process, filled, its contents and captions counted, written canonically."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template as Compiled
from jinja2 import TemplateError as JinjaError
from jinja2 import nodes
from lxml import etree

from creditfile.errors import TemplateError
from creditfile.filling import charts, contents, imprint, notes, tables
from creditfile.filling.controls import Place, set_marks
from creditfile.filling.package import Parts, open_package, parse, write_package, written_parts
from creditfile.filling.printing import SHEET, Mark, Sheet, the_environment
from creditfile.filling.tags import ready
from creditfile.language.expressions import addresses_in
from creditfile.language.view import View

_PARAGRAPH = re.compile(r"<w:p([ >])")
_TEXT = re.compile(r"<[^>]+>")
_ELSEWHERE = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template, compiled."""

    parts: Parts
    """Its parts as they stand in the file."""
    kinds: Mapping[str, str]
    """The parts with words, the document first."""
    compiled: Mapping[str, Compiled]
    """Those of them that hold tags."""
    sources: Mapping[str, str] = field(repr=False)
    """The same as Jinja reads them, each paragraph on a line of its own."""
    addresses: frozenset[str]
    """Every address the tags name."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled document."""

    content: bytes
    """The .docx."""
    sheet: Sheet
    """What was printed, and what was missing."""


@lru_cache(maxsize=64)
def prepare(content: bytes, where: str) -> Prepared:
    """Parse and compile a template, once in a process. Raises TemplateError naming the words around the fault."""
    parts = open_package(content, where)
    kinds = written_parts(parts)
    if "document" not in kinds.values():
        raise TemplateError("holds no document", where=where, mend="Save it from Word as .docx.")
    tagged = [name for name in kinds if b"{" in parts[name] or b"}" in parts[name]]
    sources = {name: _source(parts[name], f"{where}:{name}") for name in tagged}
    trees = {name: _parsed(source, f"{where}:{name}") for name, source in sources.items()}
    addresses = frozenset[str]().union(*map(addresses_in, trees.values()))
    compiled = {name: _compiled(trees[name], source, f"{where}:{name}") for name, source in sources.items()}
    return Prepared(parts, kinds, compiled, sources, addresses)


def _source(xml: bytes, where: str) -> str:
    try:
        root = parse(xml)
    except etree.XMLSyntaxError as error:
        raise TemplateError(f"is damaged ({error.msg})", where=where, mend="Save it again from Word.") from error
    ready(root, where)
    patched = DocxTemplate.patch_xml(None, etree.tostring(root, encoding="unicode"))
    return _PARAGRAPH.sub(r"\n<w:p\1", patched)


def _parsed(source: str, where: str) -> nodes.Template:
    try:
        tree = the_environment().parse(source)
    except JinjaError as error:
        raise _broken(error, source, where) from error
    for node in tree.find_all((nodes.Getattr, *_ELSEWHERE)):
        if isinstance(node, _ELSEWHERE):
            raise TemplateError("reaches for another template", where=_line(source, node.lineno, where))
        if node.attr.startswith("_"):  # type: ignore[attr-defined]
            raise TemplateError("reaches for what is no fact", where=_line(source, node.lineno, where))
    return tree


def _compiled(tree: nodes.Template, source: str, where: str) -> Compiled:
    environment = the_environment()
    try:
        return Compiled.from_code(environment, environment.compile(tree), environment.globals)
    except JinjaError as error:
        raise _broken(error, source, where) from error


def _broken(error: JinjaError, source: str, where: str) -> TemplateError:
    line = getattr(error, "lineno", None) or 1
    return TemplateError(
        f"a tag does not parse: {error.message}", where=_line(source, line, where), mend="Mend the tag in Word."
    )


def _line(source: str, line: int, where: str) -> str:
    """The words of the paragraph in which a tag stands."""
    return f"{where} “{words_at(source, line)}”"


def words_at(source: str, line: int) -> str:
    """The words of a line of a source, at most 80 letters."""
    return _TEXT.sub("", source.split("\n")[line - 1]).strip()[:80]


def render(
    prepared: Prepared,
    view: View,
    sheet: Sheet,
    names: Mapping[str, object],
    *,
    title: Callable[[Mark], str] = lambda mark: "",
    unsure: Callable[[Mark], bool] = lambda mark: False,
    evidence: str = "none",
    quote: Callable[[Mark], str] = lambda mark: "",
    stamp: tuple[str, str] = ("", ""),
) -> Rendered:
    """Fill a template from a view of the facts and further `names`.

    `evidence` is none, comments or notes: whether each figure's first place carries its `quote`, and how.
    `stamp` is the case's id and the template's name, kept in the document.
    """
    look = view.looking(**names)
    look.seen = sheet.noted
    variables: dict[str, Any] = {**look, SHEET: sheet}
    environment = the_environment()
    parts = dict(prepared.parts)
    roots: dict[str, etree._Element] = {}
    places: list[Place] = []
    drawn: list[list[charts.Point]] = []
    for name, kind in prepared.kinds.items():
        compiled = prepared.compiled.get(name)
        if compiled is None:
            roots[name] = parse(parts[name])
        else:
            context = compiled.new_context(variables, shared=False)
            xml = environment.concat(compiled.root_render_func(context))
            roots[name] = _tree(xml, compiled)
            if kind == "document":
                drawn = charts.fill_charts(roots[name], parts, name, sheet.marks)
            found = set_marks(roots[name], sheet.marks, title, unsure)
            places += found if kind == "document" else []
        if kind == "properties":
            _without_clock(roots[name])
    main = next(name for name, kind in prepared.kinds.items() if kind == "document")
    for name in prepared.compiled:
        tables.settle_tables(roots[name])
    contents.fill_contents(roots[main], parts)
    for name, root in roots.items():
        parts[name] = _written(root)
    notes.attach(evidence, roots[main], main, parts, places, quote)
    roots |= {name: parse(parts[name]) for name, kind in written_parts(parts).items() if kind == "footnotes"}
    imprint.press(parts, roots, main, sheet.marks, drawn, quote, *stamp)
    parts[main] = _written(roots[main])
    return Rendered(write_package(parts), sheet)


def _written(root: etree._Element) -> bytes:
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return content


def _tree(xml: str, compiled: Compiled) -> etree._Element:
    try:
        return parse(xml.replace("\n<w:p ", "<w:p ").replace("\n<w:p>", "<w:p>"))
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            f"does not come out as a document ({error.msg})",
            where=str(compiled.name or "template.docx"),
            mend="Let each `if` and `for` end on the level (text, paragraph, row, cell) on which it begins.",
        ) from error


_CLOCK = ("created", "modified", "lastPrinted", "lastModifiedBy", "revision")


def _without_clock(root: etree._Element) -> None:
    """Properties say nothing of when, and by whom, the template was last saved."""
    for child in list(root):
        if etree.QName(child).localname in _CLOCK:
            root.remove(child)
