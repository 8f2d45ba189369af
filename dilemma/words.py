"""Texts outside a request: the command line speaks Dutch, or what DILEMMA_LANG says."""

import os
from functools import lru_cache
from pathlib import Path

from babel.support import NullTranslations, Translations

LANGUAGES = ("nl", "en")  # the first is the default
FOLDER = Path(__file__).parent / "translations"


@lru_cache
def translations(language: str) -> NullTranslations:
    """Read the catalogue of a language."""
    return Translations.load(FOLDER, [language], "messages")


def terminal_language() -> str:
    """Return the language of the command line."""
    wish = os.environ.get("DILEMMA_LANG", "")[:2]
    return wish if wish in LANGUAGES else LANGUAGES[0]


def gettext(text: str, **values: object) -> str:
    """Translate a text for the command line and fill in its values."""
    found = translations(terminal_language()).ugettext(text)
    return found % values if values else found
