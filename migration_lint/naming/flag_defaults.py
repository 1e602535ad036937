"""Find defaults of the flag given to its readers: a settings library, a helper function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts
from migration_lint.flow.code.parameter_lists import with_defaults
from migration_lint.flow.code.settings_fields import SettingsClassFact, settings_fields
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.tables import is_environment
from migration_lint.flow.domain.values import NOTHING, Function, Reading, constants, strings
from migration_lint.flow.recording.facts import CallFact, Operand, SubscriptFact
from migration_lint.naming.flag import turns_off
from migration_lint.naming.flag_reading import is_complete, value_when_unset
from migration_lint.project import Settings
from migration_lint.regex import regex

_READERS = regex(
    r"config|get\w*|env|bool|boolean|str|read\w*|\w*flag\w*|\w*variation|lookup|__call__"
)
_NAMES_VARIABLE = frozenset({"envvar", "env", "env_var", "alias", "validation_alias"})
_OF_MAPPINGS = (".get", ".getenv", ".pop", ".setdefault")
_MISSING = frozenset({"KeyError", "LookupError", "Exception", "BaseException"})
_DEFAULTS = frozenset({None, "default", "fallback"})


def false_defaults(call: CallFact, settings: Settings) -> Iterator[tuple[Span, object]]:
    """Where a call names the flag and gives it a default that turns it off, with that."""
    declared = list(_declared(call, settings))
    for name, default in declared:
        values = constants(default.values)
        if values and all(turns_off(value, settings) for value in values):
            yield name.span, values[0]
    if not declared:
        yield from _inherent(call, settings)


def fields_off(facts: Facts, settings: Settings) -> Iterator[tuple[Span, str, object]]:
    """Fields of pydantic's `BaseSettings` that are filled from the flag and off without it."""
    for settings_class in facts.of(SettingsClassFact):
        for field in settings_fields(settings_class.node):
            target, default = field.target, field.default
            is_flag = field.variable.lower() == settings.flag.lower()
            if not is_flag or field.is_aliased or target.id == settings.flag:
                continue  # told by the call that says the name, or by ML301
            if isinstance(default, ast.Constant) and turns_off(default.value, settings):
                column = target.col_offset + 1
                span = Span(target.lineno, column, target.lineno, column + len(target.id))
                yield span, settings_class.node.name, default.value


def annotated_off(facts: Facts, settings: Settings) -> Iterator[tuple[Span, str, object]]:
    """`new: Annotated[bool, Option(envvar=FLAG)] = False`, a parameter or a field."""
    named = {
        name.span: call.scope
        for call in facts.of(CallFact)
        for name in call.arguments
        if name.keyword in _NAMES_VARIABLE and _names_flag(name, settings)
    }
    for node in ast.walk(facts.tree) if facts.tree and named else ():
        for annotation, default in _annotated(node):
            if isinstance(default, ast.Constant) and turns_off(default.value, settings):
                for span, scope in named.items():
                    if _stands_in(span, annotation):
                        yield span, scope, default.value


