"""Build each kind of fact from what was seen at its place."""

from __future__ import annotations

import ast

from migration_lint.diagnostic import Span
from migration_lint.flow.domain.values import UNKNOWN, Bound, Module, Reading, Symbol, Values
from migration_lint.flow.recording import facts
from migration_lint.flow.recording.recorder import Recorder, Seen


def import_(recorder: Recorder, seen: Seen) -> facts.ImportFact:
    """One name of an import statement."""
    extra, source = seen.extra, recorder.source
    statement, name_at = extra["statement"], source.alias_span(extra["node"])
    module_at = source.module_span(statement) if isinstance(statement, ast.ImportFrom) else None
    return facts.ImportFact(
        span=module_at or name_at,
        scope=seen.scope,
        module=extra["module"],
        name=extra["name"],
        name_span=name_at,
        bound=extra["bound"],
        target=extra["target"],
        values=seen.sets["values"],
        type_checking=extra["type_checking"],
        statement=source.span(statement),
    )


def name(recorder: Recorder, seen: Seen) -> facts.NameFact:
    """A name that is read or deleted."""
    node = seen.extra["node"]
    return facts.NameFact(
        recorder.source.span(node), seen.scope, node.id, seen.sets["values"], seen.extra["access"]
    )


def attribute(recorder: Recorder, seen: Seen) -> facts.AttributeFact:
    """An attribute, dotted or named by a constant; `at` is the node that names it."""
    extra = seen.extra
    node = extra["node"]
    return facts.AttributeFact(
        span=recorder.span(extra["at"]),
        scope=seen.scope,
        base=seen.sets["base"],
        attribute=extra["attribute"],
        access=extra["access"],
        how=extra["how"],
        value=seen.sets["value"],
        called=extra["called"],
        whole=recorder.source.span(node),
    )


def special(recorder: Recorder, seen: Seen) -> facts.SpecialFact:
    """Something that syntax asks for a special method."""
    span = recorder.span(seen.extra["node"])
    return facts.SpecialFact(span, seen.scope, seen.sets["base"], seen.extra["attribute"])


def call(recorder: Recorder, seen: Seen) -> facts.CallFact:
    """A call."""
    node, callee = seen.extra["node"], seen.sets["callee"]
    called = _last_name(node.func)
    return facts.CallFact(
        span=recorder.span(node.func),
        scope=seen.scope,
        called=called,
        receiver=_last_name(getattr(node.func, "value", None)),
        callee=callee,
        names=_dotted_names(callee, called),
        arguments=tuple(recorder.operand(part) for part in seen.parts),
        result=seen.sets["result"],
        whole=recorder.source.span(node),
    )


def _dotted_names(callee: Values, called: str) -> tuple[str, ...]:
    """The names of what may be called that is not the project's, or of a method of anything."""
    held = [value.function if isinstance(value, Bound) else value for value in callee]
    known = tuple(value.name for value in held if isinstance(value, (Module, Symbol)))
    if known or not called:
        return known
    return (f"?.{called}",) if UNKNOWN.issuperset(held) else ()


def _last_name(node: ast.expr | None) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def subscript(recorder: Recorder, seen: Seen) -> facts.SubscriptFact:
    """A subscript."""
    return facts.SubscriptFact(
        span=recorder.source.span(seen.extra["node"]),
        scope=seen.scope,
        base=seen.sets["base"],
        key=recorder.operand(seen.parts[0]),
        access=seen.extra["access"],
        value=seen.sets["value"],
    )


def compare(recorder: Recorder, seen: Seen) -> facts.CompareFact:
    """One link of a comparison."""
    left, right = seen.parts
    return facts.CompareFact(
        span=recorder.source.span(left.node),
        scope=seen.scope,
        left=recorder.operand(left),
        operator=seen.extra["operator"],
        right=recorder.operand(right),
    )


def arithmetic(recorder: Recorder, seen: Seen) -> facts.ArithmeticFact:
    """A binary operation."""
    left, right = seen.parts
    return facts.ArithmeticFact(
        span=recorder.source.span(seen.extra["node"]),
        scope=seen.scope,
        left=recorder.operand(left),
        operator=seen.extra["operator"],
        right=recorder.operand(right),
        text=ast.unparse(seen.extra["node"]),
        use=recorder.uses.get(id(seen.extra["node"]), ""),
    )


def reading(recorder: Recorder, seen: Seen) -> facts.ReadingFact:
    """An expression that depends on the flag; `key` is where the flag's name is written."""
    readings = [value for value in seen.sets["values"] if isinstance(value, Reading)]
    node = seen.extra["node"]
    case = recorder.uses.get(id(node), "")
    if any(_flag_given(node, one) is not None for one in readings):
        case = "reader"
    elif any(_is_named_by_caller(recorder, one, seen.scope) for one in readings):
        case = "caller"
    return facts.ReadingFact(
        span=recorder.source.span(node),
        scope=seen.scope,
        readings=tuple(sorted(readings, key=lambda one: repr(one.key))),
        key=_key_of(recorder, readings, node),
        case=case,
    )


