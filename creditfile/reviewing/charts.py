"""Small charts of what three years came to: one for each figure that an officer asks for first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from creditfile.model import Fact

ASKED: tuple[tuple[str, str, str, str], ...] = (
    ("revenue", "营业收入", "Revenue", "wan"),
    ("net_profit", "净利润", "Net profit", "wan"),
    ("cfo_net", "经营现金净流量", "Operating cash flow", "wan"),
    ("total_assets", "资产总计", "Total assets", "wan"),
    ("debt_ratio", "资产负债率", "Debt ratio", "share"),
    ("current_ratio", "流动比率", "Current ratio", "times"),
)
"""Item or figure, its name in Chinese and English, and what it is counted in."""
LARGE = 1_000_000_000
"""From here on amounts are counted in 亿."""
WIDTH, HEIGHT, TOP, FLOOR = 200, 118, 16, 96
BAR, UNDER = 34, 14


@dataclass(frozen=True, slots=True)
class Chart:
    """One figure over the years."""

    label: str
    label_en: str
    svg: str
    """Without script and style: colours come from the page."""


def charts_of(subject: str, periods: Sequence[str], facts: Mapping[str, Fact]) -> tuple[Chart, ...]:
    """The charts for which there is a figure; the years run from left to right."""
    found = []
    for name, label, label_en, unit in ASKED:
        values = [_value(facts.get(f'{subject}["{period}"].{name}')) for period in reversed(periods)]
        if any(value is not None for value in values):
            found.append(Chart(label, label_en, _bars([*reversed(periods)], values, unit, label)))
    return tuple(found)


def _value(fact: Fact | None) -> Decimal | None:
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else None


def _bars(periods: Sequence[str], values: Sequence[Decimal | None], unit: str, label: str) -> str:
    """Bars from a common floor; what is below nothing hangs from it, what is not known is a dash."""
    known = [value for value in values if value is not None]
    most = max(*(abs(value) for value in known), Decimal(0)) if known else Decimal(0)
    lowest = min(*known, Decimal(0))
    unit = "yi" if unit == "wan" and most >= LARGE else unit
    reach = FLOOR - TOP - (UNDER if lowest < 0 else 0)
    base = FLOOR - (UNDER + reach // 3 if lowest < 0 else 0)
    room = base - TOP
    said = "; ".join(f"{day[:7]} {written(value, unit)}" for day, value in zip(periods, values, strict=True))
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}: {escape(said)}">']
    step = WIDTH // max(1, len(values))
    for place, (day, value) in enumerate(zip(periods, values, strict=True)):
        middle = place * step + step // 2
        size = round(abs(value) / most * room) if value is not None and most else 0
        size = max(size, 1)
        down = value is not None and value < 0
        size = min(size, FLOOR - base) if down else size
        kind = "none" if value is None else "down" if down else "latest" if place == len(values) - 1 else "bar"
        top = base if down else base - size
        note = base + size + 11 if down else top - 4
        parts.append(f'<rect class="{kind}" x="{middle - BAR // 2}" y="{top}" width="{BAR}" height="{size}" rx="2"/>')
        parts.append(f'<text class="value" x="{middle}" y="{note}">{escape(written(value, unit))}</text>')
        parts.append(f'<text class="day" x="{middle}" y="{HEIGHT - 4}">{escape(_short(day))}</text>')
    parts.append(f'<line class="floor" x1="4" x2="{WIDTH - 4}" y1="{base}" y2="{base}"/></svg>')
    return "".join(parts)


def _short(day: str) -> str:
    return day[:4] if day.endswith("-12-31") else day[:7]


def written(value: Decimal | None, unit: str) -> str:
    """As people say it: amounts in 万元 or 亿元, shares in per cent."""
    if value is None:
        return "—"
    if unit == "share":
        return f"{value * 100:.1f}%"
    if unit == "times":
        return f"{value:.2f}"
    if unit == "yi":
        return f"{value / 100_000_000:,.2f} 亿"
    return f"{value / 10_000:,.0f} 万"
