"""A region in numbers: what each room publishes, side by side, and never a sum of it.

CSV and JSON hold the same: the JSON under stable names, the CSV a number a row.
"""

import csv as csv_file
import io
import json as json_file
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import to_user_timezone

from dilemma import __version__
from dilemma.export.beside import mark
from dilemma.export.facts import FORM
from dilemma.export.format import alone_line, rehearsal_line
from dilemma.export.plain import for_csv, plain_all
from dilemma.phrases import label_text, recognition_text
from dilemma.phrases_region import (
    apart_text,
    challenge_text,
    chose_text,
    effect_text,
    region_counted,
    region_line,
    spread_text,
    verdict_text,
)
from dilemma.rules.across import CardAcross, InRoom
from dilemma.rules.publication import Room
from dilemma.rules.region import ChallengeAcross, EffectAcross, Region
from dilemma.rules.response import LETTERS
from dilemma.rules.shown import RoomShown

Row = tuple[object, ...]


def facts(name: str, region: Region) -> dict[str, Any]:
    """Return what may be shown of a region: plain values under stable names."""
    return {
        "form": FORM,
        "made_by": f"Dilemma {__version__}",
        "region": {
            "name": name,
            "rooms": len(region.rooms),
            "rehearsal": region.rehearsal,
        },
        "standard_line": region_line(len(region.rooms)),
        "how_counted": list(region_counted()),
        "rooms": [_room(number, one) for number, one in enumerate(region.rooms, 1)],
        "played_alone": [
            {"session": number, "title": one.title, "participants": one.participants}
            for number, one in enumerate(region.alone, 1)
        ],
        "left_out": [
            *({"title": one.title, "because": "open"} for one in region.open),
            *(
                {"title": one.title, "because": "rehearsal"}
                for one in region.rehearsals
            ),
        ],
        "challenges": [_challenge(line) for line in region.challenges],
        "cards": [
            _card(line, card) for line in region.challenges for card in line.cards
        ],
        "effects": [_effect(line) for line in region.effects],
    }


def _room(number: int, one: Room) -> dict[str, Any]:
    made = datetime.fromtimestamp(one.created / 1000, UTC)
    names = {each.slug: each.name for each in one.deck.challenges}
    return {
        "room": number,
        "title": one.title,
        "day": to_user_timezone(made).date().isoformat(),
        "participants": one.participants,
        "deck": {"slug": one.deck.slug, "title": one.deck.title},
        "recognition": recognition_text(one.recognition) if one.recognition else None,
        "puts_first": one.priorities
        and [[names[slug] for slug in place] for place in one.priorities.places],
    }


def _challenge(line: ChallengeAcross) -> dict[str, Any]:
    return {
        "code": line.challenge.code,
        "name": line.challenge.name,
        "verdict": line.verdict.value if line.cards else None,
        "verdict_text": challenge_text(line.verdict, len(line.cards)),
        "rooms": list(line.rooms),
        "among_the_first_two_in": list(line.front),
        "cards": [one.card.slug for one in line.cards],
    }


def _card(line: ChallengeAcross, one: CardAcross) -> dict[str, Any]:
    return {
        "slug": one.card.slug,
        "code": one.card.code,
        "title": one.card.title,
        "challenge": line.challenge.code,
        "options": {each.letter.upper(): each.text for each in one.card.options},
        "verdict": one.verdict.value,
        "verdict_text": verdict_text(one.verdict),
        "label_of_all": one.label.value if one.label else None,
        "percent_for_A": one.spread
        and {"lowest": one.spread[0], "highest": one.spread[1]},
        "rooms": [_in_room(each) for each in one.rooms],
        "roles_apart": [
            {
                "role": each.role.name,
                "rooms": list(each.rooms),
                "shown_in": list(each.shown),
            }
            for each in one.apart
        ],
        "played_alone": [
            {
                "session": each.session,
                "mark": mark(),
                "votes": _votes(each.told.room) if each.told.room else None,
                "left_out_because": each.told.left_out,
            }
            for each in one.alone
        ],
        "other_words_elsewhere": one.reworded,
    }


def _in_room(one: InRoom) -> dict[str, Any]:
    side = one.side
    return {
        "room": one.room,
        "label": one.shown.label.value,
        "label_text": label_text(one.shown.label),
        "majority": None if side is None else LETTERS[side].upper(),
        "votes": _votes(one.told) if one.told else None,
        "voters": one.told.voters if one.told else None,
        "by_hand": one.told.hands if one.told else None,
        "percent_for_A": one.percent,
    }


