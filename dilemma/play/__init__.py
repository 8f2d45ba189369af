"""The use cases: create, join, cast, act, look. Load, rule, save, commit, answer.

Whoever calls this has shown who they are; the doors see to that.
"""

from dilemma.play.acts import act
from dilemma.play.contributions import (
    handle,
    mend,
    own_said,
    said,
    say,
    text_of,
)
from dilemma.play.people import Join, join, join_all, may_join, switch_role
from dilemma.play.rehearsal import Counted, begin_rehearsal, compare, wipe
from dilemma.play.sign_in import new_sign_in, use_sign_in
from dilemma.play.votes import (
    Outcome,
    Personal,
    Vote,
    cast,
    cast_all,
    personal,
)
from dilemma.play.workshops import (
    CODE_LETTERS,
    create,
    everything,
    find,
    look,
    now_ms,
    read_code,
    standing,
)

__all__ = [
    "CODE_LETTERS",
    "Counted",
    "Join",
    "Outcome",
    "Personal",
    "Vote",
    "act",
    "begin_rehearsal",
    "cast",
    "cast_all",
    "compare",
    "create",
    "everything",
    "find",
    "handle",
    "join",
    "join_all",
    "look",
    "may_join",
    "mend",
    "new_sign_in",
    "now_ms",
    "own_said",
    "personal",
    "read_code",
    "said",
    "say",
    "standing",
    "switch_role",
    "text_of",
    "use_sign_in",
    "wipe",
]
