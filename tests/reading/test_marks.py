"""Traces of change in Word files and PDFs."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from creditfile.reading.marks import LAST_SAVED, marks_of
from creditfile.reading.pages import Mark


def changes(content: bytes) -> tuple[Mark, ...]:
    """What was done to a Word file; that it was saved once is none of it."""
    return tuple(mark for mark in marks_of(content, "docx") if mark.kind != LAST_SAVED)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_body(inner: str) -> bytes:
    """A Word file whose body is this XML."""
    document = Document()
    document.add_paragraph("占位")
    made = io.BytesIO()
    document.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = f'<?xml version="1.0"?><w:document {W}><w:body>{inner}</w:body></w:document>'.encode()
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("inner", "kind", "text"),
    [
        ('<w:p><w:ins w:author="王某" w:date="2026-03-10T09:00:00Z"><w:r><w:t>或担保人</w:t></w:r></w:ins></w:p>',
         "修订插入", "或担保人"),
        ('<w:p><w:del w:author="王某"><w:r><w:delText>不得</w:delText></w:r></w:del></w:p>', "修订删除", "不得"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>秘密</w:t></w:r></w:p>", "隐藏文字", "秘密"),
        ("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>作废</w:t></w:r></w:p>", "删除线", "作废"),
        ('<w:p><w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t>人民币5</w:t></w:r>'
         '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t>0,000.00</w:t></w:r></w:p>', "字体不同", "人民币5|0,000.00"),
    ],
)
def test_a_change_is_told_of(inner, kind, text):
    marks = changes(with_body(inner))

    assert [(mark.kind, mark.text) for mark in marks] == [(kind, text)]


def test_who_made_a_revision_and_when_is_kept():
    inner = '<w:p><w:ins w:author="王某" w:date="2026-03-10T09:00:00Z"><w:r><w:t>新</w:t></w:r></w:ins></w:p>'
    (mark,) = changes(with_body(inner))

    assert (mark.by, mark.at, mark.place) == ("王某", "2026-03-10T09:00:00Z", "paragraph 1")


def test_a_switch_turned_off_is_no_mark():
    assert changes(with_body('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>明</w:t></w:r></w:p>')) == ()


def test_a_filled_blank_in_another_font_is_no_mark():
    document = Document()
    paragraph = document.add_paragraph("借款金额为人民币（大写）")
    run = paragraph.add_run("伍佰万元整")
    run.font.size, run.font.underline = Pt(12), True
    paragraph.add_run("，按月付息。")
    out = io.BytesIO()
    document.save(out)

    assert changes(out.getvalue()) == ()


def test_a_comment_is_told_of_with_its_author():
    document = Document()
    paragraph = document.add_paragraph("第五条 罚息")
    document.add_comment(paragraph.runs, text="此处待定", author="李某")
    out = io.BytesIO()
    document.save(out)
    marks = [mark for mark in changes(out.getvalue()) if mark.kind == "批注"]

    assert [(mark.text, mark.by) for mark in marks] == [("此处待定", "李某")]


def test_what_follows_the_last_signature_of_a_pdf_is_told_of():
    signed = b"%PDF-1.7 /ByteRange [0 40 60 40]" + b"x" * 68

    assert marks_of(signed, "pdf") == ()
    assert [mark.kind for mark in marks_of(signed + b"1 0 obj changed endobj" * 20, "pdf")] == ["签名后追加"]
    assert marks_of(b"%PDF-1.7 unsigned" + b"x" * 500, "pdf") == ()


def test_what_is_no_word_file_has_no_marks():
    assert marks_of(b"PK nonsense", "docx") == ()


def test_when_and_by_whom_a_word_file_was_saved_and_whether_it_is_locked_is_told():
    document = Document()
    document.add_paragraph("借款合同")
    document.core_properties.last_modified_by = "王某"
    document.core_properties.modified = datetime(2026, 3, 15, 8, tzinfo=UTC)
    open_file, locked_file = io.BytesIO(), io.BytesIO()
    document.save(open_file)
    lock = document.settings.element.makeelement(qn("w:documentProtection"), {qn("w:enforcement"): "1"})
    document.settings.element.append(lock)
    document.save(locked_file)

    (mark,) = marks_of(open_file.getvalue(), "docx")

    assert (mark.kind, mark.text, mark.by, mark.at[:10]) == (LAST_SAVED, "未锁定编辑", "王某", "2026-03-15")
    assert [mark.text for mark in marks_of(locked_file.getvalue(), "docx")] == ["已锁定编辑"]
