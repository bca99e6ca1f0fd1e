"""`creditfile new`: a content file of any kind, right from the start, to be changed into what is wanted."""

from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import both
from creditfile.starting.kinds import KINDS, new
from creditfile.writing import write


@click.command("new", help=both("新建规则、资料类型、字段、指标、名单或参数。", "Make a content file."))
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("name")
@click.option("--title", default="", help=both("中文名称", "Its name in Chinese"))
@click.option(
    "--from",
    "paper",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help=both("document:照一份样张列出标题与标签", "document: a specimen, for its title and labels"),
)
@click.option(
    "--book",
    "book_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="CREDITFILE_BOOK",
    default=None,
    help=both("规则库文件夹(默认当前文件夹)", "Folder of the book (the one you are in)"),
)
@click.pass_obj
def command(pipeline: Pipeline, kind: str, name: str, title: str, paper: Path | None, book_folder: Path | None) -> None:
    """Make a content file."""
    made = new(kind, name, book_folder or Path.cwd(), title, paper)
    write(made.path, made.text.encode())
    click.echo(str(made.path))
