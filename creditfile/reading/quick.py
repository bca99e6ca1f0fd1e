"""The functions of pdfium that are called for every letter and object of a page, bound so that a call costs half.

They take and give plain addresses, where the bindings of pypdfium2 make a Python object of each pointer. An address is
good for as long as the page it came from is open.
"""

import ctypes
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from typing import Any

import pypdfium2.raw as pdfium


def address(pointer: Any) -> int:
    """Where a page, text page or object of pypdfium2's bindings is; 0 for none."""
    return ctypes.cast(pointer, c_void_p).value or 0


def _bound(function: Any, answers: Any, *takes: Any) -> Any:
    return ctypes.CFUNCTYPE(answers, *takes)(address(function))


index_in_page = _bound(pdfium.FPDFText_GetCharIndexFromTextIndex, c_int, c_void_p, c_int)
unicode_of = _bound(pdfium.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
loose_box_of = _bound(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
origin_of = _bound(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
text_object_of = _bound(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
matrix_of = _bound(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size_of = _bound(pdfium.FPDFText_GetFontSize, c_double, c_void_p, c_int)
angle_of = _bound(pdfium.FPDFText_GetCharAngle, c_float, c_void_p, c_int)
is_generated = _bound(pdfium.FPDFText_IsGenerated, c_int, c_void_p, c_int)
render_mode_of = _bound(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)

item_of = _bound(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
item_in = _bound(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_uint)
kind_of = _bound(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
bounds_of = _bound(pdfium.FPDFPageObj_GetBounds, c_int, c_void_p, *[c_void_p] * 4)
draw_mode_of = _bound(pdfium.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
fill_of = _bound(pdfium.FPDFPageObj_GetFillColor, c_int, c_void_p, *[c_void_p] * 4)
stroke_of = _bound(pdfium.FPDFPageObj_GetStrokeColor, c_int, c_void_p, *[c_void_p] * 4)
mark_count_of = _bound(pdfium.FPDFPageObj_CountMarks, c_int, c_void_p)
mark_of = _bound(pdfium.FPDFPageObj_GetMark, c_void_p, c_void_p, c_uint)
mark_value_of = _bound(pdfium.FPDFPageObjMark_GetParamValueType, c_int, c_void_p, ctypes.c_char_p)
remove_mark = _bound(pdfium.FPDFPageObj_RemoveMark, c_int, c_void_p, c_void_p)


Room = tuple[Any, tuple[int, ...]]


def room(kind: Any, count: int) -> Room:
    """Room for several numbers of one kind that pdfium fills in, used again for every object; and their addresses."""
    numbers = (kind * count)()
    first = ctypes.addressof(numbers)
    return numbers, tuple(first + place * ctypes.sizeof(kind) for place in range(count))


def handle(item: int) -> Any:
    """An object of a page as pypdfium2's bindings want it, for the functions that are not bound here."""
    return ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
