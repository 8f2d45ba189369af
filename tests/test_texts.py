"""Every text is there in both languages, and in words that everybody knows."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from dilemma.words import FOLDER, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])|(%%)|(%)|\{(\w*)\}")

# Words that residents do not use, and words that belong to somebody else (a
# respondent is research, a winner is a quiz).
NOT_DUTCH = (
    r"vote[nr]?s?|gevote|join(?:en|t|ed)?|submit\w*|deck|commitment\w*|poll|case"
    r"|dashboard|login|inloggen|facilitator\w*|moderator\w*|admin\w*|host|spelleidster"
    r"|burgers?|cliënt\w*|speler|spelers|gebruikers?|respondent\w*|belanghebbende\w*"
    r"|stakeholders?|actor\w*|stelling\w*|actiepunt\w*|visie|beheerder\w*"
    r"|opgaven|n\.v\.t\.|vvt|poh|corpo"
    r"|winnaar\w*|punten|score\w*|fout antwoord|goed antwoord"
)
FORMAL = r"u|uw|uwe|uzelf"


def catalogue(language: str) -> list[Message]:
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return [one for one in read_po(file, locale=language) if one.id]


def forms(text: object) -> list[str]:
    """Return singular and plural forms of a text."""
    return [str(one) for one in text] if isinstance(text, tuple | list) else [str(text)]


def said(language: str) -> list[str]:
    return [form for one in catalogue(language) for form in forms(one.string)]


def words_in(pattern: str, text: str) -> list[str]:
    plain = re.sub(
        r"%\(\w+\)s|https?://\S+|\bdilemma [a-z]+\b|--\w+|[A-Z_]{4,}", "", text
    )
    return re.findall(rf"(?<![\w-])(?:{pattern})(?![\w-])", plain, re.IGNORECASE)


def test_catalogues_are_complete_and_fresh() -> None:
    checked = subprocess.run(
        [sys.executable, ROOT / "deploy" / "bootstrap" / "messages.py", "--check"],
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_what_was_written(language: str) -> None:
    folder = FOLDER / language / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as file:
        written = BytesIO()
        write_mo(written, read_po(file, locale=language))
    written.seek(0)
    with (folder / "messages.mo").open("rb") as file:
        compiled = {str(one.id): one.string for one in read_mo(file) if one.id}
    assert compiled == {str(one.id): one.string for one in read_mo(written) if one.id}
    assert len(compiled) == len(catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_its_translation(language: str) -> None:
    assert len(catalogue(language)) > 100
    for one in catalogue(language):
        assert all(form.strip() for form in forms(one.string)), one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_text_and_translation(language: str) -> None:
    def placeholders(text: str) -> list[str]:
        return sorted({"".join(found) for found in PLACEHOLDER.findall(text)})

    for one in catalogue(language):
        of_text = {tuple(placeholders(form)) for form in forms(one.id)}
        for form in forms(one.string):
            assert tuple(placeholders(form)) in of_text, one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_begin_and_end_alike(language: str) -> None:
    for one in catalogue(language):
        for text, form in zip(forms(one.id), forms(one.string), strict=False):
            for strip in (str.lstrip, str.rstrip):
                assert (strip(text) == text) == (strip(form) == form), one.id


def test_dutch_says_je_and_never_u() -> None:
    for text in said("nl"):
        assert words_in(FORMAL, text) == [], text


def test_dutch_uses_the_words_of_the_glossary() -> None:
    for text in said("nl"):
        assert words_in(NOT_DUTCH, text) == [], text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wat kiest u?", ["u"]),
        ("Uw keuze", ["Uw"]),
        ("Ruim uur duurt het", []),
        ("Je kunt nu voten met de Deck", ["voten", "Deck"]),
        ("Typ: dilemma deck check", []),
    ],
)
def test_the_glossary_sees_what_it_must(text: str, found: list[str]) -> None:
    assert words_in(f"{FORMAL}|{NOT_DUTCH}", text) == found


def test_english_is_what_the_code_says() -> None:
    for one in catalogue("en"):
        assert forms(one.string) == forms(one.id)


def test_dutch_is_not_left_in_english() -> None:
    same = [str(one.id) for one in catalogue("nl") if one.string == one.id]
    telling = [text for text in same if len(re.findall(r"[A-Za-z]{2,}", text)) > 2]
    assert telling == []
