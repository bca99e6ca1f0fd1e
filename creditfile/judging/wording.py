"""Rules in the officer's words: facts by the names they have on paper, signs and settings instead of code."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from creditfile.judging.by_schema import Schema
from creditfile.judging.rules import Rule, Test
from creditfile.language import Expression
from creditfile.language.filters import plain
from creditfile.model.identity import Identity

_TOKEN = re.compile(
    r"""(?P<quoted>'[^']*'|"[^"]*")"""
    r"""|(?P<function>[a-z_]\w*)(?=\()"""
    r"""|(?P<address>[a-z_]\w*(?:(?:\[[^\]]*\])?\.[a-z_]\w*)*(?:\[[^\]]*\])?)"""
    r"""|(?P<sign><=|>=|==|!=|<|>)"""
)
_INDEX = re.compile(r"\[[^\]]*\]")
_ZH = {
    "and": "且", "or": "或", "not": "非", "if": "当", "else": ";否则", "in": "属于", "every": "每一项",
    "some": "任一项", "count": "个数", "total": "合计",
    "true": "是", "false": "否", "on": "审查日", "it": "该项",
    "pick": "取", "where": "其中", "first": "先取", "papers": "各份",
    "days": "天数", "months": "月数", "years": "年数", "later": "月后", "matches": "含有", "asserts": "写有",
    "same_name": "同名",
    "differing": "不同之处", "lowest": "最小", "highest": "最大", "size": "长度", "list": "名单",
    "near": "相差不超", "begins": "开头是", "ratio": "之比", "absent": "缺少的条款", "stated": "各份所载",
    "or_zero": "(无则为零)",
}  # fmt: skip
_PRESENCE = re.compile(r"(?P<what>[a-z_][\w.]*(?:\[[^\]]*\][\w.]*)*) is (?P<how>defined|known|missing|undefined)\b")
_EN = {
    "on": "the day of judging",
    "it": "this one",
    "every": "every one",
    "some": "any one",
    "or_zero": "(else nothing)",
}
_FILE = ("档案", "file")
_SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠", "<": "<", ">": ">"}
_STAGES = {
    "INTAKE": ("受理", "intake"), "SURVEY": ("调查", "survey"), "REVIEW": ("审查", "review"),
    "APPROVE": ("审批", "approval"), "SIGN": ("签约", "signing"), "DISBURSE": ("放款", "disbursement"),
    "POST": ("贷后", "after lending"), "RECOVER": ("清收", "recovery"),
}  # fmt: skip
_LEVELS = {
    "HARD": ("一票否决", "refused"), "SOFT": ("有权审批人书面同意方可推进", "only with written consent"),
    "HARD_UNTIL_REMOVED": ("名单移除前不得推进", "stopped until removed from the list"),
    "BLOCK": ("补正前不得推进", "stopped until mended"),
    "ESCALATE": ("升级审批", "goes to a higher level"), "REVIEW": ("人工复核", "a person reviews it"),
    "WARN": ("提示", "a warning"), "INFO": ("告知", "for information"),
}  # fmt: skip
_KINDS = {
    "ENT": ("企业", "companies"), "IEB": ("个体工商户", "sole traders"), "FRM": ("农户", "farmers"),
    "NAT": ("自然人", "persons"), "PUB": ("事业法人", "public institutions"),
    "WCL": ("流动资金贷款", "working capital"), "FAL": ("固定资产贷款", "fixed assets"),
    "PBL": ("个人经营贷款", "business of persons"), "PCL": ("个人消费贷款", "consumption"),
    "FHL": ("农户贷款", "farmers' loans"), "BAC": ("银行承兑", "acceptances"), "DSC": ("贴现", "discounting"),
    "LC": ("信用证", "letters of credit"), "GTE": ("保函", "guarantees"), "SCF": ("供应链融资", "supply chain"),
    "MA": ("并购贷款", "acquisitions"),
}  # fmt: skip
_ANSWERS = {
    "holds": ("通过", "holds"), "fails": ("不通过", "fails"), "cannot_tell": ("无法判断", "cannot be told"),
    "left_out": ("不适用", "does not apply"),
}  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """How things are said in one language."""

    titles: Mapping[str, str]
    """What people call a fact, index left out."""
    settings: Mapping[str, Any]
    """The bank's own values."""
    english: bool

    def _pair(self, table: Mapping[str, tuple[str, str]], word: str) -> str:
        return table[word][self.english] if word in table else word

    def stage(self, stage: str) -> str:
        """受理 for INTAKE."""
        return self._pair(_STAGES, stage)

    def level(self, level: str) -> str:
        """一票否决 for HARD."""
        return self._pair(_LEVELS, level)

    def answer(self, outcome: str) -> str:
        """通过 for holds."""
        return self._pair(_ANSWERS, outcome)

    def kinds(self, kinds: frozenset[str]) -> str:
        """企业、农户 for ENT and FRM."""
        return (", " if self.english else "、").join(self._pair(_KINDS, kind) for kind in sorted(kinds))

    def fact(self, address: str) -> str:
        """What people call the fact at an address; the address where nobody named it."""
        if address == "before" or address.startswith("before."):
            earlier_look = "earlier " if self.english else "前次"
            return earlier_look + (
                self.fact(address.removeprefix("before.")) if "." in address else _FILE[self.english]
            )
        index = _INDEX.sub("[]", re.sub(r"\.(?:latest_annual|latest)\b", "[]", address))
        before = re.findall(r"\.(prior|opening)\b", index)
        name = self.titles.get(re.sub(r"\.(?:prior|opening)\b", "", index))
        if name is None:
            return address
        earlier = {"prior": ("上期", "prior "), "opening": ("期初", "opening ")}
        return "".join(earlier[word][self.english] for word in before) + name

    def value(self, address: str, value: Any) -> str:
        """A value as people write it; a code as its words."""
        if isinstance(value, str):
            return self.titles.get(f"{_INDEX.sub('[]', address)}={value}", self._pair(_KINDS, value)) or "“”"
        if isinstance(value, list):
            return f"[{len(value)}]" if value and isinstance(value[0], dict) else plain(tuple(value))
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{value:,}" if value >= 10_000 else str(value)
        return plain(value) if isinstance(value, bool | Decimal | date) else str(value)

    def test(self, test: Test, over: str = "") -> str:
        """What is asked, on one line."""
        if isinstance(test, Expression):
            return self.expression(test.source, over)
        if isinstance(test, Schema):
            return self.schema(test.schema, ())
        return self.identity(test)

    def expression(self, source: str, over: str = "") -> str:
        """An expression with names for facts, values for settings, and signs for words of code."""
        words = _EN if self.english else _ZH
        listed = over

        def said(match: re.Match[str]) -> str:
            nonlocal listed
            text = match[0]
            if match["quoted"]:
                inside = text[1:-1]
                return self.expression(inside, listed) if re.search(r"\bit\b", inside) else self._quoted(inside)
            if match["sign"]:
                return _SIGNS[text]
            if text in words or match["function"]:
                return words.get(text, text)
            if text.startswith("setting."):
                return self.value(text, self.settings.get(text.removeprefix("setting."), text))
            if text.startswith("it.") and over:
                return self.fact(f"{over}[0]{text[2:]}")
            listed = text.split(".")[0].split("[")[0]
            return self.fact(text)

        there, gone = ("there is ", "no ") if self.english else ("有 ", "没有 ")
        plainer = _PRESENCE.sub(lambda m: (gone if m["how"] in ("missing", "undefined") else there) + m["what"], source)
        return re.sub(r"\s+", " ", _TOKEN.sub(said, plainer)).replace(" | ", " → ").replace("( ", "(").strip()

    def _quoted(self, text: str) -> str:
        """A word the rule compares with, codes of borrowers and products in words."""
        return f"“{self._pair(_KINDS, text)}”"

    def schema(self, schema: Mapping[str, Any], steps: tuple[str, ...]) -> str:
        """A JSON Schema as one line of conditions."""
        name = self.fact(".".join(steps))
        both, either, no = (" and ", " or ", "not ") if self.english else (" 且 ", " 或 ", "非 ")
        parts = [
            text for key, inner in schema.get("properties", {}).items() if (text := self.schema(inner, (*steps, key)))
        ]
        signs = {"maximum": "≤", "exclusiveMaximum": "<", "minimum": "≥", "exclusiveMinimum": ">", "const": "="}
        parts += [f"{name} {sign} {self._written(steps, schema[key])}" for key, sign in signs.items() if key in schema]
        if "enum" in schema:
            parts.append(f"{name} ∈ {'、'.join(self._written(steps, value) for value in schema['enum'])}")
        if "pattern" in schema:
            parts.append(f"{name} ~ “{schema['pattern']}”")
        for key in ("anyOf", "oneOf"):
            choices = [text for inner in schema.get(key, ()) if (text := self.schema(inner, steps))]
            parts += [f"({either.join(dict.fromkeys(choices))})"] if choices else []
        parts += [text for inner in schema.get("allOf", ()) if (text := self.schema(inner, steps))]
        if "not" in schema:
            parts.append(f"{no}({self.schema(schema['not'], steps)})")
        return both.join(dict.fromkeys(parts))

    def _written(self, steps: tuple[str, ...], value: Any) -> str:
        return self.value(".".join(steps), value)

    def identity(self, identity: Identity) -> str:
        """A sum: what stands left equals what stands right."""
        sums: dict[bool, list[str]] = {True: [], False: []}
        first = identity.terms[0].factor > 0
        for place, term in enumerate(identity.terms):
            left = place == 0
            name = term.item.rstrip("*") if term.item.endswith("*") else self.fact(f"statement[0].{term.item}")
            sign = "+" if (term.factor > 0) is (first if left else not first) else "−"
            sums[left].append(f"{sign} {name}")
        return " = ".join(" ".join(sums[left]).removeprefix("+ ") for left in (True, False))

    def example(self, rule: Rule, number: int, join: Callable[[list[str]], str]) -> str:
        """An example: its facts by name, and what the rule answers."""
        example = rule.examples[number]
        facts = [f"{self.fact(name)} {self.value(name, value)}" for name, value in example.facts.items()]
        return f"{join(facts) or '—'} → {self.answer(example.answer)}"
