"""People find a workshop by a link, a short address, or a picture of that link."""

import re
from pathlib import Path

import pytest
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_Q

from dilemma.config import Config
from dilemma.places import Qr, links, places, qr
from dilemma.signing import HOST, RESULTS, SCREEN, key_fits

QUIET = 4
LAN = "http://192.168.100.200:8000"


def a_config(public_url: str = LAN) -> Config:
    return Config(
        host="0.0.0.0",
        port=8000,
        public_url=public_url,
        public_fixed=True,
        data=Path("data"),
        database_url="sqlite:///:memory:",
        secret_key="the-secret-of-this-installation",
    )


def drawn(picture: Qr) -> list[list[bool]]:
    """The modules that the path of a picture covers; fails on any covered twice."""
    modules = [[False] * picture.size for _ in range(picture.size)]
    pieces = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", picture.path)
    assert "".join("M{} {}h{}v1h-{}z".format(*one) for one in pieces) == picture.path
    for x, y, length, back in [tuple(map(int, one)) for one in pieces]:
        assert length == back
        for column in range(x, x + length):
            assert not modules[y][column]
            modules[y][column] = True
    return modules


def modules_of(text: str) -> list[list[bool]]:
    """The modules of the code for a text, with the quiet zone that scanners need."""
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    code.add_data(text)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def version(picture: Qr) -> int:
    """How coarse a code is: version 1 has 21 modules, each next one four more."""
    return (picture.size - 2 * QUIET - 17) // 4


def test_the_picture_says_the_join_link_in_upper_case() -> None:
    picture = places(a_config(), "BCDFGH").qr
    assert drawn(picture) == modules_of("HTTP://192.168.100.200:8000/J/BCDFGH")
    assert drawn(picture) != modules_of("HTTP://192.168.100.200:8000/J/BCDFGJ")


def test_four_modules_around_the_picture_are_empty() -> None:
    rows = drawn(places(a_config(), "BCDFGH").qr)
    edge = [*range(QUIET), *range(len(rows) - QUIET, len(rows))]
    assert not any(rows[y][x] for y in edge for x in range(len(rows)))
    assert not any(rows[y][x] for x in edge for y in range(len(rows)))
    assert rows[QUIET][QUIET : QUIET + 7] == [True] * 7  # the finder's top edge


@pytest.mark.parametrize(
    "public_url",
    [LAN, "http://10.0.0.5:8000", "https://dilemma.example"],
)
def test_a_link_in_a_hall_makes_a_coarse_picture(public_url: str) -> None:
    assert version(places(a_config(public_url), "BCDFGH").qr) <= 3


def test_upper_case_is_what_keeps_the_picture_coarse() -> None:
    link = links(a_config("https://dilemma.gemeente.nl"), "w1", "BCDFGH").join
    assert version(qr(link.upper())) < version(qr(link))


def test_a_very_long_address_still_has_a_picture() -> None:
    name = "https://" + "een-heel-lange-naam." * 10 + "example"
    assert drawn(places(a_config(name), "BCDFGH").qr) == modules_of(
        f"{name}/j/BCDFGH".upper()
    )


def test_the_short_address_is_what_people_type() -> None:
    assert places(a_config(), "BCDFGH").short == "192.168.100.200:8000/j"
    assert places(a_config("https://spel.example"), "BCDFGH").short == "spel.example/j"


def test_a_workshop_has_four_links_and_each_secret_one_has_its_own_key() -> None:
    config = a_config()
    four = links(config, "w1", "BCDFGH")
    assert four.join == f"{LAN}/j/BCDFGH"
    for start, purpose, link in (
        (f"{LAN}/host/w1/key/", HOST, four.host),
        (f"{LAN}/screen/w1/", SCREEN, four.screen),
        (f"{LAN}/results/w1/", RESULTS, four.results),
    ):
        key = link.removeprefix(start)
        assert link == start + key
        assert key_fits(config.secret_key, purpose, "w1", key)
    assert len({link.rsplit("/", 1)[1] for link in (four.host, four.screen)}) == 2


def test_a_link_names_the_workshop_and_never_the_secret() -> None:
    config = a_config()
    four = links(config, "w1", "BCDFGH")
    told = f"{four.join} {four.host} {four.screen} {four.results}"
    assert config.secret_key not in told
