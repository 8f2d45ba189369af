"""The privacy page and the join page say what the product does, with its own terms."""

from dataclasses import replace

import pytest
from flask import Flask

from dilemma.rules.retention import Terms
from dilemma.web import entry, languages
from tests.conftest import Person, Room, says
from tests.markup import text

SPOKEN = {
    Terms(): ("24 uur", "30 dagen", "12 maanden"),
    Terms(48, 7, 90): ("2 dagen", "7 dagen", "90 dagen"),
    Terms(1, 1, 30): ("1 uur", "1 dag", "30 dagen"),
}


@pytest.mark.parametrize("terms", SPOKEN)
def test_the_pages_name_the_terms_that_are_set(
    app: Flask, room: Room, terms: Terms
) -> None:
    app.config["DILEMMA"] = replace(app.config["DILEMMA"], terms=terms)
    page = text(Person(app).get("/privacy").text)
    join = Person(app).get(f"/j/{room.code}").text
    for told in SPOKEN[terms]:
        assert f"tot {told} na afloop" in page
    assert f"tot {SPOKEN[terms][0]} na afloop" in text(join)
    assert 'href="/privacy"' in join


@pytest.mark.parametrize("page", ["/", "/privacy", "/j/WRNG", "/host"])
def test_every_ordinary_page_leads_to_the_privacy_page(app: Flask, page: str) -> None:
    assert 'href="/privacy"' in Person(app).get(page).text


def test_the_page_names_every_cookie_term_and_nothing_else(app: Flask) -> None:
    page = text(Person(app).get("/privacy?lang=en").text)
    days = 24 * 3600
    assert f"({entry.COOKIE_SECONDS // days} days)" in page
    assert 365 * days == languages.YEAR
    assert app.permanent_session_lifetime.days == 30
    assert "(1 year)" in page
    assert "(30 days)" in page
    assert says("Your rights", "en") in page
