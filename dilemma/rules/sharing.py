"""How long a link to read results works; longer than they are kept it never does."""

from collections.abc import Mapping

from dilemma.rules.refusals import Malformed
from dilemma.rules.retention import DAY, Part

DAYS = (7, 30, 90, 365)  # to choose from


def ends(now: int, days: int, leaves: Mapping[Part, int]) -> int:
    """Return when a new link ends, in milliseconds since 1970; raises Malformed.

    `leaves` tells when each part of the workshop goes.
    """
    if days not in DAYS:
        raise Malformed
    return min(now + days * DAY, leaves[Part.TOTALS])
