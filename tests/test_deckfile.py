"""A deck file is read whole or refused with every problem at once, and comes back."""

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.deckfile import (
    DeckError,
    Problem,
    ProblemKind,
    find_decks,
    load_deck,
    parse_deck,
    sentence,
    starter,
    write_deck,
)
from dilemma.deckfile.decode import MOST_BYTES
from dilemma.deckfile.sentences import SENTENCES
from dilemma.rules.advice import advise
from dilemma.rules.deck import Card, Deck, EffectTag, Fact, Role
from tests.any_deck import TEXT, WORDS, decks
from tests.builders import ROLES, a_card, a_deck

BROKEN = sorted(Path(__file__).parent.glob("decks/broken-*.md"))
OF_OTHER_FORMS = {
    *(ProblemKind.NOT_JSON, ProblemKind.WRONG_TYPE, ProblemKind.NOT_A_WORKBOOK),
    *(ProblemKind.UNFOLDS_TOO_FAR, ProblemKind.MISSING_SHEET),
    *(ProblemKind.UNKNOWN_SHEET, ProblemKind.UNKNOWN_COLUMN, ProblemKind.COLUMN_TWICE),
    *(ProblemKind.TOO_MANY_ROWS, ProblemKind.NOT_TEXT_CELL),
}
HEAD = """\
# Proef

## Rol: inwoner
Teken: deur

## Rol: sociaal werker
Teken: handen

## Opgave: Samen sterk
In gewone taal: We werken samen.

## Effect: Meer veerkracht

"""
CARD = """\
## Kaart: Klein of groot?
Opgave: O1

Er is geld voor één plan.

- A: Klein.
- B: Groot.
"""
TITLES = (
    "Wonen: nu of later?",
    '"Groen" is ook een mening',
    "@gemeente betaalt",
    "Kies optie #2",
    "no",
    "1.10",
    "12:30",
    "- geen van beide",
    "[concept] Eerst praten",
    "*belangrijk*",
    "!Let op",
    "&Co betaalt mee",
    "null",
    "% van de inwoners",
    "'s Avonds open?",
)


def problems_of(data: bytes | str) -> tuple[Problem, ...]:
    with pytest.raises(DeckError) as refused:
        parse_deck(data, "proef")
    return refused.value.problems


def kinds_of(data: bytes | str) -> list[str]:
    return [one.kind for one in problems_of(data)]


def the_card(text: str) -> Card:
    return parse_deck(HEAD + text, "proef").cards[0]


# Reading


def test_a_deck_that_was_written_is_read_as_the_same_deck() -> None:
    assert parse_deck(write_deck(a_deck()), "proef") == a_deck()


def test_an_english_deck_is_written_with_english_words() -> None:
    text = write_deck(a_deck(language="en"))

    assert "## Card: Kaart 1" in text
    assert "Turning question: " in text
    assert parse_deck(text, "proef") == a_deck(language="en")


def test_keys_are_read_in_both_languages_and_in_any_case() -> None:
    card = the_card(
        "## CARD: Klein of groot?\nchallenge: o1\nROLES: Inwoner, SOCIAAL WERKER\n\n"
        "Er is geld.\n\n- a: Klein.\n  effects: + e1\n- b) Groot.\n\n"
        "Fact: Er zijn plannen.\nBRON : Dorpskrant, 2024\nTurning  Question: En dan?\n"
    )

    assert card.roles == ("inwoner", "sociaal-werker")
    assert card.options[0].effects == (EffectTag("meer-veerkracht", plus=True),)
    assert card.fact == Fact("Er zijn plannen.", "Dorpskrant, 2024")
    assert card.turning == "En dan?"


@pytest.mark.parametrize("title", TITLES)
def test_a_typical_title_comes_through_unchanged(title: str) -> None:
    assert the_card(CARD.replace("Klein of groot?", title)).title == title


def test_a_text_of_two_lines_stays_two_lines() -> None:
    card = the_card(CARD.replace("Er is geld", "Eerste regel\nTweede regel"))

    assert card.situation == "Eerste regel\nTweede regel voor één plan."


