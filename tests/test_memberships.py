"""The register of rooms is python-socketio's own, only quicker to leave."""

from hypothesis import given
from hypothesis import strategies as st
from socketio import Manager, Server

from dilemma.live.memberships import Memberships

ROOM_NAMES = ["hall", "desk", "screen"]
ROOMS = st.sampled_from(ROOM_NAMES)
WHO = st.integers(0, 4)
STEPS = st.lists(
    st.tuples(st.just("connect"), WHO)
    | st.tuples(st.just("give up"), WHO)
    | st.tuples(st.just("enter"), WHO, ROOMS)
    | st.tuples(st.just("leave"), WHO, ROOMS)
    | st.tuples(st.just("disconnect"), WHO),
    max_size=30,
)


def play(manager: Manager, steps: list[tuple[str, int, str]]) -> tuple[object, ...]:
    """Walk in and out, with numbers that say who it is; return what is left."""
    server = Server(async_mode="gevent", client_manager=manager)
    numbers = iter(range(1000))
    server.eio.generate_id = lambda: f"sid-{next(numbers)}"
    for what, who, *room in steps:
        sid = manager.sid_from_eio_sid(f"phone-{who}", "/")
        if sid is None and what in ("connect", "give up"):
            sid = manager.pre_connect(f"phone-{who}", "/")
            if what == "connect":
                manager.connect(sid, "/")
            else:
                manager.disconnect(sid, "/")
        elif sid is not None and what == "enter":
            manager.enter_room(sid, "/", room[0])
        elif sid is not None and what == "leave":
            manager.leave_room(sid, "/", room[0])
        elif sid is not None and what == "disconnect":
            manager.pre_disconnect(sid, "/")
            manager.disconnect(sid, "/")
    return (
        {
            name: {
                room: list(manager.get_participants(name, room))
                for room in {None, *ROOM_NAMES, *rooms[None]}
            }
            for name, rooms in manager.rooms.items()
            if rooms
        },
        manager.pending_connect,
        manager.pending_disconnect,
        manager.callbacks,
    )


@given(steps=STEPS)
def test_whoever_walks_in_and_out_the_register_is_the_same(
    steps: list[tuple[str, int, str]],
) -> None:
    assert play(Memberships(), steps) == play(Manager(), steps)


@given(steps=STEPS)
def test_nothing_is_kept_of_those_who_left(steps: list[tuple[str, int, str]]) -> None:
    manager = Memberships()
    everybody = [("disconnect", who, "") for who in range(5)]
    assert play(manager, [*steps, *everybody]) == ({}, {}, {}, {})
    assert manager._rooms_of == {}
