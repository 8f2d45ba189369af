"""The floors of the house hold: imports point down, rows stay in, markup stays plain.

Each check is a function from texts to what is wrong with them, so that a planted
violation can show that it sees one.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "dilemma"
MOST_LINES = 300

# From the ground up. Parts on one floor do not know each other.
FLOORS = (
    {"dilemma"},  # only the version
    {"rules"},
    {"deckfile", "config", "signing", "words", "running", "passwords"},
    {"places", "library", "rehearsal"},
    {"store"},
    {"counting"},
    {"play"},
    {"screens"},
    {"phrases", "phrases_region"},
    {"paper"},
    {"fragments"},
    {"live"},
    {"export"},
    {"web"},
    {"app"},
    {"server"},
    {"cli"},
    {"__main__"},
)
FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts}

# All that the ground floor may use: no clock, no file, no network, no randomness.
PURE = {
    "bisect",
    "collections",
    "dataclasses",
    "enum",
    "fractions",
    "functools",
    "itertools",
    "math",
    "re",
    "typing",
}
NOT_PURE = {"open", "print", "input", "exec", "eval", "__import__"}

MARKUP = {
    "|safe": r"\|\s*safe\b",
    "Markup": r"\bMarkup\b",
    "autoescape": r"\{%-?\s*autoescape",
    "innerHTML": r"\.innerHTML|insertAdjacentHTML|outerHTML\s*=",
    "inline style": r"<[^>]*\sstyle\s*=",
    "style element": r"<style\b",
    "inline handler": r"<[^>]*\s(hx-on[:\w-]*|on[a-z]+)\s*=",
    "script without src": r"<script(?![^>]*\ssrc\s*=)",
    "javascript link": r"javascript:",
}


def modules() -> dict[str, str]:
    """Every module of the product with its source."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
            ".__init__"
        ): path.read_text()
        for path in sorted(PRODUCT.rglob("*.py"))
        if "migrations" not in path.parts
    }


def part(module: str) -> str:
    """The part of the house that a module belongs to."""
    names = module.split(".")
    return names[1] if len(names) > 1 else names[0]


