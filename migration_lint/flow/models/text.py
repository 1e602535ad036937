"""Text: constants are folded, readings of the flag keep what was done to them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from textwrap import dedent

from migration_lint.flow import observe
from migration_lint.flow.containers import new_container
from migration_lint.flow.frame import Frame
from migration_lint.flow.models import model
from migration_lint.flow.operators import combine, with_holes
from migration_lint.flow.parameters import Arguments
from migration_lint.flow.values import UNKNOWN, Const, Container, Reading, Values, strings

_METHODS = ("lower", "upper", "strip", "lstrip", "rstrip", "casefold", "title", "capitalize",
            "replace", "removeprefix", "removesuffix", "format", "swapcase", "encode",
            "zfill", "translate", "startswith", "endswith")  # fmt: skip


def _method(name: str) -> Callable[[Frame, Arguments, ast.AST], Values | None]:
    def call(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
        readings = [value for value in arguments.get(0) if isinstance(value, Reading)]
        if readings:
            given = [_plain(values) for values in arguments.positional[1:]]
            return frozenset(reading.then(name, *given) for reading in readings)
        if arguments.star is not None or arguments.double_star is not None:
            return UNKNOWN
        names = list(arguments.keywords)

        def fold(text: object, *given: object) -> object:
            count = len(given) - len(names)
            return _apply(text, name, given[:count], dict(zip(names, given[count:], strict=True)))

        return combine([*arguments.positional, *arguments.keywords.values()], fold, frame, node)

    return call


def _plain(values: Values) -> object:
    constants = [value.value for value in values if isinstance(value, Const)]
    if len(constants) == len(values) == 1:
        return constants[0]
    for value in values:
        if isinstance(value, Container) and value.exact:
            return tuple(_plain(inner) for inner in value.items.values())
    return None


def _apply(text: object, name: str, given: tuple[object, ...], named: dict[str, object]) -> object:
    if not isinstance(text, str):
        return None
    try:
        result = getattr(text, name)(*given, **named)
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError, MemoryError):
        return None
    return result if isinstance(result, (str, bytes)) else None


for _name in _METHODS:
    model(f"str.{_name}", f"PathText.{_name}")(_method(_name))


@model("str.join")
def _join(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    for value in arguments.get(1):
        if isinstance(value, Container) and value.exact and len(value.items) < 20:
            frame.program.read(value, "items")
            parts = list(value.items.values())
            joined = combine([arguments.get(0), *parts], _joined, frame, node)
            if joined is UNKNOWN:
                return with_holes(frame, node, parts, _plain(arguments.get(0)))
            return joined
    return None


def _joined(separator: object, *parts: object) -> object:
    if not isinstance(separator, str) or not all(isinstance(part, str) for part in parts):
        return None
    return separator.join(map(str, parts))


@model("bytes.decode")
def _decode(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[:1], _decoded, frame, node)


def _decoded(data: object) -> object:
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else None


def _splitter(name: str) -> Callable[[Frame, Arguments, ast.AST], Values | None]:
    def call(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
        texts, given = strings(arguments.get(0)), [_plain(v) for v in arguments.positional[1:]]
        if len(texts) != 1 or not frame.program.vocabulary.mentions(texts[0]):
            return None
        try:
            words = getattr(texts[0], name)(*given)
        except (TypeError, ValueError):
            return None
        held = new_container(frame, "list", (node, frame.context))
        held.items.update(enumerate(frozenset({Const(word)}) for word in words))
        return frozenset({held})

    return call


for _name in ("split", "rsplit", "partition", "rpartition", "splitlines"):
    model(f"str.{_name}")(_splitter(_name))


@model("textwrap.dedent", "inspect.cleandoc")
def _dedented(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[:1], lambda text: dedent(str(text)), frame, node)


@model("builtins.repr", "builtins.ascii")
def _repr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[:1], repr, frame, node)


@model("builtins.str", "os.fspath", "sys.intern", "os.path.normpath", "os.path.abspath",
       "os.path.realpath", "os.path.expanduser")  # fmt: skip
def _text(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    readings = frozenset(v for v in arguments.get(0) if isinstance(v, Reading))
    return readings or combine(arguments.positional[:1], str, frame, node)


@model("builtins.bool", "distutils.util.strtobool", "json.loads", "builtins.int",
       "ast.literal_eval", "builtins.eval")  # fmt: skip
def _converted(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    if observe.is_salted(arguments.get(0)):
        return arguments.get(0)
    readings = [value for value in arguments.get(0) if isinstance(value, Reading)]
    if not readings and name == "bool":
        return combine(arguments.positional[:1], bool, frame, node)
    return frozenset(reading.then(name.rpartition(".")[2]) for reading in readings) or None


@model("operator.add", "operator.concat")
def _add(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[:2], lambda a, b: _joined("", a, b), frame, node)
