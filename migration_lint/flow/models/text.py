"""Text: constants are folded, readings of the flag keep what was done to them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from migration_lint.flow.calling import fields
from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.readings import UNTOLD, combined, operated, plain
from migration_lint.flow.domain.texts import PatternText, TemplateText
from migration_lint.flow.domain.values import UNKNOWN, Const, Reading, Values, strings
from migration_lint.flow.models import model
from migration_lint.flow.objects.containers import new_container, put
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.operators import combine, combine_known

if TYPE_CHECKING:
    from migration_lint.flow.models import Model

_METHODS = ("lower", "upper", "strip", "lstrip", "rstrip", "casefold", "title", "capitalize",
            "replace", "removeprefix", "removesuffix", "format", "swapcase", "encode",
            "zfill", "translate", "startswith", "endswith", "isdigit", "isdecimal", "isnumeric",
            "isalpha", "isalnum", "islower", "isupper", "istitle", "count", "find", "index",
            "__eq__", "__ne__", "__contains__")  # fmt: skip

_TELLING = ("startswith", "endswith")  # by which names are picked out
_SHORT = 200
_NAMES = r"\s*\w+(?:[\s,;:.|/]+\w+)*\s*"


def _method(name: str) -> Model:
    def call(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
        done = operated(arguments.get(0), name, *map(plain, arguments.positional[1:]))
        if done:
            return done
        if name == "format":
            given = Arguments(arguments.positional[1:], arguments.keywords)
            fields.read(frame, arguments.get(0), given, node)
        if arguments.star is not None or arguments.double_star is not None:
            return UNKNOWN
        names = list(arguments.keywords)

        def fold(text: object, *given: object) -> object:
            count = len(given) - len(names)
            return _apply(text, name, given[:count], dict(zip(names, given[count:], strict=True)))

        parts = [*arguments.positional, *arguments.keywords.values()]
        return combine_known(frame, parts, fold) if name == "format" else combine(parts, fold)

    return call


def _apply(text: object, name: str, given: tuple[object, ...], named: dict[str, object]) -> object:
    if not isinstance(text, str):
        return None
    try:
        result = getattr(text, name)(*given, **named)
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError, MemoryError):
        return None
    kinds = (str, bytes, bool) if name in _TELLING else (str, bytes)
    return result if isinstance(result, kinds) else None


for _name in _METHODS:
    model(f"str.{_name}", f"builtins.str.{_name}", f"PathText.{_name}")(_method(_name))


@model("str.join", "builtins.str.join")
def _join(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    for value in arguments.get(1):
        if isinstance(value, Container) and value.exact and len(value.items) < 20:
            frame.program.read(value, "items")
            parts = list(value.items.values())
            return combine_known(frame, [arguments.get(0), *parts], _joined)
    return None


def _joined(separator: object, *parts: object) -> object:
    if not isinstance(separator, str) or not all(isinstance(part, str) for part in parts):
        return None
    return separator.join(map(str, parts))


@model("str.format_map")
def _format_map(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    for value in arguments.get(1):
        if isinstance(value, Container) and value.kind == "dict" and value.exact:
            held = {str(name): one for name, one in value.items.items()}
            fields.read(frame, arguments.get(0), Arguments(keywords=held), node)
            return _filled(frame, arguments.get(0), value, str.format_map)
    return None


def _filled(
    frame: Frame,
    texts: Values,
    mapping: Container,
    fill: Callable[[str, dict[object, object]], str],
) -> Values:
    """A text with holes that a dict fills."""
    frame.program.read(mapping, "items")
    names = list(mapping.items)

    def fold(text: object, *given: object) -> object:
        try:
            return fill(str(text), dict(zip(names, given, strict=True)))
        except (TypeError, ValueError, LookupError, AttributeError):
            return None

    return combine([texts, *mapping.items.values()], fold)


@model("string.Template")
def _template(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine([arguments.get(0, "template")], TemplateText)


@model("TemplateText.substitute", "TemplateText.safe_substitute")
def _substituted(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    mapping = new_container(frame, "dict", (node, frame.context))
    for value in arguments.get(1):
        if isinstance(value, Container) and value.exact:
            mapping.items.update(value.items)
    mapping.items.update(arguments.keywords)
    return _filled(frame, arguments.get(0), mapping, _substitute)


def _substitute(text: str, mapping: dict[object, object]) -> str:
    from string import Template  # noqa: PLC0415 - few programs have one

    return Template(text).substitute({str(name): one for name, one in mapping.items()})


@model("builtins.chr")
def _character(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[:1], _chr)


def _chr(number: object) -> object:
    return chr(number) if isinstance(number, int) and 0 <= number < 0x110000 else None


@model("re.compile")
def _compiled(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    if arguments.get(1, "flags"):
        return None
    return combine([arguments.get(0, "pattern")], _pattern)


def _pattern(text: object) -> object:
    return PatternText(text) if isinstance(text, str) else None


@model("re.sub", "PatternText.sub")
def _replaced(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    if arguments.keywords or len(arguments.positional) != 3:
        return UNKNOWN
    return combine(arguments.positional, _substituted_by)


def _substituted_by(pattern: object, new: object, text: object) -> object:
    """Of short texts, by patterns that repeat one thing at most: others may take for ever."""
    if not all(isinstance(one, str) and len(one) < _SHORT for one in (pattern, new, text)):
        return None
    if len(re.findall(r"[*+{]", str(pattern))) > 1:
        return None
    try:
        return re.sub(str(pattern), str(new), str(text))
    except (re.error, IndexError, OverflowError):
        return None


def _matcher(name: str) -> Model:
    def match(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
        given = [plain(arguments.get(0, "pattern"))]
        if arguments.get(2, "flags"):
            given.append(UNTOLD)
        return operated(arguments.get(1, "string"), name, *given) or None

    return match


for _name in ("match", "fullmatch", "search"):
    model(f"re.{_name}", f"PatternText.{_name}")(_matcher(_name))


@model("builtins.len")
def _length(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    observe.special(frame, node, arguments.get(0), ("__len__",))
    return operated(arguments.get(0), "len") or None


@model("bytes.decode", "str.decode")
def _decode(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    done = operated(arguments.get(0), "decode")
    return done or combine(arguments.positional[:1], _decoded)


def _decoded(data: object) -> object:
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else None


@model("base64.b64decode", "base64.standard_b64decode", "base64.urlsafe_b64decode")
def _from_base64(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[:1], _of_base64)


def _of_base64(text: object) -> object:
    from base64 import b64decode  # noqa: PLC0415 - few programs keep a text so

    try:
        return b64decode(text) if isinstance(text, (str, bytes)) else None
    except ValueError:
        return None


@model("builtins.bytes.fromhex", "bytes.fromhex", "binascii.unhexlify")
def _from_hex(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[-1:], _of_hex)


def _of_hex(text: object) -> object:
    try:
        return bytes.fromhex(text) if isinstance(text, str) else None
    except ValueError:
        return None


@model("codecs.decode")
def _decoded_by(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine([arguments.get(0, "obj"), arguments.get(1, "encoding")], _turned)


def _turned(text: object, encoding: object) -> object:
    """The one encoding of texts that is a text again."""
    from codecs import decode  # noqa: PLC0415 - as above

    is_turned = isinstance(text, str) and encoding in {"rot13", "rot_13"}
    return decode(str(text), "rot13") if is_turned else None


def _splitter(name: str) -> Model:
    def call(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
        given = [plain(values) for values in arguments.positional[1:]]
        done = operated(arguments.get(0), name, *given)
        if done:
            return done
        texts = strings(arguments.get(0))
        if len(texts) != 1 or not _is_told(frame, texts[0]):
            return None
        try:
            words = getattr(texts[0], name)(*given)
        except (TypeError, ValueError):
            return None
        held = new_container(frame, "list", (node, frame.context))
        for position, word in enumerate(words):
            put(frame, held, position, frozenset({Const(word)}))
        return frozenset({held})

    return call


def _is_told(frame: Frame, text: str) -> bool:
    """Whether a text tells something in parts: of the migration, or a few names."""
    if len(text) < _SHORT and re.fullmatch(_NAMES, text):
        return True
    return frame.program.vocabulary.mentions(text)


for _name in ("split", "rsplit", "partition", "rpartition", "splitlines"):
    model(f"str.{_name}")(_splitter(_name))


@model("textwrap.dedent", "inspect.cleandoc")
def _dedented(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    from textwrap import dedent  # noqa: PLC0415 - few programs do it to anything of ours

    return combine(arguments.positional[:1], lambda text: dedent(str(text)))


@model("builtins.repr", "builtins.ascii")
def _repr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[:1], repr)


@model("builtins.str", "os.fspath", "sys.intern", "os.path.normpath", "os.path.abspath",
       "os.path.realpath", "os.path.expanduser")  # fmt: skip
def _text(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    readings = frozenset(v for v in arguments.get(0) if isinstance(v, Reading))
    return readings or combine(arguments.positional[:1], str)


def _conversion(name: str) -> Model:
    def convert(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
        if observe.is_salted(arguments.get(0)):
            return arguments.get(0)
        done = operated(arguments.get(0), name)
        if not done and name == "bool":
            return combine(arguments.positional[:1], bool)
        if not done and name == "int" and arguments.get(0) <= _YES_OR_NO:
            return combine(arguments.positional[:1], _whole)
        return done or None

    return convert


_YES_OR_NO = frozenset({Const(True), Const(False)})


def _whole(value: object) -> object:
    return int(value) if isinstance(value, int) else None


for _name in ("builtins.bool", "distutils.util.strtobool", "json.loads", "builtins.int",
              "builtins.float", "ast.literal_eval", "yaml.safe_load"):  # fmt: skip
    model(_name)(_conversion(_name.rpartition(".")[2]))


def _decision(operation: str) -> Model:
    """`any(reading == value for value in ("true", "1"))` is one decision on the flag."""

    def decide(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
        for held in arguments.get(0):
            if isinstance(held, Container) and held.exact:
                frame.program.read(held, "items")
                decided = operated(combined(list(held.items.values()), operation), "bool")
                if decided:
                    return decided
        return None

    return decide


model("builtins.any")(_decision("or"))
model("builtins.all")(_decision("and"))


@model("operator.add", "operator.concat")
def _add(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[:2], lambda a, b: _joined("", a, b))
