"""The workbook of a region: rooms, what lies between them, every room, effects, how."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from dilemma.export.region import facts
from dilemma.export.table import Facts, Row, Table, chose, part_of
from dilemma.export.xlsx import workbook
from dilemma.phrases_region import apart_text, chose_text
from dilemma.rules.region import Region


def write(name: str, region: Region) -> bytes:
    """Write what may be shown of a region."""
    found = facts(name, region)
    made = region.rooms[-1].created if region.rooms else 0
    return workbook(name, found["standard_line"], made, _tables(found, region))


def _tables(found: Facts, region: Region) -> Iterator[Table]:
    yield Table(
        _("Rooms"),
        ("room", "title", "day", "participants", "recognition", "puts_first"),
        tuple(
            (
                *map(one.get, ("room", "title", "day", "participants", "recognition")),
                _places(one["puts_first"]),
            )
            for one in found["rooms"]
        ),
        (
            *(_("room"), _("session"), _("day"), _("joined")),
            *(_("recognises the picture"), _("this room puts first")),
        ),
    )
    yield Table(
        _("Between the rooms"),
        ("card", "title", "challenge", "verdict", "rooms", "low", "high", "apart"),
        tuple(_between(found, region)),
        (
            *(_("card"), _("title"), _("challenge"), _("between the rooms")),
            *(_("rooms"), _("lowest percentage for A"), _("highest percentage for A")),
            _("roles on the other side"),
        ),
    )
    yield Table(
        _("Card by room"),
        ("card", "title", "room", "session", "label", "voters", "a", "b", "percent_A"),
        tuple(_by_room(found)),
        (
            *(_("card"), _("title"), _("room"), _("session"), _("label")),
            *(_("votes in all"), "A", "B", _("share for A")),
        ),
    )
    yield Table(
        _("Effects"),
        ("effect", "room", "put_first", "not_put_first", "undecided"),
        tuple(
            (one["name"], *map(room.get, _EFFECT))
            for one in found["effects"]
            for room in one["rooms"]
        ),
        (
            *(_("effect"), _("room"), _("majority put this effect first")),
            *(_("majority did not put it first"), _("no majority")),
        ),
    )
    yield Table(
        _("How it was counted"),
        ("line",),
        tuple((one,) for one in (found["standard_line"], *found["how_counted"])),
        (_("how it was counted"),),
    )


_EFFECT = ("room", "put_first", "not_put_first", "undecided")


def _places(places: list[list[str]] | None) -> str:
    return "; ".join(
        f"{number}. {', '.join(names)}" for number, names in enumerate(places or (), 1)
    )


def _between(found: Facts, region: Region) -> Iterator[Row]:
    names = {one["code"]: one["name"] for one in found["challenges"]}
    for told, card in zip(found["cards"], region.cards, strict=True):
        spread: dict[str, Any] = told["percent_for_A"] or {}
        yield (
            *(told["code"] or told["slug"], told["title"], names[told["challenge"]]),
            *(told["verdict_text"], chose_text(card)),
            *(spread.get("lowest"), spread.get("highest")),
            " ".join(apart_text(one, one.role.name) for one in card.apart),
        )


def _by_room(found: Facts) -> Iterator[Row]:
    titles = {one["room"]: one["title"] for one in found["rooms"]}
    for card in found["cards"]:
        for room in card["rooms"]:
            told = room if room["votes"] else None
            for_a, for_b = (chose(told, letter) for letter in "AB")
            yield (
                *(card["code"] or card["slug"], card["title"], room["room"]),
                *(titles[room["room"]], room["label_text"], room["voters"]),
                *(for_a, for_b),
                part_of(for_a, room["voters"] or 0)
                if len(card["options"]) == 2
                else None,
            )
