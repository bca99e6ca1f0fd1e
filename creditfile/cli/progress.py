"""One line that says how far a batch is, how fast it goes, and how long it will take."""

import sys
import time
from collections import Counter, deque
from typing import TextIO

from creditfile.reporting.words import say

WINDOW_S = 300
"""The rate is of the last so many seconds: the first cases also wait for processes to start."""
EVERY_S = 30
"""Where nobody watches (a log), a line so often."""


class Progress:
    """Counts cases as they come to their ends."""

    def __init__(self, language: str, stream: TextIO = sys.stderr) -> None:
        self.language = language
        self.stream = stream
        self.watched = stream.isatty()
        self.counts: Counter[str] = Counter()
        self.ends: deque[tuple[float, int]] = deque()
        self.worked = 0
        self.told = 0.0

    def add(self, word: str, *, worked: bool, total: int, behind: int) -> None:
        """One more case, and which end it came to; those that needed no work do not count for the rate."""
        now = time.monotonic()
        self.counts[word] += 1
        self.worked += worked
        self.ends.append((now, self.worked))
        while self.ends[0][0] < now - WINDOW_S:
            self.ends.popleft()
        done = behind + self.counts.total()
        if self.watched or now - self.told >= EVERY_S or done == total:
            self.told = now
            span, cases = now - self.ends[0][0], self.worked - self.ends[0][1]
            text = line(done, total, cases / span * 60 if span > 0 else None, self.counts, self.language)
            self.stream.write(f"\r\x1b[K{text}" if self.watched else f"{text}\n")
            self.stream.flush()

    def clear(self) -> None:
        """Take the line away before something else is printed."""
        if self.watched:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def line(done: int, total: int, per_minute: float | None, counts: "Counter[str]", language: str) -> str:
    """`128/4000 · 31.2 a minute · 2:04:06 left · 12 admit, 110 refer`."""
    parts = [f"{done}/{total}"]
    if per_minute:
        parts.append(say("{rate} a minute", language, rate=f"{per_minute:.1f}"))
        parts.append(say("{time} left", language, time=duration((total - done) / per_minute * 60)))
    parts.append(", ".join(f"{say(word, language)} {count}" for word, count in sorted(counts.items())))
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """2:04:06, or 4:06."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
