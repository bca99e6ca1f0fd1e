"""The frame of a SARIF log, as `verify` and `redline` write it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any


def log(tool: str, rules: Mapping[str, str], results: Sequence[Mapping[str, Any]]) -> str:
    """One run of a tool; `rules` are titles by id. SARIF 2.1.0, OASIS."""
    described = [{"id": code, "shortDescription": {"text": title}} for code, title in rules.items()]
    run = {"tool": {"driver": {"name": tool, "rules": described}}, "results": list(results)}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"version": "2.1.0", "$schema": schema, "runs": [run]}, ensure_ascii=False, indent=1)


def place(document: str, name: str) -> list[dict[str, Any]]:
    """Where a result stands: the file, and the fact or the words in it."""
    physical = {"artifactLocation": {"uri": document}}
    return [{"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": name}]}]
