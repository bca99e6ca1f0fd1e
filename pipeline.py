"""Submitted papers in; findings and filled documents out. Start reading here."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from creditfile.cli.command_line import command_line
from creditfile.model import Case
from creditfile.stages import fill, judge, read, settle

if TYPE_CHECKING:
    from creditfile.book import Book


def check(case: Case, book: "Book", on: date) -> Case:
    """What do the papers say, and is it allowed?"""
    case = read(case, book.documents)  # open every file, find every field
    case = settle(case, book.documents, book.figures, on)  # text becomes amounts, dates, names; ratios follow
    return judge(case, book.rules, on)  # hold the facts against schemas/ and checks/


def run(case: Case, book: "Book", on: date) -> Case:
    """The same, and the Word documents written."""
    return fill(check(case, book, on), book.templates)


main = command_line(check, run, book=Path(__file__).parent)

if __name__ == "__main__":
    main()
