"""The tables of what was counted: votes, roles, predictions, played alone."""

from collections.abc import Iterator

from flask_babel import gettext as _

from dilemma.export.phrased import mode_text, round_text
from dilemma.export.table import Facts, Row, Table, name_of, part_of


def sheets(found: Facts) -> tuple[Table, ...]:
    """Put in tables what was counted."""
    return (_votes(found), _roles(found), _guesses(found), _alone(found))


def _votes(found: Facts) -> Table:
    columns = (
        *("card", "title", "round", "when", "choice", "votes", "share_of_votes"),
        "why_empty",
    )
    return Table(_("Votes"), columns, tuple(_counted(found)))


def _counted(found: Facts) -> Iterator[Row]:
    for card in found["cards"]:
        of = len(card["rounds"])
        for number, room in enumerate(card["rounds"], start=1):
            head = (name_of(card), card["title"], number, round_text(number, of))
            if room is None:
                yield (*head, None, None, None, _("Too few votes"))
                continue
            for letter, pair in room["votes"].items():
                for name, count in ((_("surely"), "sure"), (_("rather"), "rather")):
                    part = part_of(pair[count], room["voters"])
                    yield (*head, f"{name} {letter}", pair[count], part, None)
            yield (*head, _("skipped"), room["passes"], None, None)


def _roles(found: Facts) -> Table:
    columns = (
        *("card", "title", "role", "together", "roles_shown_as"),
        *("share_before", "share_after", "chose_before", "of_before"),
        *("percent_before", "chose_after", "of_after", "percent_after", "why_empty"),
    )
    rows = tuple(row for card in found["cards"] for row in _of_roles(card))
    return Table(_("Roles"), columns, rows)


def _of_roles(card: Facts) -> Iterator[Row]:
    head = (name_of(card), card["title"])
    if card["no_roles_because"]:
        yield (*head, *(None,) * 11, card["no_roles_because"])
    for group in card["roles"]:
        ends = list(zip(group["share_for_A"], group["numbers_for_A"], strict=True))
        first = ends[0] if len(ends) > 1 else (None, None)
        last = ends[-1] if ends else (None, None)
        why = None if last[0] else _("Too few votes")
        yield (
            *(*head, group["role"], ", ".join(group["together"])),
            *(mode_text(card["roles_shown_as"]), first[0], last[0]),
            *(*_numbers(first[1]), *_numbers(last[1]), why),
        )


def _numbers(share: Facts | None) -> Row:
    if share is None:
        return (None, None, None)
    percent = share["percent"]
    return (share["chose"], share["of"], None if percent is None else percent / 100)


def _guesses(found: Facts) -> Table:
    names = ("others_thought_for_A", "others_played_for_A", "chose_for_A")
    rows = (
        (name_of(card), card["title"], one["role"], *(one[name] for name in names))
        for card in found["cards"]
        for one in card["thought_and_chosen"]
    )
    return Table(_("Predictions"), ("card", "title", "role", *names), tuple(rows))


def _alone(found: Facts) -> Table:
    columns = ("card", "title", "choice", "votes", "why_empty")
    return Table(_("Played alone"), columns, tuple(_chosen_alone(found)))


def _chosen_alone(found: Facts) -> Iterator[Row]:
    for card in found["cards"]:
        told, head = card["played_alone"], (name_of(card), card["title"])
        if told is None:
            continue
        if "left_out_because" in told:
            yield (*head, None, None, told["left_out_because"])
            continue
        for letter, pair in told["votes"].items():
            yield (*head, f"{_('surely')} {letter}", pair["sure"], None)
            yield (*head, f"{_('rather')} {letter}", pair["rather"], None)
        yield (*head, _("skipped"), told["passes"], None)
