"""Puts the verbs together and turns what goes wrong into an exit code and one plain line."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from creditfile import __version__
from creditfile.errors import CreditfileError, ExitCode
from creditfile.model import Case

Work = Callable[[Case, Any, date], Case]

VERBS = {
    "check": ("读取、核对并给出结论与理由", "Read, judge, and say what was found and why"),
    "fill": ("核对并生成三份 Word 文书", "Check, then write the Word documents"),
    "batch": ("批量处理文件夹中的全部业务件", "Work every case of a folder"),
    "watch": ("看守投件文件夹,来件即处理", "Work what is dropped into a folder"),
    "runs": ("台账:历次运行、差异、查询、核验", "The ledger: runs, differences, search, proof"),
    "read": ("查看读到了什么、在哪里、有多可靠", "What was read, where, how sure"),
    "review": ("审阅:每个疑点与其原件并排,确认、更正、豁免", "Each doubt beside its paper; confirm, correct, waive"),
    "verify": ("核对已生成或改动过的文书与事实是否一致", "Hold a finished document against its facts"),
    "redline": ("比较一份文书的两个版本:数字、来源、文字", "What two versions of a document differ in"),
    "export": ("贷款调查表的导入记录:JSON、CSV、XLSX", "The survey form as a record for import"),
    "lint": ("检查规则库:格式、名称、示例、试填", "Is the book right: shapes, names, examples, trial fills"),
    "prospects": ("潜在客户名单:去重、合规核对、评分、提纲", "Lists of prospects: joined, checked, scored, briefed"),
    "follow": ("贷后跟踪:新资料入档,看变化与待办", "New papers into an archive: what changed, what is due"),
    "due": ("各档案的待办:到期、逾期、缺少资料", "What is due, late or missing in all archives"),
    "portfolio": ("客户组合:分层、价值、到期、例外", "All archives: tiers, worth, due dates, exceptions"),
    "init": ("建立本行自己的规则库", "A bank's own book, made of ours"),
    "new": ("新建规则、资料类型、字段、指标、名单或参数", "A new rule, document type, field, figure, list or setting"),
    "text": ("Word 文书打印成文本,供 git diff 使用", "A Word document as text, for git diff"),
    "rules": ("规则目录,或一条规则的全文", "The catalogue of rules, or one rule's page"),
}
"""Each verb's line of help in Chinese and English; its file is `cli/<verb>.py`."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What the verbs run."""

    check: Work
    """Read, settle, judge."""
    run: Work
    """The same, and fill."""
    book: Path
    """The book that came with it."""


class _Verbs(click.Group):
    """Loads a verb's file when the verb is called, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"creditfile.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        english = asked_language() == "en"
        with formatter.section("Verbs" if english else "命令"):
            formatter.write_dl([(verb, texts[1 if english else 0]) for verb, texts in VERBS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CreditfileError as error:
            click.echo(f"creditfile: {error}", err=True)
            raise SystemExit(int(error.exit_code)) from error
        except KeyboardInterrupt:
            click.echo("creditfile: interrupted", err=True)
            raise SystemExit(int(ExitCode.INTERRUPTED)) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(int(ExitCode.OK)) from None


def asked_language() -> str:
    """zh unless CREDITFILE_LANG or `--lang` on the command line says en; for help, before options are read."""
    words = sys.argv[1:]
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--lang=en" or (word == "--lang" and following == "en"):
            return "en"
    return "en" if os.environ.get("CREDITFILE_LANG", "zh").startswith("en") else "zh"


def command_line(check: Work, run: Work, *, book: Path) -> click.Group:
    """The whole command line over a pipeline's two functions and its book."""
    english = asked_language() == "en"
    text = (
        "A borrower's papers in; findings and filled Word documents out."
        if english
        else "借款人的资料进,核对结果与填好的 Word 文书出。"
    )

    @click.group(cls=_Verbs, help=text, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(__version__, prog_name="creditfile")
    @click.pass_context
    def main(ctx: click.Context) -> None:
        ctx.obj = Pipeline(check, run, book)

    return main
