"""A bank's own book is ours, whole, with its logo where readers of a document see it."""

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from PIL import Image

from creditfile.book import book_digest
from creditfile.errors import TemplateError
from creditfile.filling.branding import with_logo
from creditfile.starting.book import BESIDE, own_book
from pipeline import main


def picture(form: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (30, 10), (180, 20, 30)).save(made, form)
    return made.getvalue()


def test_a_book_of_ones_own_has_the_same_content_as_ours(root: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["init", str(tmp_path / "bank")], catch_exceptions=False)

    assert 0 == done.exit_code
    assert book_digest(root) == book_digest(tmp_path / "bank")
    assert all((tmp_path / "bank" / file).is_file() for file in BESIDE)
    assert (tmp_path / "bank" / "samples" / "README.md").is_file()
    assert ["bank"] == [path.name for path in tmp_path.iterdir()]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    done = CliRunner().invoke(main, ["init", str(tmp_path)])

    assert 4 == done.exit_code
    assert ["mine.txt"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_the_logo_stands_once_in_each_header_that_has_words(root: Path, form: str) -> None:
    branded = with_logo((root / "templates" / "report" / "template.docx").read_bytes(), picture(form), "report")

    document = Document(io.BytesIO(branded))
    headers = {section.header.part.partname: section.header for section in document.sections}
    drawn = {
        bool(header.paragraphs[0].text.strip()): len(header._element.xpath(".//w:drawing"))
        for header in headers.values()
    }
    assert {True: 1, False: 0} == drawn
    assert zipfile.ZipFile(io.BytesIO(branded)).testzip() is None


def test_the_words_of_a_template_are_the_same_with_a_logo(root: Path) -> None:
    before = (root / "templates" / "report" / "template.docx").read_bytes()

    after = with_logo(before, picture("PNG"), "report")

    words = [[paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs] for docx in (before, after)]
    assert words[0] == words[1]


def test_a_logo_that_is_no_picture_is_refused_with_a_mend(root: Path) -> None:
    with pytest.raises(TemplateError, match=r"PNG or a JPEG"):
        dict(own_book(root, b"no picture"))


def test_without_a_logo_templates_are_copied_byte_for_byte(root: Path) -> None:
    ours = dict(own_book(root))

    assert (root / "templates" / "report" / "template.docx").read_bytes() == ours["templates/report/template.docx"]
