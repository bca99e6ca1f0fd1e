"""The refusal: this text is not one value of the wanted kind, and why, in both languages."""


class NotAValue(ValueError):  # noqa: N818 - read aloud in `except NotAValue`; it is a verdict on a paper, not a fault
    """The text is not one value of its kind; `why` is Chinese, `why_en` English, both whole clauses without a stop."""

    def __init__(self, why: str, why_en: str) -> None:
        self.why = why
        self.why_en = why_en
        super().__init__(why, why_en)

    def __str__(self) -> str:
        """Both reasons, Chinese first."""
        return f"{self.why} ({self.why_en})"


def shown(text: str, limit: int = 40) -> str:
    """The text as quoted in a refusal: on one line, cut to `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
