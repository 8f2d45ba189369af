"""Every download, for the doors that let somebody see a workshop.

What is quick is written at once. What takes long is made beside the hall: who asks sees
how far it is, with scripts or without, and then gets the file.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import (
    Response,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import force_locale

from dilemma.export import FORMATS, Format, offered
from dilemma.export.progress import telling
from dilemma.fragments import language
from dilemma.live import making
from dilemma.live.aside import aside
from dilemma.live.making import FileFailed, Making, Tell
from dilemma.rules.refusals import NotFound
from dilemma.rules.snapshot import Snapshot
from dilemma.web.answers import attachment, see_other

PATIENCE_SECONDS = 0.8  # what is made within this time needs no page in between


@dataclass(frozen=True)
class Way:
    """The addresses behind one kind of door."""

    doors: str  # name of the blueprint
    place: dict[str, str]  # what stands in the address: workshop and key, or token

    def file(self, format: str, **more: str) -> str:
        """Where a file is downloaded."""
        values: dict[str, Any] = {"format": format, **self.place, **more}
        return url_for(f"{self.doors}.download", **values)

    def making(self, format: str, id: str) -> str:
        """Where one sees how far a file is."""
        values: dict[str, Any] = {"format": format, "id": id, **self.place}
        return url_for(f"{self.doors}.making", **values)

    @property
    def page(self) -> str:
        """Where the results are read."""
        page = "story" if self.doors == "public" else "page"
        values: dict[str, Any] = {**self.place}
        return url_for(f"{self.doors}.{page}", **values)

    @property
    def offers(self) -> list[dict[str, str]]:
        """What can be downloaded: the whole first, and what each is for."""
        return offers(FORMATS, self.file)


def offers(formats: Iterable[str], url: Callable[[str], str]) -> list[dict[str, str]]:
    """List formats with their addresses, and what each is for."""
    return [
        {
            "name": name,
            "url": url(name),
            "title": offered.title(name),
            "purpose": offered.purpose(name),
        }
        for name in formats
    ]


def as_file(snapshot: Snapshot, way: Way, format: str) -> Response:
    """Answer with one download, or with where to wait for it.

    Raises NotFound for a format that we do not know, PressBusy and FileFailed.
    """
    one, workshop = _known(format), snapshot.workshop
    if not one.pressed:
        return _sent(one, workshop.code, aside(lambda: one.write(snapshot)))
    made = _found(request.args.get("made", ""), one, workshop.id)
    if made is None or made.failed:
        made = making.make(_id(one, snapshot), workshop.id, _work(one, snapshot))
    if made.wait(PATIENCE_SECONDS):
        return _sent(one, workshop.code, _content(made))
    return see_other(way.making(one.name, made.id))


def as_making(snapshot: Snapshot, way: Way, format: str, id: str) -> Response:
    """Show how far a file is; once it is there the page goes on to it by itself."""
    one = _known(format)
    made = _found(id, one, snapshot.workshop.id)
    if made is None:  # it was kept for long enough: make it anew
        return see_other(way.file(one.name))
    if ended := made.wait(0):
        _content(made)
    answer = make_response(
        render_template(
            "making.html",
            title=snapshot.workshop.title,
            what=offered.title(one.name),
            made=made,
            ended=ended,
            file=way.file(one.name, made=made.id),
            here=way.making(one.name, made.id),
            back=way.page,
        )
    )
    if ended and "HX-Request" in request.headers:
        answer.headers["HX-Refresh"] = "true"  # the whole page knows where to go on to
    return answer


def _known(format: str) -> Format:
    if format not in FORMATS:
        raise NotFound
    return FORMATS[format]


def _found(id: str, one: Format, workshop: str) -> Making | None:
    """Find what was made, of this format and no other."""
    return making.find(id, workshop) if id.startswith(f"{one.name}-") else None


def _content(made: Making) -> bytes:
    if made.content is None:
        raise FileFailed
    return made.content


def _sent(one: Format, code: str, content: bytes) -> Response:
    return attachment(content, one.mimetype, one.file_name(code))


def _id(one: Format, snapshot: Snapshot) -> str:
    """Name a file after what is in it, so that two who ask for the same share it."""
    people = tuple(replace(each, answered=0) for each in snapshot.people)
    same = replace(snapshot, people=people, revision=0, waiting=0, hands=0)
    same = replace(same, acts=(), undoable=None, tables=())
    told = repr((one.name, language(), same)).encode("utf-8", "surrogatepass")
    return f"{one.name}-{hashlib.sha256(told).hexdigest()[:32]}"


def _work(one: Format, snapshot: Snapshot) -> Callable[[Tell], bytes]:
    """Return what makes the file, when the request is long over."""
    app, spoken = current_app._get_current_object(), language()  # type: ignore[attr-defined]

    def work(tell: Tell) -> bytes:
        with app.app_context(), force_locale(spoken), telling(tell):
            return one.write(snapshot)

    return work
