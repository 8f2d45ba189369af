"""The sentences for who writes in a form: they speak of fields, not of lines."""

from collections.abc import Callable, Mapping

from dilemma.deckfile.problems import Problem, ProblemKind
from dilemma.deckfile.sentences import sentence


def N_(message: str) -> str:
    """Mark a message for the translation catalogue."""
    return message


IN_A_FORM: Mapping[ProblemKind, str] = {
    ProblemKind.TOO_FEW: N_("Not enough yet of: %(section)s. Add at least %(least)s."),
    ProblemKind.MISSING_NAME: N_("“%(section)s” has no title yet. Fill it in."),
    ProblemKind.MISSING_TEXT: N_("“%(title)s” has no text yet. Fill it in."),
    ProblemKind.MISSING_KEY: N_("“%(title)s” has no “%(key)s” yet. Fill it in."),
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


def form_sentence(problem: Problem, gettext: Callable[[str], str]) -> str:
    """Say what is wrong and how to mend it in a form."""
    if problem.kind in IN_A_FORM:
        return gettext(IN_A_FORM[problem.kind]) % problem.facts
    return sentence(problem, gettext)
