"""One file a format; each writes a snapshot whose numbers passed disclosure."""

from dilemma.export import csv, json
from dilemma.export.format import Format

FORMATS = {one.name: one for one in (csv.FORMAT, json.FORMAT)}

__all__ = ["FORMATS", "Format"]