def _is_named_by_caller(recorder: Recorder, reading: Reading, scope: str) -> bool:
    """Whether a function reads a variable here whose name it is given."""
    read = reading.place.node if reading.place is not None else None
    return recorder.uses.get(id(read)) == f"parameter of {scope}"


def _key_of(recorder: Recorder, readings: list[Reading], node: ast.AST) -> Span | None:
    """Where the flag is named, if it is read inside the expression, or by who is called there."""
    inside = set(map(id, ast.walk(node)))
    for one in readings:
        read = one.place.node if one.place is not None else None
        if read is None or id(read) not in inside:
            named = _flag_given(node, one)
            if named is not None:
                return recorder.source.span(named)
            continue
        if isinstance(read, ast.Call) and read.args:
            return recorder.source.span(read.args[0])
        if isinstance(read, ast.Subscript):
            return recorder.source.span(read.slice)
        if isinstance(read, ast.expr):
            return recorder.span(read)
    return None


def name_asked(read: ast.AST) -> ast.expr | None:
    """Where a reading names its variable: `os.getenv(name)`, `os.environ[name]`."""
    if isinstance(read, ast.Subscript):
        return read.slice
    return read.args[0] if isinstance(read, ast.Call) and read.args else None


def _flag_given(node: ast.AST, reading: Reading) -> ast.expr | None:
    """Where a function that reads a variable is given the flag's name."""
    asked = name_asked(reading.place.node) if reading.place is not None else None
    if not isinstance(asked, ast.Name) or not isinstance(node, ast.Call):
        return None
    given = [*node.args, *(one.value for one in node.keywords)]
    texts = [one for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return texts[0] if texts else next(iter(given), None)


def path(recorder: Recorder, seen: Seen) -> facts.PathFact:
    """A text joined to a path."""
    node = seen.extra["node"]
    return facts.PathFact(recorder.source.span(node), seen.scope, seen.sets["text"])


def branch(recorder: Recorder, seen: Seen) -> facts.BranchFact:
    """One operand of a condition."""
    return facts.BranchFact(
        span=recorder.span(seen.extra["node"]),
        scope=seen.scope,
        test=seen.sets["test"],
        kind=seen.extra["kind"],
        case=recorder.uses.get(id(seen.extra["node"]), ""),
    )


def assign(recorder: Recorder, seen: Seen) -> facts.AssignFact:
    """A name that is bound."""
    return facts.AssignFact(
        span=recorder.source.span(seen.extra["node"]),
        scope=seen.scope,
        target=seen.extra["target"],
        value=recorder.operand(seen.parts[0]),
    )


def annotation(recorder: Recorder, seen: Seen) -> facts.AnnotationFact:  # noqa: ARG001 - a builder
    """A name inside a string annotation or a type comment."""
    extra = seen.extra
    return facts.AnnotationFact(
        span=extra["at"],
        scope=seen.scope,
        text=extra["text"],
        values=seen.sets["values"],
        how=extra["how"],
    )


def mapping(recorder: Recorder, seen: Seen) -> facts.DictFact:
    """A dict display."""
    node = seen.extra["node"]
    span, entries = recorder.source.span(node), recorder.entries(node)
    return facts.DictFact(span, seen.scope, entries, seen.sets["values"])


def base(recorder: Recorder, seen: Seen) -> facts.BaseFact:
    """A base of a class."""
    extra = seen.extra
    return facts.BaseFact(
        span=recorder.span(extra["node"]),
        scope=seen.scope,
        name=extra["name"],
        base=seen.sets["base"],
        defines=extra["defines"],
    )


def controller_call(recorder: Recorder, seen: Seen) -> facts.ControllerCallFact:
    """A call of a controller's member."""
    extra = seen.extra
    return facts.ControllerCallFact(
        span=recorder.span(extra["node"].func),
        scope=seen.scope,
        owner=seen.sets["owner"],
        member=extra["attribute"],
        positional=extra["positional"],
        keywords=extra["keywords"],
        more_positional=extra["more_positional"],
        more_keywords=extra["more_keywords"],
    )


def string(recorder: Recorder, seen: Seen) -> facts.StringFact:
    """A string in a display that a module-level name is bound to."""
    node = seen.extra["node"]
    return facts.StringFact(
        recorder.source.span(node),
        seen.scope,
        seen.extra["target"],
        node.value,
        seen.extra["module"],
    )
