"""What a piece of code makes of the flag, tried out on every value that the truth table knows."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping, Sequence

from migration_lint.flow.values import Reading
from migration_lint.project import Settings

# What no truth table should have and other libraries take for true: it chooses the control engine.
_NO_VALUES = ("on", "y", "t")


class UnknownOperation(Exception):  # noqa: N818 - no error, an answer
    """An operation whose result cannot be told."""


def disagreement(reading: Reading, settings: Settings) -> str | None:
    """A value of the flag that a complete reading takes for the other engine; None without any.

    A reading that is the exact opposite of the truth table ("use legacy?") agrees with it.
    """
    samples = _samples(reading, settings)
    try:
        results = {sample: _result(reading, sample) for sample in samples}
    except UnknownOperation:
        return None
    wrong = [sample for sample, truth in samples.items() if bool(results[sample]) is not truth]
    if not wrong or (len(wrong) == len(samples) and None not in results.values()):
        return None
    return str(wrong[0]) or '""'


def value_when_on(reading: Reading, settings: Settings) -> bool | None:
    """What a reading is, as a condition, when the flag chooses the candidate; None if unknown."""
    sample = True if reading.source == "attribute" else settings.flag_values.true[0]
    try:
        return bool(_result(reading, sample))
    except UnknownOperation:
        return None


def compared_truth(texts: Sequence[object], settings: Settings) -> bool | None:
    """What all of the texts that a reading is compared with mean; None where they differ."""
    meant = {settings.flag_values.truth(t) if isinstance(t, str) else None for t in texts}
    return meant.pop() if len(meant) == 1 else None


def is_rewritable(reading: Reading, settings: Settings) -> bool:
    """Whether a reading is one comparison with values that mean the same."""
    compared = [operation for operation in reading.operations if operation[0] in _COMPARISONS]
    if len(compared) != 1 or reading.source != "environment":
        return False
    given = compared[0][1]
    texts = given if isinstance(given, tuple) else (given,)
    return compared_truth(texts, settings) is not None


def is_complete(reading: Reading) -> bool:
    """Whether the flag's text has become a decision."""
    return bool(reading.operations) and reading.operations[-1][0] in _DECISIONS


def _samples(reading: Reading, settings: Settings) -> Mapping[object, bool]:
    """Values that the flag may have, each with what it means."""
    if reading.source == "attribute":
        return {True: True, False: False}
    known: dict[object, bool] = {}
    for values, truth in ((settings.flag_values.true, True), (settings.flag_values.false, False)):
        for value in values:
            known[value.upper()] = known[value] = truth
    return {**known, **{value: False for value in _NO_VALUES if value not in known}}


def _result(reading: Reading, sample: object) -> object:
    value = sample
    for name, *arguments in reading.operations:
        operation = _OPERATIONS.get(str(name))
        if operation is None:
            raise UnknownOperation(name)
        try:
            value = operation(value, arguments)
        except (TypeError, ValueError, SyntaxError, AttributeError, KeyError):
            return None
    return value


def _contains(value: object, arguments: Sequence[object]) -> bool:
    if not isinstance(arguments[0], (str, tuple)):
        raise UnknownOperation("in")
    return value in arguments[0]


def _equals(value: object, arguments: Sequence[object]) -> bool:
    if arguments[0] is None:
        raise UnknownOperation("==")
    return value == arguments[0]


def _method(name: str) -> Callable[[object, Sequence[object]], object]:
    return lambda value, arguments: getattr(value, name)(*arguments)


def _strtobool(value: object, _: Sequence[object]) -> bool:
    lowered = str(value).lower()
    if lowered in {"y", "yes", "t", "true", "on", "1"}:
        return True
    if lowered in {"n", "no", "f", "false", "off", "0"}:
        return False
    raise ValueError(value)


_TEXT_METHODS = (
    "lower", "upper", "strip", "lstrip", "rstrip", "casefold", "title", "capitalize", "swapcase",
    "replace", "removeprefix", "removesuffix",
)  # fmt: skip
_OPERATIONS: Mapping[str, Callable[[object, Sequence[object]], object]] = {
    **{name: _method(name) for name in (*_TEXT_METHODS, "startswith", "endswith")},
    "in": _contains,
    "not in": lambda value, arguments: not _contains(value, arguments),
    "==": _equals,
    "!=": lambda value, arguments: not _equals(value, arguments),
    "is": _equals,
    "is not": lambda value, arguments: not _equals(value, arguments),
    "not": lambda value, _: not value,
    "bool": lambda value, _: bool(value),
    "int": lambda value, _: int(value),  # type: ignore[call-overload]  # what the code itself does
    "strtobool": _strtobool,
    "loads": lambda value, _: json.loads(str(value)),
    "literal_eval": lambda value, _: ast.literal_eval(str(value)),
    "eval": lambda value, _: ast.literal_eval(str(value)),
}
_COMPARISONS = frozenset({"==", "!=", "in", "not in"})
_DECISIONS = frozenset(_OPERATIONS) - frozenset(_TEXT_METHODS)
