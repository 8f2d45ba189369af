"""Where people find a workshop: links, the short address and the QR picture."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_Q

from dilemma.config import Config
from dilemma.signing import HOST, RESULTS, SCREEN, link_key, table_purpose


@dataclass(frozen=True)
class Qr:
    """A QR code as the `d` of one SVG path, one unit a module, quiet zone included."""

    path: str
    size: int


@dataclass(frozen=True)
class Places:
    """Where people join, as the projector shows it."""

    short: str  # "192.168.1.5:8000/j"
    qr: Qr


@dataclass(frozen=True)
class Links:
    """The four addresses of a workshop."""

    join: str
    host: str
    screen: str
    results: str

    @property
    def screen_path(self) -> str:
        """The screen without a host: it opens where the facilitator already is.

        On a laptop whose network fails, only its own loopback address goes on.
        """
        return urlsplit(self.screen).path

    @property
    def phone_path(self) -> str:
        """The page that hands the host link to a phone; there is no key in it."""
        return urlsplit(self.host).path.split("/key/")[0] + "/phone"

    @property
    def seen_path(self) -> str:
        """The results for an account; there is no key in it."""
        keyless = urlsplit(self.results).path.rsplit("/", 1)[0]
        return keyless.replace("results", "seen", 1)

    @property
    def results_path(self) -> str:
        """The results without a host."""
        return urlsplit(self.results).path


def links(config: Config, workshop: str, code: str) -> Links:
    """Write out the addresses; the keys in them cannot be guessed."""
    url, secret = config.public_url, config.secret_key
    return Links(
        join=f"{url}/j/{code}",
        host=f"{url}/host/{workshop}/key/{link_key(secret, HOST, workshop)}",
        screen=f"{url}/screen/{workshop}/{link_key(secret, SCREEN, workshop)}",
        results=f"{url}/results/{workshop}/{link_key(secret, RESULTS, workshop)}",
    )


def places(config: Config, code: str) -> Places:
    """Write out where people join with this code."""
    # Upper case keeps the picture coarse: letters then cost 5.5 bits instead of 8.
    return Places(f"{config.netloc}/j", qr(f"{config.public_url}/j/{code}".upper()))


def table_link(config: Config, code: str, seat: int) -> str:
    """Write out where people sit down at a table."""
    return f"{config.public_url}/t/{code}/{seat}"


def table_host_link(config: Config, workshop: str, seat: int) -> str:
    """Write out the page of a table's host; its key opens that page alone."""
    key = link_key(config.secret_key, table_purpose(seat), workshop)
    return f"{config.public_url}/table/{workshop}/{seat}/{key}"


def role_link(config: Config, code: str, role: str) -> str:
    """Write out where people come in with one role."""
    return f"{config.public_url}/j/{code}?as={role}"


def sheet(config: Config, link: str, *, secret: bool = False) -> tuple[Qr, str]:
    """Draw a link for a sheet of paper, with the address that people can type.

    A link with a key cannot be typed, and a role's name not in capitals.
    """
    path = link.removeprefix(config.public_url)
    coarse = not secret and "?" not in link
    return qr(link.upper() if coarse else link), "" if secret else config.netloc + path


@lru_cache(maxsize=256)
def qr(text: str) -> Qr:
    """Draw a QR code that is still read from the back of a hall."""
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return Qr(path, len(rows))


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs
