"""Files are written whole or not at all, and what is no file is never replaced."""

import os
import stat
import threading
from pathlib import Path

import pytest

from creditfile.writing import write


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("old")

    write(file, b"new")

    assert b"new" == file.read_bytes()
    assert [file] == list(tmp_path.iterdir())


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()

    write(pipe, b"through")

    reader.join(timeout=10)
    assert [b"through"] == read
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_is_no_file_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write(tmp_path, b"x")
