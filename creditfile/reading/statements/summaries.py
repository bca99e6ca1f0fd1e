"""Tables of a few main figures over some years: no statements, and said to be left out."""

import re
from collections.abc import Iterable, Iterator

from creditfile.model import Trouble
from creditfile.reading.pages import Page
from creditfile.reading.statements.names import squeezed
from creditfile.reading.statements.titles import is_summary

SUMMARY = "RDG-146"
_NO_HEADING = re.compile(r"[。;；,，]|[.…·]{2,}|\d$|注释|附注|简介|^第[一二三四五六七八九十\d]{1,3}[章节]")
"""Prose, entries of a table of contents, chapters, and the notes to main items."""


def summaries(pages: Iterable[Page]) -> Iterator[Trouble]:
    """For each page with the heading of such a table, that heading."""
    for page in pages:
        headings = (squeezed(line) for line in page.text.splitlines() if is_summary(line))
        heading = next((line for line in headings if not _NO_HEADING.search(line)), None)
        if heading is not None:
            yield Trouble(SUMMARY, heading, page.number)


__all__ = ["SUMMARY", "summaries"]
