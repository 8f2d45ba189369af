"""What a rehearsal says while it is played, and when it is over."""

from typing import TYPE_CHECKING

import click

from dilemma.words import gettext as _

if TYPE_CHECKING:
    from dilemma.rehearsal import Progress, Report, Spread

# What people do at these steps is more than voting or looking.
ASKING = ("practice", "predict", "swap", "priorities", "recognise", "agree", "blank")
HUNDRED, JOINING_PERCENT = 100, 20


def percent(progress: "Progress", places: dict[int, int]) -> int:
    share = progress.ready / progress.of if progress.of else 0.0
    if not progress.kind:
        return int(JOINING_PERCENT * share)
    through = (places.get(progress.step, 0) + share) / len(places)
    return int(JOINING_PERCENT + (HUNDRED - JOINING_PERCENT) * through)


def now(progress: "Progress") -> str:
    counts = {"n": progress.ready, "of": progress.of}
    if not progress.kind:
        return _("coming in: %(n)s of %(of)s", **counts)
    if progress.kind == "vote":
        return _("voting: %(n)s of %(of)s", **counts)
    if progress.kind in ASKING:
        return _("answering: %(n)s of %(of)s", **counts)
    return _("on every screen: %(n)s of %(of)s", **counts)


def summary(told: "Report") -> None:
    click.echo(
        _(
            "Dress rehearsal of session %(code)s: %(seconds)s seconds, seed %(seed)s.",
            code=told.workshop,
            seconds=round(told.seconds, 1),
            seed=told.seed,
        )
    )
    lines = (
        (_("came in"), _("%(n)s of %(of)s", n=told.joined, of=told.participants)),
        (_("answers cast"), told.cast),
        (_("acknowledged"), told.acknowledged),
        (_("counted"), told.counted),
        (_("too late"), told.refused),
        (_("lost"), told.lost),
        (_("texts handed in"), told.written),
        (_("texts stored"), told.kept),
        (_("changes of mind"), told.changed),
        (_("reconnected"), told.reconnects),
        (_("acknowledgement"), _spread(told.acknowledgement_ms)),
        (_("connecting"), _spread(told.connect_ms)),
        (_("next step on a phone"), _spread(told.step_ms)),
    )
    for name, value in lines:
        click.echo(f"  {name:<24} {value}")
    if told.sound:
        click.echo(_("Every answer that was acknowledged is counted."))
    elif told.joined < told.participants:
        click.echo(_("Not everybody came in."), err=True)
    if told.kept != told.written:
        click.echo(
            _(
                "This is wrong: %(written)s texts were taken and %(kept)s are stored.",
                written=told.written,
                kept=told.kept,
            ),
            err=True,
        )
    if told.counted != told.acknowledged or told.lost:
        click.echo(
            _(
                "This is wrong: %(acknowledged)s answers were acknowledged, "
                "%(counted)s are counted and %(lost)s are lost.",
                acknowledged=told.acknowledged,
                counted=told.counted,
                lost=told.lost,
            ),
            err=True,
        )
    click.echo(
        _("Wipe the rehearsal on the page that leads it, before people come in.")
    )


def _spread(times: "Spread") -> str:
    return _(
        "half within %(p50)s ms, 95%% within %(p95)s, 99%% within %(p99)s, longest "
        "%(longest)s",
        p50=times.p50,
        p95=times.p95,
        p99=times.p99,
        longest=times.max,
    )
