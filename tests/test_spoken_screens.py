"""An English phone sees English cards where they are translated; a Dutch one never."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from dilemma import play
from dilemma.live import rooms
from dilemma.rules.agenda import Depth
from dilemma.rules.deck import Deck, Translation
from dilemma.rules.extras import EXTRAS
from dilemma.rules.spoken import Spoken
from tests.builders import a_card, a_deck
from tests.conftest import Person, Room, path
from tests.deliveries import push_of

T = TypeVar("T", bound=Spoken)
AUDIENCES = (rooms.PLAYER, rooms.HOST, rooms.PROJECTOR)
# Ours ends in "(en)", so that nothing else can be taken for it.
ENGLISH = re.compile(r"\(en\)")
OURS = re.compile(r'lang="([^"]*)"[^<>]*>(?:<b>[^<]*</b>)?[^<]*\(en\)')


def english(part: T) -> T:
    """Translate every text of a part."""
    said = tuple((name, f"{text} (en)") for name, text in part.texts.items())
    return replace(part, translations=(Translation("en", said),))


def a_deck_in_english_too() -> Deck:
    deck = a_deck()
    light = replace(a_card(9, title="Fiets of bus?"), challenge="", roles=(), fact=None)
    return english(
        replace(
            deck,
            roles=tuple(map(english, deck.roles)),
            challenges=tuple(map(english, deck.challenges)),
            effects=tuple(map(english, deck.effects)),
            examples=tuple(map(english, deck.examples)),
            cards=(english(deck.cards[0]), *deck.cards[1:]),  # the rest is Dutch only
            practice=(english(light),),
        )
    )


@pytest.fixture
def both(make_room: Callable[..., Room]) -> Room:
    """A workshop with one card in two languages and one in Dutch alone."""
    return make_room(
        Depth.DEEP, Depth.QUICK, extras=EXTRAS, deck=a_deck_in_english_too()
    )


def test_every_audience_reads_its_own_language_at_every_step(both: Room) -> None:
    for role in ("inwoner", "gemeente", "sociaal-werker"):
        both.crowd(role, 6)
    seen = set()
    while not both.look().game.closed:
        for audience in AUDIENCES:
            dutch, other = (push_of(both, audience, lang) for lang in ("nl", "en"))
            assert not ENGLISH.search(dutch)
            assert 'lang=""' not in dutch + other
            if ENGLISH.search(other):
                seen.add((audience, both.look().game.step.kind))
            card = both.look().card
            if card and card.slug == "kaart-2":
                assert "Kaart 2 (en)" not in other
        both.act("next")
    kinds = {kind for audience, kind in seen if audience == rooms.PROJECTOR}
    assert {"practice", "read", "vote", "talk", "reveal", "perspective"} <= kinds
    assert {("player", "practice"), ("player", "vote"), ("host", "talk")} <= seen


def test_a_text_says_in_which_language_it_is(both: Room) -> None:
    both.reach("read")
    for audience in (rooms.PLAYER, rooms.PROJECTOR):
        html = push_of(both, audience, "en")
        assert set(OURS.findall(html)) == {"en"}
        assert re.search(r'<h1[^>]* lang="en">Kaart 1 \(en\)</h1>', html)
    both.reach("close")
    both.act("back", *["build"] * 4)
    assert 'lang="nl"' in push_of(both, rooms.PLAYER, "en")


def test_the_phones_of_a_language_share_one_rendering(both: Room) -> None:
    with both.app.app_context():
        both.reach("vote", 1)
        acts = play.look(both.id).game.acts
        made = {lang: rooms.player_stage(lang, both.id, acts) for lang in ("nl", "en")}
        for lang, part in made.items():
            assert rooms.player_stage(lang, both.id, acts) is part
    assert "(en)" in made["en"].html
    assert "(en)" not in made["nl"].html


def test_an_own_role_stands_in_ones_own_language(both: Room) -> None:
    ann = both.join("inwoner")
    both.reach("vote", 1)

    def mine(lang: str) -> str:
        return ann.get(f"/j/{both.code}?plain&lang={lang}").text

    assert "inwoner (en)" in mine("en")
    assert "(en)" not in mine("nl")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_results_and_downloads_are_read_in_ones_own_language(
    both: Room, form: str
) -> None:
    both.crowd("inwoner", 6)
    both.reach("perspective")
    zoe = Person(both.app)
    page = path(both.links.results)
    for url in (page, f"{page}/download.{form}"):
        assert "Kaart 1 (en)" in zoe.get(f"{url}?lang=en").text
        assert "(en)" not in zoe.get(f"{url}?lang=nl").text
