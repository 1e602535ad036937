"""ML101."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Finding
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import Module
from migration_lint.flow.recording.facts import ImportFact
from migration_lint.naming.legacy_names import LegacyNames
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class LegacyImport(Rule):
    """An import of the legacy module, or of something in it.

    What it does:
        Reports `import` and `from` of a legacy module anywhere in a file: at its top, in a
        function, under `try`, `except` or `if TYPE_CHECKING`, relative, with a star or an alias.

        An error in every phase. What a bridge imports is a note until phase 4, because loading
        the legacy module is its task, and an error then.

    Why it matters here:
        Phase 4 deletes the module. Every import that is left fails, at start-up if it stands at the
        top of a file, and in the middle of a mission if it stands in a function. An import also
        takes the legacy engine whatever the flag says.

    Example:
        ```python
        from af_engine_legacy import RDMissionController
        ```

    Use instead:
        ```python
        from af_engine import RDMissionController
        ```

    Fix safety:
        The fix replaces an import of the controller by one from the entry. It is unsafe: the flag
        then chooses the engine, where it was always the legacy one before.
    """

    code = "ML101"
    name = "legacy-import"
    spares_legacy = True
    bridge_may = True
    valid = (
        Valid("the entry", {"example.py": "from af_engine import RDMissionController\n"}),
        Valid(
            "a longer name", {"example.py": "import af_engine_legacy_utils, old_af_engine_legacy\n"}
        ),
        Valid("a module of another package", {"example.py": "import my.af_engine_legacy_doc\n"}),
        Valid("an alias of that name", {"example.py": "import json as af_engine_legacy\n"}),
        Valid("a comment", {"example.py": "import af_engine  # not af_engine_legacy\n"}),
    )
    invalid = (
        Invalid(
            "in a function, with other modules",
            {"example.py": "def run():\n    import os, af_engine_legacy as old\n"},
            at=("example.py:2:16",),
            message="`af_engine_legacy` is imported and is gone in phase 4; import what you need "
            "from `af_engine`",
        ),
        Invalid(
            "relative, from the package itself",
            {
                "engines/__init__.py": "",
                "engines/af_engine_legacy.py": "STAGES = []\n",
                "engines/user.py": "from . import af_engine_legacy\n"
                "from .af_engine_legacy import STAGES\n",
            },
            at=("engines/user.py:1:15", "engines/user.py:2:7"),
            message="`af_engine_legacy` is imported and is gone in phase 4; import what you need "
            "from `af_engine`",
        ),
        Invalid(
            "among other modules, on several lines",
            {
                "example.py": "from engines import (\n    other,\n    af_engine_legacy,\n)\n",
                "engines/__init__.py": "",
                "engines/af_engine_legacy.py": "STAGES = []\n",
            },
            at=("example.py:3:5",),
            message="`af_engine_legacy` is imported and is gone in phase 4; import what you need "
            "from `af_engine`",
        ),
        Invalid(
            "the controller",
            {
                "example.py": "from af_engine_legacy import (\n"
                "    RDMissionController as Engine,  # the old one\n)\n"
            },
            at=("example.py:1:6",),
            message="`RDMissionController` is imported from `af_engine_legacy`, which is gone in "
            "phase 4; import it from `af_engine`",
            fixed={
                "example.py": "from af_engine import (\n"
                "    RDMissionController as Engine,  # the old one\n)\n"
            },
        ),
        Invalid(
            "everything",
            {"example.py": "from af_engine_legacy import *\n"},
            at=("example.py:1:6",),
            message="`af_engine_legacy` is imported and is gone in phase 4; import what you need "
            "from `af_engine`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each import statement's first name that is of a legacy module."""
        if context.origin not in {"file", "notebook"}:
            return  # in examples and scripts it is a reference: ML103, ML403
        names = context.names
        entry_name = (context.project.settings.entry or "").partition(":")[2]
        statements = _by_statement(facts, names)
        for imports in statements:
            first = imports[0]
            symbol = _imported(first, names) or first.module
            taken = {imported.name for imported in imports}
            if entry_name and taken == {entry_name}:
                message = (
                    f"`{entry_name}` is imported from `{symbol}`, which is gone in phase 4; "
                    f"import it from `{names.instead}`"
                )
            else:
                message = (
                    f"`{symbol}` is imported and is gone in phase 4; import what you need from "
                    f"`{names.instead}`"
                )
            fixable = bool(entry_name) and taken == {entry_name} and not context.is_bridge
            about = ", ".join(sorted(_dotted(imported, symbol) for imported in imports))
            is_named_last = first.name != "*" and _is_module(first, symbol)
            span = first.name_span if is_named_last else first.span
            yield Finding(span, message, about, first.scope, fixable=fixable)


def _dotted(imported: ImportFact, module: str) -> str:
    """What is imported: another name in the place of one is another finding."""
    return module if _is_module(imported, module) else f"{module}.{imported.name}"


def _is_module(imported: ImportFact, module: str) -> bool:
    """Whether the module itself is imported, and nothing of what is in it."""
    return imported.name is None or imported.target.endswith(module)


def _by_statement(facts: Facts, names: LegacyNames) -> list[list[ImportFact]]:
    """The legacy imports; several names of one `from` are one."""
    found: dict[object, list[ImportFact]] = {}
    for imported in facts.of(ImportFact):
        if _imported(imported, names):
            found.setdefault(imported.span, []).append(imported)
    return list(found.values())


def _imported(imported: ImportFact, names: LegacyNames) -> str | None:
    """The legacy module that is imported; deeper in the tree it has a longer name."""
    symbol = names.module(imported.target) or names.module(imported.module)
    if symbol:
        return symbol
    held = [names.module(value.name) for value in imported.values if isinstance(value, Module)]
    return next((name for name in held if name and imported.target.endswith(f".{name}")), None)
