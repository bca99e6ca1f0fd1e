"""Every code that reading reports is explained: what, where, and what to do, in both languages."""

import re
import tomllib
from pathlib import Path

import pytest

PARTS = {"title", "title_en", "message", "message_en", "mend", "mend_en", "severity"}


@pytest.fixture(scope="module")
def codes(root: Path) -> dict[str, dict[str, str]]:
    return tomllib.loads((root / "creditfile" / "reading" / "codes.toml").read_text(encoding="utf-8"))


def test_every_code_used_in_the_engine_is_explained(root: Path, codes):
    used = {
        code for file in (root / "creditfile").rglob("*.py")
        for code in re.findall(r"RDG-\d{3}", file.read_text(encoding="utf-8"))
    }

    assert used - set(codes) == set()


def test_every_code_has_all_its_sentences(codes):
    for code, said in codes.items():
        assert set(said) - {"cannot_tell"} == PARTS, code
        assert all(said.values()), code
        assert said["severity"] in ("error", "warning", "note"), code
        assert ("{detail}" in said["message"]) == ("{detail}" in said["message_en"]), code
