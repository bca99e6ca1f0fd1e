"""Any docxtpl template as docxtpl itself hands it to Jinja, and what Jinja says of it: for templates without a book."""

import re
from dataclasses import dataclass
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateSyntaxError
from lxml import etree

from creditfile.filling.package import parse

_TAG = re.compile(r"(?=\{[{%#])")
_PARTS = re.compile(r"/(?P<label>(?:header|footer)\d*|footnotes)\.xml$")
_EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n")


@dataclass(frozen=True, slots=True)
class ReadyPart:
    """A part with words."""

    label: str
    """body, header1, footnotes."""
    xml: str
    """As Jinja gets it."""
    root: etree._Element
    """As it lies in the file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What Jinja cannot parse."""

    problem: str
    """In its words."""
    tag: str
    """The tag at which it stops."""


def ready_parts(file: Path) -> list[ReadyPart]:
    """The document, its headers, footers and footnotes. Raises what zipfile and lxml raise, KeyError or ValueError."""
    template = DocxTemplate(file)
    template.init_docx()
    found = [("body", template.get_xml())]
    for part in template.get_docx().part.package.iter_parts():
        if named := _PARTS.search(str(part.partname)):
            found.append((named["label"], part.blob.decode("utf-8")))
    return [ReadyPart(label, template.patch_xml(xml), parse(xml.encode())) for label, xml in found]


def fault_in(xml: str) -> Fault | None:
    """The first thing that Jinja cannot parse, its usual extensions on; None when it parses all."""
    source = _TAG.sub("\n", xml.replace("\n", " "))
    try:
        Environment(extensions=_EXTENSIONS).parse(source)  # noqa: S701 - parsed and never rendered
    except TemplateSyntaxError as error:
        line = source.split("\n")[error.lineno - 1]
        return Fault(str(error.message), re.sub(r"<[^>]+>", "", re.split(r"(?<=[%}#]})", line)[0]))
    return None


def jinjas_filters() -> frozenset[str]:
    """The names of the filters that every Jinja has."""
    return frozenset(Environment().filters)  # noqa: S701 - asked for names only
