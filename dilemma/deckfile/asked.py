"""The sentences for who writes in a form: they speak of fields, not of lines."""

from collections.abc import Callable, Mapping

from dilemma.deckfile.advised import advice_sentence
from dilemma.deckfile.problems import Problem, ProblemKind
from dilemma.deckfile.sentences import sentence
from dilemma.deckfile.words import KEYS
from dilemma.rules.advice import Advice, AdviceKind


def N_(message: str) -> str:
    """Mark a message for the translation catalogue."""
    return message


IN_A_FORM: Mapping[ProblemKind, str] = {
    ProblemKind.TOO_FEW: N_("Not enough yet of: %(section)s. Add at least %(least)s."),
    ProblemKind.MISSING_NAME: N_("“%(section)s” has no title yet. Fill it in."),
    ProblemKind.MISSING_TEXT: N_("“%(title)s” has no text yet. Fill it in."),
    ProblemKind.MISSING_KEY: N_("“%(title)s” has no “%(key)s” yet. Fill it in."),
    ProblemKind.EMPTY_VALUE: N_("Option %(key)s has no text yet. Fill it in."),
    ProblemKind.TOO_FEW_OPTIONS: N_(
        "“%(title)s” has too few options. Fill in option A and option B."
    ),
    ProblemKind.MISSING_TITLE: N_("The deck has no title yet. Fill it in."),
    ProblemKind.FACT_WITHOUT_SOURCE: N_(
        "This fact has no source. Fill in “%(key)s”, with a year."
    ),
    ProblemKind.SOURCE_WITHOUT_FACT: N_(
        "This source has no fact. Fill in “%(key)s”, or empty the source."
    ),
}

ADVICE_IN_A_FORM: Mapping[AdviceKind, str] = {
    AdviceKind.NO_TAGS: N_(
        "No option names an effect. Open “%(key)s” under an option and choose more or"
        " less, so that the card counts in the picture at the end."
    ),
    AdviceKind.NO_ROLES: N_(
        "No role is named. Tick which roles are most directly concerned."
    ),
}


def form_sentence(problem: Problem, gettext: Callable[[str], str]) -> str:
    """Say what is wrong and how to mend it in a form."""
    if problem.kind in IN_A_FORM:
        return gettext(IN_A_FORM[problem.kind]) % problem.facts
    return sentence(problem, gettext)


def form_advice(
    advice: Advice, gettext: Callable[[str], str], language: str = "nl"
) -> str:
    """Say a piece of advice to who writes in a form, in a language."""
    if advice.kind in ADVICE_IN_A_FORM:
        key = KEYS["card"]["effects"].word.written(language)
        return gettext(ADVICE_IN_A_FORM[advice.kind]) % {"key": key}
    return advice_sentence(advice, gettext, language)
