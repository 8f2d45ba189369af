"""What is printed for a room: a tent on every table, and a poster with the big QR."""

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.paper.parts import Printed, address, line, qr_picture
from dilemma.places import Qr
from dilemma.words import translations


@dataclass(frozen=True)
class Way:
    """One way in: its QR code and the address that people can type."""

    qr: Qr
    address: str


@dataclass(frozen=True)
class Gathering:
    """A workshop as its room is told about it."""

    title: str
    code: str
    join: Way
    tables: Sequence[Way]  # from table 1


def tents(room: Gathering, language: str) -> Printed:
    """Return the data of `tents.typ`: a page a table."""
    _ = translations(language).ugettext
    return {
        **_shared(room, language),
        "words": {
            "fold": _("Fold here"),
            "what": _("Scan this to take part at this table."),
            "typed": _("Or go to"),
            "code": _("The code of this session"),
        },
        "tables": [
            {
                "name": _("Table %(number)s") % {"number": number},
                "qr": qr_picture(table.qr),
                "alt": _("QR code of table %(number)s: %(address)s")
                % {"number": number, "address": table.address},
                "address": address(table.address),
            }
            for number, table in enumerate(room.tables, start=1)
        ],
    }


def poster(room: Gathering, language: str) -> Printed:
    """Return the data of `poster.typ`."""
    _ = translations(language).ugettext
    return {
        **_shared(room, language),
        "words": {
            "join": _("Take part with your phone"),
            "scan": _("Scan the code, or go to"),
            "code": _("and type this code"),
            "role": _("Choose a role. You take part without a name."),
            "goal": _("Nobody wins. You look through the glasses of another."),
        },
        "qr": qr_picture(room.join.qr),
        "alt": _("QR code to take part: %(address)s, code %(code)s")
        % {"address": room.join.address, "code": room.code},
        "address": address(room.join.address),
    }


def _shared(room: Gathering, language: str) -> Printed:
    return {"title": line(room.title), "code": room.code, "language": language}
