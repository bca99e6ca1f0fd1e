import shutil
import sys
from pathlib import Path

import pytest

from creditfile.errors import CreditfileError
from creditfile.filling.pdf import program, to_pdf
from tests.filling.word_files import word_file

OFFICE = shutil.which("soffice")


def stand_in(folder: Path, work: str) -> dict[str, str]:
    """A program in the place of LibreOffice."""
    file = folder / "office"
    file.write_text(f"#!{sys.executable}\nimport pathlib, sys, time\n{work}\n", encoding="utf-8")
    file.chmod(0o755)
    return {"CREDITFILE_SOFFICE": str(file)}


def test_a_machine_without_libreoffice_says_so_and_what_to_do() -> None:
    with pytest.raises(CreditfileError, match="LibreOffice") as error:
        program({"CREDITFILE_SOFFICE": "/nowhere/soffice"})

    assert "CREDITFILE_SOFFICE" in str(error.value)


def test_a_converter_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(*next(iter(stand_in(tmp_path, "time.sleep(60)").items())))
    (tmp_path / "a.docx").write_bytes(b"x")

    with pytest.raises(CreditfileError, match="took more than"):
        to_pdf([tmp_path / "a.docx"], tmp_path / "out", seconds=1)


def test_a_converter_that_makes_nothing_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(*next(iter(stand_in(tmp_path, "print('no')").items())))
    (tmp_path / "a.docx").write_bytes(b"x")

    with pytest.raises(CreditfileError, match=r"a\.pdf"):
        to_pdf([tmp_path / "a.docx"], tmp_path / "out")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_document_becomes_a_pdf_beside_it(tmp_path: Path) -> None:
    (tmp_path / "贷款调查表.docx").write_bytes(word_file("合同金额：4,500,000.00元"))

    made = to_pdf([tmp_path / "贷款调查表.docx"], tmp_path)

    assert made == [tmp_path / "贷款调查表.pdf"]
    assert made[0].read_bytes().startswith(b"%PDF")
