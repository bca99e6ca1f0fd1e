"""What a proposal offers: the needs that the facts show, and the products, plans and benefits that follow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Template as Compiled

from creditfile.content import check_shape, did_you_mean, read_csv, read_toml
from creditfile.errors import BookError
from creditfile.filling.printing import SHEET, Sheet, the_environment
from creditfile.language import Expression, filters
from creditfile.language.expressions import the_language
from creditfile.language.view import View

COLUMNS = (
    "code", "name", "name_en", "kind", "prerequisites", "papers", "varieties", "role", "stages", "note", "parties",
)
LADDER: Mapping[str, tuple[str, ...]] = {
    "结算与现金管理": ("SETTLE", "CASH", "DEPOSIT", "WEALTH", "RETAIL"),
    "授信与票据": ("WCL", "FAL", "FHL", "BAC", "LC", "GTE", "DSC", "PRICING", "OTHER"),
    "供应链与综合金融": ("SCF", "TF", "FX", "DERIV", "BOND"),
}
"""Steps of bringing products in, and their kinds."""
_LACKING = Decimal("0.25")
"""What a paper that is not there takes from a product's rank."""
IN_WAN = frozenset({"case.offer.needs.impact", "case.offer.benefits.amount"})
"""Amounts of a record that come printed, in 万元."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the bank."""

    code: str
    """P01 …."""
    name: str
    """In Chinese."""
    kind: str
    """WCL, SCF, CASH …."""
    prerequisites: tuple[str, ...]
    """What must be so, in words."""
    papers: tuple[tuple[str, str], ...]
    """The papers it takes: the subject of their facts, and what they are called."""
    varieties: tuple[str, ...] = ()
    """The forms it comes in."""
    role: str = ""
    """引流, 粘性 or 利润: what it is for the bank; never shown to the customer."""
    stages: tuple[str, ...] = ()
    """Of the customer's business: 采购, 生产, 销售, 项目建设; all when empty."""
    note: str = ""
    """What the law or the bank bids to say of it."""
    parties: tuple[str, ...] = ()
    """The types of borrower it is for: ENT, FRM …; everybody's when empty."""


@dataclass(frozen=True, slots=True)
class Need:
    """A need that facts can show."""

    code: str
    """ND-01 …."""
    dimension: str
    """销售, 采购, 融资, 管理 or 理财."""
    title: str
    """In a few words."""
    when: Expression
    """Whether the customer has it."""
    strength: Expression
    """0 to 1."""
    says: str
    """What shows it, with facts in it."""
    products: tuple[str, ...]
    """What meets it."""
    impact: str
    """What it costs or saves a year, in yuan; empty where that is not computed."""
    formula: str
    """The same in words."""
    deposit: str = ""
    """Which deposits it brings: 贷款拉动型 …."""
    fee: str = ""
    """Which fee business it brings: 国际结算 …."""


@dataclass(frozen=True, slots=True)
class OfferBook:
    """The content of a proposal."""

    needs: tuple[Need, ...]
    """In order."""
    products: Mapping[str, Product]
    """By code."""
    plans: tuple[Mapping[str, Any], ...]
    """name, aim, kinds, most."""
    assumptions: Mapping[str, Any]
    """Numbers by key."""
    assumption_names: Mapping[str, str]
    """What they are called."""
    purposes: Mapping[str, str]
    """What each kind of need aims at: 采购 → 便利采购."""


def read_offer(folder: Path) -> OfferBook | None:
    """`offer.toml` and `catalogue.csv` of a template's folder; None where there are none. Raises BookError."""
    file, catalogue = folder / "offer.toml", folder / "catalogue.csv"
    if not file.is_file():
        return None
    content = read_toml(file)
    check_shape(content, "offer", file)
    products = {row["code"]: _product(row) for row in read_csv(catalogue, COLUMNS)}
    for need in content["needs"]:
        for code in need["products"]:
            if code not in products:
                raise BookError(f"{need['code']}: {code}", where=str(file), mend=did_you_mean(code, products))
    return OfferBook(
        tuple(_need(need, str(file)) for need in content["needs"]),
        products,
        tuple(content["plans"]),
        content["assumptions"],
        content["assumption_names"],
        content.get("purposes", {}),
    )


