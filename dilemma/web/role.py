"""The page on which a role is chosen, dealt, or taken from a QR code."""

from flask import render_template

from dilemma.fragments import language
from dilemma.rules.seating import Dealing
from dilemma.screens.pages import JoinPage
from dilemma.store.workshops import Standing


def choose_role(
    standing: Standing,
    chosen: str = "",
    problem: str = "",
    *,
    dealing: Dealing = Dealing.CHOSEN,
    only: str = "",
    nobody: frozenset[str] = frozenset(),
) -> str:
    """Render it; `only` is the role of a QR code, `nobody` the roles nobody has."""
    workshop = standing.workshop.spoken(language())
    page = JoinPage(
        code=workshop.code,
        title=workshop.title,
        roles=workshop.offered,
        chosen=chosen,
        minimum=workshop.minimum,
        dealing=dealing,
        only=next((role for role in workshop.offered if role.slug == only), None),
        nobody=nobody,
    )
    return render_template("join.html", page=page, problem=problem)
