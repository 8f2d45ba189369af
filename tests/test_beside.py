"""What was chosen alone stands beside the room's choice, and gives nobody away."""

import json
from collections.abc import Callable
from itertools import product

import pytest

from dilemma import play
from dilemma.rules import alone
from dilemma.rules.belonging import belong
from dilemma.rules.beside import CardBeside, LeftOut, beside, card_beside
from dilemma.rules.deck import Option
from dilemma.rules.disclosure import disclose_card
from dilemma.rules.hands import disclose_counted
from dilemma.rules.refusals import CannotBelong
from dilemma.rules.shown import CardShown
from tests.adversary import Answer, Sizes, tallies, wins
from tests.builders import a_card, a_deck, a_tally, a_workshop
from tests.conftest import Person, Room, path, says
from tests.markup import text

Rooms = Callable[..., Room]
MARK = "alleen gespeeld, vooraf of achteraf"


def shown(*rounds: str) -> CardShown:
    """Disclose rounds of inwoners, each as "12a 8b"."""
    counted = [a_tally(f"inwoner: {one}", round=n) for n, one in enumerate(rounds, 1)]
    return disclose_card("kaart", counted)


# ---- what may stand side by side ---------------------------------------------------


def test_each_group_keeps_its_own_numbers_and_they_are_never_summed() -> None:
    told = card_beside(shown("9a 11b"), shown("20a 10b 3-"))
    assert told.room is not None
    assert (told.room.votes, told.room.voters) == (((0, 20), (0, 10)), 30)
    assert told.room.passes == 3


def test_fewer_than_five_alone_are_not_told() -> None:
    assert card_beside(shown("20a"), shown("4a")) == CardBeside(
        "kaart", None, LeftOut.TOO_FEW
    )


@pytest.mark.parametrize("voters", range(5, 30))
def test_groups_that_differ_by_one_to_four_are_not_put_side_by_side(
    voters: int,
) -> None:
    told = card_beside(shown("9a 8b"), shown(f"{voters}a"))
    assert (told.left_out is LeftOut.NEAR) is (0 < abs(voters - 17) < 5)
    assert (told.room is None) is (told.left_out is not None)


def test_every_round_of_the_room_is_looked_at() -> None:
    assert card_beside(shown("9a 8b", "20a 10b"), shown("13a")).left_out
    assert card_beside(shown("20a 10b", "9a 8b"), shown("13a")).left_out
    assert not card_beside(shown("20a 10b", "19a 8b"), shown("12a")).left_out
    assert not card_beside(shown("4a", "19a 8b"), shown("12a")).left_out  # not shown


@pytest.mark.parametrize(
    ("voters", "near"), [(8, 0), (9, 1), (17, 1), (21, 1), (22, 0)]
)
def test_hands_are_known_so_phones_alone_are_looked_at_too(
    voters: int, near: int
) -> None:
    phones, raised = a_tally("inwoner: 7a 6b"), a_tally("inwoner: 4a")
    room = disclose_counted("kaart", [phones], [raised])
    assert bool(card_beside(room, shown(f"{voters}a")).left_out) is bool(near)


def test_only_the_very_same_question_stands_beside() -> None:
    here, there = a_deck(), a_deck()
    mine = [disclose_card("kaart-1", [a_tally("inwoner: 20a")])]
    other = [disclose_card("kaart-1", [a_tally("inwoner: 9a")])]
    assert [one.card for one in beside(mine, here, other, there)] == ["kaart-1"]
    for changed in (
        a_card(1, situation="Iets anders."),
        a_card(1, options=(Option("a", "Klein.", ()), Option("b", "Anders.", ()))),
    ):
        assert beside(mine, here, other, a_deck(cards=(changed,))) == ()
    typo = a_card(1, note="Een andere aantekening.")
    assert beside(mine, here, other, a_deck(cards=(typo,)))
    assert beside(mine, here, other, a_deck(cards=(a_card(2),))) == ()
    assert beside([], here, other, there) == beside(mine, here, [], there) == ()


# ---- the adversary -----------------------------------------------------------------


def both(rounds: tuple[Sizes, ...], votes: tuple[Answer, ...]):
    """What is published of a room and of those who played alone.

    Both totals are known, also where the page leaves them out: there is another page.
    """
    room, apart = tallies(rounds, votes)
    first, second = (disclose_card("kaart", [one]) for one in (room, apart))
    totals = tuple(sum(answer) for answer in votes)
    return totals, first, second.groups, card_beside(first, second)


@pytest.mark.parametrize(
    ("room", "apart"),
    [((5, 5), (5, 5)), ((6, 5), (5, 6)), ((7, 5), (5,) * 2), ((5, 5), (6, 9))],
)
def test_two_groups_side_by_side_tell_nobodys_vote(room: Sizes, apart: Sizes) -> None:
    """Different people, or the same ones who choose anew: in both they may sit."""
    assert wins((room, apart), show=both) == []


