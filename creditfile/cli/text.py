"""`creditfile text`: a Word document as text; as git's textconv, `git diff` shows a .docx line by line."""

from pathlib import Path

import click

from creditfile.cli.options import both, write_report


@click.command(
    "text",
    help=both(
        "把 Word 文书打印成文本;作为 git 的 textconv,git diff 可逐行显示 .docx。",
        "A Word document as text; as git's textconv it lets git diff show a .docx.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(file: Path) -> None:
    """Print a document's words."""
    from creditfile.linting.plain_text import text_of_docx

    write_report(text_of_docx(file.read_bytes(), str(file)), None)
