"""A deck is a stranger's text: none of it comes alive where decks are written."""

from collections.abc import Iterator
from itertools import cycle

from flask import Flask

from dilemma import play
from dilemma.deckfile.drafts import pieces_of
from dilemma.play import Editor
from dilemma.rules.draft import Piece
from dilemma.words import LANGUAGES
from tests.builders import a_deck
from tests.conftest import Person
from tests.test_security_pages import EVIL, check_nothing_came_alive

BO = Editor("bo", "<script>alert(1)</script>")
KEPT = {"slug", "code", "sign", "challenge", "roles", "language"}


class Fields:
    """Any name of a text in the form of a piece, or the box for pasting."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.isprintable() and "<" not in name


def poisoned(piece: Piece, texts: Iterator[str]) -> Piece:
    """Put an attack in every text that people type, and leave what refers to others."""
    poison = {
        name: f"{next(texts)} {piece.id}"
        for name in piece.texts
        if name not in KEPT and not name.startswith("effects-")
    }
    return piece.saying({**piece.texts, **poison})


def test_no_text_of_a_deck_comes_alive_where_it_is_written(
    app: Flask, gus: Person
) -> None:
    texts = cycle(EVIL)
    pieces = [poisoned(one, texts) for one in pieces_of(a_deck())]
    assert sum(len(one.texts) for one in pieces) > len(EVIL)
    with app.app_context():
        slug = play.begin_deck("kwaad", pieces, BO)
    urls = ["/decks", f"/decks/{slug}", f"/decks/{slug}/history"]
    urls += [f"/decks/{slug}/edit", f"/decks/{slug}/delete"]
    urls += [f"/decks/{slug}/edit/{one.id}" for one in pieces]
    for lang in LANGUAGES:
        for url in urls:
            answer = gus.get(f"{url}?lang={lang}", follow_redirects=True)
            assert answer.status_code == 200, url
            check_nothing_came_alive(answer.text, Fields())


def test_what_is_looked_for_stays_text(app: Flask, gus: Person) -> None:
    for evil in EVIL:
        asked = {"words": evil, "challenge": evil, "effect": evil, "role": evil}
        check_nothing_came_alive(gus.get("/decks", query_string=asked).text)


def test_what_clashes_or_cannot_be_read_stays_text(app: Flask, gus: Person) -> None:
    with app.app_context():
        slug = play.begin_deck("proef", pieces_of(a_deck()), BO)
        card = play.writing_of(slug).draft.of("card")[0]
    page = f"/decks/{slug}/edit/{card.id}"
    token, imported = gus.token(page), gus.token("/decks/import")
    for evil in EVIL:
        with app.app_context():
            number = play.writing_of(slug).number
            play.save(slug, card.id, {"a": f"{evil} van Bo"}, number, BO)
        texts = {"names": "a", "a": f"{evil} van Gus", "seen": str(number)}
        clash = gus.send(page, token, **texts)
        assert "mine-a" in clash.text
        check_nothing_came_alive(clash.text, Fields())
        wrong = gus.send("/decks/import", imported, text=f"# x\n## {evil}: y")
        assert wrong.status_code == 422
        check_nothing_came_alive(wrong.text, Fields())
