import io
import zipfile

import pytest

from creditfile.errors import TemplateError
from creditfile.filling.marks import writable
from creditfile.filling.package import open_package, parse, write_package
from tests.filling.word_files import word_file


def test_the_same_parts_give_the_same_bytes_in_any_order() -> None:
    parts = open_package(word_file("甲"), "t")

    assert write_package(parts) == write_package(dict(reversed(list(parts.items()))))


def test_content_types_come_first_as_word_wants_them() -> None:
    with zipfile.ZipFile(io.BytesIO(write_package(open_package(word_file("甲"), "t")))) as package:
        assert package.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    with pytest.raises(TemplateError, match=r"\.docx"):
        open_package(content, "t")


def test_a_zip_that_is_no_document_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a.txt", "甲")

    with pytest.raises(TemplateError, match="content types"):
        open_package(buffer.getvalue(), "t")


def test_a_zip_that_swells_beyond_reason_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"0" * (65 * 1024 * 1024))

    with pytest.raises(TemplateError, match="larger"):
        open_package(buffer.getvalue(), "t")


def test_entities_are_not_resolved() -> None:
    tree = parse(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')

    assert "root" not in (tree.text or "")


def test_line_ends_of_all_kinds_are_one() -> None:
    assert writable("a\r\nb\rc\nd\x0be") == "a\nb\nc\nd\ne"
