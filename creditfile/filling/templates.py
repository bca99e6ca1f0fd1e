"""The book's Word templates: what each is called, when it is made, and what people call the facts in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from creditfile.content import check_shape, read_toml
from creditfile.errors import BookError
from creditfile.filling.offer import OfferBook, read_offer
from creditfile.language import Expression, Text
from creditfile.language.expressions import the_language


@dataclass(frozen=True, slots=True)
class Template:
    """A Word document of the book."""

    name: str
    """Its folder's name."""
    title: str
    """In Chinese."""
    title_en: str
    """In English."""
    file: Text
    """The name of the filled file, ending in .docx."""
    when: Expression
    """When it is made; where that cannot be told it is not made, and a finding says so."""
    kind: str
    """report, proposal, archive, form or letter."""
    sections: tuple[str, ...]
    """Headings it must have."""
    basis: tuple[str, ...]
    """The clauses that ask for it."""
    labels: Mapping[str, str]
    """Names for addresses which no document type names."""
    docx: Path
    """Where the template stands."""
    content: bytes = field(repr=False)
    """The template itself."""
    offer: OfferBook | None = field(default=None, repr=False)
    """Needs and products, for a proposal: offer.toml and catalogue.csv beside the template."""


@dataclass(frozen=True, slots=True)
class Templates:
    """All templates of the book, and the book's names for things."""

    each: tuple[Template, ...]
    """In the order of their folders' names."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What people call a fact (`contract.amount`, `guarantee[].amount`, `statement[].revenue`), a rule (`CTR-002`,
    with `CTR-002.basis`), a family (`CTR`), a document type (`loan_contract`) or a field's code (`owner.vice=NONE`)."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What people call codes such as WCL or ENTRUSTED: `templates/words.toml`."""


def read_templates(book: Path, titles: Mapping[str, str] | None = None) -> Templates:
    """Every `templates/<name>/template.toml` of a book with its template.docx, and `templates/words.toml`.

    `titles` are the names that the rest of the book gives. Raises BookError.
    """
    folder = book / "templates"
    words = _words(folder / "words.toml")
    return Templates(
        tuple(_load(file) for file in sorted(folder.glob("*/template.toml"))),
        {**words["labels"], **_papers(book / "schemas" / "papers.toml"), **(titles or {})},
        {**{key: word for key, word in (titles or {}).items() if "=" in key}, **words["words"]},
    )


def _words(file: Path) -> Mapping[str, Mapping[str, str]]:
    if not file.is_file():
        return {"labels": {}, "words": {}}
    content = read_toml(file)
    check_shape(content, "words", file)
    return {"labels": content.get("labels", {}), "words": content.get("words", {})}


def _papers(file: Path) -> Mapping[str, str]:
    """The papers that must come, by the code of the rule that asks for each: DOC-101 is what D101 is called, and
    DOC-101.documents the document types that will do."""
    names: dict[str, str] = {}
    for paper in read_toml(file).get("papers", ()) if file.is_file() else ():
        code, kinds = f"DOC-{paper['paper'].removeprefix('D')}", paper.get("document", ())
        names |= {code: paper["title"], f"{code}.documents": kinds if isinstance(kinds, str) else "|".join(kinds)}
    return names


def _load(file: Path) -> Template:
    content = read_toml(file)
    check_shape(content, "template", file)
    docx = file.with_name("template.docx")
    if not docx.is_file():
        raise BookError("there is no template.docx beside it", where=str(file), mend="Save the Word template there.")
    language = the_language()
    return Template(
        name=file.parent.name,
        title=content["title"],
        title_en=content["title_en"],
        file=language.text(content["file"], str(file)),
        when=language.expression(content["when"], str(file)),
        kind=content.get("kind", "form"),
        sections=tuple(content.get("sections", ())),
        basis=tuple(content.get("basis", ())),
        labels=content.get("labels", {}),
        docx=docx,
        content=docx.read_bytes(),
        offer=read_offer(file.parent),
    )
