"""Fills a case in a process whose clock says what it is told: `python -m tests.documents.once case.json SECONDS`."""

import datetime
import sys
import time
from pathlib import Path
from typing import Any


def fake_clock(seconds: int) -> None:
    """Every usual way of asking for the time answers with this moment."""

    class Day(datetime.date):
        @classmethod
        def today(cls) -> Any:
            return datetime.date.fromordinal(datetime.date(1970, 1, 1).toordinal() + seconds // 86_400)

    class Moment(datetime.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return cls.fromtimestamp(seconds, tz)

    time.time = lambda: float(seconds)
    time.time_ns = lambda: seconds * 10**9
    datetime.datetime = Moment  # type: ignore[misc]
    del Day  # a date that is no date would not compare with others


if __name__ == "__main__":
    if int(sys.argv[2]):
        fake_clock(int(sys.argv[2]))
    from tests.documents.__main__ import once

    print(once(Path(sys.argv[1])))
