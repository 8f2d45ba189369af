"""Role cards to cut out: the sign, the name and the glasses; on the back what to do."""

from dilemma.paper.parts import Printed, line, own, role, signs
from dilemma.rules.deck import Deck
from dilemma.words import LANGUAGES, translations


def roles(deck: Deck, language: str) -> Printed:
    """Return the data of `roles.typ`."""
    return {
        "title": line(deck.title),
        "language": language,
        "words": {one: _words(one) for one in LANGUAGES},
        "signs": signs(deck),
        "roles": [
            {**role(one), "words": own(one.language, language)} for one in deck.roles
        ],
    }


def _words(language: str) -> dict[str, object]:
    _ = translations(language).ugettext
    return {
        "title": _("Role cards"),
        "sign": _("Sign"),
        "i_am": _("Today I am"),
        "glasses": _("My glasses"),
        "how": _("How to play"),
        "steps": [
            _("Listen to the card. Do not talk yet."),
            _("Choose in silence, as this role would."),
            _("Talk. Ask the others what they see."),
            _("Choose again. The same is fine too."),
        ],
        "goal": _("Nobody wins. You look through the glasses of another."),
    }
