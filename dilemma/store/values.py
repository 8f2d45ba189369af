"""Frozen values as JSON, read back by their own type hints.

What a newer version added has the value that it has when nothing is said of it.
"""

import json
from collections.abc import Hashable, Mapping
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def write(value: Any) -> str:
    """Write a frozen value."""
    return json.dumps(asdict(value), ensure_ascii=False, separators=(",", ":"))


def read(kind: type[Any], text: str) -> Any:
    """Read a value of this class back."""
    return _value(kind, json.loads(text))


def _value(kind: Any, data: Any) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (kind,) = (one for one in parts if one is not NoneType)
        return None if data is None else _value(kind, data)
    if origin is tuple:
        if parts[-1] is Ellipsis:
            return tuple(_value(parts[0], one) for one in data)
        return tuple(_value(*pair) for pair in zip(parts, data, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {name: _value(parts[1], one) for name, one in data.items()}
    if is_dataclass(kind):
        made: Any = kind
        hints = _hints(made)
        known = (one.name for one in fields(kind) if one.name in data)
        return made(**{name: _value(hints[name], data[name]) for name in known})
    return kind(data) if issubclass(kind, Enum) else data


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)
