"""Workshops in one picture: choosing, keeping, looking, and a link for everybody.

What somebody may not see (any more) is in none of it: each look asks anew.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.play.workshops import look, now_ms
from dilemma.rules import access as access_rules
from dilemma.rules import publication as rule
from dilemma.rules.access import HOUSE, Account, Right
from dilemma.rules.contribution import clean
from dilemma.rules.publication import CannotCompare, Room
from dilemma.rules.refusals import (
    Malformed,
    NotFound,
    ShareOver,
    WorkshopUnknown,
)
from dilemma.rules.region import Region
from dilemma.rules.region import region as put_together
from dilemma.rules.retention import DAY
from dilemma.rules.sharing import DAYS
from dilemma.store import access, regions, workshops
from dilemma.store.regions import Kept
from dilemma.store.transaction import reading, writing


@dataclass(frozen=True)
class Seen:
    """A picture as somebody may see it now."""

    kept: Kept
    region: Region
    gone: int  # workshops in it that this person may not see


def house() -> Account:
    """Return the account of whoever starts the server."""
    found = access.account(HOUSE)
    assert found is not None  # it is made with the tables
    return found


def make(me: Account, name: str, among: Sequence[str]) -> str:
    """Keep a new picture and return its id.

    Raises NothingSaid, TooLong, CannotCompare and WorkshopUnknown.
    """
    tidy = clean(name, rule.LONGEST_NAME)
    chosen = _chosen(me, among)
    region = secrets.token_hex(8)
    with writing():
        regions.add(region, me.id, tidy, now_ms())
        _put(region, chosen)
    return region


def change(me: Account, region: str, name: str, among: Sequence[str]) -> None:
    """Keep another name and other workshops; raises what `make` and `find` do."""
    find(me, region)
    tidy = clean(name, rule.LONGEST_NAME)
    chosen = _chosen(me, among)
    with writing():
        regions.rename(region, tidy)
        _put(region, chosen)


def remove(me: Account, region: str) -> None:
    """Forget a picture; raises NotFound."""
    find(me, region)
    with writing():
        regions.drop(region)


def find(me: Account, region: str) -> Kept:
    """Return a picture of this person; raises NotFound, also for another's."""
    found = regions.find(region)
    if found is None or found.account != me.id:
        raise NotFound
    return found


def of(me: Account) -> tuple[Kept, ...]:
    """Return the pictures of this person, newest first."""
    with reading():
        return regions.of(me.id)


def chosen(region: str) -> tuple[str, ...]:
    """Return the workshops that were put in a picture."""
    return regions.workshops_in(region)


def seen(kept: Kept, language: str) -> Seen:
    """Return a picture as its owner may see it now."""
    owner = access.account(kept.account)
    if owner is None:
        raise NotFound
    every = regions.workshops_in(kept.id)
    rooms = tuple(room for one in every if (room := _room(owner, one)))
    return Seen(kept, put_together(rooms, language), len(every) - len(rooms))


def new_link(me: Account, region: str, days: int) -> str:
    """Make a link and return its token; an earlier one stops working.

    Raises NotFound and Malformed.
    """
    find(me, region)
    if days not in DAYS:
        raise Malformed
    token = secrets.token_urlsafe(16)
    with writing():
        regions.put_link(region, token, now_ms() + days * DAY)
    return token


def withdraw_link(me: Account, region: str) -> None:
    """Let a link work no longer; raises NotFound."""
    find(me, region)
    with writing():
        regions.drop_link(region)


def opened_by(token: str) -> Kept:
    """Return the picture that a link shows; raises ShareOver."""
    found = regions.opens(token, now_ms())
    if found is None:
        raise ShareOver
    return found


def _chosen(me: Account, among: Sequence[str]) -> tuple[str, ...]:
    """Let workshops through that this person may put in one picture."""
    once = tuple(dict.fromkeys(among))
    if len(once) > rule.MOST:
        raise CannotCompare("many")
    rooms = []
    for one in once:
        room = _room(me, one)
        if room is None:
            raise WorkshopUnknown(one)
        rooms.append(room)
    rule.require(rooms)
    return once


def _put(region: str, chosen: tuple[str, ...]) -> None:
    for one in chosen:
        workshops.standing(one)  # still there
    regions.put(region, chosen)


def _room(me: Account, workshop: str) -> Room | None:
    """Return what a workshop publishes, for whoever may see that."""
    if not access_rules.may(me.duty, Right.SEE, access.bond(workshop, me.id)):
        return None
    try:
        return rule.published(look(workshop))
    except WorkshopUnknown:  # wiped
        return None
