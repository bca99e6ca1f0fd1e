"""Pages of the documentation that are made from code and book when it is built."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from mkdocs.structure.files import File, Files

from creditfile.book import Book, open_book
from creditfile.cli.command_line import VERBS
from creditfile.cli.rules import manual_of
from creditfile.judging import catalogue
from pipeline import main

ROOT = Path(__file__).parents[1]


def on_files(files: Files, config: Any) -> Files:
    """Add the generated pages."""
    book = open_book(ROOT)
    for path, page in PAGES.items():
        files.append(File.generated(config, path, content="\n".join(page(book)) + "\n"))
    for path, title in (("decisions/index.md", "Decisions"), ("measurements/index.md", "Measurements")):
        files.append(File.generated(config, path, content="\n".join(_index(path, title)) + "\n"))
    return files


def _index(path: str, title: str) -> Iterator[str]:
    yield f"# {title}\n"
    for page in sorted((ROOT / "docs" / path).parent.glob("*.md")):
        head = re.search(r"(?m)^# (.+)$", page.read_text("utf-8"))
        yield f"- [{head[1] if head else page.stem}]({page.name})"


def _commands(book: Book) -> Iterator[str]:
    yield "# Commands · 命令\n"
    for verb, (zh, en) in VERBS.items():
        context = click.Context(main, info_name="creditfile")
        command = main.get_command(context, verb)
        assert command is not None
        yield f"## {verb}\n\n{zh} · {en}\n\n```text\n"
        yield command.get_help(click.Context(command, info_name=verb, parent=context))
        yield "```\n"


def _rules(language: str) -> Callable[[Book], Iterator[str]]:
    def page(book: Book) -> Iterator[str]:
        yield catalogue.markdown(manual_of(book, language))

    return page


def _documents(book: Book) -> Iterator[str]:
    yield "# Document types · 资料类型\n"
    for kind in book.documents.types:
        yield f"## {kind.code} {kind.title} · {kind.title_en}\n\n| field | 字段 | type |\n| --- | --- | --- |"
        yield from (f"| `{kind.subject}.{field.name}` | {_cell(field.label)} | {field.type} |" for field in kind.fields)
        yield ""


def _figures(book: Book) -> Iterator[str]:
    yield "# Figures · 指标\n\n| figure | 指标 | formula |\n| --- | --- | --- |"
    for figure in book.figures.figures:
        yield f"| `{figure.address}` | {_cell(figure.title)} | `{_cell(' '.join(figure.value.source.split()))}` |"


def _settings(book: Book) -> Iterator[str]:
    from creditfile.content import read_toml

    yield "# Settings · 参数\n\n| setting | 参数 | value | reason |\n| --- | --- | --- | --- |"
    for key, entry in read_toml(book.folder / "schemas" / "settings.toml")["settings"].items():
        yield f"| `{key}` | {_cell(entry['title'])} | {_cell(str(entry['value']))} | {_cell(entry['reason'])} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


PAGES: Mapping[str, Callable[[Book], Iterator[str]]] = {
    "reference/commands.md": _commands,
    "reference/rules-zh.md": _rules("zh"),
    "reference/rules-en.md": _rules("en"),
    "reference/documents.md": _documents,
    "reference/figures.md": _figures,
    "reference/settings.md": _settings,
}
"""Generated pages by path."""