def _annotated(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The annotations of parameters and names, each with what is there by default."""
    match node:
        case ast.AnnAssign(annotation=annotation, value=ast.expr() as value):
            yield annotation, value
        case ast.arguments():
            for one, default in with_defaults(node):
                if one.annotation is not None:
                    yield one.annotation, default


def _stands_in(span: Span, node: ast.expr) -> bool:
    end = node.end_lineno or node.lineno, (node.end_col_offset or 0) + 1
    return (node.lineno, node.col_offset + 1) <= (span.line, span.column) <= end


def caught_defaults(facts: Facts, settings: Settings) -> Iterator[tuple[Span, str, object]]:
    """Values used where the variable is missing: `except KeyError: NEW = False`."""
    read = [
        one
        for one in facts.of(SubscriptFact)
        if settings.flag in strings(one.key.values) and any(map(is_environment, one.base))
    ]
    for node in ast.walk(facts.tree) if facts.tree and read else ():
        if not isinstance(node, ast.Try):
            continue
        scopes = {name: one.scope for one in read for name, _ in _given_at(one.span.line, node)}
        for handler in filter(_is_of_missing, node.handlers if scopes else ()):
            for target, value in (pair for one in handler.body for pair in _given(one)):
                if not isinstance(value, ast.Constant) or target not in scopes:
                    continue
                if turns_off(value.value, settings):
                    column, end = value.col_offset + 1, (value.end_col_offset or 0) + 1
                    span = Span(value.lineno, column, value.lineno, end)
                    yield span, scopes[target], value.value


def _given_at(line: int, around: ast.Try) -> Iterator[tuple[str, ast.expr]]:
    for statement in around.body:
        if statement.lineno <= line <= (statement.end_lineno or 0):
            yield from _given(statement)


def _given(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """What a statement gives a value, and which; the result of a function has no name."""
    match statement:
        case ast.Assign(targets=[target], value=value):
            yield ast.unparse(target), value
        case ast.Return(value=ast.expr() as value):
            yield "", value


def _is_of_missing(handler: ast.ExceptHandler) -> bool:
    """Whether it is for a variable that is not there."""
    caught = ast.walk(handler.type) if handler.type else ()
    return not handler.type or any(getattr(one, "id", None) in _MISSING for one in caught)


def _inherent(call: CallFact, settings: Settings) -> Iterator[tuple[Span, object]]:
    """A function of one's own that is given the flag's name and has a default of its own."""
    read = [value for value in call.result if type(value) is Reading]
    name = next((one for one in call.arguments[:1] if _names_flag(one, settings)), None)
    if name is None or not any(map(is_complete, read)):
        return
    unset = [*constants(call.result), *map(value_when_unset, read)]
    unset += [
        default
        for value in call.callee
        if isinstance(value, Function)
        for name in filter(None, _DEFAULTS)
        for default in constants(value.definition.defaults.get(name, NOTHING))
    ]
    unset = [value for value in unset if value is not None]
    if unset and all(turns_off(value, settings) for value in unset):
        yield name.span, unset[0]


def _declared(call: CallFact, settings: Settings) -> Iterator[tuple[Operand, Operand]]:
    """Where a call names the flag, each with what may be the default there."""
    read = [
        value for value in call.result if type(value) is Reading and value.source == "environment"
    ]
    is_reader = not call.called or bool(_READERS.fullmatch(call.called))
    if read:  # a call of the environment itself is judged as a reading
        is_method = any(name.endswith(_OF_MAPPINGS) for name in call.names)
        is_reader = not is_method and not any(_is_made_by(call, one) for one in read)
    by_keyword = [one for one in call.arguments if one.keyword in _NAMES_VARIABLE]
    names = by_keyword or call.arguments[:2]
    if by_keyword or is_reader:
        for name in names:
            if _names_flag(name, settings):
                after = call.arguments if by_keyword else call.arguments[names.index(name) + 1 :]
                yield from ((name, other) for other in after if other.keyword in _DEFAULTS)
    for argument in call.arguments:  # `Env(FLAG=(bool, False))`
        if argument.keyword == settings.flag and len(argument.items) == 2:
            yield argument, argument.items[1]


def _is_made_by(call: CallFact, reading: Reading) -> bool:
    """Whether a reading is the call itself, and no other that it leads to."""
    node = reading.place.node if reading.place is not None else None
    at = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    return isinstance(node, ast.Call) and at == (call.whole.line, call.whole.end_line)


def _names_flag(name: Operand, settings: Settings) -> bool:
    """Whether it is the flag's name, or one of several names."""
    held = [value.every() for value in name.values if isinstance(value, Container)]
    named = (*held, *(one.values for one in (name, *name.items)))
    return not all(settings.flag_keys.isdisjoint(strings(values)) for values in named)
