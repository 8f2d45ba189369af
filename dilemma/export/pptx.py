"""PPTX: slides to go on with: the picture, a slide a card, the end, the rules."""

import io
import re
from datetime import UTC, datetime
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from dilemma.export.archive import repack
from dilemma.export.facts import facts
from dilemma.export.format import Format
from dilemma.export.plain import plain
from dilemma.rules.snapshot import Snapshot

MIMETYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FONT = b"Verdana"  # on every computer with PowerPoint; I, l and 1 differ in it
WIDTH, HEIGHT = 13.333, 7.5  # inches: 16:9
OLD_WIDTH = 10  # of the library's own template
# The colours that somebody finds in the menus: ink, paper, then those of A, B, C and D.
THEME = {
    b"dk2": b"1D2A32",
    b"lt2": b"FAF7F2",
    b"accent1": b"0B5563",
    b"accent2": b"A84A00",
    b"accent3": b"6B2D73",
    b"accent4": b"4A5D00",
    b"accent5": b"5B6770",
    b"accent6": b"D9D2C7",
}


def write(snapshot: Snapshot) -> bytes:
    """Write what may be shown of a workshop."""
    from dilemma.export import (
        pptx_slides,  # only who makes a presentation needs the library
    )

    found = facts(snapshot)
    show = _blank()
    pptx_slides.fill(show, snapshot, found, str(get_locale()))
    made = datetime.fromtimestamp(snapshot.workshop.created / 1000, UTC)
    about = show.core_properties
    about.title = plain(snapshot.workshop.title)[:255]
    about.subject = _("Wenkend Perspectief")
    about.author = about.last_modified_by = "Dilemma"
    about.comments = found["standard_line"][:255]
    about.language = {"nl": "nl-NL", "en": "en-GB"}[str(get_locale())]
    about.keywords, about.revision = "", 1
    about.created = about.modified = made.replace(tzinfo=None)
    file = io.BytesIO()
    show.save(file)
    return repack(file.getvalue())


FORMAT = Format("pptx", MIMETYPE, write, pressed=True)


def _blank() -> Any:
    """Open an empty presentation of 16:9 in our colours."""
    from pptx import Presentation
    from pptx.dml.color import RGBColor
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.util import Inches

    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH), Inches(HEIGHT)
    master = show.slide_master
    for page in (master, *show.slide_layouts):
        for shape in page.shapes:
            if shape.left is not None:
                shape.left = int(shape.left * WIDTH / OLD_WIDTH)
                shape.width = int(shape.width * WIDTH / OLD_WIDTH)
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = RGBColor.from_string("FAF7F2")
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _dressed(theme.blob)
    return show


def _dressed(theme: bytes) -> bytes:
    """Put our font and colours into a theme."""
    theme = re.sub(rb'(<a:latin typeface=")[^"]*', rb"\g<1>" + FONT, theme)
    for name, colour in THEME.items():
        old = rb"(<a:%s>).*?(</a:%s>)" % (name, name)
        new = rb'\g<1><a:srgbClr val="%s"/>\g<2>' % colour
        theme = re.sub(old, new, theme, flags=re.DOTALL)
    return theme