def test_paragraphs_stay_apart_however_many_blank_lines_there_are() -> None:
    card = the_card(CARD.replace("Er is geld", "Eerst dit.\n\n\n\\\n\n\nEr is geld"))

    assert card.situation == "Eerst dit.\n\nEr is geld voor één plan."


def test_an_indented_line_belongs_to_the_key_or_option_above() -> None:
    card = the_card(
        CARD.replace("Klein.", "Klein,\n  dicht bij huis.")
        + "\nNotitie: Let op.\n  Noem geen namen:\n\n  ook niet zacht.\n"
    )

    assert card.options[0].text == "Klein, dicht bij huis."
    assert card.note == "Let op. Noem geen namen: ook niet zacht."


@pytest.mark.parametrize(
    "line",
    [
        "## Kop",
        "# Kop",
        "- A: keuze",
        "- punt",
        "Feit: zo is het",
        "Let op: dit",
        "<!-- x -->",
        "\\",
    ],
)
def test_a_line_behind_a_backslash_is_plain_text(line: str) -> None:
    assert the_card(CARD.replace("Er is geld", f"\\{line}")).situation.startswith(line)


@pytest.mark.parametrize(
    "line",
    ["12:30 begint het", "#2 wint", "https://example.org", "Dit is de vraag: nu?"],
)
def test_a_line_that_only_resembles_a_key_is_plain_text(line: str) -> None:
    assert the_card(CARD.replace("Er is geld voor één plan.", line)).situation == line


def test_a_comment_is_for_who_reads_the_file_alone() -> None:
    comment = "<!-- Er is geld: zie onder. -->"
    text = HEAD + CARD.replace("Er is geld", f"{comment}\nEr is geld")

    assert parse_deck(f"{comment}\n{text}", "proef") == parse_deck(HEAD + CARD, "proef")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_file_to_begin_with_is_a_deck_with_nothing_to_advise(language: str) -> None:
    deck = parse_deck(starter("Van  ons", language), "proef")

    assert (deck.title, deck.language) == ("Van ons", language)
    assert deck.practice
    assert advise(deck, "2026-01") == ()


def test_a_code_that_is_not_given_is_the_next_free_one() -> None:
    taken = CARD.replace("Opgave", "Code: D01\nOpgave").replace("Klein of", "Jong of")
    deck = parse_deck(HEAD + CARD + taken, "proef")

    assert [card.code for card in deck.cards] == ["D02", "D01"]
    assert deck.challenges[0].code == "O1"
    assert deck.effects[0].code == "E1"


def test_a_slug_line_lets_two_alike_titles_live_together() -> None:
    again = CARD.replace("groot?", "groot!").replace("Opgave", "Slug: anders\nOpgave")
    deck = parse_deck(HEAD + CARD + again, "proef")

    assert [card.slug for card in deck.cards] == ["klein-of-groot", "anders"]
    assert parse_deck(write_deck(deck), "proef") == deck


def test_a_title_without_letters_gets_a_slug_from_its_place() -> None:
    assert the_card(CARD.replace("Klein of groot?", "مرحبا؟")).slug == "card-1"


def test_the_minus_of_a_word_processor_is_a_minus() -> None:
    card = the_card(CARD.replace("Klein.", "Klein.\n  Effecten: −E1"))

    assert card.options[0].effects == (EffectTag("meer-veerkracht", plus=False),)


# Files as they come


def test_windows_line_ends_a_byte_order_mark_and_loose_accents_are_fine() -> None:
    text = unicodedata.normalize("NFD", HEAD + CARD).replace("\n", "\r\n")
    card = parse_deck(b"\xef\xbb\xbf" + text.encode(), "proef").cards[0]

    assert card.situation == "Er is geld voor één plan."


def test_invisible_characters_are_left_out() -> None:
    text = CARD.replace("geld", "ge\u202eld\x07").replace("één", "één\x0b")

    assert the_card(text).situation == "Er is geld voor één  plan."