def test_the_adversary_would_find_a_sum_of_both() -> None:
    """A planted fault: whether more chose A in the room than alone, for two roles."""

    def telling(rounds: tuple[Sizes, ...], votes: tuple[Answer, ...]):
        more = tuple(one > other for one, other in zip(*votes, strict=True))
        return (*both(rounds, votes), more)

    assert wins(((5, 5), (5, 5)), show=telling)


def test_whoever_did_one_of_the_two_is_one_of_five_or_more() -> None:
    """The same people with the same choices, and some more of them in one of the two.

    Then the totals tell how those chose who did one thing only. As in any room, that
    is told of five people or more.
    """
    for voters, more in product(range(5, 16), range(1, 9)):
        for first, second in ((voters, voters + more), (voters + more, voters)):
            told = card_beside(shown(f"{first}a"), shown(f"{second}a"))
            assert told.room is None or more >= 5


def test_leaving_out_depends_on_sizes_and_not_on_what_was_chosen() -> None:
    for room, apart in product(range(5, 14), repeat=2):
        whys = {
            card_beside(
                shown(f"{a}a {room - a}b"), shown(f"{b}a {apart - b}b")
            ).left_out
            for a, b in product(range(room + 1), range(apart + 1))
        }
        assert len(whys) == 1


# ---- what may belong to what -------------------------------------------------------


def test_what_is_played_alone_belongs_to_one_workshop_and_each_has_one() -> None:
    mine, room = a_workshop(variant=alone.VARIANT), a_workshop()
    belong(mine, room, taken=False, shown_beside=False)
    other = a_workshop(deck=a_deck(cards=(a_card(9),)))
    for why, found in {
        "not alone": (room, room, False, False),
        "to one alone": (mine, mine, False, False),
        "taken": (mine, room, True, False),
        "shown": (mine, room, False, True),
        "no card": (mine, other, False, False),
    }.items():
        one, to, taken, was_shown = found
        with pytest.raises(CannotBelong) as refused:
            belong(one, to, taken=taken, shown_beside=was_shown)
        assert refused.value.why == why


# ---- through the doors -------------------------------------------------------------


@pytest.fixture
def congress(make_room: Rooms) -> Room:
    """A workshop that Fran leads; its first card was played by twenty people."""
    room = make_room(title="Congres")
    people = room.crowd("inwoner", 12) + room.crowd("gemeente", 8)
    room.reach("vote")
    for number, person in enumerate(people):
        room.cast(person, "a2" if number % 2 else "b1")
    return room


def alone_at(make_room: Rooms, congress: Room, people: int = 9) -> Room:
    """What people play alone, and belongs to the congress; not closed yet."""
    apart = make_room(variant="zelf", title="Vooraf thuis", belongs=congress.id)
    apart.act("next")
    for number, person in enumerate(apart.crowd("inwoner", people)):
        room_vote = alone.votes(apart.look().game.steps)[0].id
        apart.cast(person, "a2" if number < 4 else "b2", step=room_vote)
    return apart


def test_the_congress_shows_it_marked_and_apart_everywhere(
    make_room: Rooms, congress: Room
) -> None:
    apart = alone_at(make_room, congress)
    congress.reach("perspective")
    before = congress.look()
    assert before.beside is not None
    assert before.beside.cards == ()  # nothing of what is open still
    page = path(congress.links.results)
    anna = Person(congress.app)
    assert "4 voor A" not in text(anna.get(page).text)
    apart.reach("perspective")
    after = congress.look()
    assert after.results == before.results  # what was shown never changes
    assert after.joined == 20
    assert after.beside is not None
    told, empty = after.beside.cards
    assert empty.left_out is LeftOut.TOO_FEW
    assert told.room is not None
    assert (told.room.voters, after.beside.joined) == (9, 9)
    seen = text(anna.get(page).text)
    assert "Alleen gespeeld, vooraf of achteraf" in seen
    assert "4 voor A, 5 voor B" in seen
    assert "Vooraf thuis" in seen
    sheet = anna.get(f"{page}/download.csv").text
    assert f"{MARK};stemmen;zeker A;4" in sheet.replace('"', "")
    assert f"{MARK};stemmen samen;;9" in sheet.replace('"', "")
    data = json.loads(anna.get(f"{page}/download.json").text)
    assert data["workshop"]["played_alone_beside"] == {
        "mark": MARK,
        "title": "Vooraf thuis",
        "participants": 9,
    }
    assert data["workshop"]["participants"] == 20
    played = {one["slug"]: one["played_alone"] for one in data["cards"]}
    assert played["kaart-1"] == {
        "mark": MARK,
        "voters": 9,
        "passes": 0,
        "votes": {"A": {"sure": 4, "rather": 0}, "B": {"sure": 5, "rather": 0}},
    }
    own = text(anna.get(path(apart.links.results)).text)
    assert says("Belongs to the session: %(title)s", title="Congres") in own


