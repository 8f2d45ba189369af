"""Engine.IO packets as WebSocket frames: built once, however many phones get them."""

from typing import Any

from engineio.packet import Packet
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode

WORTH_COMPRESSING = 256  # bytes; below that it costs more than it saves
PLAIN = 0  # instead of a window size


def frame_of(packet: Packet, deflate: PerMessageDeflate | None) -> bytes:
    """Return a packet's frame for a phone, by the window size it asked for.

    A broadcast hands the same packet to every phone: its frames stay with it. What
    goes to one phone alone is not compressed: that would cost more than a vote does.
    """
    try:
        frames: dict[int, bytes] = packet.dilemma_frames
    except AttributeError:
        plain = text_frame(packet.encode())
        packet.dilemma_frames = {PLAIN: plain}
        return plain
    window = PLAIN if deflate is None else deflate.local_max_window_bits
    frame = frames.get(window)
    if frame is None:
        frame = frames[window] = _build(packet.encode(), deflate)
    return frame


def text_frame(text: str) -> bytes:
    """Return a message as one frame, not compressed (RFC 6455, 5.2)."""
    data = text.encode()
    size = len(data)
    if size < 126:
        return bytes((0x81, size)) + data
    if size < 1 << 16:
        return b"\x81\x7e" + size.to_bytes(2, "big") + data
    return b"\x81\x7f" + size.to_bytes(8, "big") + data


def _build(text: str, deflate: PerMessageDeflate | None) -> bytes:
    data = text.encode()
    if deflate is None or len(data) < WORTH_COMPRESSING:
        return text_frame(text)
    return Frame(Opcode.TEXT, data).serialize(mask=False, extensions=[deflate])


def greeting(engine: Any, sid: str) -> bytes:
    """Return the frame that tells a phone its number and the house rules."""
    text = (
        f'0{{"sid":"{sid}","upgrades":[],'
        f'"pingTimeout":{round(engine.ping_timeout * 1000)},'
        f'"pingInterval":{round(engine.ping_interval * 1000)},'
        f'"maxPayload":{engine.max_http_buffer_size}}}'
    )
    return text_frame(text)


PING = text_frame("2")
