"""Every command that the documentation shows is run, in the order of its page, and says what the page shows."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

DOCS = Path(__file__).parents[2] / "docs"
_BLOCK = re.compile(
    r'(?m)^(?P<not><!-- not run: [^>]+-->\n)?```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$', re.S
)
_LEFT_OUT = "…"


def pages() -> Iterator[Path]:
    for page in sorted(DOCS.rglob("*.md")):
        if any(block["kind"] == "console" and not block["not"] for block in _BLOCK.finditer(page.read_text("utf-8"))):
            yield page.relative_to(DOCS)


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines that it is shown to print."""
    command, shown = "", []
    for line in body.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = line[2:].split("  # ")[0], []
        elif line.strip() and line.strip() != _LEFT_OUT:
            shown.append(line.strip())
    if command:
        yield command, shown


@pytest.fixture
def desk(root: Path, tmp_path: Path) -> Path:
    """A fresh folder with the samples and a picture for a logo, and nothing else."""
    (tmp_path / "samples").symlink_to(root / "samples")
    Image.new("RGB", (120, 40), (180, 20, 30)).save(tmp_path / "logo.png")
    return tmp_path


@pytest.mark.parametrize("page", list(pages()), ids=str)
def test_a_page_can_be_followed_word_by_word(page: Path, desk: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for block in _BLOCK.finditer((DOCS / page).read_text("utf-8")):
        if block["title"]:
            (desk / block["title"]).write_text(block["body"], encoding="utf-8")
        if block["kind"] != "console" or block["not"]:
            continue
        for command, shown in commands(block["body"]):
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=desk,
                env={**os.environ, "PATH": path, "PYTHONWARNINGS": "default"},
                capture_output=True,
                text=True,
                timeout=300,
            )
            said = re.sub(r"\s+", " ", done.stdout + done.stderr)
            assert done.returncode in (0, 1), f"{command}\n{said[-2000:]}"
            assert "Traceback" not in done.stderr, f"{command}\n{said[-2000:]}"
            assert [] == [line for line in shown if re.sub(r"\s+", " ", line) not in said], f"{command}\n{said[-2000:]}"