@pytest.mark.parametrize(
    ("data", "line", "kind"),
    [
        (b"# Proef\r\n\r\nCaf\xe9", 3, ProblemKind.NOT_UTF_8),
        (b"# Proef\n\n\0", 3, ProblemKind.NOT_TEXT),
        ("# Proef\n\n\0", 3, ProblemKind.NOT_TEXT),
        (b"#" * (MOST_BYTES + 1), 0, ProblemKind.TOO_LARGE),
        ("é" * MOST_BYTES, 0, ProblemKind.TOO_LARGE),
    ],
)
def test_a_file_that_is_no_text_is_refused_at_once(
    data: bytes | str, line: int, kind: ProblemKind
) -> None:
    assert [(one.line, one.kind) for one in problems_of(data)] == [(line, kind)]


def test_a_deck_takes_its_slug_from_the_name_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "Mijn eerste set.md"
    file.write_text(write_deck(a_deck()), encoding="utf-8")

    assert load_deck(file).slug == "mijn-eerste-set"


def test_a_file_that_cannot_be_opened_is_a_problem_like_any_other(
    tmp_path: Path,
) -> None:
    with pytest.raises(DeckError) as refused:
        load_deck(tmp_path / "weg.md")

    assert [one.kind for one in refused.value.problems] == [ProblemKind.UNREADABLE]


def test_only_deck_files_are_found_in_order(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "README.md", ".verborgen.md", "LICENSE"):
        (tmp_path / name).touch()
    (tmp_path / "map.md").mkdir()

    assert [path.name for path in find_decks(tmp_path)] == ["a.md", "b.md"]
    assert find_decks(tmp_path / "nergens") == ()


# Problems


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_deck_is_refused_with_all_its_problems(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    found = [[one.line, one.kind, one.facts] for one in problems_of(path.read_bytes())]

    assert found == expected


def test_every_kind_of_problem_is_met_and_has_a_sentence(tmp_path: Path) -> None:
    met = {one for path in BROKEN for one in problems_of(path.read_bytes())}
    met |= set(problems_of("#" * (MOST_BYTES + 1)))
    met |= set(problems_of(HEAD + "## Rool: x\n" * 101))
    met |= set(problems_of(HEAD + "## Effect: x\n" * 31))
    met.add(Problem(0, ProblemKind.UNREADABLE, (("reason", "No such file"),)))

    # What only JSON and workbooks have is met in test_deckforms.py.
    assert {one.kind for one in met} == set(ProblemKind) - OF_OTHER_FORMS
    assert set(SENTENCES) == set(ProblemKind)
    for problem in met:
        said = sentence(problem, lambda message: message)
        assert "%(" not in said
        assert said.startswith(f"Line {problem.line}: ") or problem.line == 0


def test_a_sentence_is_translated_around_what_was_found() -> None:
    translated = {
        "Line %(line)s: %(sentence)s": "Regel %(line)s: %(sentence)s",
        "Did you mean “%(suggestion)s”?": "Bedoelde je ‘%(suggestion)s’?",
        SENTENCES[ProblemKind.UNKNOWN_KEY]: "‘%(key)s’ is hier geen sleutel.",
    }
    problem = Problem(
        4, ProblemKind.UNKNOWN_KEY, (("key", "Feit %(is)s"), ("suggestion", "Feit"))
    )

    said = sentence(problem, translated.__getitem__)

    assert said == "Regel 4: ‘Feit %(is)s’ is hier geen sleutel. Bedoelde je ‘Feit’?"


def test_a_hopeless_file_is_refused_after_a_hundred_problems() -> None:
    kinds = kinds_of(HEAD + "## Rool: x\n" * 5000)

    assert len(kinds) == 101
    assert kinds[-1] == ProblemKind.MANY_MORE


def test_a_deck_holds_at_most_twelve_roles_and_two_hundred_cards() -> None:
    roles = "".join(f"## Rol: r{number}\nTeken: deur\n\n" for number in range(11))
    cards = "".join(CARD.replace("groot", f"groot {one}") for one in range(201))

    assert kinds_of(HEAD + roles + CARD) == [ProblemKind.TOO_MANY]
    assert kinds_of(HEAD + cards) == [ProblemKind.TOO_MANY]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Klein of groot?", "x" * 121),
        ("Er is geld", "x" * 1200),
        ("Klein.", "x" * 301),
        ("Opgave: O1", f"Opgave: O1\nNotitie: {'x' * 1501}"),
    ],
)
def test_a_text_over_its_limit_is_a_problem(old: str, new: str) -> None:
    assert kinds_of(HEAD + CARD.replace(old, new)) == [ProblemKind.TOO_LONG]


