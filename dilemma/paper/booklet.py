"""The facilitator's booklet: how the game goes on paper, a page a card, and forms.

The forms for hands have the rows and the fields of `templates/handsform.html`, in the
same order and words: what stands on paper is typed over line by line.
"""

from collections.abc import Iterable

from dilemma.paper.cards import case, case_words
from dilemma.paper.guide import agreements, guide, slips
from dilemma.paper.parts import Printed, cards_of, line, paragraphs, role, signs
from dilemma.rules.deck import Card, Deck, EffectTag
from dilemma.rules.response import Answer, answers_to
from dilemma.words import LANGUAGES, translations

LETTERS = "ABCD"


def booklet(deck: Deck, language: str) -> Printed:
    """Return the data of `booklet.typ`."""
    return {
        "title": line(deck.title),
        "language": language,
        "deck_language": deck.language,
        "intro": paragraphs(deck.intro),
        "credit": paragraphs(deck.credit),
        "licence": line(deck.licence),
        "words": {one: _words(one) for one in LANGUAGES},
        "guide": guide(language),
        "slips": slips(language, _answers_used(deck, language)),
        "agreements": agreements(language),
        "signs": signs(deck),
        "roles": [role(one) for one in deck.roles],
        "cards": [
            {
                **printed,
                **_of_host(deck, card, printed["words"]),
                "form": _form(card, language) if card in deck.cards else [],
            }
            for card, printed in cards_of(deck, language)
        ],
        "challenges": [
            {
                "code": one.code,
                "name": line(one.name),
                "plain": line(one.plain),
                "language": one.language,
                "cards": [card.code for card in deck.cards if card.challenge == slug],
                "examples": [
                    {
                        "title": line(example.title),
                        "text": paragraphs(example.text),
                        "source": line(example.source),
                        "unknown": line(example.unknown),
                        "language": example.language,
                    }
                    for example in deck.examples
                    if example.challenge == slug
                ],
            }
            for one in deck.challenges
            for slug in (one.slug,)
        ],
        "effects": [
            {"code": one.code, "name": line(one.name), "language": one.language}
            for one in deck.effects
        ],
    }


def _of_host(deck: Deck, card: Card, language: str) -> Printed:
    """Return what a facilitator reads beside a card."""
    challenge = deck.challenge(card.challenge)
    return {
        "challenge": line(challenge.name) if challenge else "",
        "tension": line(card.tension),
        "note": paragraphs(card.note),
        "case": case(card.case, language) if card.case else None,
        "puts": [
            {
                "letter": option.letter,
                "words": language,
                "ahead": _effects(deck, option.effects, plus=True),
                "behind": _effects(deck, option.effects, plus=False),
            }
            for option in card.options
            if option.effects
        ],
    }


def _effects(deck: Deck, tags: Iterable[EffectTag], *, plus: bool) -> str:
    found = (deck.effect(tag.effect) for tag in tags if tag.plus is plus)
    return ", ".join(line(one.name) for one in found if one)


def _form(card: Card, language: str) -> list[str]:
    """Return the heads of the fields for hands, in the order of the ballot."""
    return [answer_text(answer, language) for answer in answers_to(card)]


def answer_text(answer: Answer, language: str) -> str:
    """Write an answer in the words of the ballot."""
    _ = translations(language).ugettext
    if answer.option is None:
        return _("I skip this one")
    letter = LETTERS[answer.option]
    text = _("Surely %(letter)s") if answer.strength > 1 else _("Rather %(letter)s")
    return text % {"letter": letter}


def _answers_used(deck: Deck, language: str) -> list[list[str]]:
    """Return one ballot for every number of options in this deck, fewest first."""
    by_number = {len(card.options): card for card in deck.cards}
    return [_form(by_number[number], language) for number in sorted(by_number)]


def _words(language: str) -> Printed:
    _ = translations(language).ugettext
    return {
        **case_words(language),
        "booklet": _("Booklet for the facilitator"),
        "intro": _("About these cards"),
        "cards": _("The cards"),
        "practice_cards": _("Practice cards"),
        "practice": _("Practice card: this one does not count."),
        "challenge": _("Challenge"),
        "tension": _("Between"),
        "fact": _("Fact"),
        "turning": _("Turning question"),
        "note": _("For you alone"),
        "puts": _("What a choice puts first"),
        "ahead": _("puts first"),
        "behind": _("puts a little behind"),
        "concerned": _("Most concerned"),
        "hands": _("Count hands"),
        "votes": [_("Vote"), _("Vote again")],
        "role": _("Role"),
        "total": _("Together"),
        "heard": _("What we heard"),
        "best": {
            letter.lower(): _("The best argument for %(letter)s") % {"letter": letter}
            for letter in LETTERS
        },
        "examples": _("Practice examples"),
        "unknown": _("What is not known"),
        "perspective": _("Wenkend Perspectief"),
        "challenges": _("Challenges"),
        "effects": _("Societal effects"),
        "played": _("Played today"),
        "first": _("Comes first for us"),
        "sign": _("Sign"),
        "cards_of": _("Cards"),
        "disclaimer": _(
            "This is a picture of today's talk. It is no research and no decision."
        ),
    }
