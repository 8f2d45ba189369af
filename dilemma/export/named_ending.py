"""The list of fields: what people said, the end of the session, and the whole."""

from collections.abc import Iterator

from flask_babel import gettext as _

from dilemma.export.fields import Field, Words


def said(w: Words) -> Iterator[Field]:
    """Yield what people wrote."""
    yield Field(
        "said", "", _("texts of people"), w.list, w.host, _("when none is shown")
    )
    yield Field(
        "kind", _("kind"), _("argument, condition, own dilemma"), w.word, w.host
    )
    yield Field("for", _("for"), _("option that the text is for"), w.word, w.host)
    yield Field("text", _("text"), _("the text itself"), w.text, w.host)
    leans = _("fact, interest, value or concern, as the writer says")
    yield Field(
        "leans_on", _("leans on"), leans, w.word, w.host, _("when nobody said so")
    )
    best = _("chosen by the facilitator as the best for its side")
    yield Field("best", _("best argument"), best, w.yes_no, w.host)
    yield Field("best_arguments", "", best, w.list, w.host, _("when none was chosen"))
    yield Field("condition", _("condition"), _("yes, but only if"), w.yes_no, w.host)
    yield Field("argument", _("argument"), _("why somebody chose so"), w.text, w.host)
    yield Field("as_written", "", _("before it was mended"), w.text, w.host)
    yield Field("own_dilemma", _("own dilemma"), _("a card by people"), w.text, w.host)
    noted = _("What tables bring back")
    yield Field("harvest", noted, _("notes of a table"), w.text, w.host)
    for letter in "ab":
        meaning = _("option %(letter)s of an own dilemma", letter=letter.upper())
        yield Field(letter, "", meaning, w.text, w.host)
    yield Field("turning_questions", "", _("their answers"), w.list, w.rules)


def whole(w: Words) -> Iterator[Field]:
    """Yield the end of the session, and challenges and effects."""
    yield Field("ending", "", _("the end of the session"), w.group, w.host)
    first = _("what the room puts first")
    yield Field(
        "priorities", _("this room puts first"), first, w.text, w.rules, w.unasked
    )
    yield Field("enough_answers", "", _("5 answers or more"), w.yes_no, w.room)
    yield Field("places", "", _("the challenges, first place first"), w.list, w.rules)
    place = _("place in the order of the room; equal is a tie")
    yield Field("place", _("place"), place, w.number, w.rules, w.unasked)
    yield Field("whole_order", "", _("whether every place is named"), w.yes_no, w.rules)
    known = _("whether people recognise the picture")
    recognises = _("recognises the picture")
    yield Field("recognition", recognises, known, w.text, w.rules, w.unasked)
    yield Field("below_60_percent", "", _("fewer than 60%% say yes"), w.yes_no, w.rules)
    yield Field("reasons", "", _("lines beside that question"), w.list, w.host)
    yield Field("agreements", _("agreement"), _("who does what"), w.text, w.host)
    written = _("agreements written, also those not shown")
    yield Field(
        "agreements_written", _("agreements written"), written, w.number, w.room
    )
    closing = _("sentence of the facilitator at the end")
    yield Field("closing_sentence", _("closing sentence"), closing, w.text, w.host)
    yield Field("challenges", "", _("the joint challenges of the deck"), w.list, w.deck)
    yield Field("challenge", _("challenge"), _("the joint challenge"), w.text, w.deck)
    yield Field("challenge_name", _("challenge"), _("its name"), w.text, w.deck)
    yield Field("name", _("name"), _("name of a challenge or effect"), w.text, w.deck)
    yield Field(
        "plain", _("in plain words"), _("the same in plain words"), w.text, w.deck
    )
    talked = _("whether a card of it was played")
    yield Field("discussed", _("discussed"), talked, w.yes_no, w.made)
    yield Field("examples", _("example from practice"), _("examples"), w.list, w.deck)
    yield Field(
        "unknown", _("not known"), _("what the source leaves out"), w.text, w.deck
    )
    yield Field("effects", "", _("societal effects"), w.list, w.deck)
    yield Field("effect", _("effect"), _("a societal effect"), w.text, w.deck)
    majority = _("majority put this effect first")
    put = _(
        "cards whose majority chose the side that puts it first; never a sum of gains"
    )
    yield Field("put_first", majority, put, w.number, w.worked)
    other = _("cards whose majority chose the other side")
    yield Field("not_put_first", _("majority did not"), other, w.number, w.worked)
    tie = _("cards without a majority, or with too few votes")
    yield Field("undecided", _("no majority"), tie, w.number, w.worked)


def files(w: Words) -> Iterator[Field]:
    """Yield the columns that only the tables themselves have."""
    yield Field("about_what", _("subject"), _("what the row is about"), w.text, w.made)
    yield Field("measure", _("measure"), _("what was counted or said"), w.text, w.made)
    yield Field("value", _("value"), _("the number or the words"), w.text, w.rules)
    yield Field("heading", _("heading"), _("how a table calls it"), w.text, w.made)
    yield Field(
        "name_in_files", _("name in JSON"), _("its lasting name"), w.text, w.made
    )
    yield Field("meaning", _("meaning"), _("what it is"), w.text, w.made)
    yield Field("unit", _("unit"), _("in what it is told"), w.text, w.made)
    yield Field("counted", _("how counted"), _("how it came about"), w.text, w.made)
    yield Field("when_empty", _("when empty"), _("when it is empty"), w.text, w.made)
