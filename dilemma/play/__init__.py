"""The use cases: create, join, cast, act, look. Load, rule, save, commit, answer.

Whoever calls this has shown who they are; the doors see to that.
"""

from dilemma.play.acts import act, change, undo
from dilemma.play.belonging import belong, may_belong
from dilemma.play.contributions import (
    handle,
    mend,
    own_said,
    project,
    said,
    say,
    text_of,
)
from dilemma.play.desk import AtDesk, at_desk, desk_entry, of_desk
from dilemma.play.endings import close_with, write_down
from dilemma.play.people import Join, join, join_all, may_join, switch_role
from dilemma.play.recipes import LONGEST_NAME, drop_recipe, keep_recipe, variants
from dilemma.play.rehearsal import Counted, begin_rehearsal, compare, wipe
from dilemma.play.seating import (
    Countable,
    arrange,
    arrangement,
    count_hands,
    countable,
    note,
    say_real,
    sit,
)
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
    "LONGEST_NAME",
    "AtDesk",
    "Countable",
    "Counted",
    "Join",
    "Outcome",
    "Personal",
    "Vote",
    "act",
    "arrange",
    "arrangement",
    "at_desk",
    "begin_rehearsal",
    "belong",
    "cast",
    "cast_all",
    "change",
    "close_with",
    "compare",
    "count_hands",
    "countable",
    "create",
    "desk_entry",
    "drop_recipe",
    "everything",
    "find",
    "handle",
    "join",
    "join_all",
    "keep_recipe",
    "look",
    "may_belong",
    "may_join",
    "mend",
    "new_sign_in",
    "note",
    "now_ms",
    "of_desk",
    "own_said",
    "personal",
    "project",
    "read_code",
    "said",
    "say",
    "say_real",
    "sit",
    "standing",
    "switch_role",
    "text_of",
    "undo",
    "use_sign_in",
    "variants",
    "wipe",
    "write_down",
]
