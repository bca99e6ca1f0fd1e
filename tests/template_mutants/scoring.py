"""Which mutants are found: by lint without and with the samples, by docxtpl-lint alone, by docxtpl itself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from creditfile.book import Book
from creditfile.content import read_toml
from creditfile.filling.fill import fill
from creditfile.filling.templates import Template
from creditfile.filling.trees import FAULTS
from creditfile.linting.house import read_house
from creditfile.linting.names import dictionary
from creditfile.linting.plain_text import text_of_docx
from creditfile.linting.templates import Bench, of_template
from creditfile.model import Case
from creditfile.stages import judge, read, settle
from tests.template_mutants.mutating import Mutant, mutants
from tests.template_mutants.plainly import context, environment, fails_to_render, told_by_linter


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant."""

    mutant: Mutant
    lint: str
    """The first complaint's code; empty when lint is silent."""
    samples: bool
    """Whether a sample's golden text or the filling itself tells; asked only when lint is silent."""
    linter: bool
    docxtpl: bool


def chosen(book: Book, most: int) -> list[Mutant]:
    """At most so many mutants of each operator, as many of each template as there are, spread over it."""
    by_operator: dict[str, dict[str, list[Mutant]]] = defaultdict(lambda: defaultdict(list))
    for template in book.templates.each:
        for mutant in mutants(template):
            by_operator[mutant.operator][template.name].append(mutant)
    return [mutant for each in by_operator.values() for mutant in _fairly(list(each.values()), most)]


def _fairly(groups: list[list[Mutant]], most: int) -> list[Mutant]:
    """So many of all groups: the small ones whole, of the others equal parts."""
    found: list[Mutant] = []
    for left, group in zip(range(len(groups), 0, -1), sorted(groups, key=len), strict=True):
        count = min(len(group), (most - len(found)) // left)
        found += [group[number * len(group) // count] for number in range(count)]
    return found


class Judge:
    """All four, made ready once."""

    def __init__(self, book: Book, samples: Path | None) -> None:
        self._book = book
        self._bench = Bench(book, dictionary(book), read_house(book.folder))
        self._templates = {template.name: template for template in book.templates.each}
        self._jinja = environment()
        self._contexts = {name: context(book, template) for name, template in self._templates.items()}
        self._plain = {name: told_by_linter(template.content) for name, template in self._templates.items()}
        self._cases = [_judged(folder, book) for folder in _samples(samples)] if samples else []
        self._golden = {
            name: [self._filled(case, template) for case in self._cases] for name, template in self._templates.items()
        }

    def unmutated(self) -> list[str]:
        """What is said of the templates as they are; must be nothing."""
        found = [f"{name}: {one.code}" for name, t in self._templates.items() for one in of_template(t, self._bench)]
        for name, template in self._templates.items():
            failed = fails_to_render(template.content, self._contexts[name], self._jinja)
            found += [f"{name}: docxtpl {failed}"] if failed else []
        return found

    def outcome(self, mutant: Mutant) -> Outcome:
        """Give a mutant to all."""
        content = mutant.make()
        template = replace(self._templates[mutant.template], content=content)
        complaint = next(of_template(template, self._bench), None)
        code = complaint.code if complaint else ""
        told = code != "" or self._other_words(template)
        linter = bool(told_by_linter(content) - self._plain[mutant.template])
        failed = fails_to_render(content, self._contexts[mutant.template], self._jinja)
        return Outcome(mutant, code, told, linter, bool(failed))

    def _other_words(self, template: Template) -> bool:
        golden = self._golden[template.name]
        return any(self._filled(case, template) != words for case, words in zip(self._cases, golden, strict=True))

    def _filled(self, case: Case, template: Template) -> str:
        alone = replace(self._book.templates, each=(template,))
        try:
            papers = fill(case, alone).papers
        except FAULTS as error:
            return f"cannot be filled: {error}"
        return "\n".join(text_of_docx(paper.content) for paper in papers)


def _samples(folder: Path) -> Sequence[Path]:
    return sorted(file.parent for file in folder.glob("*/expected.toml"))


def _judged(folder: Path, book: Book) -> Case:
    on = read_toml(folder / "expected.toml")["on"]
    case = settle(read(Case(folder.name, folder), book.documents), book.documents, book.figures, on)
    return judge(case, book.rules, on)


def counted(outcomes: Iterable[Outcome]) -> dict[str, list[int]]:
    """By operator: how many, found by lint, with the samples, by docxtpl-lint, by docxtpl."""
    found: dict[str, list[int]] = {}
    for one in outcomes:
        row = found.setdefault(one.mutant.operator, [0] * 5)
        for at, yes in enumerate((True, one.lint != "", one.samples, one.linter, one.docxtpl)):
            row[at] += yes
    return found
