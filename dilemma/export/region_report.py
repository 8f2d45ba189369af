"""A region on paper and on slides: the picture, and every card room by room."""

from collections.abc import Iterator
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from dilemma.export.cards_told import room_told
from dilemma.export.format import rehearsal_line
from dilemma.export.ink import inked, told
from dilemma.export.picture import PIXELS, in_plain, mark, part_of
from dilemma.export.plain import plain, plain_all
from dilemma.export.slide import HEIGHT, WIDTH, laid_out
from dilemma.fragments import date_text, language
from dilemma.paper.parts import line, option, paragraphs
from dilemma.paper.press import photographed, typeset_once
from dilemma.phrases import label_text
from dilemma.phrases_region import (
    apart_text,
    challenge_text,
    chose_text,
    doubted_text,
    effect_text,
    region_counted,
    region_line,
    rooms_text,
    spread_text,
    verdict_text,
)
from dilemma.rules.across import Alone, CardAcross, InRoom
from dilemma.rules.publication import Room
from dilemma.rules.region import ChallengeAcross, Region
from dilemma.screens.region import drawn, lens_across, region_face
from dilemma.screens.sheets import A4, HALL

Told = dict[str, Any]


def write(name: str, region: Region) -> bytes:
    """Write the report as a PDF that a screen reader can read too."""
    return typeset_once("region", _report(name, region))


def svg(name: str, region: Region) -> bytes:
    """Write a slide of 16 by 9 that needs no other file."""
    return _slide(name, region).encode()


