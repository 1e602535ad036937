"""Try a reading of the flag on every value of the truth table."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from migration_lint.flow.domain.readings import UNTOLD
from migration_lint.flow.domain.values import Reading
from migration_lint.naming.flag import yes_means
from migration_lint.project import Settings

# What no truth table should have and other libraries take for true: it counts as no value does.
_NO_VALUES = ("on", "y", "t")


class UnknownOperation(Exception):  # noqa: N818 - no error, an answer
    """An operation whose result is not known."""


def disagreement(reading: Reading, settings: Settings) -> str | None:
    """A value of the flag that a complete reading takes for the other engine; None without any.

    A reading that is the exact opposite of the truth table ("use legacy?") agrees with it, and one
    that is nearly so is judged as such. Whether settings keep a text is unknown.
    """
    samples = _samples(reading, settings)
    if reading.source == "settings" or only_validates(reading, settings):
        return None
    if yes_means(settings) is None and reading.operations[-1:] in _NUMBERS:
        return None  # `PRICING=2` is still to be compared
    try:
        results = {sample: _result(reading, sample) for sample in samples}
    except UnknownOperation:
        return None
    if tells_cases(reading):
        return _mixed(samples, results)
    samples = {it: samples[it] for it in samples if not _is_refused(it, results[it], settings)}
    wrong = [sample for sample, truth in samples.items() if bool(results[sample]) is not truth]
    is_opposite = len(wrong) == len(samples) and all(results[it] is not None for it in samples)
    if not wrong or is_opposite:
        return None
    if yes_means(settings) is False and len(wrong) * 2 > len(samples):
        wrong = [sample for sample in samples if sample not in wrong] or wrong
    return str(wrong[0]) or '""'


def _is_refused(sample: object, result: object, settings: Settings) -> bool:
    """Whether code has no answer to no value at all, or to one that the table does not list."""
    return result is None and (not sample or settings.flag_values.truth(str(sample)) is None)


def tells_cases(reading: Reading) -> bool:
    """Whether a `match` tells values of the flag apart that nothing was decided of before."""
    *before, last = reading.operations or ((None,),)
    return last[0] == "cases" and not _decides(before)


def _mixed(samples: Mapping[object, bool], cases: Mapping[object, object]) -> str | None:
    """A value for one engine in the same case as one for the other."""
    off = {cases[sample] for sample, truth in samples.items() if not truth}
    return next((str(one) for one, truth in samples.items() if truth and cases[one] in off), None)


def only_validates(reading: Reading, settings: Settings) -> bool:
    """`text in ("true", "false")`: whether it is a value at all, and not which engine it means."""
    name, *given = reading.operations[-1] if reading.operations else ("",)
    if name not in {"in", "not in"} or not isinstance(given[0], (tuple, str)):
        return False
    words = given[0].split() if isinstance(given[0], str) else given[0]
    return {settings.flag_values.truth(one) for one in words if isinstance(one, str)} >= {
        True,
        False,
    }


def value_when_on(reading: Reading, settings: Settings) -> bool | None:
    """The truth of a reading when the flag chooses the candidate; None if unknown."""
    if reading.source == "settings":
        return None
    on = yes_means(settings) if reading.source == "attribute" else None
    sample = settings.flag_values.true[0] if on is None else on
    try:
        return bool(_result(reading, sample))
    except UnknownOperation:
        return None


def decides_by_case(reading: Reading) -> bool:
    """Whether a reading is the result of several conditions on the flag."""
    return bool(reading.operations) and reading.operations[-1][0] == "choose"


def cases_of(reading: Reading) -> Iterator[Reading]:
    """The readings that are the result in one case or the other."""
    cases: Sequence[Any] = reading.operations[-1][2:] if decides_by_case(reading) else ()
    for kind, *given in cases:
        if kind == "read":
            yield Reading(reading.source, reading.default, given[0], reading.place)


def has_default(reading: Reading) -> bool:
    """Whether a reading has a value where the variable is not set."""
    return reading.default is not None and reading.default.value is not None


def value_when_unset(reading: Reading) -> object:
    """The value of a reading where the flag is not set: a default, or that of a special case."""
    if reading.default is not None:
        return reading.default.value
    if reading.operations and reading.operations[0][0] == "choose":
        return _result(reading, None)
    return None


def compared_truth(texts: Sequence[object], settings: Settings) -> bool | None:
    """The common meaning of all texts that a reading is compared with; None where they differ."""
    meant = {settings.flag_values.truth(t) if isinstance(t, str) else None for t in texts}
    return meant.pop() if len(meant) == 1 else None


def is_rewritable(reading: Reading, settings: Settings) -> bool:
    """Whether a reading is one comparison with values that mean the same."""
    compared = [operation for operation in reading.operations if operation[0] in _COMPARISONS]
    others = {operation[0] for operation in reading.operations if operation not in compared}
    if len(compared) != 1 or reading.source != "environment" or not others <= _REWRITTEN:
        return False
    given = compared[0][1]
    texts = given if isinstance(given, tuple) else (given,)
    return compared_truth(texts, settings) is not None


def only_asks_presence(reading: Reading) -> bool:
    """Whether a reading only asks if there is a value: `is None`, `is not None`."""
    return reading.operations in _PRESENCE


def compares_with_unknown(reading: Reading) -> bool:
    """Whether a reading is compared with an unknown value."""
    return any(
        (name in _COMPARISONS or name in {"is", "is not"}) and not all(map(_is_told, given))
        for name, *given in reading.operations
    )


def is_complete(reading: Reading) -> bool:
    """Whether the flag's text has become a decision."""
    return _decides(reading.operations)


