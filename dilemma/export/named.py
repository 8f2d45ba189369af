"""The list of fields: the session, its cards, what was counted, and per role."""

from collections.abc import Iterator

from flask_babel import gettext as _

from dilemma.export.fields import Field, Words


def gathering(w: Words) -> Iterator[Field]:
    """Yield what is said of the session itself."""
    yield Field("form", "", _("version of these names"), w.number, w.made, w.never)
    yield Field("made_by", "", _("which Dilemma wrote the file"), w.text, w.made)
    yield Field("workshop", "", _("the session"), w.group, w.made, w.never)
    yield Field("day", "", _("day on which the session was made"), w.text, w.made)
    yield Field("deck", "", _("the deck that was played"), w.group, w.deck, w.never)
    yield Field("slug", "", _("short name that never changes"), w.text, w.deck)
    yield Field("licence", "", _("licence of the deck"), w.text, w.deck, w.lacking)
    yield Field(
        *("participants", _("joined"), _("how many people joined"), w.people, w.room),
        w.never,
    )
    yield Field("cards_played", "", _("cards of which choices are shown"), w.number, "")
    yield Field(
        *("smallest_group_shown", ""),
        *(_("voters in the smallest role that stands by itself"), w.people, w.made),
        w.never,
    )
    yield Field("rehearsal", "", _("dress rehearsal, no real people"), w.yes_no, w.made)
    yield Field("played_alone", "", _("played at one's own pace"), w.yes_no, w.made)
    yield Field(
        *("played_alone_beside", ""),
        *(_("a session played alone that belongs here"), w.group, w.room),
        _("when there is none"),
    )
    yield Field("mark", "", _("what marks what was played alone"), w.text, w.made)
    yield Field(
        *("played_another_role", _("played another role than their own")),
        _("how many people played another role than their own"),
        *(w.people, w.rules, _("with fewer than 5 on either side")),
    )
    yield Field("standard_line", "", _("the line that goes with it"), w.text, w.made)
    yield Field("marks", "", _("what a reader must know first"), w.list, w.made)
    yield Field("how_counted", "", _("how it was counted"), w.list, w.made, w.never)


def cards(w: Words) -> Iterator[Field]:
    """Yield what stands on a card."""
    yield Field("cards", "", _("the cards of which choices are shown"), w.list, "")
    yield Field("card", _("card"), _("code of the card"), w.text, w.deck)
    yield Field("code", _("code"), _("short name that people read aloud"), w.text, "")
    yield Field("title", _("title"), _("title of the card or text"), w.text, w.deck)
    yield Field("situation", _("situation"), _("the dilemma"), w.text, w.deck)
    yield Field("options", "", _("the options of the card"), w.group, w.deck)
    for letter in "ABCD":
        yield Field(letter, "", _("option %(letter)s", letter=letter), w.group, "")
        yield Field(
            *(f"option_{letter}", _("option %(letter)s", letter=letter)),
            *(_("text of option %(letter)s", letter=letter), w.text, w.deck, w.lacking),
        )
    option = _("text of the option")
    yield Field("text_of_option", option, option, w.text, w.deck)
    turning = _("turning question")
    asked = _("a question that may turn the choice")
    yield Field("turning", turning, asked, w.text, w.deck, w.lacking)
    yield Field(
        *("answer", _("answer of the room"), _("answer to the turning question")),
        *(w.word, w.rules, w.unasked),
    )
    share = _("which part of the room answered so")
    yield Field("share", "", share, w.word, w.rules, w.unasked)
    yield Field("fact", _("fact"), _("a fact on the card"), w.text, w.deck, w.lacking)
    source = _("where it was found")
    yield Field("source", _("source"), source, w.text, w.deck, w.lacking)
    yield Field("until", "", _("until when the fact is good"), w.text, w.deck)
    yield Field("case", "", _("one story with two courses"), w.group, w.deck, w.lacking)
    yield Field("story", _("story"), _("what the story is about"), w.text, w.deck)
    yield Field("happened", _("what happened"), _("first course"), w.text, w.deck)
    yield Field(
        *("otherwise", _("what might have happened otherwise")),
        *(_("second course; nobody knows it"), w.text, w.deck),
    )
    yield Field("costs", "", _("costs perhaps avoided"), w.list, w.deck, w.lacking)
    amount = _("perhaps avoided")
    yield Field("cost", amount, _("what it is about"), w.text, w.deck, w.lacking)
    low, high = _("lowest estimate; never add up"), _("highest estimate; never add up")
    low_heading = _("perhaps avoided, in euros, from")
    yield Field("low", low_heading, low, w.euros, w.deck, w.lacking)
    high_heading = _("perhaps avoided, in euros, to")
    yield Field("high", high_heading, high, w.euros, w.deck, w.lacking)
    yield Field("caution", _("warning"), _("what a case cannot say"), w.text, w.made)


