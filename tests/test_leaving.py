"""Everything that leaves, over a whole workshop, tells no more than the print does.

`test_openness` lets an adversary try to solve the print for one person's vote. Here the
rest of the proof: two rooms of which the print is the same are the same, byte for byte,
on every screen, in every push and in every download, at every moment. So whoever keeps
all of it knows what whoever keeps the print knows. Then the adversary gets the measures
too, and wins as soon as one of the rules is taken away.
"""

import re
from collections.abc import Callable
from io import BytesIO
from itertools import product
from typing import Any
from zipfile import ZipFile

import pytest

from dilemma import play
from dilemma.live import rooms
from dilemma.places import table_host_link
from dilemma.play.sharing import new_link
from dilemma.rules import disclosure, saying
from dilemma.rules.agenda import Depth
from dilemma.rules.consensus import Measured, measured
from dilemma.rules.contribution import Genre, Handling, Said
from dilemma.rules.disclosure import Mode, disclose_card
from dilemma.rules.extras import EXTRAS
from dilemma.rules.grouping import Party, group_roles
from dilemma.rules.hands import Hands
from dilemma.rules.response import Answer
from dilemma.rules.retention import Terms
from dilemma.rules.seating import Dealing
from dilemma.rules.shown import CardShown
from dilemma.rules.tally import Change, Counts, Tally
from tests.adversary import Answer as Votes
from tests.adversary import Sizes, tallies, wins
from tests.builders import a_card, a_deck
from tests.conftest import Person, Room, path
from tests.deliveries import AUDIENCES, heard, pages, push_of, sockets

# The host's pages beside the screen that is pushed; the programme tells moments only.
BESIDE = ("said", "hands", "desk", "room", "share", "erase")

# Everybody's votes before and after the talk, by role.
Ballots = dict[str, tuple[str, ...]]
ROOM: Ballots = {
    "gemeente": ("aa", "aa", "aa", "bb", "bb", "ab", "ba", "ba"),
    "inwoner": ("aa", "aa", "ab", "ab", "ba", "bb", "bb", "bb", "bb"),
    "sociaal-werker": ("aa", "aa", "ba", "bb", "bb", "ab", "bb"),
    "ondernemer": ("aa", "bb", "ab"),
}
# So unanimous that nothing is told per role.
SILENT: Ballots = {
    "gemeente": ("aa",) * 5,
    "inwoner": ("aa", "aa", "aa", "bb", "bb", "ab"),
}
DECK = a_deck(cards=(a_card(1),))
TELLS_HOW_IT_WAS = re.compile(
    r"\d{13}"  # a moment
    r"|\d\d:\d\d"
    r'|(?<=data-revision=")\d+|(?<=data-step=")\d+|(?<=name="step" value=")\d+'
    r'|value="[\w.:-]{20,}"'  # forms against forgery, each with its own number
    r'|content="[\w.:-]{20,}"'
    r'|(?<=value=")[a-z]+-\d+(?=")|(?<=/said/)\d+'  # which text a button is for
    r"|data-entry=\S+"
    r"|nonce-[\w-]+"
)


def print_of(ballots: Ballots) -> CardShown:
    """What the rules print of these ballots."""
    rounds = [
        Tally(
            number + 1,
            number + 1,
            tuple(
                (
                    role,
                    Counts(
                        tuple((0, sum(b[number] == one for b in of)) for one in "ab")
                    ),
                )
                for role, of in sorted(ballots.items())
            ),
        )
        for number in (0, 1)
    ]
    every = [ballot for of in ballots.values() for ballot in of]
    change = Change(len(every), sum(one[0] != one[1] for one in every))
    return disclose_card("kaart-1", rounds, change)


def _counts(votes: list[str]) -> Counts:
    return Counts(tuple((0, votes.count(letter)) for letter in "ab"))


def alike(ballots: Ballots) -> Ballots:
    """A room with the same print, in which two people of two roles traded their votes.

    They chose otherwise in both rounds.
    """
    for one, other in product(ballots, repeat=2):
        for mine, theirs in (("aa", "bb"), ("ab", "ba"), ("bb", "aa"), ("ba", "ab")):
            if one < other and mine in ballots[one] and theirs in ballots[other]:
                traded = dict(ballots)
                traded[one] = _with(ballots[one], mine, theirs)
                traded[other] = _with(ballots[other], theirs, mine)
                if print_of(traded) == print_of(ballots):
                    return traded
    raise AssertionError("every trade is seen in the print")


