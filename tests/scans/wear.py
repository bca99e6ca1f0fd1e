"""Made-up papers as a scanner at a counter gives them: which dots an inch, how askew, how compressed."""

from random import Random

from tests.generator import damage
from tests.generator.case import Case, File
from tests.generator.write_image import Wear

PAPERS = ("D101", "D103", "D106", "D107", "D111", "D114", "D301", "D408", "D601", "D603")
"""Licences, identity cards, articles, resolutions, registry and credit reports, accounts, tax, title certificates."""
STATEMENTS = ("D401", "D402")


def wear_of(seed: int, number: int = 0) -> Wear:
    """150 or 200 dots an inch, up to 5 degrees askew, JPEG 40 to 80, noise, blur, a fold, grey or in colour."""
    rng = Random(f"counter {seed} {number}")
    return Wear(
        dpi=rng.choice((150, 200)),
        degrees=rng.uniform(-5, 5),
        noise=rng.uniform(2, 8),
        fold=rng.random() < 0.3,
        blur=rng.uniform(0.2, 0.8),
        quality=rng.choice((40, 50, 60, 70, 80)),
        grey=rng.random() < 0.3,
        shade=rng.uniform(0.02, 0.1),
    )


def scan(case: Case, docs: tuple[str, ...]) -> list[File]:
    """Turn those papers of a case that came as PDF into pictures; which they were."""
    chosen = [
        one for one in case.files if one.path.endswith(".pdf") and set(one.docs) & set(docs) and one.damage is None
    ]
    for number, one in enumerate(chosen):
        damage._pictures(one, case.world.seed + number, None, wear_of(case.world.seed, number))
    return chosen
