"""ML104."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Finding, Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import strings, symbols
from migration_lint.flow.recording.facts import CallFact, CompareFact, Operand, PathFact
from migration_lint.naming.functions import callees
from migration_lint.naming.legacy_names import LegacyNames
from migration_lint.regex import regex
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

# Functions that take a path and do something with the file, by the last part of their name.
_TAKES_PATH = regex(
    r"spec_from_file_location|Source\w*FileLoader|run_path|load_source|open\w*|fdopen|(?:read|write)_\w+"
    r"|l?exists|is_?file|is_?dir|get[acm]time|getsize|l?stat|copy\w*|move|rename|replace|remove|unlink"
    r"|link|symlink\w*|access|join|joinpath|with_name|(?:Pure)?(?:Posix|Windows)?Path|r?glob|iglob"
    r"|(?:abs|real|rel)path|resolve|compile\w*|samefile|import_path|import_file|load_module"
    r"|getlines?|parse_file|fnmatch|chmod|touch|sha\d+_file|check_file|checksum|syspathinsert"
    r"|cmp\w*|testfile|importfile|run_script|truncate|utime|l?chown|readlink|file_digest"
    r"|cythonize|mypycify|Extension|Analysis|Executable"
)
_JOINS = regex(r"join(?:path)?|with_name")
_OF_ARCHIVES = regex(r"(?:zipfile|tarfile)\..*\.(?:write|add|gettarinfo)|fileinput\.\w+")
# Names of variables and attributes that hold the name of a file, and what lists such names.
_FILE_NAMES = frozenset({
    "name", "f", "fn", "file", "filename", "file_name", "fname", "basename", "path", "co_filename",
    "__file__",
})  # fmt: skip
_LISTS = regex(r"(?:os\.listdir|glob\.i?glob|.*\.(?:namelist|getnames|iterdir))\(\)")
# What is only said about a file, and `join` of texts.
_NO_PATHS = regex(r"logging\..*|str\..*|shlex\..*|warnings\..*")


class LegacyFilePath(Rule):
    """A file of the legacy engine, loaded or named by its path.

    What it does:
        Reports paths of the configured `legacy_files`, and of what lies in the folder of a legacy
        package, where something is done with them: loaded as a module, opened, copied, looked for,
        joined to a folder.

        An error in every phase; in a bridge a note until phase 4.

    Why it matters here:
        Loading by path goes past `sys.path`, past every import hook and past every search for
        imports. AtlasForge keeps an old `af_engine.py` beside the package of that name: loading
        it by path is the only way to reach it, and nothing else shows that somebody does.

    Example:
        ```python
        spec = spec_from_file_location("engine", ROOT / "af_engine_legacy.py")
        ```

    Use instead:
        ```python
        import af_engine
        ```

    Fix safety:
        There is no automatic fix: what stands in the file's place depends on what is done with it.
    """

    code = "ML104"
    name = "legacy-file-path"
    spares_legacy = True
    bridge_may = True
    valid = (
        Valid("a message", {"example.py": 'print("af_engine_legacy.py has 3098 lines")\n'}),
        Valid("another file", {"example.py": 'open("my_af_engine_legacy.py")\n'}),
        Valid("a key of a report", {"example.py": 'LINES = {"af_engine_legacy.py": 3098}\n'}),
    )
    invalid = (
        Invalid(
            "joined to a folder by pathlib",
            {
                "example.py": "from pathlib import Path\n"
                'source = (Path(__file__).parent / "af_engine_legacy.py").read_text()\n'
            },
            at=("example.py:2:35",),
            message="the file `af_engine_legacy.py` is used here and is gone in phase 4; "
            "use `af_engine`",
        ),
        Invalid(
            "loaded as a module",
            {
                "example.py": "import importlib.util\n"
                'importlib.util.spec_from_file_location("old", "lib/af_engine_legacy.py")\n'
            },
            at=("example.py:2:47",),
            message="the file `af_engine_legacy.py` is used here and is gone in phase 4; "
            "use `af_engine`",
        ),
        Invalid(
            "joined by os.path and opened",
            {
                "example.py": "import os\nFOLDER = os.getcwd()\n"
                'with open(os.path.join(FOLDER, "af_engine_legacy" + ".py")) as f:\n    f.read()\n'
            },
            at=("example.py:3:32",),
            message="the file `af_engine_legacy.py` is used here and is gone in phase 4; "
            "use `af_engine`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each place once, the innermost where calls stand inside each other."""
        names = context.names
        found = {
            operand.span: (call.scope, symbol)
            for call in facts.of(CallFact)
            if _takes_path(call) or (call.called == "endswith" and call.receiver in _FILE_NAMES)
            for operand, symbol in _paths(
                call.arguments, names, below=_JOINS.fullmatch(call.called) is not None
            )
        }
        for call in facts.of(CallFact):
            symbol = _renamed(call, names)
            if symbol:
                found[call.arguments[0].span] = call.scope, symbol
        for compare in facts.of(CompareFact):
            for operand, symbol in _compared(compare, names):
                found[operand.span] = (compare.scope, symbol)
        for path in facts.of(PathFact):
            for symbol in (names.file(text, below=True) for text in strings(path.text)):
                if symbol:
                    found[path.span] = (path.scope, symbol)
        for span, (scope, symbol) in found.items():
            if not any(other != span and _inside(other, span) for other in found):
                kind = "folder" if "/" in symbol else "file"
                gone = f"the {kind} `{symbol}` is used here and is gone in phase 4"
                yield Finding(span, f"{gone}; use `{names.instead}`", symbol, scope)


def _compared(compare: CompareFact, names: LegacyNames) -> Iterator[tuple[Operand, str]]:
    """`entry.name == "MODULE.py"`, `path.stem in {"MODULE"}`, `"MODULE.py" in os.listdir()`."""
    for text, other in ((compare.left, compare.right), (compare.right, compare.left)):
        is_listing = any(map(_LISTS.match, symbols(other.values)))
        if is_listing or other.name in _FILE_NAMES:
            yield from _paths((text,), names)
        elif other.name == "stem":
            for operand in (text, *text.items):
                module = next(filter(None, map(names.module, strings(operand.values))), None)
                if module:
                    yield operand, module


def _takes_path(call: CallFact) -> bool:
    """By the function's name: what it belongs to is often not known."""
    called = callees(call)
    last = [name.rpartition(".")[2].removesuffix("()") for name in called]
    if any(map(_OF_ARCHIVES.fullmatch, called)):
        return True
    return any(map(_TAKES_PATH.fullmatch, last)) and not any(map(_NO_PATHS.match, called))


def _renamed(call: CallFact, names: LegacyNames) -> str | None:
    """`path.with_stem("MODULE")`: of Python code, what it is called with the suffix of some."""
    if call.called not in {"with_stem", "with_suffix"} or not call.arguments:
        return None
    stems = strings(call.arguments[0].values) if call.called == "with_stem" else []
    made = [*strings(call.result), *(f"{stem}.py" for stem in stems)]
    return next(filter(None, map(names.file, made)), None)


def _paths(
    operands: tuple[Operand, ...], names: LegacyNames, *, below: bool = False
) -> Iterator[tuple[Operand, str]]:
    for operand in operands:
        named = (names.file(text, below=below) for text in strings(operand.values))
        symbol = next(filter(None, named), None)
        if symbol:
            yield operand, symbol
        yield from _paths(operand.items, names, below=below)


def _inside(inner: Span, outer: Span) -> bool:
    starts = (outer.line, outer.column) <= (inner.line, inner.column)
    return starts and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
