"""The small wrong changes that people make to a rule: a threshold, an operator, a name, a quantifier, a word."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

_TOKEN = re.compile(
    r"""(?P<address>(?<![\w.'"\]])[a-z_]\w*(?:\[\d+\])?(?:\.[a-z_]\w*)+)"""
    r"""|(?P<number>(?<![\w.\[])\d+(?:\.\d+)?(?![\w.\]]))"""
    r"""|(?P<operator><=|>=|==|!=|<|>)"""
    r"""|\b(?P<word>and|or|not|every|some|known|missing)\b"""
)
_OTHER = {
    "<=": ("<", ">="),
    ">=": (">", "<="),
    "<": ("<=", ">"),
    ">": (">=", "<"),
    "==": ("!=",),
    "!=": ("==",),
    "and": ("or",),
    "or": ("and",),
    "not": ("",),
    "every": ("some",),
    "some": ("every",),
    "known": ("missing",),
    "missing": ("known",),
}
_LIMITS = {
    "maximum": "exclusiveMaximum",
    "exclusiveMaximum": "maximum",
    "minimum": "exclusiveMinimum",
    "exclusiveMinimum": "minimum",
}
TEXTS = ("expect", "forbid", "when")


def stepped(number: str) -> tuple[str, str]:
    """The numbers next to it at its own precision: 0.70 → 0.71, 0.69; 60 → 61, 59."""
    step = Decimal(1).scaleb(-len(number.partition(".")[2]))
    return str(Decimal(number) + step), str(Decimal(number) - step)


def changed_texts(text: str) -> Iterator[tuple[str, str]]:
    """Every one-place change of an expression, with what was done."""
    for match in _TOKEN.finditer(text):
        for other in _others(match, text):
            changed = text[: match.start()] + other + text[match.end() :]
            yield f"{match[0]}{_which(match, text)} → {other or '(nothing)'}", changed
    for match in re.finditer(r"""(['"])(?P<inside>[^'"()<>=]+)\1""", text):
        if match["inside"] and not match["inside"].startswith("it."):
            label = "label " if _is_label(match, text) else ""
            changed = text[: match.start("inside")] + "×" + text[match.start("inside") :]
            yield f"{label}{match[0]}{_which(match, text)} → another word", changed


_LABELLED = re.compile(r""", [a-z_]+, ['"]""")
"""What follows the name under which a paper and its field are compared: `['保证合同', guarantee, 'main_no']`."""


def _is_label(match: re.Match[str], text: str) -> bool:
    """Whether a word is only printed: the name of a paper, of a clause (`'clause_term': '期限'`), of a part (`'本金':
    '本金|贷款'`)."""
    if _LABELLED.match(text, match.end()):
        return True
    after, before = text[match.end() : match.end() + 3], text[: match.start()]
    named = re.match(r": ['\"]", after) and not match["inside"].isascii()
    return bool(named or re.search(r"[a-z_]['\"]: $", before))


def _which(match: re.Match[str], text: str) -> str:
    """Which of several like it: ` (2)` for the second."""
    return f" ({text.count(match[0], 0, match.start()) + 1})" if text.count(match[0]) > 1 else ""


def _others(match: re.Match[str], text: str) -> Iterator[str]:
    if match["number"]:
        yield from stepped(match["number"])
    elif match["address"]:
        head = match["address"].split(".")[0]
        if head == "setting":
            yield f"({match['address']} + 1)"
        elif head not in ("on", "loop"):
            yield f"{match['address']}_other"
    else:
        yield from _OTHER[match["operator"] or match["word"]]


def changed_schemas(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every one-place change of a JSON Schema, with what was done."""
    if isinstance(schema, Mapping):
        for key, value in schema.items():
            rest = {k: v for k, v in schema.items() if k != key}
            if key in _LIMITS:
                yield f"{key} → {_LIMITS[key]}", {**rest, _LIMITS[key]: value}
            if key == "required":
                for name in value:
                    yield f"required without {name}", {**schema, key: [other for other in value if other != name]}
                continue
            if key in ("const", "enum", "pattern", "not"):
                yield f"{key} left out", rest
            if key == "enum":
                for word in value:
                    yield f"enum without {word}", {**schema, key: [other for other in value if other != word]}
                continue
            if isinstance(value, bool) and key == "const":
                yield f"const {not value}", {**schema, key: not value}
            elif isinstance(value, int | Decimal) and not isinstance(value, bool):
                for number in stepped(str(value)):
                    yield f"{key} {value} → {number}", {**schema, key: Decimal(number)}
            for what, inner in changed_schemas(value):
                yield what, {**schema, key: inner}
    elif isinstance(schema, list):
        for place, value in enumerate(schema):
            for what, inner in changed_schemas(value):
                yield what, [*schema[:place], inner, *schema[place + 1 :]]


def changed_rules(content: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mutant of a rule's content, with what was done."""
    for key in TEXTS:
        if key in content:
            for what, text in changed_texts(content[key]):
                yield f"{key}: {what}", {**content, key: text}
    for key in ("must", "must_not"):
        if key in content:
            for what, schema in changed_schemas(content[key]):
                yield f"{key}: {what}", {**content, key: schema}
    for one, other in (("expect", "forbid"), ("must", "must_not")):
        for old, new in ((one, other), (other, one)):
            if old in content:
                rest = {key: value for key, value in content.items() if key != old}
                yield f"{old} → {new}", {**rest, new: content[old]}
    if "identity" in content:
        yield from _changed_identities(content)
    for key in ("since", "until"):
        if isinstance(content.get(key), date):
            yield f"{key} left out", {name: value for name, value in content.items() if name != key}


def _changed_identities(content: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    identity = content["identity"]
    for side in ("left", "right"):
        terms = identity.get(side, [])
        for place, term in enumerate(terms):
            turned = term[1:] if term.startswith("-") else f"-{term}"
            without = [*terms[:place], *terms[place + 1 :]]
            yield (
                f"{side}: {term} → {turned}",
                {**content, "identity": {**identity, side: [*terms[:place], turned, *terms[place + 1 :]]}},
            )
            if without:
                yield f"{side}: without {term}", {**content, "identity": {**identity, side: without}}