def _decides(operations: Sequence[Sequence[Any]]) -> bool:
    if not operations:
        return False
    name, *ways = operations[-1]
    if name == "choose":
        return all(kind != "read" or _decides(given[0]) for kind, *given in ways[1:])
    if name == "and":  # whatever comes before the last one is false where it is the result
        return _decides(ways[-1])
    return all(map(_decides, ways)) if name == "or" else name in _DECISIONS


def _samples(reading: Reading, settings: Settings) -> Mapping[object, bool]:
    """Values that the flag may have, each with what it means."""
    on = yes_means(settings)
    if reading.source == "attribute" and on is not None:
        return {on: True, not on: False}
    known: dict[object, bool] = {}
    for values, truth in ((settings.flag_values.true, True), (settings.flag_values.false, False)):
        for value in values:
            known[value.upper()] = known[value] = truth
    unset = settings.flag_values.truth("")
    if unset is None:
        return known
    return {**known, **{value: unset for value in _NO_VALUES if value not in known}}


def _result(reading: Reading, sample: object) -> object:
    return _worked_out(reading.operations, sample)


def _worked_out(operations: Sequence[Sequence[Any]], sample: object) -> object:
    value = sample
    for name, *arguments in operations:
        if name in _JOINED:
            value = _joined(arguments, value, until=name == "or")
            continue
        if name == "choose":
            value = _chosen(arguments, value)
            continue
        operation = _OPERATIONS.get(str(name))
        if operation is None or not all(map(_is_told, arguments)):
            raise UnknownOperation(name)
        try:
            value = operation(value, arguments)
        except (TypeError, ValueError, SyntaxError, AttributeError, LookupError, re.error):
            return None
    return value


def _joined(ways: Sequence[Sequence[Any]], sample: object, *, until: bool) -> object:
    """`a or b` (until one is true), `a and b`, each operand being worked out on the sample."""
    value: object = None
    for way in ways:
        value = _worked_out(way, sample)
        if bool(value) is until:
            break
    return value


def _chosen(ways: Sequence[Any], sample: object) -> object:
    """`yes if test else no`; None where nothing is given."""
    test, yes, no = ways
    kind, *given = yes if _worked_out(test, sample) else no
    if kind == "read":
        return _worked_out(given[0], sample)
    return given[0] if kind == "value" else None


def _is_told(argument: object) -> bool:
    if isinstance(argument, tuple):
        return all(map(_is_told, argument))
    return argument is not UNTOLD


def _with(function: Callable[[Any, Any], object]) -> Callable[[object, Sequence[object]], object]:
    """An operation with one argument."""
    return lambda value, arguments: function(value, arguments[0])