def imported(source: str) -> Iterator[str]:
    """Every module that a source imports, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(level=level) if level:
                yield "." * level  # relative: nowhere here
            case ast.ImportFrom(module="dilemma", names=names):
                for alias in names:
                    known = alias.name in FLOOR
                    yield f"dilemma.{alias.name}" if known else "dilemma"
            case ast.ImportFrom(module=str(module), names=names):
                yield module
                yield from (f"{module}.{alias.name}" for alias in names)


def upward(sources: dict[str, str]) -> list[str]:
    """Imports of the product that do not point down."""
    wrong = []
    for module, source in sources.items():
        here = part(module)
        for name in dict.fromkeys(imported(source)):
            there = part(name)
            if not name.startswith((".", "dilemma")) or here == there:
                continue
            if name.startswith(".") or FLOOR[there] >= FLOOR[here]:
                wrong.append(f"{module} imports {name}")
    return wrong


def impure(source: str) -> list[str]:
    """What a module of the ground floor may not use."""
    wrong = [
        name
        for name in imported(source)
        if name.split(".")[0] not in PURE and not name.startswith("dilemma")
    ]
    wrong += [
        node.func.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in NOT_PURE
    ]
    return wrong


def escaping_rows(sources: dict[str, str]) -> list[str]:
    """Places where a database row, or the database itself, could leave the store."""
    wrong = []
    for module, source in sources.items():
        if part(module) == "store":
            wrong += [
                f"{module}.{node.name} returns {ast.unparse(node.returns)}"
                for node in ast.parse(source).body
                if isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and node.returns
                and re.search(r"Row\b|Result\b", ast.unparse(node.returns))
            ]
            continue
        names = set(imported(source))
        if part(module) != "app":
            wrong += [f"{module} imports {name}" for name in names if ".tables" in name]
        wrong += [
            f"{module} imports {name}"
            for name in names
            if name.split(".")[0] in ("sqlalchemy", "flask_sqlalchemy", "alembic")
        ]
    return wrong


def wrong_markup(text: str) -> list[str]:
    """What a page may never hold: the content security policy would stop it."""
    return [what for what, wrong in MARKUP.items() if re.search(wrong, text)]


def files(folder: str, *endings: str) -> list[Path]:
    return sorted(
        path
        for path in (ROOT / folder).rglob("*")
        if path.suffix in endings and "vendor" not in path.parts
    )


def test_every_module_stands_on_a_floor() -> None:
    assert {part(module) for module in modules()} == set(FLOOR)


def test_imports_point_down() -> None:
    assert upward(modules()) == []


def test_the_ground_floor_knows_no_outside_world() -> None:
    assert {
        module: wrong
        for module, source in modules().items()
        if part(module) == "rules" and (wrong := impure(source))
    } == {}


def test_no_row_leaves_the_store() -> None:
    assert escaping_rows(modules()) == []


def test_a_file_fits_in_a_head() -> None:
    lines = {
        path: len(path.read_text().splitlines()) for path in files("dilemma", ".py")
    }
    assert {str(path): n for path, n in lines.items() if n > MOST_LINES} == {}


def test_a_file_says_its_law_first() -> None:
    sources = {path: path.read_text() for path in files("dilemma", ".py")}
    assert [
        str(path)
        for path, source in sources.items()
        if source and not ast.get_docstring(ast.parse(source))
    ] == []


def test_templates_are_html_for_screens_and_typst_for_paper() -> None:
    paths = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    paper = {path for path in paths if path.parent.name == "print"}
    assert {path.suffix for path in paper} == {".typ"}
    assert {path.suffix for path in paths if path not in paper} == {".html"}


def test_pages_and_scripts_hold_no_inline_code_and_escape_everything() -> None:
    written = [*files("templates", ".html"), *files("static", ".js", ".svg")]
    assert len(written) > 10
    assert {
        str(path): wrong
        for path in written
        if (wrong := wrong_markup(path.read_text()))
    } == {}


def test_only_the_fragments_say_that_markup_is_safe() -> None:
    assert {
        module
        for module, source in modules().items()
        if re.search(r"\bMarkup\b|render_template_string", source)
    } == {"dilemma.fragments"}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("dilemma.rules.game", "from dilemma import play"),
        ("dilemma.rules.game", "from dilemma.store.tables import db"),
        ("dilemma.rules.game", "import dilemma.config"),
        ("dilemma.play", "def late():\n    from dilemma.live import rooms"),
        ("dilemma.export.csv", "if TYPE_CHECKING:\n    from dilemma.web import host"),
        ("dilemma.deckfile.lines", "from dilemma import config"),
        ("dilemma.store.workshops", "from ..play import act"),
        ("dilemma.screens.hall", "from . import faces"),
    ],
)
def test_an_import_that_does_not_point_down_is_seen(module: str, source: str) -> None:
    assert upward({module: source}) != []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("dilemma.play", "from dilemma import __version__"),
        ("dilemma.play", "from dilemma.rules.game import Game\nimport json"),
        ("dilemma.web.results", "from dilemma.export import FORMATS"),
        ("dilemma.screens.hall", "from dilemma.screens.faces import Clock"),
        ("dilemma.cli", "def serve():\n    from dilemma import play, running"),
    ],
)
def test_an_import_that_points_down_is_let_through(module: str, source: str) -> None:
    assert upward({module: source}) == []


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "import os.path",
        "from random import choice",
        "def late():\n    from pathlib import Path",
        "from flask import g",
        "from sqlalchemy import select",
        "import gevent",
        "import socket",
        "text = open('deck.md')",
        "print('hello')",
    ],
)
def test_the_outside_world_is_seen_on_the_ground_floor(source: str) -> None:
    assert impure(source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("dilemma.play", "from dilemma.store.tables import WorkshopRow"),
        ("dilemma.web.host", "from dilemma.store import tables"),
        ("dilemma.live.rooms", "from sqlalchemy import select"),
        ("dilemma.store.decks", "def all() -> tuple[DeckRow, ...]: ..."),
    ],
)
def test_a_row_that_could_leave_the_store_is_seen(module: str, source: str) -> None:
    assert escaping_rows({module: source}) != []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("|safe", "{{ title | safe }}"),
        ("Markup", "{{ Markup(title) }}"),
        ("autoescape", "{% autoescape false %}"),
        ("innerHTML", "node.innerHTML = title"),
        ("inline style", '<p class="x"\n style="color: red">'),
        ("style element", "<style>p { color: red }</style>"),
        ("inline handler", '<button type="button" onclick="go()">'),
        ("inline handler", '<div hx-on::after-request="go()">'),
        ("script without src", "<script>go()</script>"),
        ("script without src", "<script defer>go()</script>"),
        ("javascript link", '<a href="javascript:go()">'),
    ],
)
def test_inline_code_in_a_page_is_seen(what: str, text: str) -> None:
    assert wrong_markup(text) == [what]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="/static/live.js" defer></script>',
        '<script defer src="/static/live.js"></script>',
        '<button hx-swap="innerHTML" data-once="1">Verder</button>',
        "<p>Kies een kaart en druk op = of op 1.</p>",
    ],
)
def test_plain_markup_is_let_through(text: str) -> None:
    assert wrong_markup(text) == []
