"""Bind the arguments of a call to the parameter names of the protocol."""

from __future__ import annotations

from collections.abc import Sequence
from types import FrameType
from typing import Any

_SELF = ("self", "cls")
_VARARGS, _VARKEYWORDS = 0x04, 0x08


def bind(frame: FrameType, names: Sequence[str]) -> dict[str, Any]:
    """The values given for `names`, by name or by position, and no others.

    Args:
        frame: Of a call that has just begun.
        names: The protocol's parameters, in their order.
    """
    code, values = frame.f_code, frame.f_locals
    in_order = [n for n in code.co_varnames[: code.co_argcount] if n not in _SELF]
    end = code.co_argcount + code.co_kwonlyargcount
    named = {name: values[name] for name in code.co_varnames[:end] if name in values}
    given = [values[name] for name in in_order if name in values]
    if code.co_flags & _VARARGS:
        given += values.get(code.co_varnames[end], ())
        end += 1
    if code.co_flags & _VARKEYWORDS:
        named |= values.get(code.co_varnames[end], {})
    bound = dict(zip(names, given, strict=False)) | named
    return {name: bound[name] for name in names if name in bound}
