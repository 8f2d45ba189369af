"""A workbook is a zip file from a stranger: looked at from outside before it is read.

Nothing is opened that is too large, unfolds too far, is locked, links elsewhere, or is
no part of a workbook. What is read is counted while it comes out, and packed again, so
that whoever reads it afterwards sees no more than was counted.
"""

import io
import re
import stat
import zipfile
import zlib

from dilemma.deckfile.problems import DeckError, Problem, ProblemKind

MOST_BYTES_OF_WORKBOOK = 1024 * 1024
MOST_UNFOLDED = 5 * 1024 * 1024
MOST_RATIO = 100
MOST_FILES = 200
MOST_TAGS = 200_000  # reading takes as long as there are elements
_CHUNK = 64 * 1024
_LOCKED = 0x1

# Every name in a workbook; what is not XML is left behind.
_NAME = re.compile(
    r"\[Content_Types\]\.xml"
    r"|(?:_rels|docProps|customXml|xl)/(?:[A-Za-z0-9_-]+/){0,4}"
    r"[A-Za-z0-9_. -]{0,80}\.[A-Za-z]{2,5}"
)
_READ = (".xml", ".rels")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def unpack(data: bytes) -> io.BytesIO:
    """Return the same workbook, looked at and counted; raises DeckError."""
    if len(data) > MOST_BYTES_OF_WORKBOOK:
        raise _refused(ProblemKind.TOO_LARGE, most=MOST_BYTES_OF_WORKBOOK // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            files = book.infolist()
            _look_at(files, len(data))
            return _packed_again(book, files)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise _refused(ProblemKind.NOT_A_WORKBOOK) from None


def _look_at(files: list[zipfile.ZipInfo], packed: int) -> None:
    unfolded = sum(file.file_size for file in files)
    if (
        len(files) > MOST_FILES
        or unfolded > MOST_UNFOLDED
        or unfolded > MOST_RATIO * packed
    ):
        raise _too_far()
    for file in files:
        link = stat.S_ISLNK(file.external_attr >> 16)
        if link or file.flag_bits & _LOCKED or not _NAME.fullmatch(file.filename):
            raise _refused(ProblemKind.NOT_A_WORKBOOK)


def _packed_again(book: zipfile.ZipFile, files: list[zipfile.ZipInfo]) -> io.BytesIO:
    left, tags = MOST_UNFOLDED, MOST_TAGS
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as copy:
        for file in files:
            if not file.filename.endswith(_READ):
                continue
            pieces = []
            with book.open(file) as inside:
                while piece := inside.read(_CHUNK):
                    left -= len(piece)
                    if left < 0:
                        raise _too_far()
                    pieces.append(piece)
            content = b"".join(pieces)
            if _DOCTYPE.search(content):
                raise _refused(ProblemKind.NOT_A_WORKBOOK)
            tags -= content.count(b"<")
            if tags < 0:
                raise _too_far()
            copy.writestr(file.filename, content)
    again.seek(0)
    return again


def _too_far() -> DeckError:
    return _refused(ProblemKind.UNFOLDS_TOO_FAR, most=MOST_UNFOLDED // 1024 // 1024)


def _refused(kind: ProblemKind, **data: int) -> DeckError:
    return DeckError((Problem(0, kind, tuple(data.items())),))
