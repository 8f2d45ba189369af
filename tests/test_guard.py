"""What no phone of ours sends never reaches the socket library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.live.guard import is_sane


@pytest.mark.parametrize(
    "message",
    ["1", "3", '40{"as":"player"}', "41", '421["cast",{"step":3}]', '42["sync"]'],
)
def test_what_phones_send_passes(message: str) -> None:
    assert is_sane(message)


@pytest.mark.parametrize(
    "message",
    ["", "42[", "9zz", "451-[1]", "\0", "42{}", "42[]", "42[1]", "4", "44", "2", b"42"],
)
def test_what_they_never_send_does_not(message: object) -> None:
    assert not is_sane(message)


@given(st.text(max_size=200) | st.binary(max_size=50))
def test_no_rubbish_raises(message: object) -> None:
    assert is_sane(message) in (True, False)


@given(st.integers(min_value=1, max_value=3000))
def test_nor_does_a_deep_one(depth: int) -> None:
    assert is_sane("42" + "[" * depth + "]" * depth) in (True, False)
