"""Writes files whole or not at all: nobody ever sees half a file, whenever the writer is ended."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(
    file: Path, content: bytes, *, working: Path | None = None, mode: int = 0o644, lasting: bool = True
) -> None:
    """Write a file; what it takes on the way is told of `appearing`.

    What is there and no regular file (a device, a pipe) is written to, and never replaced.
    """
    if file.exists() and not file.is_file():
        file.write_bytes(content)
        return
    with appearing(file, working=working, mode=mode, lasting=lasting) as half:
        half.write_bytes(content)


@contextmanager
def appearing(
    file: Path, *, working: Path | None = None, mode: int = 0o644, lasting: bool = True
) -> Iterator[Path]:
    """A path to write to, which takes the file's name once the block ends well, and else is removed.

    Half written it lies hidden beside the file, or in the `working` folder of the same disk. What need not be `lasting`
    over a loss of power is not flushed to the disk.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=working or file.parent, prefix=f".{file.name[:60]}.", suffix=".part")
    half = Path(name)
    try:
        yield half
        if lasting:
            os.fsync(handle)
        os.fchmod(handle, mode)
        half.replace(file)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
