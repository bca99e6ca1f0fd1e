"""Judges facts by a JSON Schema, in three answers: a fact that is not there is no breach, it cannot be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from creditfile.errors import ShapeError
from creditfile.language.expressions import Outcome
from creditfile.language.missing import Missing
from creditfile.language.view import Look, Record, View, write_address

_GATHERS = ("anyOf", "oneOf")


@dataclass(frozen=True)
class Schema:
    """A JSON Schema over the tree of facts, settings already put in."""

    schema: Mapping[str, Any]
    """Draft 2020-12, with exact decimals."""
    where: str = ""
    """File and line, for complaints."""

    @classmethod
    def of(cls, schema: Mapping[str, Any], settings: Mapping[str, Any], where: str) -> "Schema":
        """Put in the settings (`{ setting = "debt_ratio_warn" }`) and check the schema itself. Raises ShapeError."""
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import SchemaError

        filled = _with_settings(schema, settings, where)
        try:
            Draft202012Validator.check_schema(filled)
        except SchemaError as error:
            raise ShapeError(f"is not a JSON Schema: {error.message}", where=where) from error
        return cls(filled, where)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every fact it speaks of."""
        return frozenset(_leaves(self.schema, ()))

    @cached_property
    def _validator(self) -> Any:
        from jsonschema import Draft202012Validator

        return Draft202012Validator(dict(self.schema))

    def on(self, view: View, **more: object) -> Outcome:
        """True when the facts satisfy it, false when one breaches it, missing when only absences stand in the way."""
        look = view.looking(**more)
        wanted = sorted(self.addresses)
        missing = tuple(address for address in wanted if not _reach(look, address))
        instance = _instance(look, wanted)
        errors = list(self._validator.iter_errors(instance))
        read = tuple(look.seen.values())
        if any(_breaches(error) for error in errors):
            return Outcome(False, read)
        if errors:
            return Outcome(Missing.at(*missing), read, missing)
        return Outcome(True, read)


def _breaches(error: Any) -> bool:
    """Whether an error is more than an absence: a branch of alternatives is breached when each of them is."""
    if error.validator == "required":
        return False
    if error.validator in _GATHERS and error.context:
        branches: dict[int, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        return all(any(_breaches(inner) for inner in branch) for branch in branches.values())
    return True


def _with_settings(schema: Any, settings: Mapping[str, Any], where: str) -> Any:
    if isinstance(schema, Mapping):
        if set(schema) == {"setting"}:
            if schema["setting"] not in settings:
                from creditfile.content import did_you_mean

                raise ShapeError(
                    f"no setting `{schema['setting']}`", where=where, mend=did_you_mean(schema["setting"], settings)
                )
            return settings[schema["setting"]]
        return {key: _with_settings(value, settings, where) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_with_settings(value, settings, where) for value in schema]
    return schema


def _leaves(schema: Any, steps: tuple[str, ...]) -> Iterable[str]:
    """The addresses at which the schema says something of a value."""
    if not isinstance(schema, Mapping):
        return
    properties = schema.get("properties", {})
    for name, inner in properties.items():
        yield from _leaves(inner, (*steps, name))
    for name in schema.get("required", ()):
        if name not in properties:
            yield write_address((*steps, name))
    for key in ("allOf", "anyOf", "oneOf"):
        for inner in schema.get(key, ()):
            yield from _leaves(inner, steps)
    for key in ("not", "if", "then", "else"):
        yield from _leaves(schema.get(key), steps)
    speaks = set(schema) - {"properties", "required", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "type"}
    if steps and not properties and (speaks or "type" in schema):
        yield write_address(steps)


def _reach(look: Look, address: str) -> bool:
    try:
        return not isinstance(look.at(address), Missing)
    except KeyError:
        return False


def _instance(look: Look, addresses: Iterable[str]) -> dict[str, Any]:
    """The facts at these addresses as the tree that a JSON Schema looks at."""
    tree: dict[str, Any] = {}
    for address in addresses:
        try:
            value = look.at(address)
        except KeyError:
            continue
        if isinstance(value, Missing):
            continue
        *above, leaf = address.split(".")
        place = tree
        for step in above:
            place = place.setdefault(step, {})
        place[leaf] = _plain(value)
    return tree


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Record):
        return (
            {name: _plain(value.step(name)) for name in value.names}
            if not value.is_list
            else [_plain(part) for part in value]
        )
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items() if part is not None}
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value) if abs(value) < 10**15 else value
    return value
