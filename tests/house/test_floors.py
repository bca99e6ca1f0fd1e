"""The house as the architecture describes it: floors, rooms for libraries, packages, verbs and exit codes."""

import ast
import configparser
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from creditfile.cli.command_line import VERBS
from creditfile.errors import ExitCode

ROOMS = {
    "click": ("cli/",),
    "pdfplumber": ("reading/",),
    "pypdfium2": ("reading/", "reviewing/pictures.py"),
    "pypdf": ("reading/",),
    "pyhanko": ("reading/esignatures.py",),
    "pyhanko_certvalidator": ("reading/esignatures.py",),
    "asn1crypto": ("reading/esignatures.py",),
    "cv2": ("reading/ocr/",),
    "onnxruntime": ("reading/ocr/engine.py",),
    "docx": ("reading/", "filling/"),
    "docxtpl": ("filling/",),
    "cerberus": ("settling/fields.py",),
    "jsonschema": ("content.py", "judging/by_schema.py"),
    "jinja2": ("language/", "filling/", "reviewing/page.py"),
    "markupsafe": ("language/", "filling/", "reviewing/page.py"),
    "starlette": ("reviewing/",),
    "uvicorn": ("reviewing/serving.py",),
    "openpyxl": ("reading/", "reporting/"),
    "python_calamine": ("reading/",),
    "stdnum": ("values/",),
    "pebble": ("running/local.py",),
    "distributed": ("running/dask.py",),
    "sqlalchemy": ("recording/",),
    "alembic": ("recording/",),
    "tomllib": ("content.py", "judging/readings.py", "reading/"),
}
"""One library, one room: where each may be imported."""


def modules(root: Path) -> list[Path]:
    return sorted((root / "creditfile").rglob("*.py"))


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.partition(".")[0])
    return names


def test_no_import_runs_up(root: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--config", "setup.cfg"],
        cwd=root,
        capture_output=True,
        text=True,
    )

    assert 0 == done.returncode, done.stdout[-3000:]


def test_each_library_stays_in_its_room(root: Path) -> None:
    astray = [
        f"{library} in {file.relative_to(root)}"
        for file in modules(root)
        for library in imported(file) & set(ROOMS)
        if not file.relative_to(root / "creditfile").as_posix().startswith(ROOMS[library])
    ]

    assert [] == astray


def test_every_module_says_in_one_sentence_what_it_is_for(root: Path) -> None:
    silent = [str(file) for file in modules(root) if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))]

    assert [] == silent


def setup_cfg(root: Path) -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(root / "setup.cfg", encoding="utf-8")
    return config


def test_the_list_of_packages_is_the_tree(root: Path) -> None:
    listed = set(setup_cfg(root)["options"]["packages"].split()) - {"creditfile_book"}
    tree = {".".join(file.parent.relative_to(root).parts) for file in modules(root) if file.name == "__init__.py"}

    assert tree == listed


def test_the_book_holds_no_python_and_the_root_only_the_pipeline(root: Path) -> None:
    in_book = [file for part in ("templates", "schemas", "checks", "samples") for file in (root / part).rglob("*.py")]

    assert [] == in_book
    assert ["pipeline.py"] == sorted(file.name for file in root.glob("*.py"))


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(out), str(root)],
        capture_output=True,
        text=True,
    )
    assert 0 == done.returncode, done.stderr[-3000:]
    return next(out.glob("*.whl"))


def test_only_engine_and_book_reach_site_packages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {"creditfile", "creditfile_book"} == {n.partition("/")[0] for n in names if ".dist-info/" not in n}
    assert not [
        n
        for n in names
        if n.startswith("creditfile_book/") and n.endswith(".py") and "pipeline" not in n and "__init__" not in n
    ]


def test_every_content_file_travels_in_the_wheel(root: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    content = [
        file.relative_to(root).as_posix()
        for part in ("templates", "schemas", "checks")
        for file in (root / part).rglob("*")
        if file.is_file() and not file.name.startswith((".", "~"))
    ]

    assert [] == [name for name in content if f"creditfile_book/{name}" not in names]
    data = [
        f.relative_to(root).as_posix()
        for f in (root / "creditfile").rglob("*")
        if f.suffix in (".json", ".toml", ".mo", ".jinja", ".css", ".js")
    ]
    assert [] == [name for name in data if name not in names]


def test_every_verb_has_its_file_and_every_exit_code_its_line(root: Path) -> None:
    files = {file.stem for file in (root / "creditfile" / "cli").glob("*.py")}
    codes = (root / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")

    assert set(VERBS) <= files
    assert [] == [code.name for code in ExitCode if not re.search(rf"^\| {code.value} \|", codes, re.MULTILINE)]


def test_the_compiled_sentences_are_those_of_the_catalogue(root: Path) -> None:
    polib = pytest.importorskip("polib")
    folder = root / "creditfile" / "locale" / "zh" / "LC_MESSAGES"
    source = {entry.msgid: entry.msgstr for entry in polib.pofile(folder / "creditfile.po")}
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(folder / "creditfile.mo")}

    assert source == compiled
    said = {
        match[1]
        for file in modules(root)
        for match in re.finditer(r'\bsay\(\s*"([^"]+)"', file.read_text(encoding="utf-8"))
    }
    assert [] == sorted(said - set(source))
