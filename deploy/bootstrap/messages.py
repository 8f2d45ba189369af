"""Bring the catalogues in dilemma/translations up to date with code and templates.

    messages.py          extract, update the .po files, write the .mo files
    messages.py --check  change nothing; exit 1 when something is stale or missing

The texts in the code are English. `nl` is written by people; `en` repeats the code.
No line numbers, dates or old texts are kept, so that a diff shows only what changed.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "dilemma" / "translations"
LANGUAGES = ["nl", "en"]
SOURCES = [("dilemma", "**.py", "python"), ("templates", "**.html", "jinja2")]
LAZY = {
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
SAME_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # the .mo must not change by itself


def po_file(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def extract() -> Catalog:
    """Every text that the code and the templates ask a translation for."""
    found = Catalog()
    for folder, pattern, method in SOURCES:
        for _file, _line, text, comments, context in extract_from_dir(
            ROOT / folder,
            method_map=[(pattern, method)],
            options_map={pattern: {"silent": "false"}},
            keywords={**DEFAULT_KEYWORDS, **LAZY},
            comment_tags=["NOTE:"],
            strip_comment_tags=True,
        ):
            found.add(text, auto_comments=comments, context=context)
    return found


def updated(language: str, found: Catalog) -> Catalog:
    """The catalogue on disk, with exactly the texts that were found."""
    catalogue = Catalog(locale=language)
    if po_file(language).exists():
        with po_file(language).open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
    catalogue.update(found, no_fuzzy_matching=True)
    if language == "en":
        for message in texts(catalogue):
            message.string = message.id
    catalogue.fuzzy = False
    catalogue.creation_date = catalogue.revision_date = SAME_DAY
    return catalogue


def texts(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def as_po(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_po(
        out,
        catalogue,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        width=88,
    )
    return out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def problems(catalogue: Catalog) -> Iterator[str]:
    """Texts without a (certain) translation, and translations that would crash."""
    for message in texts(catalogue):
        string = message.string
        strings = string if isinstance(string, (list, tuple)) else [string]
        if message.fuzzy or not all(strings):
            yield f"{catalogue.locale}: geen vertaling / not translated: {message.id!r}"
            continue
        for error in message.check(catalogue):
            yield f"{catalogue.locale}: {error}: {message.id!r}"


def main(arguments: list[str]) -> None:
    check = arguments == ["--check"]
    if arguments and not check:
        sys.exit(__doc__)
    found = extract()
    failed = False
    for language in LANGUAGES:
        catalogue = updated(language, found)
        for problem in problems(catalogue):
            failed = True
            print(problem)
        po = po_file(language)
        for path, content in (
            (po, as_po(catalogue)),
            (po.with_suffix(".mo"), as_mo(catalogue)),
        ):
            if path.exists() and path.read_bytes() == content:
                continue
            if check:
                failed = True
                print(f"{path.relative_to(ROOT)}: verouderd / stale: make messages")
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    if not check:
        print(f"{len(found)} teksten / texts")
    sys.exit(failed and check)


if __name__ == "__main__":
    main(sys.argv[1:])
