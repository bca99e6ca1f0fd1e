"""In a real git repository: the hook stops a bad change of a template and lets a good one pass."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from creditfile.filling.package import open_package, write_package
from creditfile.linting.differences import book_at, differences
from creditfile.linting.scope import changed_since, scope_of

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = "templates/visit/template.docx"
KEPT = ("visit", "notice")


def hook_entry() -> str:
    """What .pre-commit-hooks.yaml runs, with this Python."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    found = re.search(r"- id: creditfile-lint\n.*?entry: creditfile (?P<rest>[^\n]+)", text, re.DOTALL)
    assert found is not None
    return f'"{sys.executable}" "{ROOT / "pipeline.py"}" {found["rest"]}'


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank's book under git, with two templates, and the hook."""
    folder = tmp_path_factory.mktemp("bank")
    for part in ("schemas", "checks"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "templates").mkdir()
    for name in ("house.toml", "words.toml"):
        shutil.copy(ROOT / "templates" / name, folder / "templates" / name)
    for name in KEPT:
        shutil.copytree(ROOT / "templates" / name, folder / "templates" / name)
    (folder / ".gitattributes").write_text("*.docx diff=docx\n", encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "the book")
    git(folder, "config", "diff.docx.textconv", f'"{sys.executable}" "{ROOT / "pipeline.py"}" text')
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.write_text(
        f"#!/bin/sh\ngit diff --cached --name-only --diff-filter=d | xargs {hook_entry()}\n", encoding="utf-8"
    )
    hook.chmod(0o755)
    return folder


def git(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    names = {f"GIT_{who}_{what}": "bank" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **names, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    environment["CREDITFILE_CACHE"] = str(folder.parent / "cache")
    return subprocess.run(
        ["git", *words], cwd=folder, env=environment, check=check, capture_output=True, text=True
    )


def rewritten(folder: Path, change: Callable[[str], str]) -> None:
    file = folder / TEMPLATE
    parts = dict(open_package(file.read_bytes(), TEMPLATE))
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    file.write_bytes(write_package(parts))


def test_a_bad_change_fails_the_hook_and_a_good_one_passes(repository: Path) -> None:
    rewritten(repository, lambda xml: xml.replace("visit.place", "visit.palce"))
    git(repository, "add", TEMPLATE)
    bad = git(repository, "commit", "-m", "地点", check=False)

    assert 1 == bad.returncode
    assert "LNT-211" in bad.stdout + bad.stderr
    assert "did you mean `place`" in bad.stdout + bad.stderr
    assert "表1 行2 列4" in bad.stdout + bad.stderr

    rewritten(repository, lambda xml: xml.replace("visit.palce", "visit.place").replace("拜访目的", "本次拜访目的"))
    git(repository, "add", TEMPLATE)
    good = git(repository, "commit", "-m", "目的", check=False)

    assert 0 == good.returncode, good.stdout + good.stderr
    shown = git(repository, "show", "--format=", "HEAD").stdout
    assert "-| 拜访目的 | {{ visit.aim }} |" in shown
    assert "+| 本次拜访目的 | {{ visit.aim }} |" in shown


def test_what_changed_since_a_revision_is_all_that_is_looked_at(repository: Path) -> None:
    rewritten(repository, lambda xml: xml.replace("沟通内容", "沟通要点"))

    files = changed_since("HEAD", repository)
    git(repository, "checkout", "-q", TEMPLATE)

    assert (TEMPLATE,) == files
    assert frozenset({"visit"}) == scope_of(files).templates
    assert not scope_of(files).rules


def test_what_a_change_adds_removes_and_breaks_is_told(repository: Path) -> None:
    from creditfile.book import read_book

    rewritten(
        repository,
        lambda xml: xml.replace("{{ visit.place }}", "{{ visit.site }}").replace("{{ visit.needs }}", ""),
    )
    rule = next((repository / "checks" / "contract").glob("CTR-002*.toml"))
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace('severity = "error"', 'severity = "warning"'), encoding="utf-8")

    with book_at("HEAD", repository) as old:
        changes = differences(old, read_book(repository))
    git(repository, "checkout", "-q", ".")

    told = {(change.where, change.said_en): bool(change.breaks) for change in changes}
    assert {
        ("CTR-002", "the rule changed: severity"): False,
        (TEMPLATE, "field added: visit.site"): True,
        (TEMPLATE, "field removed: visit.place"): False,
        (TEMPLATE, "field removed: visit.needs"): False,
    } == told
