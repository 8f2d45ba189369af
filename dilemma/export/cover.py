"""What report and poster have in common: the head, who took part, and how it ended."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from dilemma.export.format import rehearsal_line, standard_line
from dilemma.export.how import marks
from dilemma.export.picture import in_words
from dilemma.fragments import date_text, language
from dilemma.paper.parts import line, shorten, sign, signs
from dilemma.phrases import line as agreement_line
from dilemma.rules.perspective import Perspective
from dilemma.rules.snapshot import Headcount, Snapshot
from dilemma.screens.endings import EndingFace

MOST_OF_TITLE = 200  # letters; no form takes more
MOST_IN_A_HEAD = 80  # letters of a title at the top of every page

Told = dict[str, Any]


def cover(snapshot: Snapshot, seen: Perspective) -> Told:
    """Return what stands at the head of a report and of a poster."""
    deck = snapshot.workshop.deck
    joined = snapshot.joined
    return {
        "title": line(shorten(snapshot.workshop.title, MOST_OF_TITLE)),
        "short_title": shorten(snapshot.workshop.title, MOST_IN_A_HEAD),
        "language": language(),
        "kicker": _("Wenkend Perspectief"),
        "when": date_text(snapshot.workshop.created),
        "joined": ngettext("%(num)s participant", "%(num)s participants", joined),
        "played": ngettext(
            "%(num)s card played", "%(num)s cards played", seen.cards_played
        ),
        "deck": line(shorten(deck.title, MOST_OF_TITLE)),
        "deck_language": deck.language,
        "people": list(_people(snapshot)),
        "signs": {**signs(deck), "people": sign("people")},
        "marks": marks(snapshot),
        "rehearsal": rehearsal_line() if snapshot.game.rehearsal else "",
        "notes": list(_notes(snapshot)),
        "standard": standard_line(joined),
        "alt": in_words(snapshot),
    }


def _people(snapshot: Snapshot) -> Iterator[Told]:
    """Tell how many people joined in each role; small roles only together.

    One that is left over is joined by the next smallest, as with votes: otherwise its
    number would follow from the rest.
    """
    minimum = snapshot.workshop.minimum
    rest = sorted((one for one in snapshot.people if one.joined), key=_joined)
    together: list[Headcount] = []
    while rest and (
        rest[0].joined < minimum
        or (together and (len(together) < 2 or sum(map(_joined, together)) < minimum))
    ):
        together.append(rest.pop(0))
    for roles in ([one] for one in snapshot.people if one in rest):
        yield _group(roles)
    if together:
        yield _group([one for one in snapshot.people if one in together])


def _group(people: list[Headcount]) -> Told:
    return {
        "joined": sum(map(_joined, people)),
        "roles": [
            {
                "name": line(one.role.name),
                "language": one.role.language,
                "sign": one.role.sign,
            }
            for one in people
        ],
    }


def _joined(one: Headcount) -> int:
    return one.joined


def _notes(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.belongs:
        yield _("Belongs to the session: %(title)s", title=line(snapshot.belongs))
    if snapshot.beside:
        beside = snapshot.beside
        yield " ".join(
            (
                _(
                    "This also belongs here, played alone, before or after: %(title)s.",
                    title=line(beside.title),
                ),
                ngettext(
                    "%(num)s person took part.",
                    "%(num)s people took part.",
                    beside.joined,
                ),
                _(
                    "It stands apart with every card and is in none of the other "
                    "numbers."
                ),
            )
        )
    if snapshot.other_role is not None:
        yield ngettext(
            "%(num)s person played another role than their own.",
            "%(num)s people played another role than their own.",
            snapshot.other_role,
        )


def places(last: EndingFace) -> list[Told]:
    """Return what the room puts first, a place a row."""
    return [
        {
            "place": number,
            "names": [
                {"name": line(one.name), "language": one.language} for one in place
            ],
            "tie": _("equally often") if len(place) > 1 else "",
        }
        for number, place in enumerate(last.places, start=1)
    ]


def agreements(last: EndingFace) -> list[str]:
    """Return the agreements that the host shows, a line each."""
    return [line(agreement_line(one.said, one.role)) for one in last.agreements]
