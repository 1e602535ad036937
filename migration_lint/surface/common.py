"""Compute what both engines accept: the widest signature that a protocol can promise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TypeAlias

from migration_lint.flow.code.signatures import Signature
from migration_lint.project import Parameter

_Pair: TypeAlias = tuple[Parameter, Parameter]
_OWN_NAME = ("positional", "keyword")


def common(control: Signature, candidate: Signature) -> Signature | None:
    """What a call may give to either of two callables; None where no call fits both.

    Its text is as the configuration has it: `(source, target, depth=...)`.
    """
    both = control, candidate
    pairs = list(_same_positions(*both))
    last = max((at for at, pair in enumerate(pairs, 1) if _has_no_name(pair, both)), default=0)
    only = [one.name for one, _ in pairs[:last]]
    given = {parameter.name for pair in pairs for parameter in pair}
    is_whole = all(len(_plain(signature)) == len(pairs) for signature in both)
    may_repeat = only or any(signature.positional_only for signature in both)
    parameters = [
        *(_merged(pair, "positional") for pair in pairs),
        *(_rest("var_positional", both) if is_whole else ()),
        *(_merged(pair, "keyword") for pair in _by_keyword(both, given)),
        *(_rest("var_keyword", both) if not may_repeat else ()),
    ]
    reached = given.union(parameter.name for parameter in parameters)
    needed = (p.name for signature in both for p in signature.parameters if p.required)
    if control.is_async != candidate.is_async or not reached.issuperset(needed):
        return None
    text = _text(parameters, len(only))
    return Signature(tuple(parameters), frozenset(only), text, control.is_async)


def _merged(pair: _Pair, kind: str) -> Parameter:
    return Parameter(pair[0].name, kind, any(parameter.required for parameter in pair))


def _by_keyword(both: tuple[Signature, Signature], given: set[str]) -> Iterator[_Pair]:
    """What both take by keyword and not by a position that they have in common."""
    for parameter in (*both[0].parameters, *both[1].parameters):
        one, other = (_named(parameter.name, signature) for signature in both)
        if one and other and one.name not in given and parameter.kind in _OWN_NAME:
            given.add(one.name)
            yield one, other


def _same_positions(control: Signature, candidate: Signature) -> Iterator[_Pair]:
    """The parameters at the same positions, up to where they mean something else."""
    mine, others = _padded(control, candidate), _padded(candidate, control)
    names = [{parameter.name for parameter in it.parameters} for it in (control, candidate)]

    def is_same(pair: _Pair) -> bool:
        one, other = pair
        is_moved = one.name in names[1] or other.name in names[0]
        return one.name == other.name or (not is_moved and (one.required or other.required))

    return takewhile(is_same, zip(mine, others, strict=False))


def _padded(signature: Signature, other: Signature) -> list[Parameter]:
    """Its parameters that have a position; `*rest` takes what the other one has more of them."""
    own, named = _plain(signature), {parameter.name for parameter in signature.parameters}
    more = _plain(other)[len(own) :] if _has(signature, "var_positional") else []
    rest = takewhile(lambda parameter: parameter.name not in named, more)
    return own + [parameter._replace(required=False) for parameter in rest]


def _plain(signature: Signature) -> list[Parameter]:
    return [one for one in signature.parameters if one.kind == "positional"]


def _has_no_name(pair: _Pair, both: tuple[Signature, Signature]) -> bool:
    """Whether what stands at a position cannot be given by one name to both."""
    name = pair[0].name
    return name != pair[1].name or not all(_named(name, signature) for signature in both)


def _named(name: str, signature: Signature) -> Parameter | None:
    """How a signature takes a keyword argument: as one of its own, or among any others."""
    for one in signature.parameters:
        if one.name == name and one.kind in _OWN_NAME:
            return one if name not in signature.positional_only else None
    return Parameter(name, "keyword", required=False) if _has(signature, "var_keyword") else None


def _has(signature: Signature, kind: str) -> bool:
    return any(parameter.kind == kind for parameter in signature.parameters)


def _rest(kind: str, both: tuple[Signature, Signature]) -> Iterator[Parameter]:
    """`*rest` or `**more`, where both have it."""
    if all(_has(signature, kind) for signature in both):
        yield next(one for one in both[0].parameters if one.kind == kind)


def _text(parameters: list[Parameter], positional_only: int) -> str:
    stars = {"var_positional": "*", "var_keyword": "**"}
    written = [
        stars.get(one.kind, "") + one.name + ("" if one.required or one.kind in stars else "=...")
        for one in parameters
    ]
    kinds = [parameter.kind for parameter in parameters]
    if "keyword" in kinds and "var_positional" not in kinds:
        written.insert(kinds.index("keyword"), "*")
    if positional_only:
        written.insert(positional_only, "/")
    return f"({', '.join(written)})"
