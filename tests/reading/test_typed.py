"""The typed form: exact values by their address, and faults told so that staff can mend them."""

from datetime import date
from decimal import Decimal

import pytest

from creditfile.reading.pages import UnreadableError
from creditfile.reading.typed import read

FORM = """\
# 申请
[application]
amount = 5_000_000.00
rate = 0.7
date = 2025-01-31
purpose = "采购原料"
secured = true

[survey.site]
people = ["张三", "李四"]

[[guarantee]]
guarantor = "甲公司"
[[guarantee]]
guarantor = "乙公司"
[[guarantee.asset]]
name = "厂房"
"""


def test_every_value_has_its_address_type_and_line():
    fields = {field.name: (field.typed, field.value, field.place) for field in read(FORM.encode(), "x.toml").fields}

    assert fields == {
        "application.amount": (Decimal("5000000.00"), "5000000.00", "line 3"),
        "application.rate": (Decimal("0.7"), "0.7", "line 4"),
        "application.date": (date(2025, 1, 31), "2025-01-31", "line 5"),
        "application.purpose": ("采购原料", "采购原料", "line 6"),
        "application.secured": (True, "是", "line 7"),
        "survey.site.people": (("张三", "李四"), "张三、李四", "line 10"),
        "guarantee[0].guarantor": ("甲公司", "甲公司", "line 13"),
        "guarantee[1].guarantor": ("乙公司", "乙公司", "line 15"),
        "guarantee[1].asset[0].name": ("厂房", "厂房", "line 17"),
    }


def test_a_form_saved_by_a_chinese_editor_is_read():
    assert len(read(FORM.encode("gb18030"), "x.toml").fields) == 9
    assert len(read(FORM.replace("\n", "\r\n").encode("utf-8-sig"), "x.toml").fields) == 9


@pytest.mark.parametrize(("line", "mend"), [
    ("amount = 5,000,000", "no commas"), ("rate = 4.35%", "no % sign"), ("amount = 500万元", "without its unit"),
    ("date = 2025/1/31", "2025-01-31"), ("date = 2025-1-31", "two digits"), ("name = “甲公司”", "full-width"),
    ("name = 甲公司", "in quotes"), ("amount =", "nothing after"), ('name = "甲', "closing quote"),
    ("金额 = 5", "English letters"), ("no = 0123", "quote it"),
])
def test_a_fault_names_its_line_and_how_to_mend_it(line, mend):
    with pytest.raises(UnreadableError) as error:
        read(f"[application]\n{line}\n".encode(), "x.toml")

    assert error.value.trouble.code == "RDG-150"
    assert error.value.trouble.detail.startswith("line 2: ")
    assert mend in error.value.trouble.detail


def test_not_a_number_is_refused():
    with pytest.raises(UnreadableError) as error:
        read(b"[application]\nrate = nan\n", "x.toml")

    assert error.value.trouble.code == "RDG-150"


def test_a_value_outside_every_table_is_told_of():
    pages = read(b"amount = 5\n[application]\nterm_months = 12\n", "x.toml")

    assert [trouble.code for trouble in pages.troubles] == ["RDG-150"]
    assert pages.troubles[0].detail.startswith("line 1: amount")
