"""What each check said over all sets: how often it held, failed, could not be told; and sets made for the last."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from creditfile.model import Verdict
from tests.contracts import sets
from tests.contracts.sets import Told
from tests.generator.case import Draft

CHECKS = tuple(f"CTR-{number:03}" for number in range(1, 61))
"""The checks of the reference."""
SAID = ("holds", "fails", "cannot tell")


@dataclass
class Outcomes:
    """By check and answer, in how many sets it was given."""

    sets: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, told: Told) -> None:
        """Count what was said of one set; a check that fails for one paper and holds for another counts as both."""
        self.sets.update({(code, "holds") for code in told.held})
        self.sets.update({(code, "fails") for code in told.fails})
        self.sets.update(
            {(one.code, "cannot tell") for one in told.findings if one.verdict is Verdict.CANNOT_TELL}
        )

    def as_rows(self) -> list[list[object]]:
        """For a file of JSON lines."""
        return [[code, said, count] for (code, said), count in sorted(self.sets.items())]

    def add_rows(self, rows: list[list[object]]) -> None:
        """Those of such a file."""
        for code, said, count in rows:
            self.sets[str(code), str(said)] += int(str(count))

    def table(self) -> list[str]:
        """As Markdown, a line a check; then what is wanting."""
        titles = {rule.code: rule.title for rule in sets.book().rules.rules}
        lines = ["| check | | holds | fails | cannot tell |", "| --- | --- | --: | --: | --: |"]
        for code in CHECKS:
            counts = " | ".join(str(self.sets[code, said] or "") for said in SAID)
            lines.append(f"| {code} | {titles.get(code, '')} | {counts} |")
        return lines

    def wanting(self) -> list[str]:
        """Checks that some answer was never given by, and which."""
        return [
            f"{code} ({', '.join(never)})" for code in CHECKS
            if (never := [said for said in SAID if not self.sets[code, said]])
        ]


def undecided(seed: int) -> Iterator[Told]:
    """The set of a seed once for each field of each paper, the field left blank; then with a page nobody can read."""
    drafted = sets.drafted(seed)
    for at, paper in enumerate(drafted.papers):
        for name in paper.fields:
            draft = sets.drafted(seed)
            draft.word(draft.papers[at], "blank", (name,))
            yield sets.told(draft)
        if paper.doc in sets.wording.KINDS or paper.doc == "D711":
            yield sets.told(drafted, _with_unread_page(drafted, at))


def _with_unread_page(draft: Draft, at: int) -> list[tuple[str, bytes]]:
    """The files of a draft, one of them as a PDF with a page behind it that is a smudged picture."""
    made = sets.files(draft)
    made[at] = (f"{made[at][0].rpartition('.')[0]}.pdf", _with_picture(sets.as_pdf(draft, at)))
    return made


def _with_picture(content: bytes) -> bytes:
    import pypdfium2
    from PIL import Image

    picture = io.BytesIO()
    Image.linear_gradient("L").resize((620, 877)).save(picture, "PDF", resolution=75)
    document = pypdfium2.PdfDocument(content)
    document.import_pages(pypdfium2.PdfDocument(picture.getvalue()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
