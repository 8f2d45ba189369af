"""Nothing stands in a fragment that its audience must not see."""

import re

import pytest
from flask import Flask

from dilemma.live import rooms
from tests.conftest import SECRET, Person, Room, path
from tests.deliveries import AUDIENCES, everybody_votes, heard, pages, push_of, sockets
from tests.markup import roots, text


def without_counters(html: str) -> str:
    """Leave out the numbers of the revision and of the facilitator's acts."""
    # What the host did, and at what time, is no secret to the host.
    html = re.sub(r'<section id="history".*?</section>', "", html, flags=re.S)
    return re.sub(r'(data-revision|data-acts|name="expect" value)="\d+"', "", html)


@pytest.mark.parametrize("round", [1, 2])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_open_vote_looks_the_same_whatever_is_voted(
    full: Room, audience: str, round: int
) -> None:
    full.reach("vote", round)
    looks = set()
    votes = ("a2",), ("b2",), ("a1", "b1"), ("a2", "b2", "pass")
    for sequence, values in enumerate(votes, start=1):
        everybody_votes(full, *values, sequence=sequence)
        full.act("lock", "unlock")  # nothing counted before is kept now
        looks.add(without_counters(push_of(full, audience, "nl")))
    (look,) = looks
    assert not re.search(r'<table class="(room|by-role|split)"|class="bar', look)
    if audience == rooms.PLAYER:  # not even how many voted
        assert "rect" not in look
        assert "12" not in text(look)


def test_a_note_for_the_facilitator_and_links_with_keys_reach_nobody_else(
    full: Room, lead: Person, app: Flask
) -> None:
    ann = full.join()
    keys = {
        name: getattr(full.links, name).rsplit("/", 1)[1]
        for name in ("host", "screen", "results")
    }
    seen = dict.fromkeys(AUDIENCES, "")
    while True:
        shown = pages(full, ann, lead, "nl")
        for audience in AUDIENCES:
            seen[audience] += shown[audience] + push_of(full, audience, "en")
        everybody_votes(full, "a2", "b1", "a1")
        if full.look().game.closed:
            break
        full.act("next")
    assert SECRET in seen[rooms.HOST]
    assert keys["screen"] in seen[rooms.HOST]
    for key in (SECRET, "/host/", keys["host"], keys["results"]):
        assert key not in seen[rooms.PLAYER] + seen[rooms.PROJECTOR]
    assert keys["screen"] not in seen[rooms.PLAYER]
    assert keys["host"] not in seen[rooms.HOST]  # a projected page tells nobody the key
    results = lead.get(path(full.links.results)).get_data(as_text=True)
    assert SECRET not in results


def test_revisions_never_go_backwards(full: Room, lead: Person) -> None:
    ann = full.join()
    ears = sockets(full, ann, lead, "nl")
    last: dict[tuple[str, str], int] = {}
    while True:
        full.press(lead, "next")
        everybody_votes(full, "a2", "b1", "a1")
        rooms.stir(full.id)
        with full.app.app_context():
            rooms.pulse()
        for audience, socket in ears.items():
            for push in heard(socket):
                for root in roots(push):
                    spot = audience, root.attributes["id"]
                    revision = int(root.attributes["data-revision"])
                    assert revision >= last.get(spot, 0)
                    last[spot] = revision
        if full.look().game.closed:
            break
    assert {spot for _, spot in last} == {
        "stage",
        "mine",
        "host",
        "turnout",
        "host-turnout",
        "waiting",
        "turned",
    }
