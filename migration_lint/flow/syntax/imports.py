"""Imports: what they bind, through packages and re-exports."""

from __future__ import annotations

import ast
from posixpath import dirname
from typing import TYPE_CHECKING

from migration_lint.flow.code.python_file import PythonFile
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Alias,
    Controller,
    ControllerClass,
    Descriptor,
    Function,
    Module,
    Place,
    Reading,
    Symbol,
    Trail,
    Values,
    constants,
    outside,
)
from migration_lint.flow.objects.delegation import given_by_module
from migration_lint.flow.objects.hierarchy import definition_of
from migration_lint.flow.objects.kept_flag import kept_flag
from migration_lint.flow.recording import builders

if TYPE_CHECKING:
    from migration_lint.flow.state.frame import Frame
    from migration_lint.flow.work.program import Program


def import_module(frame: Frame, node: ast.Import) -> None:
    """`import a.b as c`."""
    for alias in node.names:
        target = known_module(frame.program, alias.name, frame.source.path)
        name = alias.asname or alias.name.partition(".")[0]
        bound = target if alias.asname else known_module(frame.program, name, frame.source.path)
        _note(frame, node, alias, (target, None), name, frozenset({Module(target)}))
        frame.bind(name, frozenset({Module(bound)}), node.lineno)


def import_from(frame: Frame, node: ast.ImportFrom) -> None:
    """`from a import b as c`, relative too."""
    module = absolute(frame.program, frame.source, node)
    for alias in node.names:
        if alias.name == "*":
            values: Values = frozenset({Module(module)})
            frame.program.modules.at(frame.source.path).stars.append(values)
            starred = frame.program.index.find(module, frame.source.path)
            if starred is not None:
                frame.program.interest.imports_all(frame.source, starred)
            if frame.program.vocabulary.is_legacy(module):
                frame.program.interest.export(frame.source, "")
            taken = _legacy_taken(frame.program, module, frame.source.path)
            _note(frame, node, alias, (module, "*"), "*", values | taken)
            continue
        name = alias.asname or alias.name
        values = imported(frame, module, alias.name, alias)
        if node.level and values <= UNKNOWN | outside(f"{module}.{alias.name}"):
            values = _not_in_tree(frame.program, f"{module}.{alias.name}") or values
        _note(frame, node, alias, (module, alias.name), name, values)
        frame.bind(name, values, node.lineno)


def _not_in_tree(program: Program, dotted: str) -> Values:
    """A module of the legacy engine that the importer's own package has, in a part of a project."""
    name = program.index.canonical(dotted)
    return frozenset({Module(name)}) if name in program.vocabulary.legacy else NOTHING


def absolute(program: Program, source: PythonFile, node: ast.ImportFrom) -> str:
    """The absolute name of the module that a `from` import names."""
    if not node.level:
        return known_module(program, node.module or "", source.path)
    parts = source.package.split(".") if source.package else []
    if node.level > len(parts):  # out of what is known as a package: by the folders
        parts = dirname(source.path).split("/") if "/" in source.path else []
    parts = parts[: len(parts) - (node.level - 1)] if node.level > 1 else parts
    dotted = ".".join([*parts, *([node.module] if node.module else [])])
    path = program.index.find(dotted, source.path)
    return program.index.name(path) if path else program.index.canonical(dotted)


def known_module(program: Program, name: str, importer: str) -> str:
    """The name, or the configured one of an engine's module that lies deeper in the tree."""
    return program.index.known(name, importer)


def imported(frame: Frame, module: str, name: str, node: ast.AST) -> Values:
    """What `from module import name` binds."""
    found = exported(frame.program, module, name, frame.source.path)
    values = outside(f"{module}.{name}") if found is None else found
    if name == frame.program.vocabulary.flag:
        values = kept_flag(frame, name, values)
    place = Place(frame.source.path, node)
    bound = getattr(node, "asname", None) or name
    return frozenset(
        value.moved(Trail(place, f"imported as `{bound}` here", value.trail))
        if isinstance(value, (Controller, ControllerClass)) and value.trail is None
        else Reading(value.source, value.default, value.operations, place)
        if isinstance(value, Reading) and value.place is None
        else value
        for value in values
    )


def exported(program: Program, module: str, name: str, importer: str) -> Values | None:
    """What a name of a module is; None where the module is not the project's."""
    found = defined(program, module, name, importer)
    if found is None or found:
        return found
    return NOTHING if program.modules.is_importing(module, importer) else UNKNOWN


def defined(  # noqa: PLR0911 - one a way to be known
    program: Program, module: str, name: str, importer: str
) -> Values | None:
    """As `exported`; nothing where the module lacks the name, so far."""
    vocabulary = program.vocabulary
    dotted = f"{module}.{name}"
    if dotted in vocabulary.controllers:
        return _controllers(program, module, name, importer)
    if dotted in vocabulary.legacy:
        return frozenset({Module(dotted)})
    if name == vocabulary.flag and vocabulary.in_engine(module):
        return frozenset({Reading("attribute", None)})
    if vocabulary.is_legacy(module):
        return _of_legacy(program, module, name, importer)
    submodule = program.index.find(dotted, importer)
    inner: Values | None = None
    if submodule or program.index.is_folder(dotted, importer):
        inner = frozenset({Module(known_module(program, dotted, importer))})
    is_shared = submodule is not None and program.deferral.may_bind(module, importer, name)
    if not is_shared and program.deferral.defers(module, importer, dotted):
        return inner
    state = program.modules.named(module, importer)
    if state is None:
        return inner
    program.read(state, name)
    program.read(state.scope, name)  # what others put there
    values = state.exports.get(name, NOTHING) | state.scope.outside.get(name, NOTHING)
    if not values and inner:
        return inner
    values = (
        values
        or program.modules.starred(state.source, name)
        or given_by_module(program, state, name)
    )
    return _through_bridge(program, state.source.path, values)


