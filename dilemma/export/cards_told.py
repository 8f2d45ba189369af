"""One played card as a report tells it: in the words and numbers of the screen.

Only disclosure's numbers are here. A share in words is drawn as long as its word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from dilemma.export.format import remarks
from dilemma.export.picture import in_plain, mark
from dilemma.fragments import language
from dilemma.paper.cards import case, case_words
from dilemma.paper.parts import fact, line, option, own, paragraphs, shorten
from dilemma.phrases import label_text, share_text
from dilemma.rules.perspective import Perspective
from dilemma.rules.response import LETTERS, SURE
from dilemma.rules.shown import CardShown, EqualRoles, RoomShown, ShareShown
from dilemma.rules.snapshot import Snapshot
from dilemma.rules.wording import RANKS
from dilemma.screens.faces import GuessedRow, Result, result
from dilemma.screens.looks import CardLook
from dilemma.screens.said import Quote, QuoteSide, by_card

MOST_IN_A_HEAD = 36  # letters of a card at the top of a page that goes on with it

Told = dict[str, Any]


def card_told(snapshot: Snapshot, seen: Perspective, look: CardLook) -> Told:
    """Return all that is told of one card."""
    card, shown = look.card, look.shown
    spoken = own(card.language, language())
    found = result(snapshot, shown)
    rounds = len(shown.rounds)
    return {
        "number": look.number,
        "title": line(card.title),
        "short_title": shorten(card.title, MOST_IN_A_HEAD),
        "language": card.language,
        "mark": mark(look.lens),
        "label": label_text(shown.label),
        "rule": in_plain("words.html", "label_rule", shown.label),
        "situation": paragraphs(card.situation),
        "options": [option(one) for one in card.options],
        "outcome": in_plain("words.html", "outcome", shown),
        "changed": in_plain("words.html", "changed", shown),
        "heads": [
            in_plain("words.html", "round_name", number, rounds)
            for number in range(1, rounds + 1)
        ],
        "room": [_total(one, shown) for one in shown.rounds],
        "equal": _equal(shown),
        "groups": list(_groups(found)),
        "no_split": in_plain("words.html", "no_split", shown) if shown.no_split else "",
        "remarks": list(remarks(shown)),
        "measures": list(_measures(look)),
        "guessed": _guesses(found.guessed),
        "best": [_side(one) for one in look.best],
        "said": [_side(one) for one in _others(snapshot, look)],
        "turns": [
            {
                "question": line(card.turning),
                "told": in_plain("said_words.html", "turn_told", one),
            }
            for one in snapshot.turns
            if one.card == card.slug
        ],
        "fact": fact(card.fact, spoken) if card.fact else None,
        "case": case(card.case, spoken) if card.case else None,
        "case_words": case_words(spoken),
        "alone": _alone(seen, card.slug),
        "words": _words(two_totals=bool(_equal(shown))),
    }


def room_told(room: RoomShown | None) -> Told:
    """Return the whole room in one round: pieces of a bar, and all numbers in words."""
    if room is None:
        return {"pieces": [], "said": _("Too few votes"), "all": []}
    pieces = list(_pieces(room))
    told = [f"{one['said']} {one['count']}" for one in pieces]
    if room.passes:
        told.append(ngettext("%(num)s skipped", "%(num)s skipped", room.passes))
    return {
        "pieces": [one for one in pieces if one["count"]],
        "said": in_plain("words.html", "room_counts", room),
        "all": told,
    }


def _total(room: RoomShown | None, shown: CardShown) -> Told:
    """Return the same with its share of A, where the other total stands beside it."""
    told = room_told(room)
    if room is None or not _equal(shown):
        return told
    share = _("%(n)s%%", n=round(100 * sum(room.votes[0]) / room.voters))
    share = _("%(share)s for A", share=share)
    return {**told, "said": f"{told['said']} · {share}"}


def _pieces(room: RoomShown) -> Iterator[Told]:
    """In the order of the ballot: surely A to surely B, or each side by itself."""
    for place, (sure, rather) in enumerate(room.votes):
        both = [(SURE, sure), (1, rather)]
        if len(room.votes) == 2 and place == 1:
            both.reverse()
        for strength, count in both:
            yield {
                "letter": LETTERS[place],
                "sure": strength == SURE,
                "count": count,
                "said": in_plain("words.html", "choice", LETTERS[place], strength),
            }


def _equal(shown: CardShown) -> list[Told]:
    """Return the second total, a round each; nothing when the last one is not shown."""
    if not shown.equal_roles or shown.equal_roles[-1] is None:
        return []
    return [
        {"share": None, "said": _("not shown")}
        if one is None
        else {
            "share": one.percent,
            "said": _("%(share)s for A", share=_percent(one)),
        }
        for one in shown.equal_roles
    ]


def _percent(one: EqualRoles) -> str:
    if one.about:
        return str(_("about %(n)s%%", n=one.percent))
    return str(_("%(n)s%%", n=one.percent))


def _groups(found: Result) -> Iterator[Told]:
    for one in found.groups:
        yield {
            "name": line(one.name) if one.name else _("other roles"),
            "language": one.language,
            "sign": one.sign or "people",
            "together": line(in_plain("words.html", "names", one.merged)),
            "shares": [_share(share) for share in one.rounds],
        }


def _share(share: ShareShown | None) -> Told:
    if share is None:
        return {"share": None, "said": _("too few votes")}
    return {"share": _length(share), "said": share_text(share)}


def _length(share: ShareShown) -> float:
    """How much of a bar is A, in percent: one fixed length for each word."""
    if share.word is not None:
        return 10 + 20 * RANKS.index(share.word)
    if share.count is not None:
        return 100 * share.count[0] / share.count[1]
    assert share.percent is not None  # exactly one of the three is set
    return share.percent


def _measures(look: CardLook) -> Iterator[Told]:
    found = look.measured
    if found.division:
        yield _measure(_("Division in the room"), found.division)
    if found.gap:
        yield _measure(_("Difference between roles"), found.gap)
    for name, roles in (
        (_("Least support"), look.lowest),
        (_("Chose otherwise than others thought"), look.misseen),
    ):
        if roles:
            yield {"name": name, "said": in_plain("words.html", "named", roles)}


def _measure(name: str, size: object) -> Told:
    return {"name": name, "said": in_plain("looks.html", "size_word", size)}


def _guesses(rows: Sequence[GuessedRow]) -> list[Told]:
    """Return thought beside chosen; what nobody did on this card has no column."""
    thought = any(one.thought for one in rows)
    played = any(one.played for one in rows)
    return [_guessed(one, thought, played) for one in rows]


def _said(share: ShareShown | None, asked: bool) -> str | None:
    return share_text(share) if share else "–" if asked else None


def _guessed(one: GuessedRow, thought: bool, played: bool) -> Told:
    return {
        "name": line(one.name),
        "language": one.language,
        "sign": one.sign,
        "thought": _said(one.thought, thought),
        "played": _said(one.played, played),
        "chose": share_text(one.chose),
    }


def _others(snapshot: Snapshot, look: CardLook) -> Iterator[QuoteSide]:
    """What else people said: all that the host shows but the best arguments."""
    best = [quote for side in look.best for quote in side.quotes]
    for side in by_card(snapshot).get(look.card.slug, ()):
        others = tuple(one for one in side.quotes if one not in best)
        if others:
            yield replace(side, quotes=others)


def _side(side: QuoteSide) -> Told:
    return {
        "letter": side.letter,
        "for": _("For %(letter)s", letter=side.letter.upper()),
        "quotes": [_quote(one) for one in side.quotes],
    }


def _quote(one: Quote) -> Told:
    return {
        "text": line(one.text),
        "condition": _("Yes, if ...") if one.condition else "",
        "by": line(in_plain("said_words.html", "by_line", one)),
        "original": _("As it was written: %(text)s", text=line(one.original))
        if one.original
        else "",
    }


def _alone(seen: Perspective, slug: str) -> Told | None:
    found = seen.beside.of(slug) if seen.beside else None
    if found is None:
        return None
    return {
        "said": in_plain("words.html", "chosen_alone", found),
        "room": room_told(found.room) if found.room else None,
        "apart": _(
            "Without a talk, at everybody's own pace. Somebody may have done both, so "
            "we never add these votes to those of the room."
        )
        if found.room
        else "",
    }


def _words(*, two_totals: bool) -> dict[str, str]:
    return {
        "result": _("The two totals") if two_totals else _("The whole room"),
        "votes": _("Every vote counts equally"),
        "equal": _("Every role counts equally"),
        "roles": _("Per role: how many chose A"),
        "role": _("Role"),
        "guessed": _("Thought and chosen, for A"),
        "thought": _("Others thought"),
        "played": _("Others played"),
        "chose": _("The role chose first"),
        "best": _("The best argument for each side"),
        "said": _("What people said"),
        "turning": _("Turning question"),
        "fact": _("Fact"),
        "alone": _("Played alone, before or after"),
    }
