"""Who is in which room. Leaving asks only the rooms that somebody is in.

python-socketio looks into every room there is, and everybody is a room: a hall that
loses its network for a moment would keep the server busy for seconds. Here nobody is
a room; what is sent to one person finds them among all.
"""

from collections.abc import Iterable

from socketio import Manager


class Memberships(Manager):
    """Socket.IO's register of rooms, with an index by person."""

    def __init__(self) -> None:
        super().__init__()
        self._rooms_of: dict[tuple[str, str], set[str | None]] = {}

    def basic_enter_room(
        self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None
    ) -> None:
        """Let somebody into a room; the one of their own is not kept."""
        if room == sid:
            return
        if room is None:
            super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        else:
            rooms = self.rooms[namespace]
            everybody = rooms[None]
            if room in everybody:
                raise ValueError("a person is no room")
            rooms.setdefault(room, {})[sid] = everybody[sid]
        self._rooms_of.setdefault((namespace, sid), set()).add(room)

    def get_participants(
        self, namespace: str, room: str | None
    ) -> Iterable[tuple[str, str]]:
        """Return who is in a room, or somebody alone, with their connections."""
        rooms = self.rooms.get(namespace, {})
        everybody = rooms.get(None, {})
        if room is not None and room in everybody:
            return ((room, everybody[room]),)
        return tuple(rooms.get(room, {}).items())

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        """Take somebody out of a room."""
        super().basic_leave_room(sid, namespace, room)
        self._rooms_of.get((namespace, sid), set()).discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **_more: object) -> None:
        """Take somebody out of every room."""
        for room in self._rooms_of.pop((namespace, sid), ()):
            super().basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for waiting in (self.pending_connect, self.pending_disconnect):
            names = waiting.get(namespace, [])
            if sid in names:
                names.remove(sid)
            if not names:
                waiting.pop(namespace, None)