def _votes(room: RoomShown) -> dict[str, dict[str, int]]:
    return {
        LETTERS[option].upper(): {"sure": sure, "rather": rather}
        for option, (sure, rather) in enumerate(room.votes)
    }


def _effect(line: EffectAcross) -> dict[str, Any]:
    return {
        "code": line.effect.code,
        "name": line.effect.name,
        "rooms": [
            {
                "room": room,
                "put_first": one.first,
                "not_put_first": one.not_first,
                "undecided": one.undecided,
            }
            for room, one in line.rooms
        ],
    }


def as_json(name: str, region: Region) -> bytes:
    """Write the facts for software."""
    text = json_file.dumps(plain_all(facts(name, region)), ensure_ascii=False, indent=2)
    return (text + "\n").encode()


def as_csv(name: str, region: Region) -> bytes:
    """Write a number or a word a row."""
    text = io.StringIO()
    writer = csv_file.writer(text, delimiter=";", lineterminator="\r\n")
    for row in _rows(name, region):
        writer.writerow([for_csv(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _rows(name: str, region: Region) -> Iterator[Row]:
    yield (
        *(_("card"), _("title"), _("challenge"), _("room")),
        *(_("measure"), _("choice"), _("value")),
    )
    note = _("explanation")
    yield ("", name, "", "", note, "", region_line(len(region.rooms)))
    if region.rehearsal:
        yield ("", name, "", "", note, "", rehearsal_line())
    for number, room in enumerate(region.rooms, 1):
        yield ("", room.title, "", number, _("joined"), "", room.participants)
        if room.recognition:
            said = recognition_text(room.recognition)
            yield ("", room.title, "", number, _("recognises the picture"), "", said)
    for number, room in enumerate(region.alone, 1):
        which = f"{mark()} {number}"
        yield ("", room.title, "", which, _("joined"), "", room.participants)
        yield ("", room.title, "", which, note, "", alone_line())
    for line in region.challenges:
        yield from _challenge_rows(line)
    for effect in region.effects:
        measure = _("majority put this effect first")
        for number, told in effect.rooms:
            value = effect_text(told)
            yield ("", name, "", number, measure, effect.effect.name, value)


def _challenge_rows(line: ChallengeAcross) -> Iterator[Row]:
    name = line.challenge.name
    said = challenge_text(line.verdict, len(line.cards))
    yield ("", "", name, "", _("between the rooms"), "", said)
    for number in line.front:
        yield ("", "", name, number, _("among the first two"), "", _("yes"))
    for card in line.cards:
        yield from _card_rows((card.card.code, card.card.title, name), card)


def _card_rows(head: tuple[str, str, str], one: CardAcross) -> Iterator[Row]:
    for option in one.card.options:
        letter = option.letter.upper()
        yield (*head, "", _("text of the option"), letter, option.text)
    yield (*head, "", _("between the rooms"), "", verdict_text(one.verdict))
    yield (*head, "", _("between the rooms"), "", chose_text(one))
    if one.spread:
        yield (*head, "", _("between the rooms"), "A", spread_text(one))
    for each in one.apart:
        said = apart_text(each, each.role.name)
        yield (*head, "", _("between the rooms"), "", said)
    for room in one.rooms:
        label = label_text(room.shown.label)
        yield (*head, room.room, _("label"), "", label)
        if room.told:
            yield from _vote_rows((*head, room.room), room.told)
            if room.percent is not None:
                yield (*head, room.room, _("percentage"), "A", room.percent)
    for beside in one.alone:
        if beside.told.room:
            where = (*head, f"{mark()} {beside.session}")
            yield from _vote_rows(where, beside.told.room)


def _vote_rows(head: Row, room: RoomShown) -> Iterator[Row]:
    for option, (sure, rather) in enumerate(room.votes):
        letter = LETTERS[option].upper()
        yield (*head, _("votes"), f"{_('surely')} {letter}", sure)
        yield (*head, _("votes"), f"{_('rather')} {letter}", rather)
    yield (*head, _("votes in all"), "", room.voters)
    if room.hands:
        yield (*head, _("of these counted by hand"), "", room.hands)
