"""The facts as tables, one a sheet of the workbook; here the overview and the cards."""

from flask_babel import gettext as _

from dilemma.export import codebook, counted_sheets, said_sheets
from dilemma.export.phrased import size_text
from dilemma.export.table import Facts, Row, Table, chose, name_of, part_of


def sheets(found: Facts) -> tuple[Table, ...]:
    """Put the facts in tables, in the order in which people read; none without rows.

    The overview, the cards and the codebook are always there.
    """
    always = (_overview(found), _cards(found))
    more = (*counted_sheets.sheets(found), *said_sheets.sheets(found))
    book = Table(_("Codebook"), codebook.COLUMNS, codebook.lines())
    return (*always, *(one for one in more if one.rows), book)


def _overview(found: Facts) -> Table:
    workshop, deck = found["workshop"], found["workshop"]["deck"]
    beside = workshop["played_alone_beside"]
    rows: list[Row] = [
        (_("session"), workshop["title"]),
        (_("what this is"), found["standard_line"]),
        *((_("note"), one) for one in found["marks"]),
        (_("day"), workshop["day"]),
        (_("code"), workshop["code"]),
        (_("joined"), workshop["participants"]),
        (_("cards played"), workshop["cards_played"]),
        (_("smallest group shown"), workshop["smallest_group_shown"]),
        (_("played another role than their own"), workshop["played_another_role"]),
        (_("deck"), deck["title"]),
        (_("licence of the deck"), deck["licence"]),
        (_("made by"), found["made_by"]),
    ]
    if beside:
        rows.append((_("played alone, before or after"), beside["title"]))
        rows.append((_("took part alone"), beside["participants"]))
    rows += [(_("how it was counted"), one) for one in found["how_counted"]]
    return Table(_("Overview"), ("about_what", "value"), tuple(rows))


CARD = (
    *("card", "title", "challenge_name", "label_text"),
    *("voters_before", "A_before", "B_before"),
    *("voters", "A_after", "B_after", "percent_A", "equal_A", "equal_about"),
    *("passes", "by_hand", "chose_otherwise", "division_in_the_room"),
    *("difference_between_roles", "least_support"),
    *("option_A", "option_B", "option_C", "option_D", "situation"),
    *("turning", "answer", "fact", "source", "remarks", "not_shown"),
)


def _cards(found: Facts) -> Table:
    told = (_card(found, one) for one in found["cards"])
    rows = tuple(tuple(card[name] for name in CARD) for card in told)
    return Table(_("Cards"), CARD, rows)


def _card(found: Facts, card: Facts) -> Facts:
    fact, how = card["fact"] or {}, card["how_far_agreed"]
    return {
        "card": name_of(card),
        "title": card["title"],
        "challenge_name": card["challenge_name"],
        "label_text": card["label_text"],
        **_room(card),
        "chose_otherwise": card["chose_otherwise"],
        "division_in_the_room": size_text(how["division_in_the_room"]),
        "difference_between_roles": size_text(how["difference_between_roles"]),
        "least_support": ", ".join(how["least_support"]),
        **{f"option_{one}": card["options"].get(one) for one in "ABCD"},
        "situation": card["situation"],
        "turning": card["turning"],
        "answer": _turned(found, card),
        "fact": fact.get("text"),
        "source": fact.get("source"),
        "remarks": "\n".join(card["remarks"]),
        "not_shown": "\n".join(one["why"] for one in card["not_shown"]),
    }


def _room(card: Facts) -> Facts:
    """What the whole room chose, first and at the end."""
    rounds = card["rounds"]
    first = rounds[0] if len(rounds) > 1 else None
    last = rounds[-1] if rounds else None
    told = {
        "voters_before": first and first["voters"],
        "voters": last and last["voters"],
        "passes": last and last["passes"],
        "by_hand": last and last["by_hand"],
        "percent_A": last and part_of(chose(last, "A"), last["voters"]),
        "equal_A": None,
        "equal_about": None,
    }
    for letter in "AB":
        told[f"{letter}_before"] = chose(first, letter)
        told[f"{letter}_after"] = chose(last, letter)
    if mean := last and last["every_role_equal"]:
        told["equal_A"] = mean["percent_for_A"] / 100
        told["equal_about"] = _("about") if mean["about"] else _("exact")
    return told


def _turned(found: Facts, card: Facts) -> str:
    told = [one for one in found["turning_questions"] if one["card"] == card["slug"]]
    return "\n".join(one["text"] for one in told)