def counts(w: Words) -> Iterator[Field]:
    """Yield what was counted of the whole room."""
    label = _("the label of the card; its rule was fixed before")
    yield Field("label", "", label, w.word, w.worked, w.never)
    yield Field("label_text", _("label"), label, w.word, w.worked, w.never)
    yield Field("rounds", "", _("the votes on the card, in order"), w.list, w.room)
    yield Field("round", _("round"), _("which vote on the card"), w.number, w.made)
    yield Field("when", _("moment"), _("before or after the talk"), w.word, w.made)
    yield Field("choice", _("choice"), _("surely or rather, and which"), w.word, "")
    voters = _("valid votes; who skipped is not among them")
    yield Field("voters", _("votes in all"), voters, w.people, w.room, w.few)
    voters_before = _("valid votes, first time")
    yield Field(
        *("voters_before", _("votes in all, first time"), voters_before),
        *(w.people, w.room, w.once),
    )
    for letter in "AB":
        before = _("%(letter)s, first time", letter=letter)
        after = _("%(letter)s, at the end", letter=letter)
        meaning = _("chose %(letter)s, surely or rather", letter=letter)
        yield Field(f"{letter}_before", before, meaning, w.people, w.room, w.once)
        yield Field(f"{letter}_after", after, meaning, w.people, w.room, w.few)
    yield Field(
        "votes", _("votes"), _("votes for this choice"), w.people, w.room, w.few
    )
    yield Field("sure", "", _("chose surely"), w.people, w.room)
    yield Field("rather", "", _("chose rather"), w.people, w.room)
    of_votes = _("these votes out of all valid votes")
    yield Field(
        *("share_of_votes", _("share of the votes"), of_votes, w.percent, w.worked),
        w.few,
    )
    share = _("A out of all valid votes")
    yield Field("percent_A", _("share for A"), share, w.percent, w.worked, w.few)
    skipped = _("voted, and chose to skip")
    yield Field("passes", _("skipped"), skipped, w.people, w.room, w.few)
    yield Field(
        *("by_hand", _("of these counted by hand")),
        *(_("hands that the facilitator counted"), w.people, w.room, w.few),
    )
    mean = _("mean of the roles shown: each role counts equally")
    equal = _("every role equal")
    yield Field("every_role_equal", equal, mean, w.percent, w.rules, w.no_split)
    yield Field("equal_A", _("every role equal, A"), mean, w.percent, "", w.no_split)
    yield Field("percent_for_A", "", mean, w.percent, w.rules, w.no_split)
    about = _("rounded to tens, or exact")
    yield Field("about", "", about, w.yes_no, w.rules)
    yield Field("equal_about", _("how exact"), about, w.word, w.rules, w.no_split)
    differ = _("whether the two totals are far apart")
    yield Field("totals_differ", "", differ, w.yes_no, w.worked)
    yield Field(
        *("chose_otherwise", _("chose otherwise")),
        *(_("chose another side the second time"), w.people, w.rules, w.once),
    )
    yield Field("how_far_agreed", "", _("how far the room agreed"), w.group, w.worked)
    yield Field(
        *("division_in_the_room", _("division in the room")),
        *(_("how near to half and half"), w.word, w.worked, w.few),
    )
    yield Field(
        *("van_der_eijk_agreement", ""),
        *(_("from -1, two camps, to 1, one answer"), w.number, w.worked, w.few),
    )
    yield Field(
        *("points_towards_A", ""),
        *(_("change of the share for A between votes"), w.number, w.worked, w.once),
    )
    yield Field("remarks", _("to be known"), _("beside the numbers"), w.text, w.made)
    note = _("explanation")
    yield Field("explanation", note, _("a line about the numbers"), w.text, w.made)
    yield Field("small_groups", "", _("a difference can be chance"), w.yes_no, w.made)
    yield Field(
        "not_shown", _("not shown"), _("what is not shown, and why"), w.text, ""
    )
    yield Field("what", _("what"), _("what the row is about"), w.text, w.made)
    why = _("the reason why")
    yield Field("why", _("why"), why, w.text, w.made)
    yield Field("why_empty", _("why it is empty"), why, w.text, w.made)
    yield Field("left_out_because", "", why, w.text, w.made)