def _with(of: tuple[str, ...], left: str, came: str) -> tuple[str, ...]:
    place = of.index(left)
    return (*of[:place], came, *of[place + 1 :])


class Watcher:
    """Keeps all that a room ever sends to anybody, but for what is about oneself."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.fran, self.ann = Person(room.app), room.join("inwoner")
        self.fran.get(path(room.links.host))
        with room.app.app_context():
            self.shared = new_link(room.id, 30, Terms())
            self.table = path(table_host_link(room.app.config["DILEMMA"], room.id, 1))
        self.ears = sockets(room, self.ann, self.fran, "nl")
        self.kept: list[str] = []
        self.before_reveal = 0  # how much was kept then

    def look(self) -> None:
        """Open every page and download, and listen."""
        room = self.room
        rooms.stir(room.id)
        with room.app.app_context():
            rooms.pulse()
        for audience, socket in self.ears.items():
            self._keep(audience, *heard(socket), push_of(room, audience, "en"))
        for audience, page in pages(room, self.ann, self.fran, "nl").items():
            self._keep(audience, page)
        results, anna = path(room.links.results), Person(room.app)
        for end in ("?lang=nl", "/download.csv?lang=nl", "/download.json?lang=en"):
            self._keep("results", anna.get(f"{results}{end}").text)

    def look_everywhere(self) -> None:
        """Look, and also where nobody is pushed: host, co-host, table, shared page."""
        self.look()
        host = f"/host/{self.room.id}"
        for page in ("", *BESIDE):
            self._keep(
                page, self.fran.get(f"{host}/{page}?lang=en".replace("/?", "?")).text
            )
        anna = Person(self.room.app)
        for page in (self.table, f"/w/{self.shared}", f"/w/{self.shared}/numbers"):
            answer = anna.get(f"{page}?lang=nl")
            assert answer.status_code == 200, page
            self._keep(page.split("/")[1], answer.text)

    def take_along(self) -> None:
        """Take the files along that are no text; what they hold is."""
        results, anna = path(self.room.links.results), Person(self.room.app)
        for name in ("svg", "xlsx", "pptx"):
            answer = anna.get(f"{results}/download.{name}?lang=nl")
            assert answer.status_code == 200
            self._keep(name, *held(answer.data))

    def _keep(self, where: str, *texts: str) -> None:
        room = self.room
        for one in texts:
            for secret in (room.id, room.code, self.shared, *self._keys()):
                one = one.replace(secret, "~")
            one = one.replace(
                f"<span>{room.code[:3]}</span> <span>{room.code[3:]}", "~"
            )
            # The QR code is the join link drawn.
            one = re.sub(r'<svg class="qr".*?</svg>', "", one, flags=re.S)
            one = re.sub(r'<section id="mine".*?</section>', "", one, flags=re.S)
            self.kept.append(f"{where}: {TELLS_HOW_IT_WAS.sub('~', one)}")

    def _keys(self) -> list[str]:
        links = self.room.links
        names = (links.host, links.screen, links.results)
        return [name.rsplit("/", 1)[1] for name in (*names, self.table)]


def held(file: bytes) -> list[str]:
    """The texts in a file, but for when it was made."""
    if not file.startswith(b"PK"):
        return [file.decode()]
    with ZipFile(BytesIO(file)) as parts:
        return [
            parts.read(name).decode()
            for name in sorted(parts.namelist())
            if name.endswith(".xml") and not name.startswith("docProps")
        ]


def play_through(
    room: Room, ballots: Ballots, raised: int = 0, guessing_a: int = 0
) -> Watcher:
    """Play a deep card with these ballots and keep everything that leaves."""
    people = {role: room.crowd(role, len(of)) for role, of in ballots.items()}
    with room.app.app_context():
        play.arrange(room.id, 2, Dealing.CHOSEN)
        for place, person in enumerate(one for of in people.values() for one in of):
            play.sit(room.id, person, 1 if place < 7 else 2)
    watcher = Watcher(room)
    for number in (0, 1):
        if guessing_a and number:
            guess(room, people, guessing_a)
            watcher.look()
        room.reach("vote", number + 1)
        if raised:
            hands: Hands = {("inwoner", Answer(0, 1)): raised}
            with room.app.app_context():
                play.count_hands(room.id, room.look().game.step.id, 0, hands)
        for place in range(max(map(len, ballots.values()))):
            for role, of in ballots.items():
                if place < len(of):
                    room.cast(people[role][place], f"{of[place][number]}1")
            if place % 5 == 4:
                watcher.look()
        watcher.look_everywhere()
    watcher.before_reveal = len(watcher.kept)
    room.reach("reveal")
    watcher.look_everywhere()
    room.act("back")  # once more to the vote that was shown: nothing opens
    watcher.look()
    room.act("next")
    speak(room, people["gemeente"][0])
    while not room.look().game.closed:
        room.act("build" if "build" in room.look().game.actions else "next")
        watcher.look()
    watcher.look_everywhere()
    watcher.take_along()
    return watcher


def guess(room: Room, people: dict[str, list[int]], guessing_a: int) -> None:
    """So many say that each dealt role chooses A, and play it so; all others B."""
    for kind, strength in (("predict", ""), ("swap", "1")):
        step = room.reach(kind).game.step.id
        said: dict[str, int] = {}
        for person in (one for of in people.values() for one in of):
            with room.app.app_context():
                about = play.personal(room.id, person).me.about
            if about:
                said[about.slug] = said.get(about.slug, 0) + 1
                letter = "a" if said[about.slug] <= guessing_a else "b"
                room.cast(person, f"{letter}{strength}", step=step)
        assert min(said.values()) >= 5


def speak(room: Room, person: int) -> None:
    """Somebody hands in an argument, and Fran puts it beside the picture."""
    step = room.look().game.step.id
    said = Said(
        Genre.ARGUMENT, "Het is dichtbij.", "formulier-12345", step, "kaart-1", 0
    )
    with room.app.app_context():
        number = play.say(room.id, person, said)
        play.handle(room.id, number, Handling.SHOW)
        play.handle(room.id, number, Handling.CHOOSE)


@pytest.mark.parametrize(
    ("ballots", "split", "raised"),
    [(ROOM, True, 0), (SILENT, False, 0), (ROOM, True, 6)],
    ids=["with roles", "without", "with hands"],
)
def test_rooms_with_the_same_print_are_the_same_in_everything_that_leaves(
    make_room: Callable[..., Room], ballots: Ballots, split: bool, raised: int
) -> None:
    assert bool(print_of(ballots).groups) is split
    first, second = (
        play_through(make_room(Depth.DEEP, deck=DECK), one, raised).kept
        for one in (ballots, alike(ballots))
    )
    assert len(first) > 100
    assert any("Het is dichtbij." in one for one in first)
    for mine, theirs in zip(first, second, strict=True):
        assert mine == theirs


def test_guesses_with_the_same_words_are_the_same_in_everything_that_leaves(
    make_room: Callable[..., Room],
) -> None:
    one, two, apart = (
        play_through(
            make_room(Depth.DEEP, deck=DECK, extras=EXTRAS), ROOM, guessing_a=few
        ).kept
        for few in (1, 2, 6)
    )
    assert one == two
    assert one != apart


def test_until_the_reveal_every_room_is_the_same_and_then_the_print_tells(
    make_room: Callable[..., Room],
) -> None:
    other = {**ROOM, "inwoner": ("aa",) * 9}
    assert print_of(other) != print_of(ROOM)
    one, two = (
        play_through(make_room(Depth.DEEP, deck=DECK), ballots)
        for ballots in (ROOM, other)
    )
    at = one.before_reveal
    assert one.kept[:at] == two.kept[:at]
    assert one.kept[at:] != two.kept[at:]


# The adversary with the measures.

Everything = tuple[CardShown, Measured]


def told(rounds: tuple[Sizes, ...], votes: tuple[Votes, ...]) -> Any:
    """The print with the measures beside it."""
    shown = disclose_card("kaart", tallies(rounds, votes))
    return shown, measured(shown)


@pytest.mark.parametrize("sizes", [(5, 7), (7, 7), (5, 5, 5), (2, 4, 6), (10, 10)])
def test_the_measures_add_nothing_to_what_the_adversary_knows(sizes: Sizes) -> None:
    assert not wins((sizes,), show=told)


def test_the_adversary_wins_when_the_gap_is_measured_on_the_votes_themselves() -> None:
    def exact(rounds: tuple[Sizes, ...], votes: tuple[Votes, ...]) -> Any:
        shown, _ = told(rounds, votes)
        if not shown.groups:
            return shown
        shares = [
            chose / size for chose, size in zip(votes[-1], rounds[-1], strict=True)
        ]
        return shown, max(shares) - min(shares)

    assert wins(((5, 7),), show=exact)


def test_the_adversary_wins_when_support_is_told_beside_words() -> None:
    def exact(rounds: tuple[Sizes, ...], votes: tuple[Votes, ...]) -> Any:
        shown, _ = told(rounds, votes)
        lowest = min(
            chose / size for chose, size in zip(votes[-1], rounds[-1], strict=True)
        )
        return shown, shown.groups and lowest >= 0.7

    assert wins(((5, 7),), show=exact)


def has_groups(seen: Any) -> bool:
    """Whether the print shows roles."""
    return bool(seen[0].groups)


# Without one of the rules the adversary wins.


def without_secondary_suppression(given: Any, minimum: int) -> tuple[Party, ...]:
    """Show every role of five, and leave a single smaller one out."""
    slugs = sorted({slug for tally in given for slug, _ in tally.by_role})
    return tuple(
        Party(slug, (slug,))
        for slug in slugs
        if all(tally.role(slug).voters >= minimum for tally in given)
    )


def without_merging(given: Any, minimum: int) -> tuple[Party, ...]:
    """Show every role by itself, however small."""
    slugs = sorted({slug for tally in given for slug, _ in tally.by_role})
    return tuple(Party(slug, (slug,)) for slug in slugs)


@pytest.mark.parametrize(
    ("rule", "sizes"),
    [(without_secondary_suppression, (10, 10, 2)), (without_merging, (10, 3, 4))],
)
def test_the_adversary_wins_without_suppression_or_merging(
    monkeypatch: pytest.MonkeyPatch, rule: Any, sizes: Sizes
) -> None:
    assert not wins((sizes,), show=told)
    monkeypatch.setattr(disclosure, "group_roles", rule)
    monkeypatch.setattr(disclosure, "split_is_shown", lambda rounds, said: True)
    monkeypatch.setattr(disclosure, "means_that_tell", lambda known, boxes: set())
    assert wins((sizes,), show=told, only=has_groups)


def test_the_adversary_wins_when_each_role_has_its_own_way_of_printing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = disclosure._share

    def mixed(mode: Mode, chose: int, voters: int) -> Any:
        return own(Mode.COUNTS if voters >= 10 else Mode.WORDS, chose, voters)

    monkeypatch.setattr(disclosure, "_share", mixed)
    assert wins(((5, 10),), only=lambda shown: bool(shown.groups))


def test_a_role_that_is_shown_is_large_enough_and_never_alone_in_the_rest() -> None:
    for sizes in product(range(0, 8), repeat=3):
        (tally,) = tallies((sizes,), ((0, 0, 0),))
        for party in group_roles([tally], 5):
            voters = sum(tally.role(slug).voters for slug in party.members)
            assert voters >= 5
            assert party.role or len(party.members) > 1


# Beside a text.


def writers(people: tuple[int, ...]) -> dict[str, int]:
    """How many people can have written a text, by the role that stands beside it."""
    joined = {f"rol-{number}": count for number, count in enumerate(people) if count}
    found: dict[str, int] = {}
    for role, count in joined.items():
        shown = saying.named_role(role, joined, 5)
        found[shown] = found.get(shown, 0) + count
    return found


def test_a_role_beside_a_text_stands_for_five_people_and_so_does_no_role() -> None:
    for people in product((0, 1, 3, 4, 5, 6, 9), repeat=3):
        for shown, count in writers(people).items():
            assert count >= 5 or (not shown and sum(people) < 5)


def test_beside_texts_the_adversary_wins_without_the_next_smallest_role(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def named(role: str, joined: dict[str, int], least: int) -> str:
        return role if joined[role] >= least else ""

    assert writers((9, 1, 0)) == {"": 10}
    monkeypatch.setattr(saying, "named_role", named)
    assert writers((9, 1, 0)) == {"rol-0": 9, "": 1}  # who is not named, is known


def test_the_audiences_here_are_all_there_are() -> None:
    assert set(AUDIENCES) == {rooms.PLAYER, rooms.HOST, rooms.PROJECTOR}
