"""`creditfile init`: a bank's own book, made of ours."""

import tempfile
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import both
from creditfile.errors import CreditfileError


@click.command("init", help=both("建立本行自己的规则库。", "Make a book of your own."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--logo",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=None,
    help=both("放入各模板页眉的行徽(PNG 或 JPEG)", "A picture for the headers of all templates (PNG or JPEG)"),
)
@click.option(
    "--book",
    "book_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    help=both("以哪个规则库为底本", "The book to begin with"),
)
@click.pass_obj
def command(pipeline: Pipeline, folder: Path, logo: Path | None, book_folder: Path | None) -> None:
    """Make a book."""
    from creditfile.starting.book import own_book

    if folder.exists() and any(folder.iterdir()):
        raise CreditfileError(
            both("文件夹里已有内容", "there is something in this folder"),
            where=str(folder),
            mend=both("请换一个新的文件夹名。", "Name a new folder."),
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
        whole = Path(temporary) / "book"
        for path, content in own_book((book_folder or pipeline.book).resolve(), logo.read_bytes() if logo else None):
            file = whole / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            count += 1
        whole.replace(folder)
    click.echo(both(f"{folder}:{count} 个文件", f"{folder}: {count} files"))
    click.echo(f"  cd {folder} && creditfile lint --book .")