def _controllers(program: Program, module: str, name: str, importer: str) -> Values:
    """A class that makes controllers; where the entry is no such class, what it is."""
    dotted = f"{module}.{name}"
    engines = program.vocabulary.controllers[dotted]
    made = frozenset({ControllerClass(engines, dotted)})
    state = program.modules.named(module, importer) if dotted == program.vocabulary.entry else None
    if state is None:
        return made
    program.read(state, name)
    found = state.exports.get(name, NOTHING)
    for value in found:
        if isinstance(value, (Controller, Module, Object)):
            return frozenset({Controller(engines)})
        if isinstance(value, Function):
            return frozenset({Alias("Callable()", frozenset({Controller(engines)}))})
        if isinstance(value, Descriptor):
            return found
        own = definition_of(value)
        if own is not None and not own.engines:
            return frozenset({ControllerClass(engines, dotted, own)})
    return made


def _of_legacy(program: Program, module: str, name: str, importer: str) -> Values:
    """What a name of a legacy module is: a controller that its package takes in, a module of it.

    Of anything else only the name is known.
    """
    dotted = f"{module}.{name}"
    if program.index.find(dotted, importer):
        return frozenset({Module(dotted)})
    path = program.index.find(module, importer) or ""
    state = program.modules.load(path) if path.endswith("/__init__.py") else None
    if state is not None:
        program.read(state.scope, name)
        made = {it for it in state.exports.get(name, NOTHING) if isinstance(it, ControllerClass)}
        if made:
            return frozenset(made)
    return outside(dotted)


def is_taken_by_star(program: Program, module: str, name: str, importer: str) -> bool:
    """Whether `from module import *` takes a name: by `__all__`, or because it has no `_`."""
    path = program.index.find(module, importer)
    if path is None or path not in program.modules.loaded:
        return True
    state = program.modules.load(path)
    if state is None:
        return True
    program.read(state, "__all__")
    listed = state.exports.get("__all__", NOTHING)
    taken: set[object] = set()
    for value in listed:
        members = value.every() if isinstance(value, Container) else UNKNOWN
        if members >= UNKNOWN:
            return True
        taken.update(constants(members))
    return name in taken if listed else not name.startswith("_")


def _legacy_taken(
    program: Program, module: str, importer: str, passed: frozenset[str] = frozenset()
) -> Values:
    """What of a legacy module `from module import *` takes from another one, by way of others."""
    path = program.index.find(module, importer)
    if path is None or path in passed:
        return NOTHING
    if path not in program.modules.loaded and not program.interest.survives(path):
        return NOTHING
    state = program.modules.named(module, importer)
    found: Values = NOTHING
    for name, values in state.exports.items() if state else ():
        if _is_of_legacy(program, values) and is_taken_by_star(program, module, name, importer):
            found |= frozenset(v for v in values if _is_of_legacy(program, frozenset({v})))
    for starred in state.stars if state else ():
        for one in starred:
            if isinstance(one, Module) and program.vocabulary.is_legacy(one.name):
                found |= outside(f"{one.name}.*")
            elif isinstance(one, Module):
                found |= _legacy_taken(program, one.name, path, passed | {path})
    return _through_bridge(program, path, found) - UNKNOWN


def _is_of_legacy(program: Program, values: Values) -> bool:
    return any(
        isinstance(value, (Symbol, Module, ControllerClass))
        and program.vocabulary.is_legacy(value.name)
        for value in values
    )


def _through_bridge(program: Program, path: str, values: Values) -> Values:
    """A bridge's exports, without where they come from: that is its business."""
    if not program.is_bridge(path):
        return values
    vocabulary = program.vocabulary
    legacy = frozenset(
        value
        for value in values
        if isinstance(value, (Symbol, Module)) and vocabulary.is_legacy(value.name)
    )
    return (values - legacy) | UNKNOWN if legacy else values


def _note(
    frame: Frame,
    statement: ast.Import | ast.ImportFrom,
    alias: ast.alias,
    what: tuple[str, str | None],
    bound: str,
    values: Values,
) -> None:
    module, name = what
    target = _target(module, name, values)
    if not frame.program.vocabulary.in_engine(target) and not frame.program.matters(values):
        return
    frame.recorder.see(
        builders.import_,
        alias,
        frame.scope.qualname,
        {"values": values},
        module=module,
        name=name,
        bound=bound,
        target=target,
        type_checking=frame.type_checking,
        statement=statement,
    )


def _target(module: str, name: str | None, values: Values) -> str:
    """The dotted name of what is imported; of a submodule, the name it is known by."""
    if name in (None, "*"):
        return module
    dotted = f"{module}.{name}".lstrip(".")
    for value in values:
        if isinstance(value, Module) and dotted.endswith("." + value.name):
            return value.name
    return dotted
