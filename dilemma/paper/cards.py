"""Cards to cut out: front for the vote, back for the talk."""

from babel.numbers import format_decimal

from dilemma.paper.parts import Printed, cards_of, line, paragraphs, signs
from dilemma.rules.deck import Case, Cost, Deck
from dilemma.words import LANGUAGES, translations


def cards(deck: Deck, language: str) -> Printed:
    """Return the data of `cards.typ`: every card with its front and back."""
    return {
        "title": line(deck.title),
        "language": language,
        "words": {one: _words(one) for one in LANGUAGES},
        "signs": signs(deck),
        "cards": [
            {
                **printed,
                "case": case(card.case, printed["words"]) if card.case else None,
                "practice": card in deck.practice,
            }
            for card, printed in cards_of(deck, language)
        ],
    }


def case(one: Case, language: str) -> Printed:
    """Return both courses of a case; costs stay ranges, and nobody adds them up."""
    return {
        "story": paragraphs(one.story),
        "happened": paragraphs(one.happened),
        "otherwise": paragraphs(one.otherwise),
        "costs": [_range(cost, language) for cost in one.costs],
        "source": line(one.source),
    }


def case_words(language: str) -> dict[str, str]:
    """Return the words beside a case."""
    _ = translations(language).ugettext
    return {
        "story": _("The story"),
        "happened": _("What happened"),
        "otherwise": _("What might have happened otherwise"),
        "costs": _("Costs that were perhaps avoided"),
        "caution": _(
            "This is one story, and nobody knows the other course. Do not add the "
            "amounts up: they are estimates, each on its own."
        ),
        "source": _("Source:"),
    }


def _range(cost: Cost, language: str) -> str:
    _ = translations(language).ugettext
    low, high = (format_decimal(one, locale=language) for one in (cost.low, cost.high))
    amounts = _("%(low)s to %(high)s euros") % {"low": low, "high": high}
    return line(f"{cost.label}: {amounts}")


def _words(language: str) -> dict[str, str]:
    _ = translations(language).ugettext
    return {
        **case_words(language),
        "fact": _("Fact"),
        "practice": _("Practice card: this one does not count."),
        "after": _("For the talk. Turn over after the first vote."),
        "glasses": _("Through whose glasses?"),
        "turning": _("Turning question"),
        "sign": _("Sign"),
    }
