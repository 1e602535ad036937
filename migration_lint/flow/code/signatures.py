"""Signatures: what a call may give, and what would break between two of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from migration_lint.flow.code.definitions import FunctionNode
from migration_lint.flow.code.parameter_lists import positional
from migration_lint.named_tuple import NamedTuple
from migration_lint.project import Parameter, ProtocolMethod
from migration_lint.project.protocol import parameters_of

_VARIABLE = ("var_positional", "var_keyword")


class Signature(NamedTuple):
    """What a callable takes, without `self`.

    Attributes:
        parameters: In order.
        positional_only: The names that a call cannot give by keyword.
        text: As in the source: `(new_stage: str) -> None`.
        is_async: Whether a call has to be awaited.
    """

    parameters: tuple[Parameter, ...]
    positional_only: frozenset[str]
    text: str
    is_async: bool = False

    def problem(
        self,
        positional: int,
        keywords: Sequence[str],
        *,
        more_positional: bool = False,
        more_keywords: bool = False,
    ) -> str | None:
        """Why a call with these arguments is rejected; None where it may be accepted.

        Args:
            positional: How many positional arguments are given.
            keywords: The keyword arguments given.
            more_positional: Whether `*args` of unknown length follows.
            more_keywords: Whether `**kwargs` of unknown content follows.
        """
        plain = [parameter for parameter in self.parameters if parameter.kind == "positional"]
        has_rest = any(parameter.kind == "var_positional" for parameter in self.parameters)
        if positional > len(plain) and not has_rest:
            return f"takes {_arguments(len(plain))}, {positional} given"
        return self._keyword_problem(plain[:positional], keywords) or self._missing(
            plain[positional:] if not more_positional else [], keywords, more=more_keywords
        )

    def _keyword_problem(self, filled: list[Parameter], keywords: Sequence[str]) -> str | None:
        named = {p.name for p in self.parameters if p.kind not in _VARIABLE}
        accepts_any = any(parameter.kind == "var_keyword" for parameter in self.parameters)
        given = {parameter.name for parameter in filled}
        for keyword in keywords:
            if keyword in given and keyword not in self.positional_only:
                return f"gets `{keyword}` twice"
            known = keyword in named and keyword not in self.positional_only
            if not known and not accepts_any:
                return f"has no parameter `{keyword}`"
        return None

    def _missing(
        self, unfilled: list[Parameter], keywords: Sequence[str], *, more: bool
    ) -> str | None:
        if more:
            return None
        keyword_only = [p for p in self.parameters if p.kind == "keyword"]
        for parameter in [*unfilled, *keyword_only]:
            if parameter.required and parameter.name not in keywords:
                return f"needs `{parameter.name}`"
        return None


def _arguments(count: int) -> str:
    return "no positional argument" if not count else f"at most {count} positional"


def of_protocol(method: ProtocolMethod) -> Signature | None:
    """The signature of a configured method; None for a plain attribute."""
    if method.parameters is None:
        return None
    text = method.signature.removeprefix(method.name)
    before, slash, _ = text.partition("/")
    count = before.count(",") if slash else 0
    only = frozenset(parameter.name for parameter in method.parameters[:count])
    return Signature(method.parameters, only, text)


def of_function(node: FunctionNode, *, bound: bool) -> Signature:
    """The signature of a function as it is written; `bound` leaves out the first parameter."""
    found = parameters_of(node.args)
    if bound and positional(node.args):
        del found[0]
    only = frozenset(argument.arg for argument in node.args.posonlyargs)
    is_async = isinstance(node, ast.AsyncFunctionDef)
    return Signature(tuple(found), only, _text(node, bound=bound), is_async)


def _text(node: FunctionNode, *, bound: bool) -> str:
    arguments = ast.unparse(node.args)
    if bound:
        arguments = arguments.partition(", ")[2] if ", " in arguments else ""
        arguments = arguments.removeprefix("/, ").removeprefix("/")
    returned = getattr(node, "returns", None)
    returns = f" -> {ast.unparse(returned)}" if returned else ""
    return f"({arguments}){returns}"


def differences(control: Signature, candidate: Signature, names: tuple[str, str]) -> Iterator[str]:
    """What calls one of two signatures accepts and the other does not, one sentence each.

    Args:
        control: The control's signature.
        candidate: The candidate's.
        names: The engines' names, in the same order.
    """
    if control.is_async != candidate.is_async:
        first, second = names if control.is_async else names[::-1]
        yield f"{first} has to be awaited, {second} must not be"
    for one, two, (first, second) in (
        (control, candidate, names),
        (candidate, control, names[::-1]),
    ):
        yield from _only_accepted(one, two, first, second)


def _only_accepted(one: Signature, two: Signature, first: str, second: str) -> Iterator[str]:
    known = {parameter.name: parameter for parameter in two.parameters}
    open_keywords = any(parameter.kind == "var_keyword" for parameter in two.parameters)
    for parameter in one.parameters:
        if parameter.kind in _VARIABLE:
            if not any(other.kind == parameter.kind for other in two.parameters):
                what = "positional" if parameter.kind == "var_positional" else "keyword"
                yield f"{first} accepts any further {what} arguments, {second} does not"
            continue
        by_keyword = parameter.name not in one.positional_only
        other = known.get(parameter.name)
        taken = other is not None and parameter.name not in two.positional_only
        if by_keyword and not taken and not open_keywords:
            yield f"{first} accepts `{parameter.name}` by keyword, {second} does not"
        elif other is not None and other.required and not parameter.required:
            yield f"{first} can be called without `{parameter.name}`, {second} cannot"
    yield from _only_needed(one, two, first, second)
    yield from _positions(one, two, first, second)


def _only_needed(one: Signature, two: Signature, first: str, second: str) -> Iterator[str]:
    """The parameters that a call of the first does not know, and the second cannot do without."""
    known = {parameter.name for parameter in one.parameters}
    places = sum(parameter.kind == "positional" for parameter in one.parameters)
    for position, parameter in enumerate(two.parameters):
        # One that merely has another name is given all the same, by its position.
        is_more = parameter.kind == "keyword" or position >= places
        if parameter.required and parameter.name not in known and is_more:
            yield f"{first} can be called without `{parameter.name}`, {second} cannot"


def _positions(one: Signature, two: Signature, first: str, second: str) -> Iterator[str]:
    mine = [parameter.name for parameter in one.parameters if parameter.kind == "positional"]
    others = [parameter.name for parameter in two.parameters if parameter.kind == "positional"]
    rest = any(parameter.kind == "var_positional" for parameter in two.parameters)
    if len(mine) > len(others) and not rest:
        arguments = "arguments" if len(mine) > 1 else "argument"
        yield f"{first} accepts {len(mine)} positional {arguments}, {second} {len(others)}"
    swapped = [a for a, b in zip(mine, others, strict=False) if a != b and a in others]
    if swapped and mine < others:
        yield f"`{swapped[0]}` stands at another position in {second} than in {first}"
