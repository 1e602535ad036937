"""Numeric arrays in a snapshot: shape, element type and a digest; small ones in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_engine_rollout.comparison.text import digest_of

if TYPE_CHECKING:
    from pytest_engine_rollout.comparison.snapshot import Camera

_SHOWN_IN_FULL = 100
_DIGESTED_BYTES = 1 << 28


def read_array(camera: Camera, value: Any, path: str) -> Any:
    """The picture of a `numpy.ndarray`."""
    picture: dict[str, Any] = {
        "$type": "numpy.ndarray",
        "shape": list(value.shape),
        "dtype": str(value.dtype),
    }
    if value.dtype.hasobject:
        return picture  # its elements could be anything; type and shape are what is known
    if value.size <= _SHOWN_IN_FULL:
        return picture | {"items": camera.look(value.tolist(), path)}
    if value.nbytes > _DIGESTED_BYTES:
        camera.cut += 1
        return picture | {"cut": int(value.size)}
    return picture | {"digest": digest_of(value.tobytes())}
