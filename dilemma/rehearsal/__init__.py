"""A dress rehearsal from outside: simulated phones on real sockets, and who leads them.

It knows addresses, pages and the live protocol (`docs/protocol.md`), not the server.
"""

from dilemma.rehearsal.browser import Place, find_place
from dilemma.rehearsal.forms import Gone
from dilemma.rehearsal.hall import Hall, Progress
from dilemma.rehearsal.plan import Ballot, Plan, draw
from dilemma.rehearsal.play import mark, play
from dilemma.rehearsal.report import Report, Spread, report

__all__ = [
    "Ballot",
    "Gone",
    "Hall",
    "Place",
    "Plan",
    "Progress",
    "Report",
    "Spread",
    "draw",
    "find_place",
    "mark",
    "play",
    "report",
]
