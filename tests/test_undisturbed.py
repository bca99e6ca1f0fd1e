"""The collector rests while a paper is read, and is as it was afterwards, whatever happens."""

import gc

import pytest

from creditfile.undisturbed import undisturbed


def test_the_collector_works_again_after_a_reader_failed() -> None:
    with pytest.raises(ValueError, match="torn"), undisturbed():
        assert not gc.isenabled()
        raise ValueError("torn")

    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with undisturbed():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()
