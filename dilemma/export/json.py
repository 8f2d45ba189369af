"""JSON: the same numbers with stable names, for whoever counts on."""

import json

from dilemma.export.facts import facts
from dilemma.export.format import Format
from dilemma.rules.snapshot import Snapshot


def write(snapshot: Snapshot) -> bytes:
    """Write what may be shown of a workshop."""
    text = json.dumps(facts(snapshot), ensure_ascii=False, indent=2)
    return (text + "\n").encode()


FORMAT = Format("json", "application/json", write)
