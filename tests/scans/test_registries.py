"""Papers as registries set them are read where their text can be: what a scan of them loses, recognition lost."""

import json
from pathlib import Path

import pytest

from tests.generator import fonts, scorer
from tests.scans import fields, registries


@pytest.mark.skipif(not fonts.available(), reason="the free fonts that made-up papers are set in are not installed")
def test_every_value_on_a_paper_set_by_its_registry_is_read(tmp_path: Path) -> None:
    made = fields.drawn(98_907, tuple(registries.FORMS), "ENT")
    made.files = [one for one in made.files if one.layout == "registry"]
    truth = json.loads(json.dumps(made.truth()))

    said = scorer.Read(fields.read(made.write(tmp_path), made.world.days["drawn"]))

    assert set(registries.FORMS) <= {doc for file in truth["files"] for doc in file["docs"]}
    became = [(row["id"], scorer.of_field(row, said, file)[0]) for file in truth["files"] for row in file["fields"]]
    assert [] == [(name, outcome) for name, outcome in became if outcome not in ("right", "asked")]
    assert {"D408.amount", "D301.outstanding_loan_total", "D603.authority"} <= {
        name for name, outcome in became if outcome == "right"
    }