def png(name: str, region: Region) -> bytes:
    """Photograph the same slide, in our own letters."""
    data = {
        "drawing": _slide(name, region),
        "alt": plain(" ".join(_sentences(region))),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return photographed("slide", data, pixels=PIXELS)


def _slide(name: str, region: Region) -> str:
    cards = [
        (one.card, verdict_text(one.verdict), lens_across(region, one))
        for one in region.cards
    ]
    rooms = [f"{number} {one.title}" for number, one in enumerate(region.rooms, 1)]
    drawing = current_app.jinja_env.get_template("slide.html").render(
        slide=laid_out(
            name,
            _counted(region),
            rehearsal_line() if region.rehearsal else "",
            cards,
            region_line(len(region.rooms)),
            legend=rooms,
        ),
        whole=region,
        polder=drawn(region, HALL),
    )
    return _written(drawing, name, region)


def _land(name: str, region: Region) -> str:
    draw = part_of("polder.html", "picture")
    return _written(str(draw(drawn(region, A4), region, "polder")), name, region)


def _written(drawing: str, name: str, region: Region) -> str:
    title = f"{_('Wenkend Perspectief of a region')}: {name}"
    return told(
        inked(plain(drawing)), plain(title), plain(" ".join(_sentences(region)))
    )


def _counted(region: Region) -> tuple[str, str]:
    return (
        ngettext("%(num)s room", "%(num)s rooms", len(region.rooms)),
        ngettext("%(num)s card", "%(num)s cards", len(region.cards)),
    )


def _sentences(region: Region) -> Iterator[str]:
    """Say what the picture shows."""
    if region.rehearsal:
        yield rehearsal_line()
    for one in region.challenges:
        cards = " ".join(
            f"{region.number(card)}. {card.card.title}. {verdict_text(card.verdict)}. "
            f"{chose_text(card)}"
            for card in one.cards
        )
        yield f"{one.challenge.name}: {cards or _('no room discussed this')}"
    for effect in region.effects:
        said = in_plain("polder.html", "light_words", effect)
        yield f"{effect.effect.name}: {said}."
    yield region_line(len(region.rooms))


def _report(name: str, region: Region) -> Told:
    data: Told = plain_all(
        {
            "title": line(name),
            "language": language(),
            "kicker": _("Wenkend Perspectief of a region"),
            "counted": list(_counted(region)),
            "rehearsal": rehearsal_line() if region.rehearsal else "",
            "standard": region_line(len(region.rooms)),
            "drawing": _land(name, region),
            "alt": " ".join(_sentences(region)),
            "rooms": [_room(str(n), one) for n, one in enumerate(region.rooms, 1)],
            "alone": [_room("-", one) for one in region.alone],
            "tally": [
                {
                    "count": ngettext("%(num)s card", "%(num)s cards", count),
                    "said": verdict_text(verdict),
                }
                for verdict, count in region_face(region).tally
            ],
            "challenges": [
                _challenge(region, one) for one in region.challenges if one.cards
            ],
            "open": [
                {"name": line(one.challenge.name), "language": one.challenge.language}
                for one in region.challenges
                if not one.cards
            ],
            "effects": list(_effects(region)),
            "front": [
                {
                    "name": line(one.challenge.name),
                    "language": one.challenge.language,
                    "rooms": rooms_text(one.front),
                }
                for one in region.challenges
                if one.front
            ],
            "how": list(region_counted()),
            "words": _words(),
        }
    )
    return data


def _words() -> Told:
    return {
        "challenge": _("Challenge"),
        "rooms": _("The rooms"),
        "alone": _("Played alone"),
        "never_added": _(
            "Somebody may have been in more than one room. So we never add up people "
            "or votes."
        ),
        "between": _("Where the rooms agree and where they differ"),
        "effects": _("What the majority put first, per room"),
        "front": _("What the rooms put first"),
        "open": _("Discussed in no room"),
        "how": _("How we put rooms side by side"),
    }


def _room(number: str, one: Room) -> Told:
    joined = one.participants
    doubted = one.recognition is not None and one.recognition.doubted
    return {
        "number": number,
        "title": line(one.title),
        "when": date_text(one.created),
        "joined": ngettext("%(num)s participant", "%(num)s participants", joined),
        "doubted": doubted_text() if doubted else "",
    }


def _challenge(region: Region, one: ChallengeAcross) -> Told:
    return {
        "name": line(one.challenge.name),
        "language": one.challenge.language,
        "plain": line(one.challenge.plain),
        "verdict": challenge_text(one.verdict, len(one.cards)),
        "cards": [_card(region, card) for card in one.cards],
    }


def _card(region: Region, one: CardAcross) -> Told:
    return {
        "number": region.number(one),
        "title": line(one.card.title),
        "language": one.card.language,
        "mark": mark(lens_across(region, one)),
        "verdict": verdict_text(one.verdict),
        "situation": paragraphs(one.card.situation),
        "options": [option(each) for each in one.card.options],
        "outcome": f"{chose_text(one)} {spread_text(one)}".strip(),
        "two": len(one.card.options) == 2,
        "rooms": [_in_room(region, each) for each in one.rooms],
        "alone": [_alone(region, each) for each in one.alone],
        "notes": list(_notes(region, one)),
    }


def _in_room(region: Region, one: InRoom) -> Told:
    title = line(region.rooms[one.room - 1].title)
    shown = room_told(one.told)
    label = label_text(one.shown.label) if one.told else ""
    return {"number": str(one.room), "title": title, "label": label, **shown}


def _alone(region: Region, one: Alone) -> Told:
    title = line(region.alone[one.session - 1].title)
    return {
        "number": "-",
        "title": title,
        "label": _("played alone"),
        **room_told(one.told.room),
    }


def _notes(region: Region, one: CardAcross) -> Iterator[str]:
    if one.reworded:
        yield _("Other rooms had this card in other words. So those rooms stand apart.")
    if absent := one.absent(len(region.rooms)):
        yield _("Not played here: %(rooms)s.", rooms=rooms_text(absent))
    if one.small_rooms:
        yield _("Small rooms: a difference can be chance.")
    for each in one.apart:
        yield apart_text(each, each.role.name)


def _effects(region: Region) -> Iterator[Told]:
    for one in region.effects:
        said = ", ".join(
            f"{rooms_text((number,))}: {effect_text(told)}"
            for number, told in one.rooms
        )
        yield {
            "name": line(one.effect.name),
            "language": one.effect.language,
            "said": said or _("no room discussed this"),
        }
