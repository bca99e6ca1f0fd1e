"""What recognition is made of is told apart: another model or package reads pages anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from creditfile.reading import cache
from creditfile.reading.ocr import makeup


@pytest.fixture
def carrier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], str]]:
    """A carrier of one model with such content; the digest of all that takes part in reading."""
    models = tmp_path / makeup.CARRIER / "models"
    models.mkdir(parents=True)
    (models.parent / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))

    def with_model(content: bytes) -> str:
        (models / "a_rec_b.onnx").write_bytes(content)
        _forget()
        return cache._engine()

    yield with_model
    _forget()


def _forget() -> None:
    makeup.makeup.cache_clear()
    cache._engine.cache_clear()


def test_another_model_makes_what_was_read_out_of_date(carrier: Callable[[bytes], str]) -> None:
    assert carrier(b"one") != carrier(b"another")


def test_another_version_of_a_package_does_too(monkeypatch: pytest.MonkeyPatch) -> None:
    _forget()
    before = cache._engine()
    monkeypatch.setattr(makeup, "version", lambda package: "9.9")
    _forget()

    assert before != cache._engine()
    _forget()


def test_the_same_makeup_is_told_alike() -> None:
    first = makeup.makeup()
    _forget()

    assert first == makeup.makeup()
