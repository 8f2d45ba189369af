"""A small named world: Fran leads, Ann and Bo vote, Zoe belongs to another workshop."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from typing import Any, ClassVar

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient
from flask_wtf.csrf import generate_csrf
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import event

from dilemma import config, play
from dilemma.app import create_app
from dilemma.live import events, kept, rooms
from dilemma.places import Links
from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.extras import EXTRAS
from dilemma.rules.game import Action
from dilemma.rules.response import Cast
from dilemma.rules.snapshot import Snapshot
from dilemma.rules.variants import PLAIN, VARIANTS, Course
from dilemma.rules.wish import Wish
from dilemma.store import schema, workshops
from dilemma.store.tables import db
from dilemma.store.transaction import writing
from dilemma.words import translations
from tests.builders import a_card, a_deck, with_ending

URL = "http://localhost:8000"


class Compiled(BytecodeCache):
    """Compile every template once for all tests; a changed one is compiled again."""

    code: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled before."""
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.code[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the migrations once and return a file with empty tables."""
    folder = tmp_path_factory.mktemp("migrated")
    made = create_app(config.load({"DATA_DIR": str(folder)}), async_mode="threading")
    schema.bring_up_to_date(made, folder)
    return folder / "dilemma.db"


@pytest.fixture
def hurry() -> bool:
    """Whether to leave the disk to the system: most tests survive no power cut."""
    return True


@pytest.fixture
def app(tmp_path: Path, migrated: Path, hurry: bool) -> Iterator[Flask]:
    """Make an app on an empty data folder, with its tables."""
    shutil.copyfile(migrated, tmp_path / "dilemma.db")
    settings = config.load({"DATA_DIR": str(tmp_path), "PUBLIC_URL": URL})
    made = create_app(settings, async_mode="threading")
    made.jinja_env.bytecode_cache = Compiled()
    if hurry:
        with made.app_context():
            event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
    # No context is left open: requests would share what Flask keeps in it.
    yield made
    with made.app_context():
        rooms.pulse()  # nothing stirred in one test reaches the next
        events._seats.clear()  # nor do its connections
        events._phones.clear()
        db.session.remove()
        db.engine.dispose()


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@dataclass
class Person:
    """Somebody with a browser of their own."""

    app: Flask
    browser: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.browser = self.app.test_client()

    def get(self, url: str, **kwargs: Any) -> Any:
        """Open a page."""
        return self.browser.get(url, base_url=URL, **kwargs)

    def post(self, url: str, page: str | None = None, **form: str) -> Any:
        """Send a form with the token that stands on a page."""
        return self.send(url, self.token(page or "/j"), **form)

    def token(self, page: str) -> str:
        """Take the form token from a page, or make one where none is given."""
        return csrf_token(self.get(page).get_data(as_text=True)) or self._own_token()

    def _own_token(self) -> str:
        """Make a token that is good for this browser, as if a page had held it."""
        with (
            self.browser.session_transaction(base_url=URL) as own,
            self.app.test_request_context(),
        ):
            session.update(own)
            token = generate_csrf()
            own["csrf_token"] = session["csrf_token"]
        return str(token)

    def send(self, url: str, token: str, **form: Any) -> Any:
        """Send a form with a token taken before."""
        return self.browser.post(
            url,
            data={"csrf_token": token} | form,
            base_url=URL,
            headers={"Origin": URL},
        )

    def htmx(self, url: str, page: str, lang: str = "nl", **form: str) -> Any:
        """Send a form as the page's own script does."""
        return self.browser.post(
            url,
            data={"csrf_token": self.token(page)} | form,
            base_url=URL,
            headers={"Origin": URL, "HX-Request": "true", "Accept-Language": lang},
        )

    def cookies(self, start: str) -> list[str]:
        """Return the values of the cookies whose names start like this."""
        every = (self.browser._cookies or {}).values()
        return [one.value for one in every if one.key.startswith(start)]

    def socket(self, **auth: Any) -> SocketIOTestClient:
        """Open a socket from this browser."""
        return SocketIOTestClient(
            self.app, rooms.socketio, auth=auth, flask_test_client=self.browser
        )


def csrf_token(html: str) -> str:
    """Find the form token on a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    return found.group(1) if found else ""


@dataclass
class Room:
    """A workshop with the people around it."""

    app: Flask
    id: str
    code: str
    links: Links

    def join(self, role: str = "inwoner") -> Person:
        """Let somebody scan the code and take a role."""
        person = Person(self.app)
        assert person.get(f"/j/{self.code}").status_code == 200
        answer = person.send(f"/j/{self.code}/role", "", role=role)
        assert answer.status_code == 303
        return person

    def look(self) -> Snapshot:
        """Look at the workshop."""
        with self.app.app_context():
            return play.look(self.id)

    def act(self, *actions: str) -> Snapshot:
        """Let Fran act, one action after the other."""
        for action in actions:
            expect = self.look().game.acts
            with self.app.app_context():
                play.act(self.id, Action(action), expect)
            kept.drop(self.id)  # as whoever publishes does
        return self.look()

    def add_ending(self) -> None:
        """Put the questions of the last part into the programme."""
        with self.app.app_context(), writing():
            before = workshops.standing(self.id).game
            steps = with_ending(before.steps)
            after = replace(before, steps=steps, acts=before.acts + 1)
            workshops.save(self.id, before, after)
            workshops.bump(self.id)

    def reach(self, kind: str, round: int = 0) -> Snapshot:
        """Go on until a step of this kind (and round)."""
        while True:
            step = self.look().game.step
            if step.kind == kind and (not round or step.round == round):
                return self.look()
            self.act("next")

    def crowd(self, role: str, count: int) -> list[int]:
        """Bring people in without their browsers."""
        with self.app.app_context():
            people = [play.join(self.id, role, token_hex(16)) for _ in range(count)]
        kept.drop(self.id)  # as the door through which people come in does
        return people

    def cast(self, person: int, value: str, sequence: int = 1, step: int = 0) -> None:
        """Cast one answer at the present step, or at another."""
        given = Cast(step or self.look().game.step.id, value, sequence)
        with self.app.app_context():
            play.cast(self.id, person, given)

    def press(self, person: Person, action: str, expect: int | None = None) -> Any:
        """Let somebody press one of the facilitator's buttons, without script."""
        seen = self.look().game.acts if expect is None else expect
        return person.post(
            f"/host/{self.id}/act",
            page=f"/host/{self.id}",
            action=action,
            expect=str(seen),
        )

    def phone(self, person: Person, lang: str = "nl") -> SocketIOTestClient:
        """Connect a participant's phone."""
        return person.socket(**{"as": "player", "code": self.code, "lang": lang})


@pytest.fixture
def make_room(app: Flask) -> Callable[..., Room]:
    """Make workshops from the small deck."""

    def make(*depths: Depth, **changes: Any) -> Room:
        deck = changes.pop("deck", None) or a_deck()
        cards = list(zip(deck.cards, depths or (Depth.DEEP, Depth.QUICK), strict=False))
        wish = Wish(
            deck=deck,
            cards=tuple(cards),
            roles=tuple(role.slug for role in deck.roles),
            **{"title": "Proefsessie"} | changes,
        )
        with app.app_context():
            snapshot = play.create(wish)
            links = rooms.where(snapshot.workshop).links
        return Room(app, snapshot.workshop.id, snapshot.workshop.code, links)

    return make


@pytest.fixture
def room(make_room: Callable[..., Room]) -> Room:
    """Make the workshop that Fran leads: one deep card, one quick card."""
    return make_room()


@pytest.fixture
def fran(app: Flask, room: Room) -> Person:
    """Fran leads the workshop: she opened its host link."""
    person = Person(app)
    assert person.get(room.links.host.removeprefix(URL)).status_code == 303
    return person


@pytest.fixture
def ann(room: Room) -> Person:
    """Ann takes part as an inwoner."""
    return room.join("inwoner")


@pytest.fixture
def bo(room: Room) -> Person:
    """Bo takes part for the gemeente."""
    return room.join("gemeente")


@pytest.fixture
def zoe(make_room: Callable[..., Room]) -> Person:
    """Zoe takes part in another workshop, and leads yet another one."""
    person = make_room().join("inwoner")
    led = make_room().links.host.removeprefix(URL)
    assert person.get(led).status_code == 303
    return person


def says(text: str, lang: str = "nl", **values: object) -> str:
    """Say a text of the code in a language, as the screen does."""
    found = str(translations(lang).ugettext(text))
    return found % values if values else found


def path(link: str) -> str:
    """Take the address of this server off a link."""
    return link.removeprefix(URL)


@pytest.fixture
def gus(app: Flask) -> Person:
    """Gus signed in as the facilitator of this installation, with the one-time link."""
    with app.app_context():
        token = play.new_sign_in()
    person = Person(app)
    assert person.get(f"/in/{token}").status_code == 303
    return person


SECRET = "geheimwoord"  # stands only in notes for the facilitator


@pytest.fixture
def full(make_room: Callable[..., Room]) -> Room:
    """A workshop with enough people to show something, and notes with a secret."""
    cards = (a_card(1, note=SECRET), a_card(2, note=SECRET))
    deck = a_deck(cards=cards)
    room = make_room(Depth.DEEP, Depth.QUICK, deck=deck, extras=EXTRAS)
    room.crowd("inwoner", 6)
    room.crowd("gemeente", 6)
    room.add_ending()
    return room


# A card with every kind of step that is about a card, and what may stand around it.
EVERY_KIND: Course = (
    (Kind.READ, 0, 45),
    (Kind.VOTE, 1, 45),
    (Kind.PREDICT, 0, 30),
    (Kind.SWAP, 0, 45),
    (Kind.TALK, 0, 180),
    (Kind.DELIBERATE, 1, 600),
    (Kind.DELIBERATE, 2, 600),
    (Kind.VOTE, 2, 30),
    (Kind.REVEAL, 0, 90),
    (Kind.PLENARY, 0, 180),
)


@pytest.fixture
def every_kind(make_room: Callable[..., Room]) -> Room:
    """A workshop like the full one that passes through every kind of step."""
    recipe = replace(
        PLAIN,
        by_place=(EVERY_KIND,),
        opening=(*PLAIN.opening, (Kind.PRACTICE, 0, 45)),
        closing=VARIANTS["dagdeel"].closing,
    )
    room = make_room(Depth.DEEP, recipe=recipe, deck=a_deck(cards=(a_card(1),)))
    room.crowd("inwoner", 6)
    room.crowd("gemeente", 6)
    return room


@pytest.fixture
def led_every_kind(every_kind: Room, app: Flask) -> Person:
    """Lead the workshop with every kind of step."""
    person = Person(app)
    assert person.get(path(every_kind.links.host)).status_code == 303
    return person


@pytest.fixture
def lead(full: Room, app: Flask) -> Person:
    """Lead the full workshop: somebody who opened its host link."""
    person = Person(app)
    assert person.get(path(full.links.host)).status_code == 303
    return person
