"""What recognition is made of: versions and models, so that nothing another engine read is taken for its own."""

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution, version
from importlib.util import find_spec
from pathlib import Path

CARRIER = "rapidocr"
"""The package whose wheel carries the models; none of its code is run."""
PACKAGES = (CARRIER, "onnxruntime", "opencv-python-headless", "numpy", "pypdfium2", "pillow", "pi-heif")
"""Those that take part in drawing a page and recognising it."""


@lru_cache(maxsize=1)
def makeup() -> str:
    """A line for each package with its version, and for each model with its digest, size and day; quick to tell.

    A model's digest is the one its wheel states; that the file is still the one that came shows in size and day.
    """
    return "\n".join([*(f"{name} {_version(name)}" for name in PACKAGES), *map(_stated, models("*"))])


def models(pattern: str) -> list[Path]:
    """The files of models in the package that carries them; none where it is not installed."""
    spec = find_spec(CARRIER)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return sorted(file for place in places for file in (Path(place) / "models").glob(f"{pattern}.onnx"))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _stated(model: Path) -> str:
    state = model.stat()
    return f"{model.name} {_digests().get(model.name, '')} {state.st_size} {state.st_mtime_ns}"


@lru_cache(maxsize=1)
def _digests() -> dict[str, str]:
    """As the wheel lists them."""
    try:
        files = distribution(CARRIER).files or ()
    except PackageNotFoundError:
        return {}
    return {file.name: file.hash.value for file in files if file.hash is not None and file.suffix == ".onnx"}
