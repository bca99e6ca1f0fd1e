"""The filled fields of a fillable PDF (AcroForm), with page and box."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from creditfile.model import Box
from creditfile.reading import glyphs, limits
from creditfile.reading.pages import FormField

BUTTONS = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
OFF = "Off"
"""The state of a box that is not ticked."""
SILENT = (pdfium.FPDF_FORMFIELD_UNKNOWN, pdfium.FPDF_FORMFIELD_PUSHBUTTON, pdfium.FPDF_FORMFIELD_SIGNATURE)
"""Fields that hold no words."""


def fields_of(document: pypdfium2.PdfDocument) -> tuple[FormField, ...]:
    """Text, choice, tick-box and radio fields in page order; an unticked box has an empty value.

    A field shown in several places stands once for each; a radio group once, at the button that is on.
    """
    if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_NONE:
        return ()
    settings = pdfium.FPDF_FORMFILLINFO(version=2)
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document, settings)
    if not form:
        return ()
    try:
        return tuple(_only_chosen(list(_fields(document, form))))
    finally:
        pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def _fields(document: Any, form: Any) -> Iterator[tuple[FormField, bool]]:
    """Each field, and whether it is a radio button."""
    seen = 0
    for index in range(min(len(document), limits.PAGES)):
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            continue
        try:
            frame = glyphs.frame_of(page)
            for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
                annotation = pdfium.FPDFPage_GetAnnot(page, at)
                if not annotation:
                    continue
                try:
                    seen += 1
                    if seen > limits.FORM_FIELDS:
                        return
                    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
                    if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET and kind not in SILENT:
                        field = _field(form, annotation, kind, index + 1, frame)
                        yield field, kind == pdfium.FPDF_FORMFIELD_RADIOBUTTON
                finally:
                    pdfium.FPDFPage_CloseAnnot(annotation)
        finally:
            pdfium.FPDF_ClosePage(page)


def _field(form: Any, annotation: Any, kind: int, page: int, frame: glyphs.Frame) -> FormField:
    if kind in BUTTONS:
        value = _ticked(form, annotation)
    else:
        value = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
    return FormField(
        name=_string(pdfium.FPDFAnnot_GetFormFieldName, form, annotation),
        value=value.replace("\r\n", "\n").replace("\r", "\n"),
        page=page,
        box=_box(annotation, frame),
        label=_string(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation),
        on=bool(value) if kind in BUTTONS else None,
    )


def _ticked(form: Any, annotation: Any) -> str:
    """The value that a box or button stands for when it is on, else nothing: as it is drawn, else as the field says.

    pdfium's own answer needs the page loaded into the form, which never ends on some malformed forms.
    """
    drawn = _string(lambda _, *rest: int(pdfium.FPDFAnnot_GetStringValue(rest[0], b"AS", *rest[1:])), form, annotation)
    stands_for = _string(pdfium.FPDFAnnot_GetFormFieldExportValue, form, annotation)
    if drawn:
        return "" if drawn == OFF else stands_for or drawn
    said = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
    return said if said != OFF and said == stands_for else ""


def _only_chosen(fields: list[tuple[FormField, bool]]) -> Iterator[FormField]:
    """Of each radio group the button that is on; the first when none is."""
    chosen: dict[str, FormField] = {}
    for field, radio in fields:
        if radio and (field.name not in chosen or (field.value and not chosen[field.name].value)):
            chosen[field.name] = field
    for field, radio in fields:
        if not radio or chosen[field.name] is field:
            yield field


def _box(annotation: Any, frame: glyphs.Frame) -> Box | None:
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, rectangle):
        return None
    left, right = sorted((rectangle.left, rectangle.right))
    bottom, top = sorted((rectangle.bottom, rectangle.top))
    return Box.of(*frame.rectangle(left, bottom, right, top))


def _string(call: Callable[..., int], form: Any, annotation: Any) -> str:
    """What one of pdfium's UTF-16 getters gives."""
    length = call(form, annotation, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    call(form, annotation, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
