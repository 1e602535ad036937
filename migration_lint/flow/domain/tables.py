"""The tables of the running program that say which engine there is: modules and the environment."""

from __future__ import annotations

from migration_lint.flow.domain.values import Symbol, Value

NAME_OF_MODULE = Symbol("sys.modules.<name>")  # whichever it is
MODULES = frozenset({"sys.modules", "sys.modules.keys()", "sys.modules.copy()"})
ITEMS_OF_MODULES = frozenset({Symbol("sys.modules.items()")})
MODULES_FOUND = frozenset({"pkgutil.iter_modules()", "pkgutil.walk_packages()"})
MODULE_FOUND = Symbol("pkgutil.ModuleInfo()")
NAME_OF_FOUND = Symbol("pkgutil.ModuleInfo().name")
ENVIRONMENTS = frozenset({
    "os.environ", "os.environb", "os.environ.copy()", "dotenv.dotenv_values()",
})  # fmt: skip


def is_modules(value: Value) -> bool:
    """Whether a value is the table of modules."""
    return isinstance(value, Symbol) and value.name in MODULES


def is_environment(value: Value) -> bool:
    """Whether a value is the environment, or a copy of it."""
    return isinstance(value, Symbol) and value.name in ENVIRONMENTS


def is_table(value: Value) -> bool:
    """Whether a value is one of the tables, or the name of a module."""
    if value in {NAME_OF_MODULE, NAME_OF_FOUND}:
        return True
    return is_modules(value) or is_environment(value)