def roles(w: Words) -> Iterator[Field]:
    """Yield what is shown per role."""
    yield Field("roles", _("roles"), _("the groups of a card"), w.list, w.rules)
    yield Field("role", _("role"), _("role, or the other roles together"), w.text, "")
    yield Field("group", _("group"), _("the room, a role, or roles"), w.text, w.rules)
    yield Field("together", _("together"), _("roles in this group"), w.text, w.rules)
    shown_as = _("words, counts or percentages; one way for a whole card")
    shown_heading = _("shown as")
    yield Field("roles_shown_as", shown_heading, shown_as, w.word, w.rules, w.no_split)
    share = _("part of the group that chose A, as the screen says it")
    said = _("share for A, as on the screen")
    yield Field("share_for_A", said, share, w.text, w.rules, w.no_split)
    yield Field("numbers_for_A", "", _("the same as numbers"), w.group, w.rules, "")
    chose, of = _("chose A in the group"), _("valid votes in the group")
    yield Field("chose", "", chose, w.people, w.rules, w.in_words)
    yield Field("of", "", of, w.people, w.rules, w.in_words)
    yield Field("percent", "", share, w.percent, w.rules, w.in_words)
    for end, name in (("before", _("first time")), ("after", _("at the end"))):
        heading = _("share for A, %(when)s", when=name)
        yield Field(f"share_{end}", heading, share, w.text, w.rules, w.no_split)
        heading = _("chose A, %(when)s", when=name)
        yield Field(f"chose_{end}", heading, chose, w.people, w.rules, w.in_words)
        heading = _("votes, %(when)s", when=name)
        yield Field(f"of_{end}", heading, of, w.people, w.rules, w.in_words)
        heading = _("percent for A, %(when)s", when=name)
        yield Field(f"percent_{end}", heading, share, w.percent, w.rules, w.in_words)
    yield Field("no_roles_because", "", _("why there is no split"), w.text, w.rules)
    gap = _("highest minus lowest role")
    yield Field(
        *("difference_between_roles", _("difference between roles"), gap),
        *(w.word, w.worked, w.no_split),
    )
    mean = _("geometric mean over roles, each with one vote more for and against")
    yield Field(
        *("shared_support", "", mean, w.word, w.worked, w.in_words),
    )
    yield Field(
        *("least_support", _("least support"), _("role least behind the majority")),
        *(w.text, w.worked, w.no_split),
    )
    yield Field("thought_and_chosen", "", _("the glasses round"), w.list, w.rules)
    yield Field(
        *("others_thought_for_A", _("others thought")),
        *(_("what others thought that this role would choose"), w.word, w.rules),
        w.unasked,
    )
    yield Field(
        *("others_played_for_A", _("others played")),
        *(_("what others chose while they played this role"), w.word, w.rules),
        w.unasked,
    )
    yield Field(
        *("chose_for_A", _("the role itself chose")),
        *(_("what the role itself chose before the talk"), w.word, w.rules, w.no_split),
    )
