"""ML102."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from migration_lint.diagnostic import Finding, Span
from migration_lint.facts import Facts
from migration_lint.flow.code.modules import absolute_name
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import Module, constants, strings
from migration_lint.flow.recording.facts import CallFact, DictFact, Operand, literal
from migration_lint.naming.executed import legacy_in_command, legacy_in_text
from migration_lint.naming.functions import (
    COMMANDS,
    LOADS_MODULE,
    RUNS_CODE,
    SAYS,
    STARTS_PROCESS,
    callees,
    commands,
)
from migration_lint.naming.legacy_names import LegacyNames, names_of_entry
from migration_lint.project import Settings
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

_KEYWORDS = frozenset({"kwargs", "kwds"})  # of the function that a thread or a process runs
_LOADS_PLAINLY = frozenset({"import_module", "__import__", "importorskip", "resolve_name"})


class LegacyDynamicImport(Rule):
    """The legacy module loaded by its name, as text.

    What it does:
        Reports calls that load, run or look up a legacy module by name: `importlib`, `__import__`,
        `runpy`, `pkgutil`, `find_spec`, `pytest.importorskip`, `exec` and `eval` of code that
        imports it, `python -m` and `python -c` in the arguments or the shell text of a process.
        Names are folded: constants, concatenation, f-strings, `format`, `join`.

        An error in every phase; in a bridge a note until phase 4.

    Why it matters here:
        A search for import statements does not find these, and neither do type checkers. They fail
        only when they run, in phase 4, with the name put together from pieces.

    Example:
        ```python
        engine = importlib.import_module(f"{BASE}_legacy")
        ```

    Use instead:
        ```python
        engine = importlib.import_module("af_engine")
        ```

    Fix safety:
        The fix writes the entry's name where the module's stands as it is in the call. It is
        unsafe: what is done with the module may need something that only the old one has.
    """

    code = "ML102"
    name = "legacy-dynamic-import"
    spares_legacy = True
    bridge_may = True
    valid = (
        Valid("another module", {"example.py": '__import__("af_engine_legacy_utils")\n'}),
        Valid("a name that is printed", {"example.py": 'print("af_engine" + "_legacy")\n'}),
        Valid(
            "an unrelated function",
            {"example.py": 'def show(name): ...\nshow("af_engine_legacy")\n'},
        ),
        Valid(
            "a marker expression of pytest",
            {
                "example.py": "import subprocess\n"
                'subprocess.run(["pytest", "-m", "af_engine_legacy"])\n'
            },
        ),
        Valid(
            "a search in the sources",
            {"example.py": 'import os\nos.system("grep -rn af_engine_legacy .")\n'},
        ),
    )
    invalid = (
        Invalid(
            "a name in pieces",
            {
                "example.py": 'import importlib\nBASE = "af_engine"\n'
                'importlib.import_module(f"{BASE}_legacy")\n'
            },
            at=("example.py:3:25",),
            message="`af_engine_legacy` is loaded by name here and is gone in phase 4; "
            "load `af_engine`",
        ),
        Invalid(
            "pieces that take as many characters as the whole in quotes",
            {"example.py": 'A = "af_engine"\nengine = __import__(A + "_" + "legacy")\n'},
            at=("example.py:2:21",),
            message="`af_engine_legacy` is loaded by name here and is gone in phase 4; "
            "load `af_engine`",
        ),
        Invalid(
            "the whole name as it stands",
            {"example.py": "engine = __import__('af_engine_legacy')\n"},
            at=("example.py:1:21",),
            message="`af_engine_legacy` is loaded by name here and is gone in phase 4; "
            "load `af_engine`",
            fixed={"example.py": "engine = __import__('af_engine')\n"},
        ),
        Invalid(
            "a relative name",
            {
                "example.py": "from importlib import import_module\n"
                'import_module(".af_engine_legacy", package=__package__)\n'
            },
            at=("example.py:2:15",),
            message="`af_engine_legacy` is loaded by name here and is gone in phase 4; "
            "load `af_engine`",
        ),
        Invalid(
            "code as text",
            {"example.py": 'exec("import os\\nfrom af_engine_legacy import STAGES")\n'},
            at=("example.py:1:6",),
            message="`af_engine_legacy` is loaded by name here and is gone in phase 4; "
            "load `af_engine`",
        ),
        Invalid(
            "processes",
            {
                "example.py": "import os, subprocess, sys\n"
                'subprocess.run([sys.executable, "-m", "af_engine_legacy"])\n'
                'subprocess.run("cd /srv && python -m af_engine_legacy", shell=True)\n'
                "os.system(\"python -c 'import af_engine_legacy'\")\n"
            },
            at=("example.py:2:39", "example.py:3:16", "example.py:4:11"),
            message="`af_engine_legacy` is loaded by name here and is gone in phase 4; "
            "load `af_engine`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each argument that names what is loaded."""
        settings = context.project.settings
        names = context.names
        what = f"is loaded by name here and is gone in phase 4; load `{names.instead}`"
        for call in facts.of(CallFact):
            renamed = set() if context.is_bridge else _renamable(call, settings)
            for span, symbol in _loaded(call, names):
                message, fixable = f"`{symbol}` {what}", span in renamed
                yield Finding(span, message, symbol, call.scope, fixable=fixable)
        for display in facts.of(DictFact):
            for span, symbol in _commands_kept(display, names):
                yield Finding(span, f"`{symbol}` {what}", symbol, display.scope)


