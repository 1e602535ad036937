"""Libraries that read settings from the environment and say what they take for true."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.readings import of_truth
from migration_lint.flow.domain.values import Const, Place, Reading, Symbol, Values, constants
from migration_lint.flow.models import model
from migration_lint.flow.state.frame import Frame
from migration_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from migration_lint.flow.models import Model

_BOOL = Symbol("builtins.bool")


class _Reader(NamedTuple):
    """What is called with the name of a variable.

    Attributes:
        true: The words for true, in any case; nothing for what reads a text.
        default: The position of the default among the arguments.
        cast: The position of the type that is asked for; None where a truth value is always read.
    """

    names: tuple[str, ...]
    true: tuple[str, ...] = ()
    default: int = 1
    cast: int | None = None


_READERS = (
    _Reader(
        ("decouple.config", "decouple.Config()", "decouple.AutoConfig()"),
        ("1", "on", "t", "true", "y", "yes"),
        cast=2,
    ),
    _Reader(("starlette.config.Config()",), ("1", "true"), default=2, cast=1),
    _Reader(("environ.Env().bool",), ("1", "ok", "on", "true", "y", "yes")),
    _Reader(("environs.Env().bool", "environs.env.bool"), ("1", "on", "t", "true", "y", "yes")),
    _Reader(("environ.Env().str", "environs.Env()", "environs.Env().str", "environs.env.str")),
)


def _model_of(reader: _Reader) -> Model:
    def read(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
        if frame.program.vocabulary.flag not in constants(arguments.get(0)):
            return None
        place = Place(frame.source.path, node)
        default = next(iter(constants(arguments.get(reader.default, "default"))), None)
        is_cast = reader.cast is None or _BOOL in arguments.get(reader.cast, "cast")
        if reader.true and is_cast:
            return frozenset({of_truth(default, reader.true, place)})
        unset = None if default is None else Const(default)
        return frozenset({Reading("environment", unset, (), place)})

    return read


for _reader in _READERS:
    model(*_reader.names)(_model_of(_reader))
