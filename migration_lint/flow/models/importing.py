"""Modules and their objects by name: importlib, pkgutil, pydoc."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.code.modules import absolute_name
from migration_lint.flow.domain.values import NOTHING, Module, Values, constants, strings
from migration_lint.flow.models import model
from migration_lint.flow.objects.attributes import get_attribute
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.imports import known_module


@model("importlib.import_module", "builtins.__import__", "pytest.importorskip", "importlib.reload")
def _import_module(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    given = arguments.get(0, "name")
    modules = frozenset(value for value in given if isinstance(value, Module))
    packages = [*strings(arguments.get(1, "package")), None][:1]
    dots = ""
    for level in constants(arguments.get(4, "level")):  # of `__import__`
        dots, packages = "." * level if isinstance(level, int) else "", [frame.source.package]
    named = [
        known_module(frame.program, name, frame.source.path)
        for name in (absolute_name(dots + name, packages[0]) for name in strings(given))
        if not name.startswith(".")
    ]
    return modules | frozenset(map(Module, named)) or None


@model("sys.modules.get", "sys.modules.pop", "sys.modules.setdefault", "sys.modules.__getitem__")
def _imported(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    names = strings(arguments.get(0, "key"))
    modules = frozenset(Module(known_module(frame.program, n, frame.source.path)) for n in names)
    return modules | arguments.get(1, "default") if modules else None


@model("pydoc.locate", "pkgutil.resolve_name", "werkzeug.utils.import_string",
       "django.utils.module_loading.import_string", "celery.utils.imports.symbol_by_name",
       "kombu.utils.imports.symbol_by_name", "traitlets.utils.importstring.import_item",
       "zope.dottedname.resolve.resolve", "scrapy.utils.misc.load_object",
       "oslo_utils.importutils.import_class", "uvicorn.importer.import_from_string")  # fmt: skip
def _located(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    found = NOTHING
    for path in strings(arguments.get(0)):
        module, _, name = path.replace(":", ".").rpartition(".")
        if module:
            found |= get_attribute(frame, frozenset({Module(module)}), name, node)
    return found if frame.program.matters(found) else None
