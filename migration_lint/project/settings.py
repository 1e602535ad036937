"""Declare a settings table as a class whose attributes carry a check and a description.

Its objects never change. It is no dataclass: those of all tables took longer to define than most
commands take to read their settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from migration_lint.named_tuple import NamedTuple
from migration_lint.project.checks import Check

if TYPE_CHECKING:
    from typing_extensions import Self, dataclass_transform
else:

    def dataclass_transform(**_: bool) -> Callable[[type], type]:
        """Let type checkers know the arguments that a table is made with."""
        return lambda table: table


S = TypeVar("S", bound="SettingsTable")

REQUIRED = object()  # in place of a default: there is none


class Mistake(NamedTuple):
    """One mistake in a configuration: the dotted `key` and what it `must` be."""

    key: str
    must: str


class Setting(NamedTuple):
    """One key of a settings table; see `setting`."""

    check: Check
    meaning: str
    default: Any
    factory: Callable[[], Any] | None
    key: str | None

    @property
    def is_required(self) -> bool:
        """Whether there is no value without the key."""
        return self.default is REQUIRED and self.factory is None

    def without(self) -> Any:
        """The value where the key is not given."""
        return self.factory() if self.factory is not None else self.default


def setting(check: Check, meaning: str, default: Any = REQUIRED, **more: Any) -> Any:
    """Declare one key of a settings table.

    Args:
        check: Turns the TOML value into the value held, or raises ValueError.
        meaning: What the key is for; the reference in the documentation is made from it.
        default: The value without the key; REQUIRED where there is none, or `factory` gives it.
        more: `factory`, a callable that makes the default; `key`, the TOML key where it is
            not the attribute's name with `-` for `_`.
    """
    return Setting(check, meaning, default, more.get("factory"), more.get("key"))


@dataclass_transform(frozen_default=True)
class SettingsTable:
    """A table of the configuration: the values of what its class declares with `setting`.

    Attributes:
        declared: The settings by the names of the attributes, in their order.
    """

    declared: ClassVar[Mapping[str, Setting]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.declared = {name: one for name, one in vars(cls).items() if isinstance(one, Setting)}

    def __init__(self, *values: Any, **named: Any) -> None:
        named |= zip(list(self.declared)[: len(values)], values, strict=True)
        for name, one in self.declared.items():
            if name not in named and one.is_required:
                raise TypeError(f"{type(self).__name__} needs {name}")
            vars(self)[name] = named.pop(name) if name in named else one.without()
        if named:
            raise TypeError(f"{type(self).__name__} has no {', '.join(named)}")

    def _replace(self, **changes: Any) -> Self:
        """The same table with other values for some keys, as named tuples have it."""
        return type(self)(**{**vars(self), **changes})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} never changes; `_replace` makes another one")

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if type(other) is type(self) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # it may hold mappings

    def __repr__(self) -> str:
        held = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({held})"


def keys_of(table: type[SettingsTable]) -> dict[str, str]:
    """The TOML keys of a settings table, each with the attribute that holds it."""
    return {one.key or name: name for name, one in table.declared.items()}


def read_table(table: type[S], raw: Mapping[str, Any], prefix: str) -> tuple[S, list[Mistake]]:
    """Build a settings table from parsed TOML; what is wrong is returned, not raised.

    Args:
        table: What is built.
        raw: The TOML table.
        prefix: The dotted key of the table, empty at the top.
    """
    names, before = keys_of(table), f"{prefix}." if prefix else ""
    held: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for key, value in raw.items():
        name = names.get(key) or names.get(key.replace("-", "_"))
        dotted = before + key
        if name is None:
            mistakes.append(Mistake(dotted, f"one of the known keys: {', '.join(sorted(names))}"))
            continue
        held[name] = None
        try:
            held[name] = table.declared[name].check(value)
        except TableMistakesError as problem:
            mistakes += [Mistake(f"{dotted}.{m.key}", m.must) for m in problem.mistakes]
        except ValueError as problem:
            mistakes.append(Mistake(dotted, str(problem)))
    missing = [name for name in names.values() if table.declared[name].is_required]
    for name in missing:
        if name not in held:
            held[name] = None
            mistakes.append(Mistake(before + name, "given"))
    return table(**held), mistakes


class TableMistakesError(ValueError):
    """The mistakes inside a nested table, keyed relative to it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(f"{m.key} must be {m.must}" for m in mistakes))
        self.mistakes = mistakes


def nested(table: type[S]) -> Callable[[object], S]:
    """A check for a key that is itself a settings table."""

    def check(value: object) -> S:
        if not isinstance(value, Mapping):
            raise ValueError("a table")
        held, mistakes = read_table(table, value, "")
        if mistakes:
            raise TableMistakesError(mistakes)
        return held

    return check


def tables_of(table: type[S]) -> Callable[[object], Mapping[str, S]]:
    """A check for a table of settings tables, each under a name of the user's."""
    check_one = nested(table)

    def check(value: object) -> Mapping[str, S]:
        if not isinstance(value, Mapping):
            raise ValueError("a table of tables")
        return _checked(value.items(), check_one)

    return check


def list_of_tables(table: type[S], complete: Callable[[S], S]) -> Callable[[object], tuple[S, ...]]:
    """A check for a list of settings tables; mistakes are keyed by the number of theirs, from 1.

    Args:
        table: What each member is.
        complete: Gives a member back if it says all that it must, or raises ValueError.
    """
    check_one = nested(table)

    def check(value: object) -> tuple[S, ...]:
        if not isinstance(value, (list, tuple)):
            raise ValueError("a list of tables")
        numbered = ((str(number), raw) for number, raw in enumerate(value, 1))
        return tuple(_checked(numbered, lambda raw: complete(check_one(raw))).values())

    return check


def _checked(tables: Iterable[tuple[str, object]], check: Callable[[object], S]) -> dict[str, S]:
    """Several tables by their keys, each checked, with the mistakes of all of them together."""
    held: dict[str, S] = {}
    mistakes: list[Mistake] = []
    for key, raw in tables:
        try:
            held[key] = check(raw)
        except TableMistakesError as problem:
            mistakes += [Mistake(f"{key}.{one.key}", one.must) for one in problem.mistakes]
        except ValueError as problem:
            mistakes.append(Mistake(key, str(problem)))
    if mistakes:
        raise TableMistakesError(mistakes)
    return held