def test_the_screens_of_the_perspective_say_it_too(
    make_room: Rooms, congress: Room
) -> None:
    alone_at(make_room, congress).reach("perspective")
    ann = congress.join()
    congress.reach("perspective")
    congress.act(*["build"] * 4)  # the whole picture stands
    phone = text(ann.get(f"/j/{congress.code}?plain").text)
    assert "Alleen gespeeld, vooraf of achteraf: 5 van de 9 kozen B." in phone
    hall = text(Person(congress.app).get(path(congress.links.screen)).text)
    assert "alleen: 4 voor A, 5 voor B" in hall
    assert "9 mensen speelden alleen, vooraf of achteraf" in hall


@pytest.mark.parametrize("people", [3, 18])
def test_too_few_or_nearly_as_many_are_left_out_everywhere(
    make_room: Rooms, congress: Room, people: int
) -> None:
    apart = alone_at(make_room, congress, people)
    congress.reach("perspective")
    apart.reach("perspective")
    page = path(congress.links.results)
    anna = Person(congress.app)
    seen = text(anna.get(page).text)
    assert "Alleen gespeeld, vooraf of achteraf:" in seen
    sheet = anna.get(f"{page}/download.csv").text
    assert f"{MARK};toelichting" in sheet.replace('"', "")
    assert f"{MARK};stemmen" not in sheet.replace('"', "")
    data = json.loads(anna.get(f"{page}/download.json").text)
    told = next(one for one in data["cards"] if one["slug"] == "kaart-1")
    assert set(told["played_alone"]) == {"mark", "left_out_because"}


def test_nothing_of_a_rehearsal_stands_beside(make_room: Rooms, congress: Room) -> None:
    apart = make_room(variant="zelf", belongs=congress.id)
    with apart.app.app_context():
        play.begin_rehearsal(apart.id)
    congress.reach("perspective")
    assert congress.look().beside is None


def test_a_workshop_with_nothing_beside_it_says_nothing_of_it(congress: Room) -> None:
    congress.reach("perspective")
    assert congress.look().beside is None
    page = Person(congress.app).get(path(congress.links.results)).text
    assert "vooraf of achteraf" not in page


def test_it_can_be_put_right_until_something_was_shown(
    make_room: Rooms, congress: Room
) -> None:
    wrong = make_room()
    apart = make_room(variant="zelf", belongs=wrong.id)
    with apart.app.app_context():
        play.belong(apart.id, congress.id)
        play.belong(apart.id, congress.id)  # once more changes nothing
        assert congress.id not in [one.id for one in play.may_belong()]
        assert wrong.id in [one.id for one in play.may_belong()]
        apart.act("next")
        vote = alone.votes(apart.look().game.steps)[0].id
        for person in apart.crowd("inwoner", 9):
            apart.cast(person, "a2", step=vote)
        apart.reach("perspective")
        congress.reach("perspective")
        with pytest.raises(CannotBelong):
            play.belong(apart.id, wrong.id)
        with pytest.raises(CannotBelong):
            play.belong(make_room(variant="zelf").id, congress.id)
    assert congress.look().beside


# ---- the form ----------------------------------------------------------------------


def make(person: Person, belongs: str, variant: str = "zelf"):
    """Make a session of one card with the form."""
    page = f"/host/new?variant={variant}"
    seen = person.get(page).text
    return person.send(
        "/host/new",
        person.token(page),
        deck=seen.split('name="deck" value="')[1].split('"')[0],
        variant=variant,
        title="Thuis vooraf",
        card=seen.split('name="card" value="')[1].split('"')[0],
        role=["inwoner", "gemeente"],
        belongs=belongs,
    )


def test_a_stranger_links_nothing_to_anothers_session(
    congress: Room, zoe: Person, fran: Person
) -> None:
    """Zoe leads a session of her own, and Fran's host link makes no sessions either."""
    for person in (zoe, fran):
        answer = person.send(
            "/host/new", person.token("/j"), variant="zelf", belongs=congress.id
        )
        assert answer.status_code == 403
    congress.reach("perspective")
    assert congress.look().beside is None


def test_the_form_offers_it_for_playing_alone_and_no_clock(
    gus: Person, congress: Room, make_room: Rooms
) -> None:
    apart = make_room(variant="zelf", title="Ook alleen")
    page = gus.get("/host/new?variant=zelf").text
    assert f'value="{congress.id}"' in page
    assert f'value="{apart.id}"' not in page
    assert says("at everybody's own pace") in text(page)
    assert 'name="tables"' not in page
    assert 'name="extra"' not in page
    assert 'name="depth-' not in page
    usual = gus.get("/host/new?variant=uur").text
    assert 'name="belongs"' not in usual
    assert 'name="tables"' in usual


@pytest.mark.parametrize("belongs", ["bestaat-niet", "x" * 500, "'"])
def test_a_forged_choice_makes_nothing_and_says_so(gus: Person, belongs: str) -> None:
    with gus.app.app_context():
        before = len(play.everything())
    answer = make(gus, belongs)
    assert answer.status_code == 422
    wrong = says("It cannot belong to that session. Choose another one, or none.")
    assert wrong in text(answer.text)
    with gus.app.app_context():
        assert len(play.everything()) == before
