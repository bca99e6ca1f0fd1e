"""Word documents as PDF, by LibreOffice where it is installed: one bounded child process, a profile of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from creditfile.errors import CreditfileError

SECONDS = 180
"""How long LibreOffice may take for the documents of a case."""
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)


def program(environment: Mapping[str, str] = os.environ) -> str:
    """LibreOffice on this machine, or what CREDITFILE_SOFFICE names. Raises CreditfileError where there is none."""
    named = environment.get("CREDITFILE_SOFFICE", "")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, (*_PROGRAMS, *_PLACES))), None)
    if found is None:
        wanted = f"({named})" if named else ""
        raise CreditfileError(
            f"PDF 需要 LibreOffice,本机没有找到{wanted} · LibreOffice is needed for PDF and was not found",
            mend="安装 LibreOffice,或用 CREDITFILE_SOFFICE 指明其位置;Word 文书已照常生成。 "
            "Install it, or name it in CREDITFILE_SOFFICE; the Word documents are written as always.",
        )
    return found


def to_pdf(documents: Sequence[Path], folder: Path, *, seconds: int = SECONDS) -> list[Path]:
    """Each document as a PDF of its name in `folder`. Raises CreditfileError where LibreOffice fails or takes too long.

    Macros and links are off: the profile is new and empty each time, and nothing is fetched.
    """
    if not documents:
        return []
    with tempfile.TemporaryDirectory(prefix="creditfile-pdf-") as scratch:
        made = _converted(program(), documents, Path(scratch), seconds)
        folder.mkdir(parents=True, exist_ok=True)
        return [Path(shutil.copy2(file, folder / file.name)) for file in made]


def _converted(office: str, documents: Sequence[Path], scratch: Path, seconds: int) -> list[Path]:
    profile, out = scratch / "profile", scratch / "out"
    command = [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(out), *(str(file.resolve()) for file in documents),
    ]
    child = subprocess.Popen(  # noqa: S603 - our own words, and paths as arguments of their own
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", cwd=scratch,
        env={**os.environ, "HOME": str(scratch), "TMPDIR": str(scratch)}, start_new_session=True,
    )
    try:
        said, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        _end(child)
        raise CreditfileError(
            f"LibreOffice {seconds} 秒内没有完成 · LibreOffice took more than {seconds} s",
            mend="再试一次;Word 文书已照常生成。 Try again; the Word documents are written as always.",
        ) from late
    made = [out / f"{file.stem}.pdf" for file in documents]
    lost = [file.name for file in made if not file.is_file()]
    if lost:
        words = " ".join(said.split())[:300]
        raise CreditfileError(
            f"LibreOffice 没有生成 {'、'.join(lost)} · LibreOffice made no {', '.join(lost)} ({words})",
            mend="在 Word 中另存为 PDF;Word 文书已照常生成。 Save as PDF in Word; the documents are written as always.",
        )
    return made


def _end(child: "subprocess.Popen[str]") -> None:
    """The program and all it has started."""
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.communicate()
