"""A dress rehearsal from outside: simulated phones on real sockets, and who leads them.

It knows addresses, pages and the live protocol (`docs/protocol.md`), not the server.
"""

from dilemma.rehearsal.browser import Place, find_place
from dilemma.rehearsal.forms import Gone
from dilemma.rehearsal.hall import Hall, Progress
from dilemma.rehearsal.plan import Ballot, Paper, Plan, draw
from dilemma.rehearsal.play import mark, play
from dilemma.rehearsal.report import Report, Spread, Stored, report

__all__ = [
    "Ballot",
    "Gone",
    "Hall",
    "Paper",
    "Place",
    "Plan",
    "Progress",
    "Report",
    "Spread",
    "Stored",
    "draw",
    "find_place",
    "mark",
    "play",
    "report",
]
