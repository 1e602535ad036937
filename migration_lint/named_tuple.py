"""Named tuples, defined in half the time that `typing.NamedTuple` takes.

That one compiles every annotation, which nobody asks for here. To type checkers it is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    class _Definition(type):
        """Makes a named tuple of the body of a class: its annotations name the fields."""

        def __new__(cls, name: str, _bases: object, body: dict[str, Any]) -> type:
            """The named tuple, with everything else that the body defines."""
            fields = body["__annotations__"]
            defaults = [body[field] for field in fields if field in body]
            module = body["__module__"]
            made = namedtuple(name, fields, defaults=defaults, module=module)  # noqa: PYI024 - see above
            for key, value in body.items():
                if key not in fields:
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Definition, "NamedTuple", (), {})

__all__ = ["NamedTuple"]
