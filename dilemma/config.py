"""Every setting comes from the environment, once, into one frozen value.

A wrong value refuses to start and says which one and why.
"""

import os
import re
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from dilemma.rules import retention
from dilemma.rules.retention import Terms

_HERE = Path(__file__).resolve().parent
# In a wheel the folders travel inside the package, in a checkout they stand beside it.
ROOT = _HERE if (_HERE / "templates").is_dir() else _HERE.parent
# What to type for a command: a checkout has its own beside its Python.
COMMAND = ".venv/bin/dilemma" if (ROOT / "pyproject.toml").is_file() else "dilemma"
DECKS = ROOT / "decks"
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"

DEFAULT_PORT = 8000
SHORTEST_SECRET = 16
OWN, STOCK = "own", "stock"  # whose WebSocket: docs/besluiten/0010-eigen-transport.md
USUAL = Terms()
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class ConfigWrong(Exception):
    """A setting has a value that cannot work; `why` is an English msgid."""

    def __init__(self, name: str, value: str, why: str) -> None:
        super().__init__(f"{name}={value!r}: {why}")
        self.name = name
        self.value = value
        self.why = why


def N_(text: str) -> str:
    """Mark a text for translation; it is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Config:
    """The settings of one running product."""

    host: str
    port: int
    public_url: str  # scheme://host[:port], no path, no slash at the end
    public_fixed: bool  # PUBLIC_URL was given; else it was found out
    data: Path
    database_url: str
    secret_key: str
    live_transport: str = OWN
    terms: Terms = USUAL

    @property
    def secure(self) -> bool:
        """Whether people reach the product over https."""
        return self.public_url.startswith("https://")

    @property
    def local_url(self) -> str:
        """The address on this machine itself."""
        loopback = "localhost" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://{_bracket(loopback)}:{self.port}"

    @property
    def netloc(self) -> str:
        """The host and port that people type."""
        return urlsplit(self.public_url).netloc


def load(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings; makes the data folder and the secret key when missing.

    Raises ConfigWrong for the first value that cannot work.
    """
    host = environ.get("HOST", "").strip() or "0.0.0.0"
    if not re.fullmatch(r"[0-9A-Za-z.:_-]+", host):
        raise ConfigWrong("HOST", host, N_("this is not an address or a host name"))
    port = _port(environ.get("PORT", "").strip())
    given = environ.get("PUBLIC_URL", "").strip()
    data = data_folder(environ)
    return Config(
        host=host,
        port=port,
        public_url=_public_url(given) if given else f"http://{lan(host)}:{port}",
        public_fixed=bool(given),
        data=data,
        database_url=_database_url(environ.get("DATABASE_URL", "").strip(), data),
        secret_key=_secret_key(environ.get("SECRET_KEY", ""), data),
        live_transport=_transport(environ.get("LIVE_TRANSPORT", "").strip()),
        terms=_terms(environ),
    )


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the data folder, made and writable; raises ConfigWrong."""
    given = environ.get("DATA_DIR", "").strip()
    if given:
        folder = Path(os.path.expanduser(given))  # a ~name that is nobody's stays
    elif (ROOT / "pyproject.toml").is_file():
        folder = ROOT / "data"
    else:
        folder = user_data_path("dilemma", appauthor=False)
    folder = folder.absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".writable-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError:
        why = N_("this folder cannot be written; choose another or change its rights")
        raise ConfigWrong("DATA_DIR", str(folder), why) from None
    return folder


def lan(host: str) -> str:
    """Return the address of this machine that phones on the same network can reach.

    No packet is sent: connecting a datagram socket only asks the kernel for a route.
    """
    if host not in ("0.0.0.0", "::", ""):
        return _bracket(host)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:  # no network at all: the product still works on this machine
            return "127.0.0.1"


def _bracket(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _port(given: str) -> int:
    if not given:
        return DEFAULT_PORT
    if not re.fullmatch(r"[0-9]{1,5}", given) or not 0 < int(given) < 65536:
        raise ConfigWrong("PORT", given, N_("a port is a number from 1 to 65535"))
    return int(given)


def _public_url(given: str) -> str:
    try:
        parts = urlsplit(given)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        parts = urlsplit("")
    known = re.fullmatch(r"[0-9a-z._-]+|[0-9a-f:.]*:[0-9a-f:.]*", parts.hostname or "")
    if parts.scheme not in ("http", "https") or not known:
        why = N_("write the whole address, such as https://dilemma.example")
        raise ConfigWrong("PUBLIC_URL", given, why)
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        why = N_("write only https://, the name and perhaps a port, nothing behind it")
        raise ConfigWrong("PUBLIC_URL", given, why)
    # Browsers leave out the port that goes with the scheme.
    usual = ":443" if parts.scheme == "https" else ":80"
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}"


def _database_url(given: str, data: Path) -> str:
    if not given:
        return f"sqlite:///{data / 'dilemma.db'}"
    if not re.fullmatch(r"sqlite:////.+", given):
        why = N_("only sqlite:////path/to/file.db works in this version")
        raise ConfigWrong("DATABASE_URL", given, why)
    if not Path(given.removeprefix("sqlite:///")).parent.is_dir():
        raise ConfigWrong("DATABASE_URL", given, N_("the folder does not exist"))
    return given


def _terms(environ: Mapping[str, str]) -> Terms:
    return Terms(
        _number(environ, "KEEP_VOTES_HOURS", USUAL.votes_hours, retention.VOTES_HOURS),
        _number(environ, "KEEP_WORDS_DAYS", USUAL.words_days, retention.WORDS_DAYS),
        _number(environ, "KEEP_TOTALS_DAYS", USUAL.totals_days, retention.TOTALS_DAYS),
    )


def _number(
    environ: Mapping[str, str], name: str, usual: int, between: tuple[int, int]
) -> int:
    given = environ.get(name, "").strip()
    if not given:
        return usual
    least, most = between
    if not re.fullmatch(r"[0-9]{1,5}", given) or not least <= int(given) <= most:
        raise ConfigWrong(name, given, _BETWEEN[name])
    return int(given)


# Said in full, so that they can be translated; `test_config` compares the numbers.
_BETWEEN = {
    "KEEP_VOTES_HOURS": N_("choose a number of hours from 1 to 168, or leave it out"),
    "KEEP_WORDS_DAYS": N_("choose a number of days from 1 to 30, or leave it out"),
    "KEEP_TOTALS_DAYS": N_("choose a number of days from 30 to 365, or leave it out"),
}


def _transport(given: str) -> str:
    if given not in ("", OWN, STOCK):
        why = N_("choose own or stock, or leave it out")
        raise ConfigWrong("LIVE_TRANSPORT", given, why)
    return given or OWN


def _secret_key(given: str, data: Path) -> str:
    if given:
        if len(given) < SHORTEST_SECRET:
            why = N_("use at least 16 characters, or leave it out: one is made for you")
            raise ConfigWrong("SECRET_KEY", "…", why)
        return given
    file = data / "secret.key"
    try:
        if not file.exists():
            _make_key(file)
        key = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        key = ""
    if len(key) < SHORTEST_SECRET:  # never sign with what anybody can guess
        why = N_("this file holds no key; remove it and a new one is made")
        raise ConfigWrong("SECRET_KEY", str(file), why)
    return key


def _make_key(file: Path) -> None:
    """Make a key that is there whole or not at all, whoever makes one meanwhile."""
    made = file.with_name(f".secret-{secrets.token_hex(4)}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as writer:
            writer.write(secrets.token_urlsafe(48))
            writer.flush()
            os.fsync(writer.fileno())
        try:
            os.link(made, file)
        except FileExistsError:
            pass  # somebody was first
        except OSError:  # no links on this disk, such as a USB stick
            os.replace(made, file)
    finally:
        made.unlink(missing_ok=True)
