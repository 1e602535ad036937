"""Named tuples, defined in a fifth of the time that `typing.NamedTuple` takes.

That one compiles every annotation, which is not needed here, and a constructor for each class:
here those with the same number of fields share one, but for the names of its parameters. To type
checkers it is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple
    from functools import cache
    from types import FunctionType

    class _Named(tuple):
        """What named tuples can do, whatever their fields are."""

        __slots__ = ()
        _make = classmethod(tuple.__new__)

        def __repr__(self) -> str:
            shown = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({shown})"

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)

        def _asdict(self) -> dict[str, Any]:
            """The values by field."""
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **changes: object) -> _Named:
            """The same with other values in some fields."""
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"{type(self).__name__} has no {', '.join(changes)}")
            return made

    @cache
    def _pattern(length: int) -> type[tuple]:
        return namedtuple("Pattern", ["_"] * length, rename=True)  # noqa: PYI024 - see above

    class _Definition(type):
        """Makes a named tuple of the body of a class: its annotations name the fields."""

        def __new__(cls, name: str, _bases: object, body: dict[str, Any]) -> type:
            """The named tuple, with everything else that the body defines."""
            fields = tuple(body["__annotations__"])
            defaults = {field: body[field] for field in fields if field in body}
            pattern = _pattern(len(fields))
            code = pattern.__new__.__code__.replace(co_varnames=("_cls", *fields))
            made = FunctionType(
                code, pattern.__new__.__globals__, "__new__", tuple(defaults.values())
            )
            own = {
                "__slots__": (),
                "__new__": made,
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
            }
            getters = {
                field: vars(pattern)[of_pattern]
                for field, of_pattern in zip(fields, pattern._fields, strict=True)
            }
            return type(name, (_Named,), {**body, **own, **getters})

    NamedTuple = type.__new__(_Definition, "NamedTuple", (), {})

__all__ = ["NamedTuple"]
