"""What became of the values of one case is kept as JSON and added to that of others."""

import json

from tests.scans.fields import Tally, curves, outcomes, together


def test_tallies_that_were_kept_add_up() -> None:
    tally = Tally(pages=2, notes=["SILENT x"])
    tally.outcomes["D101"].update(right=3, silent=1)
    tally.kinds["names"].update(right=3, silent=1)
    tally.readings["names"].append((0.97, False))

    total = together(json.loads(json.dumps([vars(tally), vars(tally)])))

    assert 4 == total.pages
    assert {"right": 6, "silent": 2} == total.outcomes["D101"]
    assert "Vouched for and wrong: 2" in outcomes(total)
    assert "| names | 2 | 100%, 2 wrong |" in curves(total)
