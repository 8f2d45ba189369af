"""The slide of a card: the question, what was chosen, the best argument a side."""

from collections.abc import Iterator

from flask_babel import gettext as _

from dilemma.export.phrased import round_text, size_text
from dilemma.export.pptx_slide import INK, QUIET, TINTS, Bars, Box, Said, Slide
from dilemma.export.table import Facts, chose

LEFT, HALF, RIGHT = 0.6, 6.6, 7.5
MOST_ROLES = 9
LONG, LONGEST = 90, 170  # letters of a text from which it is set smaller


def card_slide(slide: Slide, card: Facts, found: Facts) -> None:
    """Fill the slide of a card under its title."""
    kicker = " · ".join(filter(None, (card["code"], card["challenge_name"])))
    slide.write(Box(LEFT, 0.2, 12.1, 0.35), Said(kicker, 12, False, QUIET))
    slide.write(
        Box(LEFT, 1.25, 12.1, 0.85),
        Said(card["situation"], 14 if len(card["situation"]) < 260 else 12),
    )
    high = 1.5 if len(card["options"]) == 2 else 2.9
    for number, (letter, text) in enumerate(card["options"].items()):
        height = high / len(card["options"])
        box = Box(LEFT, 2.2 + number * height, HALF, height - 0.08)
        slide.option(box, letter, text, _size(text, 14))
    last = card["rounds"][-1] if card["rounds"] else None
    if last:
        slide.bars(Box(LEFT, 2.2 + high, HALF, 1.9 if high < 2 else 1.3), _votes(card))
    if last and last["every_role_equal"]:
        slide.bars(Box(LEFT, 5.6, HALF, 1.4), _equal(last["every_role_equal"]))
    else:
        below = Box(LEFT, 5.9 if high < 2 else 6.4, HALF, 0.55)
        slide.write(below, *_no_second(card))
    slide.chip(Box(RIGHT, 2.2, 5.2, 0.5), card["label_text"])
    slide.write(Box(RIGHT, 2.8, 5.2, 1.5), *_outcome(card))
    slide.write(Box(RIGHT, 4.3, 5.2, 2.2), *_best(card))
    slide.write(
        Box(LEFT, 6.95, 12.1, 0.4), Said(found["standard_line"], 10, False, QUIET)
    )
    slide.notes(*_notes(card, found))


def _size(text: str, most: int) -> int:
    return most if len(text) < LONG else most - 2 if len(text) < LONGEST else most - 4


def _votes(card: Facts) -> Bars:
    """The whole room: before and after the talk."""
    rounds = [one for one in card["rounds"] if one]
    of = len(card["rounds"])
    names = [round_text(one["round"], of) for one in rounds]
    pieces = []
    letters = list(card["options"])
    two = len(letters) == 2
    for letter in letters:
        sure = [one["votes"][letter]["sure"] for one in rounds]
        rather = [one["votes"][letter]["rather"] for one in rounds]
        full, half = TINTS[letter]
        if two:
            surely, less = f"{_('surely')} {letter}", f"{_('rather')} {letter}"
            both = [(surely, full, sure), (less, half, rather)]
            pieces += both if letter == "A" else both[::-1]
        else:
            together = [a + b for a, b in zip(sure, rather, strict=True)]
            pieces.append((letter, full, together))
    told = "; ".join(
        f"{name}: {', '.join(_counts(one))}"
        for name, one in zip(names, rounds, strict=True)
    )
    title = _("Every vote equal")
    return Bars(names, pieces, title, f"{title}. {told}.")


def _counts(room: Facts) -> Iterator[str]:
    for letter in room["votes"]:
        count = chose(room, letter)
        yield str(_("%(n)s for %(letter)s", n=count, letter=letter))


def _equal(mean: Facts) -> Bars:
    percent = mean["percent_for_A"]
    name = _("Every role equal")
    if mean["about"]:
        name = f"{name} ({_('about')})"
    words = _("%(name)s: A %(a)s%%, B %(b)s%%.", name=name, a=percent, b=100 - percent)
    pieces = (
        ("A", TINTS["A"][0], [percent]),
        ("B", TINTS["B"][0], [100 - percent]),
    )
    return Bars([_("Roles shown")], pieces, name, words, '0"%"')


def _no_second(card: Facts) -> Iterator[Said]:
    yield Said(_("Every role equal: not shown."), 12, True, QUIET)
    for one in card["not_shown"]:
        if one["what"] in ("votes", "roles", "every_role_equal"):
            yield Said(one["why"], 12, False, QUIET)


def _outcome(card: Facts) -> Iterator[Said]:
    """Before and after in words, and what lies between the roles."""
    of = len(card["rounds"])
    for number, room in enumerate(card["rounds"], start=1):
        counts = ", ".join(_counts(room)) if room else _("Too few votes")
        yield Said(f"{round_text(number, of)}: {counts}", 14)
    if card["chose_otherwise"] is not None:
        text = _(
            "%(n)s people chose otherwise after the talk.", n=card["chose_otherwise"]
        )
        yield Said(text, 12, False, INK, 2)
    how = card["how_far_agreed"]
    if gap := size_text(how["difference_between_roles"]):
        yield Said(
            _("Difference between roles: %(size)s.", size=gap), 12, False, INK, 2
        )
    if how["least_support"]:
        named = ", ".join(how["least_support"])
        yield Said(_("Least support: %(roles)s.", roles=named), 12, False, INK, 2)


def _best(card: Facts) -> Iterator[Said]:
    if not card["best_arguments"]:
        yield from _roles(card)
        return
    yield Said(_("The best argument for each side"), 12, True, QUIET)
    for one in card["best_arguments"]:
        text = f"{_('Yes, if ...')} {one['text']}" if one["condition"] else one["text"]
        said = f"{one['for']}  “{text}” – {one['role']}"
        yield Said(said, _size(said, 15), False, TINTS[one["for"]][0], 6)


def _roles(card: Facts) -> Iterator[Said]:
    """Where no argument was chosen there is room for the roles, the first ones."""
    if not card["roles"]:
        yield Said(_("The facilitator chose no best arguments."), 12, False, QUIET)
        return
    yield Said(_("Share for A per role"), 12, True, QUIET)
    for group in card["roles"][:MOST_ROLES]:
        yield Said(f"{group['role']}: {_shares(group)}", 12)


def _shares(group: Facts) -> str:
    return " → ".join(one or _("Too few votes") for one in group["share_for_A"])


def _notes(card: Facts, found: Facts) -> Iterator[str]:
    """Say how it was counted: per role as far as it is shown, and what is not."""
    yield found["standard_line"]
    yield from card["remarks"]
    for group in card["roles"]:
        named = f" ({', '.join(group['together'])})" if group["together"] else ""
        yield f"{group['role']}{named}: {_shares(group)} ({_('share for A')})"
    for one in card["not_shown"]:
        yield f"{_('Not shown')}: {one['why']}"
    yield from found["how_counted"]
