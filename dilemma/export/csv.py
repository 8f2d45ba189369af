"""Tidy CSV: one number or word a row, for Dutch Excel (semicolons, UTF-8 with BOM)."""

import csv
import io
from collections.abc import Iterator

from flask_babel import gettext as _

from dilemma.export import said
from dilemma.export.beside import beside_rows, mark
from dilemma.export.ending import ending_rows
from dilemma.export.format import (
    Format,
    alone_line,
    rehearsal_line,
    remarks,
    standard_line,
)
from dilemma.export.guesses import guess_rows
from dilemma.export.phrased import size_text
from dilemma.export.plain import for_csv
from dilemma.export.played import best_said, caution
from dilemma.export.withheld import withheld
from dilemma.phrases import label_text, share_text
from dilemma.rules.consensus import measured
from dilemma.rules.deck import Card, Deck
from dilemma.rules.disclosure import CardShown, GroupShown
from dilemma.rules.perspective import perspective
from dilemma.rules.response import LETTERS, SURE, answers_to
from dilemma.rules.snapshot import Snapshot

Row = tuple[object, ...]


def write(snapshot: Snapshot) -> bytes:
    """Write what may be shown of a workshop."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in _rows(snapshot):
        writer.writerow([for_csv(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


FORMAT = Format("csv", "text/csv", write)


def _rows(snapshot: Snapshot) -> Iterator[Row]:
    yield (
        _("card"),
        _("title"),
        _("challenge"),
        _("round"),
        _("group"),
        _("measure"),
        _("choice"),
        _("value"),
    )
    line = standard_line(snapshot.joined)
    title = snapshot.workshop.title
    yield ("", title, "", "", _("all"), _("explanation"), "", line)
    if snapshot.game.rehearsal:
        yield ("", title, "", "", _("all"), _("explanation"), "", rehearsal_line())
    if snapshot.workshop.alone:
        yield ("", title, "", "", _("all"), _("explanation"), "", alone_line())
    yield ("", title, "", "", _("all"), _("joined"), "", snapshot.joined)
    if snapshot.beside:
        found = snapshot.beside
        yield ("", found.title, "", "", mark(), _("joined"), "", found.joined)
    if snapshot.other_role is not None:
        other = _("played another role than their own")
        yield ("", title, "", "", _("all"), other, "", snapshot.other_role)
    for shown in snapshot.results:
        card = snapshot.workshop.deck.card(shown.card)
        if card:
            yield from _card_rows(snapshot, card, shown)
            yield from guess_rows(snapshot, card)
            yield from beside_rows(snapshot, card)
    yield from _whole_rows(snapshot)
    for measure, choice, value in ending_rows(snapshot):
        yield ("", title, "", "", _("all"), measure, choice, value)
    yield from said.csv_rows(snapshot)


def _whole_rows(snapshot: Snapshot) -> Iterator[Row]:
    """Tell which effects the majority put first, and what was not discussed."""
    whole = perspective(snapshot.workshop.deck, snapshot.results, snapshot.joined)
    title, everyone = snapshot.workshop.title, _("all")
    for line in whole.effects:
        if line.discussed:
            value = _("%(n)s of the %(of)s", n=line.first, of=line.discussed)
            measure = _("majority put this effect first")
            yield ("", title, "", "", everyone, measure, line.effect.name, value)
    for challenge in whole.challenges:
        for one in challenge.examples:
            measure = _("example from practice")
            told = f"{one.title}: {one.text} ({one.source})"
            yield ("", title, challenge.challenge.name, "", everyone, measure, "", told)
        if not challenge.discussed:
            name, said = challenge.challenge.name, _("not discussed today")
            yield ("", title, name, "", everyone, _("explanation"), "", said)


def _card_rows(snapshot: Snapshot, card: Card, shown: CardShown) -> Iterator[Row]:
    challenge = snapshot.workshop.deck.challenge(card.challenge)
    head = (card.code or card.slug, card.title, challenge.name if challenge else "")
    everyone = _("all")
    for option in card.options:
        letter = option.letter.upper()
        yield (*head, "", everyone, _("text of the option"), letter, option.text)
    yield from _question_rows(card, (*head, "", everyone))
    yield from _case_rows(card, (*head, "", everyone))
    yield (*head, "", everyone, _("label"), "", label_text(shown.label))
    for remark in remarks(shown):
        yield (*head, "", everyone, _("explanation"), "", remark)
    for number, room in enumerate(shown.rounds):
        if room is None:
            too_few = _("Too few votes")
            yield (*head, number + 1, everyone, _("votes"), "", too_few)
            continue
        for answer in answers_to(card):
            if answer.option is None:
                continue
            sure, rather = room.votes[answer.option]
            name = _("surely") if answer.strength == SURE else _("rather")
            choice = f"{name} {LETTERS[answer.option].upper()}"
            count = sure if answer.strength == SURE else rather
            yield (*head, room.round, everyone, _("votes"), choice, count)
        passes = _("skipped")
        yield (*head, room.round, everyone, _("votes"), passes, room.passes)
        if room.hands:
            counted = _("of these counted by hand")
            yield (*head, room.round, everyone, counted, "", room.hands)
        equal = shown.equal_roles[number]
        if equal is not None:
            about = _("about") + " " if equal.about else ""
            value = f"{about}{equal.percent}%"
            yield (*head, room.round, everyone, _("every role equal"), "A", value)
    for group in shown.groups:
        yield from _group_rows(snapshot, head, shown, group)
    if shown.changed is not None:
        yield (*head, "", everyone, _("chose otherwise"), "", shown.changed)
    yield from _measure_rows(snapshot.workshop.deck, shown, (*head, "", everyone))
    for one in best_said(snapshot, card, shown):
        measure = _("best argument")
        yield (*head, "", one["role"], measure, one["for"], one["text"])


def _question_rows(card: Card, head: Row) -> Iterator[Row]:
    """Write what else stands on a card."""
    yield (*head, _("situation"), "", card.situation)
    if card.turning:
        yield (*head, _("turning question"), "", card.turning)
    if card.fact:
        yield (*head, _("fact"), "", card.fact.text)
        yield (*head, _("source"), "", card.fact.source)


def _measure_rows(deck: Deck, shown: CardShown, head: Row) -> Iterator[Row]:
    """Write how far the room agreed, and what is not shown, with why."""
    found = measured(shown)
    least = [role.name for slug in found.lowest if (role := deck.role(slug))]
    told = (
        (_("division in the room"), size_text(found.division)),
        (_("difference between roles"), size_text(found.gap)),
        (_("least support"), ", ".join(least)),
    )
    for measure, value in told:
        if value:
            yield (*head, measure, "", value)
    for one in withheld(shown):
        yield (*head, _("not shown"), "", one["why"])


def _case_rows(card: Card, head: Row) -> Iterator[Row]:
    """Write a case: two courses, and ranges that are never added up."""
    told = card.case
    if told is None:
        return
    yield (*head, _("story"), "", told.story)
    yield (*head, _("what happened"), "", told.happened)
    yield (*head, _("what might have happened otherwise"), "", told.otherwise)
    for one in told.costs:
        yield (*head, _("perhaps avoided, in euros, from"), one.label, one.low)
        yield (*head, _("perhaps avoided, in euros, to"), one.label, one.high)
    if told.source:
        yield (*head, _("source"), "", told.source)
    yield (*head, _("explanation"), "", caution())


def _group_rows(
    snapshot: Snapshot, head: tuple[str, str, str], shown: CardShown, group: GroupShown
) -> Iterator[Row]:
    role = snapshot.workshop.deck.role(group.role or "")
    names = [snapshot.workshop.deck.role(slug) for slug in group.merged]
    merged = ", ".join(one.name for one in names if one)
    name = role.name if role else f"{_('other roles')} ({merged})"
    for room, share in zip(shown.rounds, group.rounds, strict=True):
        if room is not None and share is not None:
            text = share_text(share)
            yield (*head, room.round, name, _("share for A"), "A", text)
