"""How a settings table is declared: a frozen dataclass whose fields carry check and meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar

from migration_lint.project.checks import Check

S = TypeVar("S")


@dataclass(frozen=True)
class Mistake:
    """One mistake in a configuration: the dotted `key` and what it `must` be."""

    key: str
    must: str


def setting(check: Check, meaning: str, default: Any = MISSING, **more: Any) -> Any:
    """Declare one key of a settings table.

    Args:
        check: Turns the TOML value into the value held, or raises ValueError.
        meaning: What the key is for; the reference in the documentation is made from it.
        default: The value without the key; MISSING where `factory` gives it.
        more: `factory`, a callable that makes the default; `key`, the TOML key where it is
            not the field's name with `-` for `_`.
    """
    factory: Callable[[], Any] | None = more.get("factory")
    metadata = {"check": check, "meaning": meaning, "key": more.get("key")}
    if factory is not None:
        return field(default_factory=factory, metadata=metadata)
    return field(default=default, metadata=metadata)


def keys_of(table: type) -> dict[str, str]:
    """The TOML keys of a settings table, each with the field that holds it."""
    return {declared.metadata["key"] or declared.name: declared.name for declared in fields(table)}


def read_table(table: type[S], raw: Mapping[str, Any], prefix: str) -> tuple[S, list[Mistake]]:
    """Build a settings table from parsed TOML; what is wrong is returned, not raised.

    Args:
        table: A dataclass whose fields are all declared with `setting`.
        raw: The TOML table.
        prefix: The dotted key of the table, empty at the top.
    """
    names, checks = keys_of(table), {f.name: f.metadata["check"] for f in fields(table)}  # type: ignore[arg-type]  # a dataclass, as said
    held: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for key, value in raw.items():
        name = names.get(key) or names.get(key.replace("-", "_"))
        dotted = f"{prefix}.{key}" if prefix else key
        if name is None:
            mistakes.append(Mistake(dotted, f"one of the known keys: {', '.join(sorted(names))}"))
            continue
        try:
            held[name] = checks[name](value)
        except TableMistakesError as problem:
            mistakes += [Mistake(f"{dotted}.{m.key}", m.must) for m in problem.mistakes]
        except ValueError as problem:
            mistakes.append(Mistake(dotted, str(problem)))
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
        held, mistakes = {}, []
        for name, raw in value.items():
            try:
                held[name] = check_one(raw)
            except TableMistakesError as problem:
                mistakes += [Mistake(f"{name}.{m.key}", m.must) for m in problem.mistakes]
            except ValueError as problem:
                mistakes.append(Mistake(name, str(problem)))
        if mistakes:
            raise TableMistakesError(mistakes)
        return held

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
        held, mistakes = [], []
        for number, raw in enumerate(value, 1):
            try:
                held.append(complete(check_one(raw)))
            except TableMistakesError as problem:
                mistakes += [Mistake(f"{number}.{m.key}", m.must) for m in problem.mistakes]
            except ValueError as problem:
                mistakes.append(Mistake(str(number), str(problem)))
        if mistakes:
            raise TableMistakesError(mistakes)
        return tuple(held)

    return check
