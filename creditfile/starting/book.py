"""Makes a bank's own book out of ours."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from creditfile.book import PARTS

_WITH = (*PARTS, "samples")
_NOT = ("__pycache__", ".DS_Store")

BESIDE = {
    "README.md": "book-readme.md",
    ".github/workflows/book.yml": "book-github.yml",
    ".gitlab-ci.yml": "book-gitlab.yml",
    ".pre-commit-config.yaml": "book-pre-commit.yaml",
    ".gitattributes": "book-gitattributes",
}
"""Files that stand beside the content of a bank's own book, by the skeleton they are made of."""


def own_book(ours: Path, logo: bytes | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of a bank's own book: path within it and content. The logo (PNG or JPEG) goes into each template.

    Samples are part of it where ours has them. Raises TemplateError for a picture that Word cannot show.
    """
    for part in _WITH:
        for file in sorted((ours / part).rglob("*")):
            if file.is_file() and not set(file.parts) & set(_NOT):
                yield file.relative_to(ours).as_posix(), _content(file, logo)
    skeletons = resources.files("creditfile.starting").joinpath("skeletons")
    for path, skeleton in BESIDE.items():
        yield path, skeletons.joinpath(skeleton).read_bytes()


def _content(file: Path, logo: bytes | None) -> bytes:
    if logo is None or file.name != "template.docx":
        return file.read_bytes()
    from creditfile.filling.branding import with_logo

    return with_logo(file.read_bytes(), logo, str(file))
