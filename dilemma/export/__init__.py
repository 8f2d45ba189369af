"""One file a format; each writes a snapshot whose numbers passed disclosure."""

from dilemma.export import bundle, csv, json, picture, poster, pptx, report, xlsx
from dilemma.export.format import Format

_SINGLE = (
    *(report.FORMAT, poster.FORMAT, pptx.FORMAT, xlsx.FORMAT, csv.FORMAT, json.FORMAT),
    *(picture.PNG, picture.SVG),
)

# In the order in which people are offered them: all of it first.
FORMATS = {one.name: one for one in (bundle.format_of(_SINGLE), *_SINGLE)}

__all__ = ["FORMATS", "Format"]
