"""The tables of words: arguments, the end, challenges, effects, cases."""

from collections.abc import Iterator

from flask_babel import gettext as _

from dilemma.export.phrased import kind_text, mark_text
from dilemma.export.table import Facts, Row, Table, name_of


def sheets(found: Facts) -> tuple[Table, ...]:
    """Put in tables what was said and decided, and what it all belongs to."""
    return (
        *(_arguments(found), _ending(found), _challenges(found)),
        *(_examples(found), _effects(found), _cases(found)),
    )


def _arguments(found: Facts) -> Table:
    columns = ("card", "title", "kind", "for", "text", "role", "leans_on", "best")
    return Table(_("Arguments"), columns, tuple(_said(found)))


def _said(found: Facts) -> Iterator[Row]:
    cards = {card["slug"]: card for card in found["cards"]}
    for one in found["said"]:
        card = cards.get(one["card"])
        head = (name_of(card), card["title"]) if card else (None, None)
        best = (
            [(it["for"], it["text"]) for it in card["best_arguments"]] if card else []
        )
        text = one["text"]
        if one["kind"] == "dilemma":
            text = f"{text}\n{one['situation']}\nA: {one['a']}\nB: {one['b']}"
        yield (
            *(*head, kind_text(one["kind"]), one["for"], text, one["role"]),
            mark_text(one["leans_on"]),
            _("yes") if (one["for"], one["text"]) in best else None,
        )


def _ending(found: Facts) -> Table:
    return Table(_("Agreements"), ("what", "place", "text"), tuple(_end(found)))


def _end(found: Facts) -> Iterator[Row]:
    ending = found["ending"]
    first, known = ending["priorities"], ending["recognition"]
    if first:
        for number, place in enumerate(first["places"], start=1):
            for name in place:
                yield (_("this room puts first"), number, name)
        if first["text"]:
            yield (_("this room puts first"), None, first["text"])
    if known:
        yield (_("recognises the picture"), None, known["text"])
    for reason in ending["reasons"]:
        yield (_("why"), None, reason)
    for one in ending["agreements"]:
        yield (_("agreement"), None, one)
    if ending["agreements_written"]:
        yield (_("agreements written"), None, ending["agreements_written"])
    if ending["closing_sentence"]:
        yield (_("closing sentence"), None, ending["closing_sentence"])


def _challenges(found: Facts) -> Table:
    first = found["ending"]["priorities"]
    places = {
        name: number
        for number, place in enumerate(first["places"] if first else (), start=1)
        for name in place
    }
    names = {card["slug"]: name_of(card) for card in found["cards"]}
    rows = (
        (
            *(one["code"], one["name"], one["plain"]),
            _("yes") if one["discussed"] else _("not discussed today"),
            places.get(one["name"]),
            ", ".join(names[slug] for slug in one["cards"]),
        )
        for one in found["challenges"]
    )
    columns = ("code", "challenge_name", "plain", "discussed", "place", "card")
    return Table(_("Challenges"), columns, tuple(rows))


def _examples(found: Facts) -> Table:
    rows = (
        (one["name"], it["title"], it["text"], it["source"], it["unknown"])
        for one in found["challenges"]
        for it in one["examples"]
    )
    columns = ("challenge_name", "title", "text", "source", "unknown")
    return Table(_("Examples"), columns, tuple(rows))


def _effects(found: Facts) -> Table:
    counted = ("put_first", "not_put_first", "undecided")
    rows = (
        (one["code"], one["name"], *(one[name] for name in counted))
        for one in found["effects"]
    )
    return Table(_("Effects"), ("code", "effect", *counted), tuple(rows))


def _cases(found: Facts) -> Table:
    columns = (
        *("card", "title", "story", "happened", "otherwise"),
        *("cost", "low", "high", "source", "caution"),
    )
    return Table(_("Cases"), columns, tuple(_costs(found)))


def _costs(found: Facts) -> Iterator[Row]:
    """A row for each range, so that nobody has to take one apart; never a sum."""
    for card in found["cards"]:
        case = card["case"]
        if case is None:
            continue
        told = (case["story"], case["happened"], case["otherwise"])
        for one in case["costs"] or ({"text": None, "low": None, "high": None},):
            yield (
                *(name_of(card), card["title"], *told),
                *(one["text"], one["low"], one["high"], case["source"]),
                case["caution"],
            )
