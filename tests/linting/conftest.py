"""What several tests of lint need."""

from pathlib import Path

import pytest

from tests.linting.bank import founded


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank's book under git; each test leaves it as it was committed last."""
    return founded(tmp_path_factory.mktemp("bank"))
