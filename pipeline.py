"""Submitted papers in; findings and filled documents out. Start reading here."""

from datetime import date
from pathlib import Path

from creditfile.book import Book
from creditfile.cli.command_line import command_line
from creditfile.filling import fill
from creditfile.judging import judge
from creditfile.model import Case
from creditfile.reading import read
from creditfile.settling import settle


def check(case: Case, book: Book, on: date) -> Case:
    """What do the papers say, and is it allowed?"""
    case = read(case, book.documents)  # open every file, find every field
    case = settle(case, book.documents, book.figures, on)  # text becomes amounts, dates, names; ratios follow
    return judge(case, book.rules, on)  # hold the facts against schemas/ and checks/


def run(case: Case, book: Book, on: date) -> Case:
    """The same, and the Word documents written."""
    return fill(check(case, book, on), book.templates)


main = command_line(check, run, book=Path(__file__).parent)

if __name__ == "__main__":
    main()
