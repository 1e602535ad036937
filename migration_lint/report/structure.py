"""Read parsed JSON into frozen dataclasses, by their annotations, and say where it does not fit.

Keys that a dataclass does not know are left alone, so that a report of a later minor version can be
read; keys without a default must be there.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Reader = Callable[[Any], Any]
T = TypeVar("T")

_NAMES = {str: "a string", bool: "true or false", int: "a whole number", float: "a number"}


class MismatchError(ValueError):
    """A value that is not what it should be, with the way to it from the top of the document."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def under(self, step: str) -> MismatchError:
        """The same mistake, one step further from the value: `tests` above `[3].id`."""
        dot = "" if not self.where or self.where.startswith("[") else "."
        return MismatchError(self.message, f"{step}{dot}{self.where}")


def read(cls: type[T], value: Any) -> T:
    """Make a `cls` of parsed JSON.

    Raises:
        MismatchError: Names the first value that does not fit, and where it is.
    """
    made: T = _reader(cls)(value)
    return made


def _reader(kind: Any) -> Reader:
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(kind)
    origin = get_origin(kind)
    return _plain_reader(kind) if origin is None else _generic_reader(origin, get_args(kind))


def _generic_reader(origin: Any, args: tuple[Any, ...]) -> Reader:
    if origin is Literal:
        return _choice_reader(args)
    if origin in (Union, types.UnionType):
        return _optional_reader(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return _list_reader(args[0])
    return _mapping_reader(args[1])


def _dataclass_reader(cls: Any) -> Reader:
    hints = get_type_hints(cls)
    fields = [(f.name, _reader(hints[f.name]), _required(f)) for f in dataclasses.fields(cls)]

    def read_object(value: Any) -> Any:
        _expect(value, dict, "an object")
        made = {}
        for name, reader, required in fields:
            if name in value:
                made[name] = _at(name, reader, value[name])
            elif required:
                raise MismatchError("is missing", name)
        return cls(**made)

    return read_object


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _choice_reader(choices: tuple[Any, ...]) -> Reader:
    def read_choice(value: Any) -> Any:
        if not isinstance(value, type(choices[0])) or value not in choices:
            raise MismatchError(f"{_shown(value)} is not one of {', '.join(map(str, choices))}")
        return value

    return read_choice


def _optional_reader(kind: Any) -> Reader:
    reader = _reader(kind)
    return lambda value: None if value is None else reader(value)


def _list_reader(kind: Any) -> Reader:
    reader = _reader(kind)

    def read_list(value: Any) -> Any:
        _expect(value, list, "a list")
        return tuple(_at(f"[{number}]", reader, item) for number, item in enumerate(value))

    return read_list


def _mapping_reader(kind: Any) -> Reader:
    reader = _reader(kind)

    def read_mapping(value: Any) -> Any:
        _expect(value, dict, "an object")
        return {key: _at(key, reader, item) for key, item in value.items()}

    return read_mapping


def _plain_reader(kind: Any) -> Reader:
    if kind is Any:
        return lambda value: value
    accepted = (int, float) if kind is float else (kind,)

    def read_scalar(value: Any) -> Any:
        if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
            raise MismatchError(f"{_shown(value)} is not {_NAMES[kind]}")
        return value

    return read_scalar


def _expect(value: Any, kind: type, name: str) -> None:
    if not isinstance(value, kind):
        raise MismatchError(f"{_shown(value)} is not {name}")


def _at(step: str, reader: Reader, value: Any) -> Any:
    try:
        return reader(value)
    except MismatchError as error:
        raise error.under(step) from None


def _shown(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
