"""Who you are is what we signed, and a link's key opens one door of one workshop."""

from base64 import urlsafe_b64decode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from dilemma.signing import (
    HOST,
    RESULTS,
    SCREEN,
    Ticket,
    key_fits,
    link_key,
    read_ticket,
    write_ticket,
)

SECRET = "the-secret-of-this-installation"
ANN = Ticket("w1", 1)


def test_ann_is_read_back_from_her_ticket() -> None:
    assert read_ticket(SECRET, write_ticket(SECRET, ANN)) == ANN


def test_the_same_person_always_has_the_same_ticket() -> None:
    assert write_ticket(SECRET, ANN) == write_ticket(SECRET, ANN)


def test_a_ticket_of_another_installation_is_nobodys() -> None:
    assert read_ticket(SECRET, write_ticket("another-secret-of-another", ANN)) is None


def test_something_else_that_we_signed_is_no_ticket() -> None:
    cookie = URLSafeSerializer(SECRET, salt="cookie-session").dumps(["w1", 1])
    assert read_ticket(SECRET, str(cookie)) is None


def test_anns_signature_under_bos_name_is_nobodys() -> None:
    ann, bo = (write_ticket(SECRET, Ticket("w1", who)) for who in (1, 2))
    forged = bo.split(".")[0] + "." + ann.split(".")[1]
    assert read_ticket(SECRET, forged) is None


@given(st.text())
@example("")
@example(".")
@example("é.é")
@example("\udcff")
@example("a" * 100_000)
@settings(derandomize=True, deadline=None)
def test_what_we_did_not_sign_is_nobodys(text: str) -> None:
    assert read_ticket(SECRET, text) is None


def test_a_ticket_with_any_letter_changed_is_nobodys() -> None:
    ticket = write_ticket(SECRET, ANN)
    # The last letter holds spare bits that say nothing: two spellings, one signature.
    for place in range(len(ticket) - 1):
        other = "A" if ticket[place] != "A" else "B"
        changed = ticket[:place] + other + ticket[place + 1 :]
        assert read_ticket(SECRET, changed) is None, changed


def test_a_key_is_128_bits_and_fits_in_a_link() -> None:
    key = link_key(SECRET, HOST, "w1")
    assert len(urlsafe_b64decode(key + "==")) == 16
    assert set(key) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


def test_a_key_stays_the_same_after_a_restart() -> None:
    # printf host:w1 | openssl dgst -sha256 -hmac SECRET -binary | head -c16 | base64
    assert link_key(SECRET, HOST, "w1") == "Dmu7gqsDQE2k-fcFSQWq2w"


@pytest.mark.parametrize("purpose", [HOST, SCREEN, RESULTS])
def test_a_key_fits_its_own_door_and_no_other(purpose: str) -> None:
    key = link_key(SECRET, purpose, "w1")
    fits = {
        (secret, door, workshop)
        for secret in (SECRET, "another-secret-of-another")
        for door in (HOST, SCREEN, RESULTS)
        for workshop in ("w1", "w2")
        if key_fits(secret, door, workshop, key)
    }
    assert fits == {(SECRET, purpose, "w1")}


@pytest.mark.parametrize("key", ["", "x", "é", "A" * 22, "A" * 10_000])
def test_a_guessed_key_does_not_fit(key: str) -> None:
    assert not key_fits(SECRET, HOST, "w1", key)


def test_a_ticket_is_what_itsdangerous_makes_of_it() -> None:
    usual = URLSafeSerializer(SECRET, salt="participant")
    text = write_ticket(SECRET, ANN)
    assert usual.loads(text) == [ANN.workshop, ANN.participant]
    assert read_ticket(SECRET, str(usual.dumps(["elsewhere", 7]))) == Ticket(
        "elsewhere", 7
    )
