"""Writes files whole or not at all."""

import os
import tempfile
from pathlib import Path


def write(file: Path, content: bytes) -> None:
    """Write to a temporary name beside it, flush to disk, then rename: nobody ever sees half a file.

    What is there and no regular file (a device, a pipe) is written to, and never replaced.
    """
    if file.exists() and not file.is_file():
        file.write_bytes(content)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
