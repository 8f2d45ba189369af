"""The report on A4: what a council reads of a workshop, in the words and numbers of the
screen."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from dilemma.export.cards_told import card_told
from dilemma.export.cover import agreements, cover, places
from dilemma.export.format import Format
from dilemma.export.how import how_counted
from dilemma.export.picture import in_plain, land
from dilemma.export.plain import plain_all
from dilemma.paper.parts import line, paragraphs
from dilemma.paper.press import typeset_once
from dilemma.phrases import label_text, priorities_text, recognition_text
from dilemma.rules.labels import Label
from dilemma.rules.perspective import ChallengeLine, Perspective
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.endings import EndingFace, ending
from dilemma.screens.faces import whole
from dilemma.screens.looks import CardLook, looks
from dilemma.screens.said import harvest, own_dilemmas
from dilemma.screens.sheets import A4

Told = dict[str, Any]


def write(snapshot: Snapshot) -> bytes:
    """Write the report as a PDF that a screen reader can read too."""
    return typeset_once("report", report(snapshot))


FORMAT = Format("pdf", "application/pdf", write, pressed=True)


def report(snapshot: Snapshot) -> Told:
    """Return the data of `report.typ`."""
    seen, last = whole(snapshot), ending(snapshot)
    found = looks(snapshot, seen)
    told: Told = plain_all(
        {
            **cover(snapshot, seen),
            "drawing": land(snapshot, A4),
            "words": _words(),
            "short": _short(seen, last, found),
            "challenges": [
                _challenge(snapshot, seen, one, found)
                for one in seen.challenges
                if one.discussed
            ],
            "open": [_open(one) for one in seen.challenges if not one.discussed],
            "ending": _ending(last),
            "dilemmas": [
                {
                    "title": line(one.text),
                    **{name: line(text) for name, text in one.details.items()},
                }
                for one in own_dilemmas(snapshot)
            ],
            "harvest": [
                {
                    "table": _("Table %(number)s", number=one.seat),
                    "lines": [line(text) for text in one.text.splitlines() if text],
                }
                for one in sorted(harvest(snapshot), key=lambda one: one.seat or 0)
            ],
            "counted": how_counted(snapshot),
            "labels": [{"name": label_text(one), "rule": _rule(one)} for one in Label],
        }
    )
    return told


def _short(seen: Perspective, last: EndingFace, found: tuple[CardLook, ...]) -> Told:
    """Return one page for who reads no further."""
    return {
        "nothing": "" if seen.cards_played else _("Nothing has been played yet"),
        "challenges": [
            {
                "name": line(one.challenge.name),
                "language": one.challenge.language,
                "cards": [
                    {
                        "number": look.number,
                        "title": line(look.card.title),
                        "language": look.card.language,
                        "label": label_text(look.shown.label),
                        "outcome": in_plain("words.html", "outcome", look.shown),
                    }
                    for look in found
                    if look.card.challenge == one.challenge.slug
                ],
            }
            for one in seen.challenges
            if one.discussed
        ],
        "first": places(last)[:2],
        "first_said": priorities_text(last.priorities) if last.priorities else "",
        "recognised": recognition_text(last.recognition) if last.recognition else "",
        "effects": [
            {
                "name": line(one.effect.name),
                "language": one.effect.language,
                "said": in_plain("report.html", "effect", one),
            }
            for one in seen.effects
            if one.discussed
        ],
        "sentence": line(last.sentence),
    }


def _challenge(
    snapshot: Snapshot,
    seen: Perspective,
    one: ChallengeLine,
    found: tuple[CardLook, ...],
) -> Told:
    return {
        **_open(one),
        "cards": [
            card_told(snapshot, seen, look)
            for look in found
            if look.card.challenge == one.challenge.slug
        ],
    }


def _open(one: ChallengeLine) -> Told:
    return {
        "name": line(one.challenge.name),
        "plain": line(one.challenge.plain),
        "language": one.challenge.language,
        "examples": [
            {
                "title": line(example.title),
                "text": paragraphs(example.text),
                "source": line(example.source),
                "unknown": line(example.unknown),
                "language": example.language,
            }
            for example in one.examples
        ],
    }


def _ending(last: EndingFace) -> Told:
    return {
        "places": places(last),
        "order": priorities_text(last.priorities) if last.priorities else "",
        "front_only": bool(
            last.places and last.priorities and not last.priorities.whole
        ),
        "recognised": recognition_text(last.recognition) if last.recognition else "",
        "reasons": [line(one) for one in last.reasons],
        "agreements": agreements(last),
        "written": ngettext(
            "%(num)s agreement was written.",
            "%(num)s agreements were written.",
            last.written,
        )
        if last.written
        else "",
    }


def _rule(label: Label) -> str:
    return in_plain("words.html", "label_rule", label)


def _words() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "read": _("How to read the bars"),
        "read_bar": _(
            "A always stands left, B right and striped. The dark tint is surely, the "
            "light tint rather."
        ),
        "read_words": _(
            "Each card has two totals: in the first every vote counts equally, in the "
            "second every role that is shown. Before stands left, after the talk right."
        ),
        "short": _("This picture in short"),
        "picture": _(
            "Every strip is a challenge. Planted strips were discussed today, the "
            "others lie fallow. The numbers are the cards in this report. A lamp is an "
            "effect: every pane is a dilemma, lit where the majority put the effect "
            "first."
        ),
        "people": _("Who took part"),
        "together": _("together"),
        "talked": _("What you talked about"),
        "puts_first": _("What this room puts first"),
        "asked": _(
            "Everybody could choose two challenges, before the picture was there."
        ),
        "front_only": _(
            "We name the first two only. In a small room more names would tell what "
            "people chose."
        ),
        "not_asked": _("This was not asked, or is not shown yet."),
        "recognise": _("Does the room recognise this picture?"),
        "effects": _("What the majority put first"),
        "effects_said": _(
            "A societal effect is what people and the neighbourhood notice of it. The "
            "makers of the cards wrote down which side puts which effect first. It is "
            "no proof that the effect will come."
        ),
        "challenge": _("Challenge"),
        "examples": _("Examples from practice"),
        "source": _("Source:"),
        "unknown": _("What is not known"),
        "open": _("Not discussed today"),
        "agreements": _("Agreements"),
        "no_agreements": _(
            "No agreements are shown. The facilitator chooses which ones stand here."
        ),
        "dilemmas": _("Own dilemmas"),
        "dilemmas_said": _("Handed in today. Somebody else may play them."),
        "harvest": _("What the tables wrote down"),
        "counted": _("How we counted"),
        "labels": _("What the labels mean"),
        "emoji": _("a small picture"),
    }