def _product(row: Mapping[str, str]) -> Product:
    papers = tuple((subject, name) for subject, _, name in (p.partition(":") for p in row["papers"].split("|") if p))
    lists = ("prerequisites", "varieties", "stages", "parties")
    wanted, varieties, stages, parties = (tuple(filter(None, row[column].split("|"))) for column in lists)
    code, name, kind, role, note = (row[column] for column in ("code", "name", "kind", "role", "note"))
    return Product(code, name, kind, wanted, papers, varieties, role, stages, note, parties)


def _need(entry: Mapping[str, Any], where: str) -> Need:
    language = the_language()
    impact = entry.get("impact", "")
    if impact:
        language.expression(impact, where)
    language.text(entry["says"], where)
    return Need(
        entry["code"], entry["dimension"], entry["title"], language.expression(entry["when"], where),
        language.expression(entry["strength"], where), entry["says"], tuple(entry["products"]), impact,
        entry.get("formula", ""), entry.get("deposit", ""), entry.get("fee", ""),
    )


@dataclass(frozen=True, slots=True)
class _Hit:
    need: Need
    strength: Decimal


class Offer:
    """The offer on one case's facts, as templates see it: `case.offer`."""

    def __init__(self, book: OfferBook, view: View, sheet: Sheet) -> None:
        self._book = book
        self._view = view
        self._sheet = sheet
        self._names = {"assumption": dict(book.assumptions)}
        party = view.fact("party.type")
        self._party = party.value if party is not None else None
        answers = [(need, need.when.on(view, **self._names).value) for need in book.needs]
        self._hits = [_Hit(need, self._strength(need)) for need, answer in answers if answer is True]
        self._unknown = [need for need, answer in answers if not isinstance(answer, bool)]

    def record(self) -> dict[str, Any]:
        """The parts templates reach."""
        from creditfile.filling.account import Later

        ranked = self._ranked()
        return {
            "needs": Later(self._needs),
            "unknown": tuple(self._asked()),
            "products": tuple(self._described(product) for product, _ in ranked),
            "ladder": tuple(self._ladder(ranked)),
            "brings": tuple(self._brings()),
            "plans": tuple(plan for plan in self._plans(ranked) if plan["has"]),
            "benefits": Later(self._benefits),
            "assumptions": tuple(self._assumed()),
        }

    def _assumed(self) -> Iterator[dict[str, str]]:
        """What the benefits were worked out with, where there are any."""
        for key, name in self._book.assumption_names.items() if any(hit.need.impact for hit in self._hits) else ():
            value = Decimal(self._book.assumptions[key])
            yield {"name": name, "value": filters.percent(value) if value < 1 else filters.number(value, 0)}

    def _is_for(self, parties: Sequence[str]) -> bool:
        """Whether it is for this borrower; while nobody knows what the borrower is, it may be."""
        return not parties or self._party is None or self._party in parties

    def _strength(self, need: Need) -> Decimal:
        value = need.strength.on(self._view, **self._names).value
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else Decimal(0)

    def _printed(self, source: str) -> Any:
        """A text with facts in it, printed as the template itself would print it."""
        environment = the_environment()
        compiled = _compiled(source)
        look = self._view.looking(**self._names)
        look.seen = self._sheet.noted
        context = compiled.new_context({**look, SHEET: self._sheet}, shared=False)
        outer, self._sheet.noted.lately = self._sheet.noted.lately, {}
        rendered = environment.concat(compiled.root_render_func(context))
        self._sheet.noted.lately = outer  # the facts stand behind these words, not behind the list they are in
        return environment.markup(rendered)

    def _needs(self) -> Iterator[dict[str, Any]]:
        for hit in self._hits:
            need = hit.need
            yield {
                "code": need.code,
                "dimension": need.dimension,
                "title": need.title,
                "purpose": self._book.purposes.get(need.dimension, "—"),
                "says": self._printed(need.says),
                "impact": self._printed(f"{{{{ ({need.impact}) | wan }}}}") if need.impact else "不作测算",
                "strength": f"{hit.strength:.2f}",
                "products": "、".join(product.name for product in self._meeting(need)) or "—",
            }

    def _asked(self) -> Iterator[dict[str, Any]]:
        """Needs that cannot be told, with what must be known."""
        for need in self._unknown:
            missing = need.when.on(self._view, **self._names).missing
            labels = "、".join(dict.fromkeys(map(self._sheet.label, missing))) or "—"
            yield {"code": need.code, "dimension": need.dimension, "title": need.title, "missing": labels}

    def _benefits(self) -> Iterator[dict[str, Any]]:
        for hit in self._hits:
            if hit.need.impact:
                yield {
                    "title": hit.need.title,
                    "formula": hit.need.formula,
                    "inputs": self._printed(hit.need.says),
                    "amount": self._printed(f"{{{{ ({hit.need.impact}) | wan }}}}"),
                }

    def _ranked(self) -> list[tuple[Product, Decimal]]:
        """Products that meet a need, the best first: what they meet, less what is not there for them."""
        ranks: dict[str, Decimal] = {}
        for hit in self._hits:
            for product in self._meeting(hit.need):
                ranks[product.code] = ranks.get(product.code, Decimal(0)) + hit.strength
        products = [(self._book.products[code], rank) for code, rank in ranks.items()]
        rated = [(product, rank - _LACKING * len(self._lacking(product))) for product, rank in products]
        return sorted(rated, key=lambda pair: (-pair[1], pair[0].code))

    def _meeting(self, need: Need) -> Iterator[Product]:
        """The products for this borrower that meet a need."""
        products = (self._book.products[code] for code in need.products)
        return (product for product in products if self._is_for(product.parties))

    def _lacking(self, product: Product) -> list[str]:
        return [name for subject, name in product.papers if not self._has(subject)]

    def _has(self, subject: str) -> bool:
        return subject in self._view.looking()

    def _described(self, product: Product) -> dict[str, Any]:
        lacking = self._lacking(product)
        return {
            "code": product.code,
            "name": f"{product.name}（{'、'.join(product.varieties)}）" if product.varieties else product.name,
            "note": product.note or "—",
            "terms": "以审批与本行报价为准",
            "prerequisites": "、".join(product.prerequisites) or "—",
            "status": f"待落实：{'、'.join(lacking)}" if lacking else "资料已具备",
            "needs": "、".join(hit.need.title for hit in self._hits if product.code in hit.need.products),
        }

    def _ladder(self, ranked: list[tuple[Product, Decimal]]) -> Iterator[dict[str, Any]]:
        """The order in which products are brought in: settlement first, then credit, then the supply chain."""
        for number, (name, kinds) in enumerate(LADDER.items(), start=1):
            chosen = [product.name for product, _ in ranked if product.kind in kinds]
            yield {"step": f"第{'一二三四'[number - 1]}步", "name": name, "products": "、".join(chosen) or "—"}

    def _brings(self) -> Iterator[dict[str, Any]]:
        """The deposits and the fee business that the needs bring."""
        for kind, of in (("存款", "deposit"), ("中间业务", "fee")):
            for what in dict.fromkeys(getattr(hit.need, of) for hit in self._hits):
                if what:
                    needs = "、".join(hit.need.title for hit in self._hits if getattr(hit.need, of) == what)
                    yield {"kind": kind, "what": what, "needs": needs}

    def _plans(self, ranked: list[tuple[Product, Decimal]]) -> Iterator[dict[str, Any]]:
        own = [plan for plan in self._book.plans if self._party in plan.get("parties", ())]
        for plan in own or [plan for plan in self._book.plans if "parties" not in plan]:
            kinds, named = plan["kinds"], plan.get("products", self._book.products)
            fitting = [product for product, _ in ranked if product.kind in kinds and product.code in named]
            chosen = fitting[: plan["most"]]
            lacking = dict.fromkeys(name for product in chosen for name in self._lacking(product))
            met = dict.fromkeys(
                hit.need.title for hit in self._hits for product in chosen if product.code in hit.need.products
            )
            yield {
                "name": plan["name"],
                "aim": plan["aim"],
                "products": "、".join(product.name for product in chosen) or "暂无适用产品",
                "meets": "、".join(met) or "—",
                "lacking": "、".join(lacking) or "无",
                "conditions": "、".join(dict.fromkeys(p for product in chosen for p in product.prerequisites)) or "—",
                "caution": "单一产品，宜与结算、现金管理结合使用" if len(chosen) == 1 else "组合使用",
                "has": bool(chosen),
            }


@lru_cache(maxsize=1024)
def _compiled(source: str) -> Compiled:
    """A text of the offer, compiled once in a process."""
    return the_environment().from_string(source)
