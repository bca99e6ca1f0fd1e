"""Three years side by side, and the sums among them."""

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

from creditfile.book import Book
from creditfile.model import Case
from creditfile.reviewing.charts import charts_of, written
from creditfile.reviewing.statements import grids_of

from .long import ON


def grid(case: Case, book: Book):  # type: ignore[no-untyped-def]
    return grids_of(case.facts, book.documents.items, book.figures.identities)[0]


def test_years_run_from_the_latest_and_statements_in_their_own_order(checked: Case, book: Book) -> None:
    found = grid(checked, book)

    assert ("2024-12-31", "2023-12-31", "2022-12-31")[: len(found.periods)] == found.periods
    assert ["BS", "IS", "CF"] == [part for part, _ in found.parts][:3]
    assert str(ON.year - 1) == found.periods[0][:4]


def test_a_sum_that_does_not_come_out_marks_its_cells_and_comes_first(checked: Case, book: Book) -> None:
    found = grid(checked, book)
    states = {cell.fact.name: cell.state for row in found.rows for cell in row.cells if cell.fact}

    broken = [tie for tie in found.ties if not tie.holds]
    assert broken == list(found.ties[: len(broken)])
    assert ["ART-29"] == [tie.code for tie in broken]
    assert {"fails"} == {states[name] for name in broken[0].names}
    assert "holds" == states['statement["2024-12-31"].total_assets']


def test_the_cell_to_look_at_first_is_marked_with_what_would_mend_the_sum(checked: Case, book: Book) -> None:
    name = 'statement["2024-12-31"].total_equity'
    facts = tuple(
        replace(fact, doubts=("identity:ART-29", "would_be:92430427.35:other")) if fact.name == name else fact
        for fact in checked.facts
    )
    cells = [cell for row in grid(replace(checked, facts=facts), book).rows for cell in row.cells if cell.accused]

    assert [(name, Decimal("92430427.35"))] == [(cell.fact.name, cell.would_be) for cell in cells]


def test_amounts_are_said_in_the_unit_that_people_use() -> None:
    from creditfile.reviewing.charts import _bars

    small = _bars(["2024-12-31"], [Decimal(12_340_000)], "wan", "x")
    large = _bars(["2024-12-31"], [Decimal(106_190_150_000)], "wan", "x")

    assert "1,234 万" in small
    assert "1,061.90 亿" in large


def test_a_chart_says_its_figures_to_whoever_cannot_see_it(checked: Case, book: Book) -> None:
    found = grid(checked, book)
    facts = {fact.name: fact for fact in checked.facts}
    charts = charts_of(found.subject, found.periods, facts)
    revenue = facts['statement["2024-12-31"].revenue'].value

    svg = ElementTree.fromstring(charts[0].svg)
    assert isinstance(revenue, Decimal)
    assert written(revenue, "wan") in (svg.get("aria-label") or "")
    assert "style" not in charts[0].svg


def test_what_is_below_nothing_hangs_from_the_floor() -> None:
    from creditfile.reviewing.charts import _bars

    svg = ElementTree.fromstring(_bars(["2023-12-31", "2024-12-31"], [Decimal(-50), Decimal(100)], "wan", "利润"))
    bars = {bar.get("class"): bar for bar in svg.iter("rect")}
    floor = next(svg.iter("line"))

    assert bars["down"].get("y") == floor.get("y1")
    assert int(bars["latest"].get("y") or 0) + int(bars["latest"].get("height") or 0) == int(floor.get("y1") or 0)
