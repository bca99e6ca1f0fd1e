"""The steps of the GitHub action and the lines of the GitLab template, run by bash in a bank's repository."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml  # type: ignore[import-untyped]

from tests.linting.bank import ROOT, TEMPLATE, git, rewritten

BAD = ("visit.place", "visit.palce")


@pytest.fixture
def spoilt(repository: Path) -> Iterator[Path]:
    """The repository with a template in which a name is misspelt."""
    rewritten(repository, lambda xml: xml.replace(*BAD))
    yield repository
    git(repository, "checkout", "-q", TEMPLATE)


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `creditfile`, as installed, and a `python` that installs nothing."""
    folder = tmp_path_factory.mktemp("bin")
    for name, words in (("creditfile", f'exec "{sys.executable}" "{ROOT / "pipeline.py"}" "$@"'), ("python", "exit 0")):
        (folder / name).write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


def bash(lines: str, folder: Path, programs: Path, given: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, **given, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
        "CREDITFILE_CACHE": str(folder.parent / "cache"),
    }
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", lines], cwd=folder, env=environment, capture_output=True, text=True,
        check=False,
    )


def action_step(name: str, **inputs: str) -> tuple[str, dict[str, str]]:
    """What a step of the action runs, and its environment with the inputs put in."""
    action: Any = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    given = {key: str(one["default"]) for key, one in action["inputs"].items()} | inputs
    step = next(one for one in action["runs"]["steps"] if one.get("name") == name)
    environment = {key: given[value[len("${{ inputs.") : -len(" }}")]] for key, value in step.get("env", {}).items()}
    return step["run"], environment


def gitlab_script() -> tuple[str, dict[str, str]]:
    """What the job runs, and its variables."""
    job: Any = yaml.safe_load((ROOT / ".ci" / "gitlab-lint.yml").read_text(encoding="utf-8"))["creditfile-lint"]
    return "\n".join(job["script"]), job["variables"]


def test_the_action_annotates_a_bad_change_and_fails(spoilt: Path, programs: Path, tmp_path: Path) -> None:
    run, given = action_step("Lint", since="HEAD", language="en", annotate=str(tmp_path / "annotated"))

    done = bash(run, spoilt, programs, given)

    assert 1 == done.returncode, done.stderr
    assert f"::error file={TEMPLATE},line=1,title=LNT-211" in done.stdout
    assert "did you mean `place`" in done.stdout
    assert ["visit.docx"] == [file.name for file in (tmp_path / "annotated").iterdir()]


def test_the_action_passes_a_book_that_is_right(repository: Path, programs: Path) -> None:
    run, given = action_step("Lint")

    done = bash(run, repository, programs, given)

    assert (0, "") == (done.returncode, done.stderr)


def test_the_action_passes_what_the_baseline_holds(spoilt: Path, programs: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    bash(f"creditfile lint --book . --write-baseline {baseline} || true", spoilt, programs, {})
    run, given = action_step("Lint", baseline=str(baseline))

    assert 0 == bash(run, spoilt, programs, given).returncode


def test_the_action_writes_sarif_and_goes_on(spoilt: Path, programs: Path, tmp_path: Path) -> None:
    run, given = action_step("SARIF", sarif=str(tmp_path / "lint.sarif"))

    done = bash(run, spoilt, programs, given)

    assert 0 == done.returncode, done.stderr
    (result,) = json.loads((tmp_path / "lint.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert "LNT-211" == result["ruleId"]


def test_the_gitlab_job_fails_on_a_bad_change_and_leaves_its_reports(spoilt: Path, programs: Path) -> None:
    script, variables = gitlab_script()

    done = bash(script, spoilt, programs, variables)
    quality = json.loads((spoilt / "gl-code-quality.json").read_text(encoding="utf-8"))
    junit = ElementTree.parse(spoilt / "lint.xml").getroot()
    annotated = (spoilt / "annotated" / "visit.docx").exists()
    git(spoilt, "clean", "-fdq")

    assert 1 == done.returncode, done.stderr
    assert [TEMPLATE] == [one["location"]["path"] for one in quality]
    assert 1 == len(junit.findall(".//failure"))
    assert annotated


def test_the_gitlab_job_passes_a_book_that_is_right(repository: Path, programs: Path) -> None:
    script, variables = gitlab_script()

    done = bash(script, repository, programs, variables)
    git(repository, "clean", "-fdq")

    assert 0 == done.returncode, done.stderr
