"""The engine's own sentences in the language asked for: written in English, translated by gettext catalogues."""

import gettext
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("zh", "en")


@lru_cache(maxsize=2)
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("creditfile", Path(__file__).parent.parent / "locale", [language], fallback=True)


def say(sentence: str, language: str, **facts: object) -> str:
    """The sentence in that language with its `{facts}` filled in."""
    text = sentence if language == "en" else _catalogue(language).gettext(sentence)
    return text.format(**facts) if facts else text