def _commands_kept(display: DictFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """`{"command": ["python", "-m", MODULE]}`, of what is given to Kubernetes or Docker."""
    for key, value in display.entries:
        if key is not None and not COMMANDS.isdisjoint(strings(key.values)):
            texts = [text for one in value.items for text in strings(one.values)]
            has_lines = any(" " in text for text in texts)  # it may be a list of commands
            for one in (value, *(value.items if has_lines else ())):
                yield from legacy_in_command([one._replace(keyword="command")], names)


def _renamable(call: CallFact, settings: Settings) -> set[Span]:
    """Names that stand as they are in a call that loads a module: the entry's can stand there."""
    if call.called not in _LOADS_PLAINLY:
        return set()
    known = names_of_entry(settings, modules=True)
    return {one.span for one in call.arguments if literal(one) in known}


def _loaded(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    for callee in callees(call):
        if SAYS.fullmatch(callee):
            continue
        if LOADS_MODULE.fullmatch(callee):
            yield from _judged(call, _loadable(call, names))
        elif callee.endswith(("pickle.loads", "dill.loads", "pickle.Unpickler")):
            yield from _pickled(call, names)
        elif RUNS_CODE.fullmatch(callee):
            yield from _code(call, names)
        elif STARTS_PROCESS.fullmatch(callee):
            yield from legacy_in_command(call.arguments, names)
        else:
            continue
        return
    yield from legacy_in_command(commands(call), names)


def _loadable(call: CallFact, names: LegacyNames) -> Callable[[str], str | None]:
    """Judges names of modules; deeper in the tree a legacy one has a longer name, `src.MODULE`.

    A shorter one it has where `__import__` is given a level.
    """
    found = [value.name for value in call.result if isinstance(value, Module)]
    loaded = [name for name in found if names.module(name)]
    has_level = call.called == "__import__" and call.argument(4, "level") is not None
    package = call.argument(1, "package")
    packages = strings(package.values) if package else []

    def judge(text: str) -> str | None:
        bare = text.rpartition("=")[2].strip().lstrip(".")
        named = [bare, *(absolute_name(text, it) for it in packages if text.startswith("."))]
        named += [
            name
            for name in loaded
            if text.endswith(f".{name}") or (has_level and name.endswith(f".{bare}"))
        ]
        return next(filter(None, map(names.object, named)), None)

    return judge


def _judged(call: CallFact, judge: Callable[[str], str | None]) -> Iterator[tuple[Span, str]]:
    for argument in call.arguments:
        named = [value for _, value in argument.entries if argument.keyword in _KEYWORDS]
        for operand in (argument, *argument.items, *_members(argument), *named):
            symbol = next(filter(None, map(judge, strings(operand.values))), None)
            if symbol:
                yield operand.span, symbol


def _members(argument: Operand) -> Iterator[Operand]:
    """What `*names` and lists that are made elsewhere hold, at the place where they are given."""
    for value in argument.values if not argument.items else ():
        if isinstance(value, Container) and (argument.star or value.kind != "dict"):
            for held in value.items.values():
                yield Operand(argument.span, held)


def _code(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """Code as text; in a text over several lines the place is that of the line inside."""
    for argument in call.arguments:
        yield from legacy_in_text(argument, names)


def _pickled(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """The names of modules that a pickle holds."""
    for argument in call.arguments:
        for data in constants(argument.values):
            held = _names_in_pickle(data) if isinstance(data, bytes) else ()
            symbol = next(filter(None, map(names.module, held)), None)
            if symbol:
                yield argument.span, symbol


def _names_in_pickle(data: bytes) -> Iterator[str]:
    """Texts, and globals of the oldest protocol: `module name`; as far as it is a pickle."""
    import pickletools  # noqa: PLC0415 - few programs hold a pickle as it is

    try:
        for _, held, _ in pickletools.genops(data):
            if isinstance(held, str):
                yield held.partition(" ")[0]
    except (ValueError, IndexError, UnicodeError):
        return
