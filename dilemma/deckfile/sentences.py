"""The sentence a person reads for a problem: what was found, and how to mend it.

Sentences are English here and translated by the gettext function passed in.
"""

from collections.abc import Callable, Mapping

from dilemma.deckfile.problems import Problem, ProblemKind


def N_(message: str) -> str:
    """Mark a message for the translation catalogue."""
    return message


# What a value in JSON should have been.
A_TEXT = N_("a text")
A_LIST = N_("a list")
AN_OBJECT = N_("an object")
A_RANGE = N_("a range in whole euros")

ON_ROW = N_("Sheet “%(place)s”, row %(line)s: %(sentence)s")
ON_SHEET = N_("Sheet “%(place)s”: %(sentence)s")
ON_LINE = N_("Line %(line)s: %(sentence)s")
DID_YOU_MEAN = N_("Did you mean “%(suggestion)s”?")

SENTENCES: Mapping[ProblemKind, str] = {
    ProblemKind.TOO_LARGE: N_(
        "This file is larger than %(most)s KB. Split it into two decks."
    ),
    ProblemKind.UNREADABLE: N_(
        "The file cannot be opened (%(reason)s). Check its name and its permissions."
    ),
    ProblemKind.NOT_TEXT: N_(
        "This is not a text file. Save it as plain text, encoded as UTF-8."
    ),
    ProblemKind.NOT_UTF_8: N_(
        "This line is not encoded as UTF-8. Save the file as UTF-8."
    ),
    ProblemKind.NOT_JSON: N_(
        "This is no JSON: “%(found)s”. Look at this line for a comma, a bracket or a"
        " quotation mark that is missing or too many."
    ),
    ProblemKind.NOT_A_WORKBOOK: N_(
        "This is no workbook that we can read. Save it as an Excel workbook (.xlsx),"
        " without a password."
    ),
    ProblemKind.UNFOLDS_TOO_FAR: N_(
        "This workbook holds more than %(most)s MB once it is unpacked. Remove pictures"
        " and sheets that do not belong to the deck."
    ),
    ProblemKind.MISSING_SHEET: N_(
        "This workbook has no sheet “%(found)s”. Give the sheet with the cards that"
        " name."
    ),
    ProblemKind.UNKNOWN_SHEET: N_(
        "The sheet “%(found)s” is not read. Change its name if it belongs to the deck."
    ),
    ProblemKind.UNKNOWN_COLUMN: N_(
        "“%(found)s” is no column here. Change the heading, or remove the column."
    ),
    ProblemKind.COLUMN_TWICE: N_(
        "There is another column “%(found)s”. Keep one of the two."
    ),
    ProblemKind.TOO_MANY_ROWS: N_(
        "This sheet has more than %(most)s rows. Remove some, or split it into two"
        " decks."
    ),
    ProblemKind.NOT_TEXT_CELL: N_(
        "“%(key)s” holds “%(found)s”, which Excel made of something else. Make the cell"
        " text and type it once more."
    ),
    ProblemKind.WRONG_TYPE: N_("“%(key)s” should hold %(wanted)s. Change it."),
    ProblemKind.MISSING_TITLE: N_(
        "The deck has no title. Begin the file with “# ” and the title."
    ),
    ProblemKind.SECOND_TITLE: N_(
        "The deck already has a title on line %(first)s. Start a part with “## ”,"
        " or put a “\\” in front if this is text."
    ),
    ProblemKind.BEFORE_TITLE: N_(
        "“%(found)s” stands above the title. Move it below the line with “# ”."
    ),
    ProblemKind.UNKNOWN_HEADING: N_(
        "“%(found)s” does not say what starts here. Write one of: %(known)s."
    ),
    ProblemKind.MISSING_NAME: N_(
        "“%(section)s” has no title. Write it after the colon: “## %(section)s: ...”."
    ),
    ProblemKind.UNEXPECTED_TEXT: N_(
        "“%(section)s” takes no free text, but “%(found)s” stands here."
        " Remove it, or write it after a key."
    ),
    ProblemKind.LOOSE_TEXT: N_(
        "“%(found)s” stands right under “%(above)s”. Put two spaces in front if it"
        " belongs to that line, or a blank line above if it does not."
    ),
    ProblemKind.TEXT_AFTER_OPTIONS: N_(
        "“%(found)s” stands below the options. Move it above option A,"
        " or put two spaces in front if it belongs to the line above."
    ),
    ProblemKind.MISSING_TEXT: N_(
        "“%(title)s” has no text. Write it as a paragraph of its own."
    ),
    ProblemKind.UNKNOWN_KEY: N_(
        "“%(key)s” is no key here. Change it, or put a “\\” in front if this is text."
    ),
    ProblemKind.DUPLICATE_KEY: N_(
        "“%(key)s” was given already on line %(first)s. Keep one of the two."
    ),
    ProblemKind.EMPTY_VALUE: N_(
        "Nothing stands after “%(key)s”. Fill it in, or remove the line."
    ),
    ProblemKind.MISSING_KEY: N_(
        "“%(title)s” has no “%(key)s”. Add a line “%(key)s: ...”."
    ),
    ProblemKind.KEY_NEEDS_LANGUAGE: N_(
        "“%(key)s” stands in the heading or in the text already. Remove this line,"
        " or name a language, such as “%(key)s (en): ...”."
    ),
    ProblemKind.NEVER_TRANSLATED: N_(
        "“%(key)s” is the same in every language. Remove this line."
    ),
    ProblemKind.NOTHING_TO_TRANSLATE: N_(
        "“%(key)s” translates something that is not there. Write “%(own)s: ...” first,"
        " or remove this line."
    ),
    ProblemKind.OWN_LANGUAGE: N_(
        "“%(language)s” is the language of the deck itself. Write the text without a"
        " language, or choose another one."
    ),
    ProblemKind.COSTS_DIFFER: N_(
        "“%(key)s” does not hold the same amounts as the deck's own lines."
        " Write as many lines, in the same order, with the same amounts."
    ),
    ProblemKind.OPTION_WITHOUT_LETTER: N_(
        "This option has no letter. Write “- %(expected)s: ...”,"
        " or put a “\\” in front if this is text."
    ),
    ProblemKind.WRONG_LETTER: N_(
        "This option is called %(found)s, but %(expected)s comes next."
        " Write “- %(expected)s: ...”."
    ),
    ProblemKind.TOO_FEW_OPTIONS: N_(
        "“%(title)s” has too few options. Write at least two: “- A: ...”"
        " and “- B: ...”."
    ),
    ProblemKind.TOO_MANY_OPTIONS: N_(
        "This is one option too many; a card has at most %(most)s. Remove one."
    ),
    ProblemKind.EFFECTS_WITHOUT_OPTION: N_(
        "“%(key)s” stands above the first option. Put it below the option it goes with."
    ),
    ProblemKind.TOO_LONG: N_(
        "“%(key)s” has %(count)s characters; at most %(most)s fit. Make it shorter."
    ),
    ProblemKind.BAD_CODE: N_(
        "“%(found)s” cannot be a code. Use at most 8 letters and digits, such as D01."
    ),
    ProblemKind.BAD_SLUG: N_(
        "“%(found)s” cannot be a slug. Use only small letters, digits and hyphens."
    ),
    ProblemKind.BAD_LANGUAGE: N_(
        "“%(found)s” is no language code. Write nl for Dutch or en for English."
    ),
    ProblemKind.BAD_EFFECT_TAG: N_(
        "“%(found)s” is no effect. Write + or - and the code, such as +E1 or -E1."
    ),
    ProblemKind.EFFECT_TWICE: N_(
        "“%(found)s” names an effect that this option has already. Remove one."
    ),
    ProblemKind.UNKNOWN_SIGN: N_("“%(found)s” is no sign. Choose one of: %(known)s."),
    ProblemKind.UNKNOWN_ROLE: N_(
        "This deck has no role “%(found)s”. Correct the name, or add the role."
    ),
    ProblemKind.UNKNOWN_CHALLENGE: N_(
        "This deck has no challenge “%(found)s”. Correct the code,"
        " or add the challenge."
    ),
    ProblemKind.UNKNOWN_EFFECT: N_(
        "This deck has no effect “%(found)s”. Correct the code, or add the effect."
    ),
    ProblemKind.FACT_WITHOUT_SOURCE: N_(
        "This fact has no source. Add a line “%(key)s: ...” with a year."
    ),
    ProblemKind.SOURCE_WITHOUT_FACT: N_(
        "This source has no fact. Add a line “%(key)s: ...”, or remove the source."
    ),
    ProblemKind.SOURCE_WITHOUT_YEAR: N_(
        "“%(found)s” names no year. Add the year, or the word “%(undated)s”."
    ),
    ProblemKind.BAD_UNTIL: N_(
        "“%(found)s” is no year or month. Write a year, such as 2027, or a month and"
        " a year, such as June 2027."
    ),
    ProblemKind.UNTIL_WITHOUT_FACT: N_(
        "“%(key)s” goes with a fact, and there is none. Add the fact,"
        " or remove this line."
    ),
    ProblemKind.BAD_COSTS: N_(
        "“%(found)s” is no range. Write what it is, a comma, and the lowest and highest"
        " amount: “%(example)s”."
    ),
    ProblemKind.TOO_MANY_COSTS: N_(
        "A case has at most %(most)s lines of avoided costs. Remove some."
    ),
    ProblemKind.DUPLICATE_TITLE: N_(
        "“%(found)s” is used already on line %(first)s. Change one of the two titles."
    ),
    ProblemKind.DUPLICATE_CODE: N_(
        "Code “%(found)s” is used already on line %(first)s."
        " Give this one its own code."
    ),
    ProblemKind.DUPLICATE_SLUG: N_(
        "“%(title)s” looks too much like the one on line %(first)s: both become"
        " “%(found)s”. Change the title, or add a line “Slug: ...”."
    ),
    ProblemKind.TOO_FEW: N_(
        "This deck has too few parts “## %(section)s: ...”. Write at least %(least)s."
    ),
    ProblemKind.TOO_MANY: N_(
        "This deck has more than %(most)s parts “## %(section)s: ...”. Remove some,"
        " or split it into two decks."
    ),
    ProblemKind.MANY_MORE: N_("And there is more. Mend these problems first."),
}


def sentence(problem: Problem, gettext: Callable[[str], str]) -> str:
    """Say in one or two sentences what is wrong and how to mend it."""
    facts = dict(problem.facts)
    if "wanted" in facts:
        facts["wanted"] = gettext(str(facts["wanted"]))
    said = gettext(SENTENCES[problem.kind]) % facts
    if "suggestion" in problem.facts:
        said = f"{said} {gettext(DID_YOU_MEAN) % problem.facts}"
    if problem.place:
        place = {"place": problem.place, "line": problem.line, "sentence": said}
        return gettext(ON_ROW if problem.line else ON_SHEET) % place
    if not problem.line:
        return said
    return gettext(ON_LINE) % {"line": problem.line, "sentence": said}