def _method(name: str) -> Callable[[object, Sequence[object]], object]:
    return lambda value, arguments: getattr(value, name)(*arguments)


def _looked_up(value: object, arguments: Sequence[object]) -> object:
    pairs, *default = arguments
    table = dict(pairs)  # type: ignore[call-overload]  # as `looked_up` of the data flow makes it
    return table.get(value, *default) if default else table[value]


def _searched(name: str) -> Callable[[object, Sequence[object]], object]:
    function = getattr(re, name)
    return _with(lambda text, pattern: function(pattern, text))


def _case(value: object, cases: Sequence[object]) -> int:
    """The position of the case of a `match` that takes a value."""
    taken = (position for position, held in enumerate(cases) if value in held)  # type: ignore[operator]  # tuples
    return next(taken, len(cases))


def _from_json(text: str) -> object:
    import json  # noqa: PLC0415 - few projects read the flag so

    return json.loads(text)


def _strtobool(value: object, _: Sequence[object]) -> bool:
    lowered = str(value).lower()
    if lowered in {"y", "yes", "t", "true", "on", "1"}:
        return True
    if lowered in {"n", "no", "f", "false", "off", "0"}:
        return False
    raise ValueError(value)


# What YAML 1.1 makes of a word; a number stays what it is, as true or false as the text says.
_YAML = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off", "0", ""), False),
}
_TEXT_METHODS = (
    "lower", "upper", "strip", "lstrip", "rstrip", "casefold", "title", "capitalize", "swapcase",
    "replace", "removeprefix", "removesuffix", "encode", "decode",
    "split", "rsplit", "partition", "rpartition", "splitlines",
)  # fmt: skip
_ASKING_METHODS = (
    "startswith", "endswith", "isdigit", "isdecimal", "isnumeric", "isalpha", "isalnum", "islower",
    "isupper", "istitle", "__eq__", "__ne__", "__contains__",
)  # fmt: skip
_COUNTING_METHODS = ("count", "find", "index")
_OPERATIONS: Mapping[str, Callable[[object, Sequence[object]], object]] = {
    **{name: _method(name) for name in (*_TEXT_METHODS, *_ASKING_METHODS, *_COUNTING_METHODS)},
    **{name: _searched(name) for name in ("match", "fullmatch", "search")},
    "item": _with(operator.getitem),
    "slice": lambda value, bounds: value[slice(*bounds)],  # type: ignore[index]  # a text
    "lookup": _looked_up,
    "cases": _case,
    "in": _with(lambda value, held: value in held),
    "not in": _with(lambda value, held: value not in held),
    "contains": _with(operator.contains),
    "lacks": _with(lambda value, inner: inner not in value),
    "==": _with(operator.eq),
    "!=": _with(operator.ne),
    "is": _with(operator.eq),  # texts and truth values are compared with it by mistake
    "is not": _with(operator.ne),
    "<": _with(operator.lt),
    "<=": _with(operator.le),
    ">": _with(operator.gt),
    ">=": _with(operator.ge),
    "len": lambda value, _: len(value),  # type: ignore[arg-type]  # a text
    "not": lambda value, _: not value,
    "bool": lambda value, _: bool(value),
    "float": lambda value, _: float(value),  # type: ignore[arg-type]  # what the code itself does
    "int": lambda value, _: int(value),  # type: ignore[call-overload]  # what the code itself does
    "strtobool": _strtobool,
    "loads": lambda value, _: _from_json(str(value)),
    "safe_load": lambda value, _: _YAML.get(str(value).lower(), value),
    "literal_eval": lambda value, _: ast.literal_eval(str(value)),
    "eval": lambda value, _: ast.literal_eval(str(value)),
}
_NUMBERS = ((("int",),), (("float",),))
_JOINED = frozenset({"or", "and"})
_COMPARISONS = frozenset({"==", "!=", "in", "not in"})
_REWRITTEN = frozenset({*_TEXT_METHODS, "not", "bool"})
_PRESENCE = ((("is", None),), (("is not", None),), (("==", None),), (("!=", None),))
_DECISIONS = frozenset(_OPERATIONS).difference(
    _TEXT_METHODS, _COUNTING_METHODS, ("item", "slice", "len")
)
