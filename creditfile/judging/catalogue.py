"""The rules as a manual: a line each, or a page each, in the officer's words."""

from collections.abc import Callable, Sequence
from html import escape

from creditfile.judging.by_schema import Schema
from creditfile.judging.rules import Rule
from creditfile.language import Expression

_SEVERITY = {"error": "错误", "warning": "警告", "note": "提示"}


def text(rules: Sequence[Rule], language: str) -> str:
    """One line a rule."""
    lines = [f"{rule.code}  {rule.severity.value}  {_title(rule, language)}" for rule in rules]
    return "\n".join([*lines, f"{len(rules)}"]) + "\n"


def page(rule: Rule, language: str) -> str:
    """One rule: what it asks, on what basis, what to do, and its examples."""
    english = language == "en"
    rows = [
        ("Severity" if english else "级别", rule.severity.value if english else _SEVERITY[rule.severity.value]),
        ("Class" if english else "处置类别", rule.level),
        ("Stage" if english else "阶段", rule.stage),
        ("For" if english else "适用", ", ".join(sorted(rule.parties | rule.products))),
        (
            "In force" if english else "有效期",
            f"{rule.since or ''} – {rule.until or ''}" if rule.since or rule.until else "",
        ),
        ("Applies when" if english else "适用条件", rule.when.source if rule.when else ""),
        ("Over" if english else "逐项", rule.each),
        (
            ("Must be" if rule.wanted else "Must not be") if english else ("必须" if rule.wanted else "不得"),
            _test(rule),
        ),
        ("Says" if english else "提示语", (rule.message_en if english else rule.message).source),
        ("Basis" if english else "依据", "; ".join(rule.basis)),
        ("Mend" if english else "处理", rule.mend_en if english else rule.mend),
        ("File" if english else "文件", f"{rule.file}:{rule.line}"),
    ]
    lines = [f"{rule.code}  {_title(rule, language)}", ""]
    lines += [f"  {name}  {value}" for name, value in rows if value]
    lines += ["", "  Examples" if english else "  示例"]
    for example in rule.examples:
        facts = ", ".join(f"{name} = {value}" for name, value in example.facts.items()) or "—"
        lines.append(f"    {facts} → {example.answer}")
    return "\n".join(lines) + "\n"


def _test(rule: Rule) -> str:
    if isinstance(rule.test, Expression):
        return rule.test.source
    if isinstance(rule.test, Schema):
        return ", ".join(sorted(rule.test.addresses))
    return str(rule.test)


def _title(rule: Rule, language: str) -> str:
    return rule.title_en if language == "en" else rule.title


def markdown(rules: Sequence[Rule], language: str) -> str:
    """The manual for docs/: a heading a family, a section a rule."""
    lines = ["# Rules" if language == "en" else "# 规则目录", ""]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += [f"## {family}", ""]
        lines += [f"### {rule.code} {_title(rule, language)}", ""]
        lines += [f"- {line.strip()}" for line in page(rule, language).splitlines()[2:] if line.strip()]
        lines.append("")
    return "\n".join(lines)


def html(rules: Sequence[Rule], language: str) -> str:
    """One page, searchable in the browser, nothing from outside."""
    rows = "\n".join(
        f"<details><summary><b>{escape(rule.code)}</b> {escape(_title(rule, language))}</summary>"
        f"<pre>{escape(page(rule, language))}</pre></details>"
        for rule in rules
    )
    title = "Rules" if language == "en" else "规则目录"
    return (
        f'<!doctype html><html lang="{"en" if language == "en" else "zh-CN"}"><meta charset="utf-8">'
        f"<title>{title}</title>"
        "<style>body{font:15px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap}"
        f"</style><h1>{title} ({len(rules)})</h1>\n{rows}\n</html>\n"
    )


FORMS: dict[str, Callable[[Sequence[Rule], str], str]] = {"text": text, "md": markdown, "html": html}
"""By the name that `--format` takes."""
