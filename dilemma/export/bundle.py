"""ZIP: every other format, the codebook, how it was counted, and what to read first."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from dilemma.export import codebook, how
from dilemma.export.archive import pack
from dilemma.export.format import Format, standard_line
from dilemma.export.offered import purpose, title
from dilemma.export.progress import step
from dilemma.rules.snapshot import Snapshot


def format_of(others: Sequence[Format]) -> Format:
    """Return the format that holds these."""
    return Format(
        "zip", "application/zip", lambda one: _write(one, others), pressed=True
    )


def _write(snapshot: Snapshot, others: Sequence[Format]) -> bytes:
    return pack(_files(snapshot, others))


def _files(snapshot: Snapshot, others: Sequence[Format]) -> Iterator[tuple[str, bytes]]:
    code = snapshot.workshop.code
    yield _("README.txt"), _read_me(snapshot, others)
    for done, one in enumerate(others):
        step(done, len(others))
        yield one.file_name(code), one.write(snapshot)
    yield _("how-counted.md"), how.as_markdown(snapshot)
    yield _("codebook.csv"), codebook.as_csv()
    yield _("codebook.md"), codebook.as_markdown()


def _read_me(snapshot: Snapshot, others: Sequence[Format]) -> bytes:
    code = snapshot.workshop.code
    lines = [
        snapshot.workshop.title,
        "",
        standard_line(snapshot.joined),
        *how.marks(snapshot),
        "",
        *(
            f"{one.file_name(code)}\r\n    {title(one.name)}: {purpose(one.name)}"
            for one in others
        ),
        f"{_('how-counted.md')}\r\n    {_('The rules of counting, for this session.')}",
        f"{_('codebook.csv')}, {_('codebook.md')}\r\n    "
        + _("What every column and every name means."),
        "",
        _("All files hold the same numbers, under the same rules. No single votes."),
    ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig", "replace")
