"""Puts a case together: seed, faults, forms, damage."""

from pathlib import Path
from typing import Any

from tests.generator import case as cases
from tests.generator import damage as damages
from tests.generator import faults as faulty
from tests.generator import statements
from tests.generator.accounts import Shape
from tests.generator.case import Case, Draft

PARTIES = ("ENT", "ENT", "IEB", "FRM")
BY_PRODUCT = {"WCL": "ENT", "FAL": "ENT", "PBL": "IEB", "FHL": "FRM"}
TRIES = 400


def case(
    seed: int,
    party: str = "",
    product: str = "",
    faults: tuple[str, ...] = (),
    damage: tuple[str, ...] = (),
    forms: tuple[str, ...] = ("pdf", "docx", "xlsx", "csv", "acroform"),
    layout: str = "",
    full: bool = False,
    purpose: bool = False,
) -> Case:
    """The case of a seed. A fault that the seed's case has no place for moves on to the next seed that has."""
    codes = tuple(sorted(faulty.FAULTS)[seed % len(faulty.FAULTS)] if code == "random" else code for code in faults)
    for code in codes:
        if code not in faulty.FAULTS:
            raise ValueError(f"no fault {code!r}; --list names them")
    planted = draft(seed, party, product, codes, layout, full, purpose)
    cases.bind(planted)
    made = cases.build(planted, forms)
    kinds = sorted(damages.KINDS)
    for kind in damage:
        damages.harm(made, kinds[seed % len(kinds)] if kind == "random" else kind)
    return made


def written(out: Path, wanted: dict[str, Any], seed: int) -> Path:
    """One case of these wishes in a folder, with its truth beside it."""
    return case(seed, **wanted).write(out)


def draft(
    seed: int,
    party: str,
    product: str,
    codes: tuple[str, ...],
    layout: str = "",
    full: bool = False,
    purpose: bool = False,
) -> Draft:
    """The draft with its faults planted."""
    wants: dict[str, object] = {}
    for code in codes:
        wants.update(faulty.FAULTS[code].wants)
    full = full or bool(wants.get("full"))
    shape = wants.get("shape")
    assert shape is None or isinstance(shape, Shape)
    product = str(wants.get("product", product) or "")
    allowed = set(PARTIES)
    for code in codes:
        allowed &= set(faulty.FAULTS[code].parties)
    if not party:
        party = BY_PRODUCT.get(product) or next(
            (p for p in (PARTIES[(seed + k) % 4] for k in range(4)) if p in allowed), "ENT"
        )
    for attempt in range(TRIES):
        one = cases.draft(
            seed + attempt * 100_003,
            party,
            product,
            full,
            shape,
            layout,
            str(wants.get("mode", "")),
            str(wants.get("standard", "")),
            purpose=purpose,
        )
        if not all(faulty.fits(one, code) or "shape" in faulty.FAULTS[code].wants for code in codes):
            continue
        try:
            for code in codes:
                faulty.plant(one, code)
        except faulty.CannotPlantError:
            continue
        return one
    raise ValueError(f"no case of {party} {product} from seed {seed} has a place for {', '.join(codes)}")


def catalogue() -> list[str]:
    """Faults, damages and layouts by name."""
    return (
        [f"layout {name}" for name in statements.LAYOUTS]
        + [f"damage {name}: {(harm.__doc__ or '').strip()}" for name, (harm, _) in damages.KINDS.items()]
        + [f"fault {one.code} ({' '.join(one.finds)}): {one.says}" for one in faulty.FAULTS.values()]
    )
