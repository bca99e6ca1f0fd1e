from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from creditfile.errors import ExpressionError
from creditfile.model import Fact
from creditfile.settling.figures import computed, read_figures

NAMES = {"on": date(2026, 6, 30), "setting": {}}


def book(folder: Path, text: str) -> Path:
    (folder / "schemas" / "figures").mkdir(parents=True)
    (folder / "schemas" / "figures" / "f.toml").write_text(text, encoding="utf-8")
    return folder


def entry(address: str, value: str) -> str:
    return f'[figures."{address}"]\ntitle = "一"\ntitle_en = "one"\ntype = "ratio"\nvalue = "{value}"\n'


def test_figures_are_worked_after_what_they_need_and_carry_its_origins(
    tmp_path: Path, fact: Callable[..., Fact]
) -> None:
    figures = read_figures(book(tmp_path, entry("x.double", "x.ratio * 2") + entry("x.ratio", "a.part / a.whole")))

    facts = {f.name: f for f in computed([fact("a.part", Decimal(1)), fact("a.whole", Decimal(4))], figures, NAMES)}

    assert (Decimal("0.25"), Decimal("0.5")) == (facts["x.ratio"].value, facts["x.double"].value)
    assert ("a.part", "a.whole") == facts["x.ratio"].inputs
    assert facts["x.double"].origins == facts["x.ratio"].origins[:1]


def test_a_figure_of_each_period_knows_the_year_before(tmp_path: Path, fact: Callable[..., Fact]) -> None:
    figures = read_figures(book(tmp_path, entry("statement[*].growth", "it.revenue / it.prior.revenue - 1")))
    facts = [
        fact('statement["2023-12-31"].revenue', Decimal(120)),
        fact('statement["2022-12-31"].revenue', Decimal(100)),
    ]

    made = [f for f in computed(facts, figures, NAMES) if f.inputs]

    assert [('statement["2023-12-31"].growth', Decimal("0.2"))] == [(f.name, f.value) for f in made]


def test_a_figure_without_its_facts_is_not_made_and_none_is_made_up(tmp_path: Path, fact: Callable[..., Fact]) -> None:
    figures = read_figures(book(tmp_path, entry("x.ratio", "a.part / a.whole")))

    assert ["a.part"] == [f.name for f in computed([fact("a.part", Decimal(1))], figures, NAMES)]
    assert 2 == len(computed([fact("a.part", Decimal(1)), fact("a.whole", Decimal(0))], figures, NAMES))


def test_a_figure_of_something_to_confirm_is_to_be_confirmed(tmp_path: Path) -> None:
    figures = read_figures(book(tmp_path, entry("x.ratio", "a.part * 2")))

    made = computed([Fact("a.part", Decimal(1), "money", confirm=True)], figures, NAMES)[-1]

    assert (True, ("inputs",)) == (made.confirm, made.doubts)


def test_what_a_paper_states_stands_before_what_we_would_compute(tmp_path: Path, fact: Callable[..., Fact]) -> None:
    figures = read_figures(book(tmp_path, entry("x.ratio", "a.part * 2")))

    facts = computed([fact("a.part", Decimal(1)), fact("x.ratio", Decimal(9))], figures, NAMES)

    assert [Decimal(9)] == [f.value for f in facts if f.name == "x.ratio"]


def test_figures_in_a_circle_are_refused_with_the_circle(tmp_path: Path) -> None:
    with pytest.raises(ExpressionError, match=r"x\.a → x\.b → x\.a"):
        read_figures(book(tmp_path, entry("x.a", "x.b + 1") + entry("x.b", "x.a + 1")))


def test_a_number_of_the_banks_own_has_its_origin_in_the_book(tmp_path: Path, fact: Callable[..., Fact]) -> None:
    figures = read_figures(book(tmp_path, entry("caution.line", "setting.line")))

    (*_, line) = computed([fact("a.part", Decimal(1))], figures, {**NAMES, "setting": {"line": 7}})

    assert [("schemas/figures/f.toml", "line 1")] == [(origin.source, origin.place) for origin in line.origins]
