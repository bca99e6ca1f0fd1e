"""Numbers of lists as Word writes them."""

import pytest

from creditfile.reading.numbering import written


@pytest.mark.parametrize(("number", "kind", "expected"), [
    (3, "decimal", "3"), (10, "chineseCounting", "十"), (12, "chineseCountingThousand", "十二"),
    (20, "chineseCounting", "二十"), (105, "chineseCounting", "一百零五"), (110, "chineseCounting", "一百一十"),
    (1001, "chineseCounting", "一千零一"), (25, "ideographDigital", "二五"), (2, "ideographTraditional", "乙"),
    (4, "lowerRoman", "iv"), (1990, "upperRoman", "MCMXC"), (28, "lowerLetter", "bb"),
    (1, "decimalEnclosedCircle", "①"), (7, "decimalZero", "07"), (11, "ideographTraditional", "11"),
    (5, "noSuchFormat", "5"),
])
def test_a_number_is_written_as_its_format_says(number, kind, expected):
    assert written(number, kind) == expected
