"""How it was counted, fitted to one session: only the rules that it met."""

from collections.abc import Iterator

from flask_babel import gettext as _

from dilemma.export.format import alone_line, rehearsal_line, standard_line
from dilemma.rules.shown import CardShown, Mode, NoSplit
from dilemma.rules.snapshot import Snapshot


def marks(snapshot: Snapshot) -> list[str]:
    """Write what a reader must know before any number."""
    said = []
    if snapshot.game.rehearsal:
        said.append(rehearsal_line())
    if snapshot.workshop.alone:
        said.append(alone_line())
    if not snapshot.game.closed:
        text = _("The session is still going on. These numbers can change.")
        said.append(text)
    return said


def how_counted(snapshot: Snapshot) -> list[str]:
    """Write the rules that this session met, a paragraph each."""
    return [str(one) for one in _rules(snapshot)]


def as_markdown(snapshot: Snapshot) -> bytes:
    """Write the same as a text that people read."""
    title = _("How we counted")
    parts = (
        f"# {title}",
        snapshot.workshop.title.replace("\n", " "),
        standard_line(snapshot.joined),
        *(f"**{one}**" for one in marks(snapshot)),
        *(f"- {one}" for one in how_counted(snapshot)),
    )
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _rules(snapshot: Snapshot) -> Iterator[str]:
    results = snapshot.results
    yield _(
        "Everybody had one vote a round. Who voted twice in a round: the last vote "
        "counts. Who skipped is not in the shares."
    )
    yield _("With fewer than 5 votes we show nothing.")
    least = snapshot.workshop.minimum
    yield _(
        "A role stands by itself with at least %(n)s voters in each round.", n=least
    )
    if any(group.merged for one in results for group in one.groups):
        yield _(
            "Smaller roles stand together as other roles. The next smallest joins them "
            "when they would otherwise follow by subtraction."
        )
    yield from _ways(results)
    if any(mean for one in results for mean in one.equal_roles):
        yield _(
            '"Every role counts equally" is the mean of the roles shown. So a large '
            "group does not drown out a small one."
        )
    if any(room and room.hands for one in results for room in one.rounds):
        yield _(
            "Hands that were counted are in the total of the room, and it says how "
            "many. Per role only those who voted with a phone are counted."
        )
    if any(one.roles for one in snapshot.guessed):
        yield _(
            '"Others thought" is what people in other roles guessed before the talk. '
            '"Others played" is what they voted in that role. Only in words, and from '
            "5 answers on."
        )
    if snapshot.beside:
        yield _(
            "What was played alone is counted by the same rules, by itself. If it "
            "differs from the room by fewer than 5 votes we do not put the two side by "
            "side."
        )
    if any(one.small_groups for one in results):
        yield _("Below 10 votes a role, a difference can be chance.")
    yield _(
        "Texts stand here only when the facilitator shows them. A name stands there "
        "only when its own person gave it."
    )
    yield _(
        "The room was not a sample: it says nothing about all residents or all "
        "municipalities."
    )


def _ways(results: tuple[CardShown, ...]) -> Iterator[str]:
    """Tell in which ways shares of roles are shown, and why."""
    modes = {one.mode for one in results}
    if Mode.WORDS in modes:
        yield _(
            "Where a role has fewer than 10 voters, or nearly all chose the same, all "
            "roles of that card stand in words. A number would tell what one person "
            "chose."
        )
    if Mode.COUNTS in modes:
        yield _("Where every role has 10 voters or more, people are counted.")
    if Mode.PERCENT in modes:
        yield _("Where every role has 20 voters or more, there are percentages.")
    if any(one.no_split is NoSplit.WOULD_TELL for one in results):
        yield _(
            "On some cards there is nothing per role: together with the total it would "
            "tell how one person voted."
        )
