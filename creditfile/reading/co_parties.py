"""A contract that several give together, guarantors or owners: what its head says of each of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from creditfile.model.document import Column, DocumentType, Field, Finder
from creditfile.reading.finders import find_field
from creditfile.reading.flow import Flow
from creditfile.reading.found import Found, found_in
from creditfile.reading.fragments import FRAGMENTS
from creditfile.reading.sides import Head, heads_of
from creditfile.reading.stretch import Stretch
from creditfile.values.names import same_name, similar_name

_BETWEEN = re.compile(r"\s*[、,，;；/]\s*|\s+|(?<=[\u4e00-\u9fff)）])(?:以?及|和|与)(?=[\u4e00-\u9fff])")
_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,12}·[\u4e00-\u9fff]{1,12}"
    r"|[\u4e00-\u9fffA-Za-z0-9()（）·]{2,40}(?:公司|企业|合伙|厂|店|社|行|部|院|校|会|中心|集团)(?:[(（][\u4e00-\u9fff]{2,6}[)）])?"
)
_CODE = re.compile(FRAGMENTS["CODE"])

Said = dict[str, list[Found]]
"""What was found of one party, by field."""


def own_fields(kind: DocumentType) -> tuple[Field, ...]:
    """What is said of who gives the contract: guarantor, guarantor_id, guarantor_address."""
    party = kind.party
    return tuple(
        field for field in kind.fields if party and (field.name == party or field.name.startswith(f"{party}_"))
    )


def co_parties(stretch: Stretch, kind: DocumentType) -> tuple[Said, ...]:
    """For each of several who give a contract together what it says of them; () where one gives it.

    Several are those whose places in the head follow one another, who are named in one breath, or whom a table lists.
    Names that a head says elsewhere and otherwise (a cover page), or nearly alike, contradict, as on any paper.
    """
    own = own_fields(kind)
    roles = next((finder.party for field in own for finder in field.find if finder.party), ())
    if not roles or not kind.many:
        return ()
    runs = [list(run) for is_own, run in groupby(heads_of(stretch), lambda head: head.role in roles) if is_own]
    named = [[party for head in run for party in _headed(stretch, head, own, kind)] for run in runs]
    listed = sorted(named, key=len)[-1] if any(named) else _tabled(stretch, own, kind)
    parties = _distinct(listed, kind)
    elsewhere = [_name(party, kind) for run in named for party in run]
    if len(parties) < 2 or not _agree([_name(party, kind) for party in parties], elsewhere):
        return ()
    return tuple(parties)


def _name(party: Said, kind: DocumentType) -> str:
    found = party.get(kind.party or "", [])
    return str(found[0].value) if found and isinstance(found[0].value, str) else ""


def _distinct(parties: Iterable[Said], kind: DocumentType) -> list[Said]:
    """Each name once, the first time it is said."""
    kept: list[Said] = []
    for party in parties:
        name = _name(party, kind)
        if name and not any(same_name(name, _name(other, kind)) for other in kept):
            kept.append(party)
    return kept


def _agree(names: Sequence[str], elsewhere: Sequence[str]) -> bool:
    """No two may be one name with a slip, and nobody else is named."""
    slips = any(similar_name(one, other) for at, one in enumerate(names) for other in names[:at])
    return not slips and all(any(same_name(one, name) for name in names) for one in elsewhere)


# ---------------------------------------------------------------- in the head


def _headed(stretch: Stretch, head: Head, own: Sequence[Field], kind: DocumentType) -> Iterator[Said]:
    """Who stands at one place of the head: one party, several listed in a table, or several named in one breath.

    Those are left together where there are numbers, but not one for each.
    """
    part = replace(stretch.part(head.start, head.end), cut=True)
    listed = _distinct(_tabled(part, own, kind), kind)
    if len(listed) > 1:
        yield from listed
        return
    said = {field.name: find_field(part, field, kind) for field in own}
    names = _BETWEEN.split(_name(said, kind).strip())
    codes = _codes(part)
    if len(names) < 2 or not all(map(_NAME.fullmatch, names)) or len(codes) not in (0, len(names)):
        if _name(said, kind):
            yield said
        return
    for at, name in enumerate(names):
        alone = {kind.party or "": [replace(found, value=name) for found in said[kind.party or ""][:1]]}
        if len(codes) == len(names):
            alone[f"{kind.party}_id"] = [codes[at]]
        yield {field.name: alone.get(field.name, []) for field in own}


def _codes(part: Stretch) -> list[Found]:
    """Every identity number in some lines, in their order."""
    flow = Flow.of(part, "lines")
    pieces = (flow.pieces(*match.span()) for match in _CODE.finditer(flow.text))
    return [found_in(part, its, "".join(piece.text for piece in its), its, Decimal("0.95")) for its in pieces]


# ---------------------------------------------------------------- in a table


def _tabled(stretch: Stretch, own: Sequence[Field], kind: DocumentType) -> Iterator[Said]:
    """The rows of a table whose columns are headed by what is asked of a party."""
    columns = tuple(
        Column(field.name, field.label, "text", _labels(field), required=field.name == kind.party) for field in own
    )
    heads = next(column.heads for column in columns if column.required)
    rows = Field("parties", "", "table", find=(Finder("in_table", heads),), columns=columns)
    for found in find_field(stretch, rows, kind):
        for row in found.value if isinstance(found.value, tuple) else ():
            if isinstance(row, dict):
                cells = {name: value for name, value in row.items() if isinstance(value, str) and value.strip(" /—-无")}
                yield {field.name: [replace(found, value=cells[field.name])] if field.name in cells else []
                       for field in own}


def _labels(field: Field) -> tuple[str, ...]:
    words = (word for finder in field.find if finder.kind in ("in_table", "beside") for word in finder.labels)
    return tuple(dict.fromkeys(words)) or (field.label,)
