"""A bank's book under git, with two templates, and the hook that lints what is committed."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from creditfile.filling.package import open_package, write_package

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = "templates/visit/template.docx"
KEPT = ("visit", "notice", "inspection")
"""Those that duties ask for."""


def hook_entry() -> str:
    """What .pre-commit-hooks.yaml runs, with this Python."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    found = re.search(r"- id: creditfile-lint\n.*?entry: creditfile (?P<rest>[^\n]+)", text, re.DOTALL)
    assert found is not None
    return f'"{sys.executable}" "{ROOT / "pipeline.py"}" {found["rest"]}'


def founded(folder: Path) -> Path:
    """The repository, made in an empty folder."""
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