# Whatever comes


@settings(max_examples=60, deadline=None)
@given(decks())
def test_any_deck_comes_back_from_its_file(deck: Deck) -> None:
    assert parse_deck(write_deck(deck).encode(), "proef") == deck


def deck_or_problems(data: bytes | str) -> Deck | tuple[Problem, ...]:
    try:
        return parse_deck(data, "proef")
    except DeckError as refused:
        return refused.problems


@settings(max_examples=200, deadline=None)
@given(st.binary() | st.text() | TEXT)
def test_any_input_is_a_deck_or_a_list_of_problems(data: bytes | str) -> None:
    assert deck_or_problems(data)


WHOLE = write_deck(a_deck()).split("\n")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_deck_is_refused_in_words_or_still_comes_back(
    data: st.DataObject,
) -> None:
    lines = list(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        new = data.draw(st.sampled_from(WHOLE) | WORDS | WORDS.map("  {}".format))
        length = data.draw(st.integers(0, 2))
        lines[place : place + length] = [new]

    outcome = deck_or_problems("\n".join(lines))

    if isinstance(outcome, Deck):
        assert parse_deck(write_deck(outcome), "proef") == outcome
    else:
        for problem in outcome:
            assert sentence(problem, lambda message: message)


def seconds_for(data: bytes | str) -> float:
    """Measure the quickest of three readings: a busy machine is not our subject."""
    readings = []
    for _ in range(3):
        began = time.process_time()
        deck_or_problems(data)
        readings.append(time.process_time() - began)
    return min(readings)


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        "\r",
        "#",
        "## Rool: x\n",
        "## Kaart: x\n",
        "Omslagvrag: x\n\n",
        "- A: x\n",
        "  x\n",
        "aa ",
        "a:",
        "\u0301\u0316",
        "\u202e",
        "+E9, ",
    ],
)
def test_the_largest_file_is_answered_within_a_second(piece: str) -> None:
    text = HEAD + CARD + "  Effecten: +E1\n" + piece * (MOST_BYTES // len(piece))
    data = text.encode()[:MOST_BYTES].decode(errors="ignore").encode()

    assert deck_or_problems(data)
    assert seconds_for(data) < 1


def test_names_that_resemble_thirty_others_are_answered_within_a_second() -> None:
    name = "samenyx" * 5
    challenges = "".join(
        f"## Opgave: {'samenxy' * 5}{one}\nIn gewone taal: x\n\n" for one in range(29)
    )
    cards = "".join(
        CARD.replace("O1", f"{name}{one}").replace("groot", f"groot {one}")
        for one in range(100)
    )

    assert len(problems_of(HEAD + challenges + cards)) == 101
    assert seconds_for(HEAD + challenges + cards) < 1


# Writing


def test_a_role_with_a_comma_in_its_name_is_still_one_role() -> None:
    roles = (*ROLES[:4], Role("zorg-en-welzijn", "zorg, en welzijn", "heart"))
    deck = a_deck(roles=roles, cards=(a_card(roles=("zorg-en-welzijn", "inwoner")),))

    assert parse_deck(write_deck(deck), "proef") == deck


def test_a_value_of_two_lines_becomes_one_paragraph() -> None:
    deck = a_deck(cards=(a_card(note="Noem geen namen.\nOok niet zacht."),))

    note = parse_deck(write_deck(deck), "proef").cards[0].note

    assert note == "Noem geen namen. Ook niet zacht."
