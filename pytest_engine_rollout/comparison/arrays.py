"""Read numpy's arrays and numbers, and `array.array`: shape, type, and small ones in full."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any

from pytest_engine_rollout.comparison import inspection
from pytest_engine_rollout.comparison.text import digest_of

if TYPE_CHECKING:
    from pytest_engine_rollout.comparison.snapshot import Camera

_SHOWN_IN_FULL = 100
_DIGESTED_BYTES = 1 << 28


def read_array(camera: Camera, value: Any, path: str) -> Any:
    """The node of a `numpy.ndarray`."""
    form = {"shape": list(value.shape), "dtype": str(value.dtype)}
    is_opaque = value.dtype.hasobject  # its bytes are addresses
    return _picture(camera, value, path, form, value.nbytes, is_opaque=is_opaque)


def read_plain_array(camera: Camera, value: Any, path: str) -> Any:
    """The node of an `array.array`."""
    form = {"shape": [len(value)], "dtype": value.typecode}
    return _picture(camera, value, path, form, len(value) * value.itemsize, is_opaque=False)


def is_number(kind: type) -> bool:
    """Whether a type of numpy is one of its scalars that hold no other objects."""
    generic = getattr(sys.modules.get("numpy"), "generic", None)
    name = inspection.qualname_of(kind)
    return generic in inspection.mro(kind) and name not in ("void", "object_")


def read_number(camera: Camera, value: Any, _: str) -> Any:
    """The node of a scalar of numpy."""
    return {"$type": camera.name_of(type(value)), "text": str(value)}


def _picture(
    camera: Camera, value: Any, path: str, form: dict[str, Any], size: int, *, is_opaque: bool
) -> Any:
    picture = {"$type": camera.name_of(type(value)), **form}
    number = math.prod(form["shape"])
    if number <= _SHOWN_IN_FULL:
        return picture | {"items": camera.look(value.tolist(), path)}
    if is_opaque or size > _DIGESTED_BYTES:
        camera.cut += 1
        return picture | {"cut": number}
    return picture | {"digest": digest_of(value.tobytes())}
