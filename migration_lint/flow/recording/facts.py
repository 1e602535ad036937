"""The facts of Python code: what it does, with names resolved and constants folded.

All spans are those of the name, argument or string itself. `scope` is the qualified name of the
enclosing function or class. A fact is yielded once per place, with all that may be there joined.
Facts are yielded where something a rule may care for is involved: a module, name or constant that
belongs to the migration, a controller, the flag.
"""

from __future__ import annotations

from typing import Literal

from migration_lint.diagnostic import Span, Step
from migration_lint.flow.domain.values import Reading, Values, strings
from migration_lint.named_tuple import NamedTuple

CONSTRUCTOR = "__init__"  # the member that is called where a controller is made
CALL = "__call__"  # what an engine that is a function has in its place
Access = Literal["load", "store", "delete", "augmented"]


class Operand(NamedTuple):
    """An expression as a part of a fact.

    Attributes:
        keyword: The name of a keyword argument.
        star: 1 for `*args`, 2 for `**kwargs`, else 0.
        items: The members of a list, tuple or set that is displayed right here.
        entries: Key and value of each entry of a dict that is displayed right here.
        name: The last name of a name or attribute, as it is written; of an item or of the result of
            a method, that of what it is taken from.
        is_constant: Whether it is written as one: `"a"`, not `"a" + ""`.
    """

    span: Span
    values: Values
    keyword: str | None = None
    star: int = 0
    items: tuple[Operand, ...] = ()
    entries: tuple[tuple[Operand | None, Operand], ...] = ()
    name: str = ""
    is_constant: bool = False


def literal(operand: Operand) -> str | None:
    """The text that an operand is as it stands, in quotes of one character; None for others."""
    span, texts = operand.span, strings(operand.values)
    if not operand.is_constant or len(texts) != 1 or span.line != span.end_line:
        return None
    return texts[0] if span.end_column - span.column == len(texts[0]) + 2 else None


class ImportFact(NamedTuple):
    """One name of an import statement.

    Attributes:
        span: Of the module's name; of the imported name where that is what names the module
            (`from . import af_engine_legacy`).
        module: The absolute name of the module that is imported from, or imported.
        name: The imported name of `from module import name`, `*` too; None for `import module`.
        bound: The name that it is bound to here.
        target: The absolute dotted name of what is imported.
        values: What the name stands for, through re-exports.
        type_checking: Whether it stands under `if TYPE_CHECKING:`.
        statement: The whole statement.
    """

    span: Span
    scope: str
    module: str
    name: str | None
    name_span: Span
    bound: str
    target: str
    values: Values
    type_checking: bool
    statement: Span


class NameFact(NamedTuple):
    """A plain name that is read or deleted."""

    span: Span
    scope: str
    name: str
    values: Values
    access: Access


class AttributeFact(NamedTuple):
    """An attribute of something, however it is reached.

    Attributes:
        how: `dotted`, or what names it: `getattr`, `hasattr`, `setattr`, `delattr`, `format`,
            `attrgetter`, `methodcaller`, `patch`, `patch.object`, `monkeypatch.setattr`, `vars`,
            `match`.
        value: What is there when read, what is put there when written.
        called: Whether it is called right here.
        whole: The whole expression, `af_engine_legacy.RDMissionController`.
    """

    span: Span
    scope: str
    base: Values
    attribute: str
    access: Access
    how: str
    value: Values
    called: bool
    whole: Span


class SpecialFact(NamedTuple):
    """Syntax or a built-in function asks something for a special method.

    `methods` are those of which one must be there: `__iter__` or `__getitem__` of what a loop goes
    over.
    """

    span: Span
    scope: str
    base: Values
    methods: tuple[str, ...]


class CallFact(NamedTuple):
    """A call. `span` is that of the callee, `whole` that of the call.

    Attributes:
        called: The last name of the callee as it is written; empty where it has none.
        receiver: The last name of what a method is called of, as it is written.
        names: The dotted names of what may be called; `?.name` for a method of something unknown.
    """

    span: Span
    scope: str
    called: str
    receiver: str
    callee: Values
    names: tuple[str, ...]
    arguments: tuple[Operand, ...]
    result: Values
    whole: Span

    def argument(self, position: int, keyword: str) -> Operand | None:
        """The argument at a position, or by keyword; None where it is not given, or not plainly."""
        plain = []
        for operand in self.arguments:
            if operand.star:
                break
            if operand.keyword is None:
                plain.append(operand)
        if position < len(plain):
            return plain[position]
        return next((o for o in self.arguments if o.keyword == keyword), None)


class SubscriptFact(NamedTuple):
    """`base[key]`; `value` is what is there when read, what is put there when written."""

    span: Span
    scope: str
    base: Values
    key: Operand
    access: Access
    value: Values


class CompareFact(NamedTuple):
    """One link of a comparison: `left in right`. `operator` is as written: `not in`, `==`, `is`.

    An operation on the table of modules as a set is one too: `names & set(sys.modules)`.
    """

    span: Span
    scope: str
    left: Operand
    operator: str
    right: Operand


class ReadingFact(NamedTuple):
    """An expression whose value depends on the flag; those inside it have facts of their own.

    Attributes:
        readings: What it may be that was read from the flag.
        key: Where the flag is named, if it is read right here.
        case: `first case` or `case` where it is the condition of one of several cases that decide
            together; `caller` in a function that is given the variable's name, `reader` for a call
            of one; else empty.
    """

    span: Span
    scope: str
    readings: tuple[Reading, ...]
    key: Span | None
    case: str


class ArithmeticFact(NamedTuple):
    """A binary operation on the result of `hash()`: `hash(mission_id) % 100`, `divmod` too.

    Attributes:
        text: The operation as it is written.
        use: `compared` or `subscript` where its result is used for that right here, else empty.
    """

    span: Span
    scope: str
    left: Operand
    operator: str
    right: Operand
    text: str
    use: str


class PathFact(NamedTuple):
    """A path that a text is joined to by `/`, as far as it is known; `span` is that of the text."""

    span: Span
    scope: str
    text: Values


class BranchFact(NamedTuple):
    """A condition: of `if`, `while`, `assert`, `match`, `x if c else y`, `c and x`, comprehensions.

    `span` is that of one operand of the condition, after `and`, `or` and `not` are taken apart;
    `case` is as of a reading.
    """

    span: Span
    scope: str
    test: Values
    kind: str
    case: str


class AssignFact(NamedTuple):
    """A name is bound to a value by `=`, `:=`, an annotated assignment, a default, a `for`.

    `target` is the name; for a class or module level binding `scope` tells where.
    """

    span: Span
    scope: str
    target: str
    value: Operand


class AnnotationFact(NamedTuple):
    """A name in an annotation, `cast` or type comment that is written as a string or comment.

    Attributes:
        text: The dotted name inside it.
        values: What the name stands for.
        how: `annotation`, `type comment`, `cast`.
    """

    span: Span
    scope: str
    text: str
    values: Values
    how: str


class DictFact(NamedTuple):
    """A dict display, wherever it stands, with its constant keys; `values` is the dict itself."""

    span: Span
    scope: str
    entries: tuple[tuple[Operand | None, Operand], ...]
    values: Values


class SubclassFact(NamedTuple):
    """A class that inherits from an engine's controller; `span` is that of the base.

    Attributes:
        name: The class.
        engines: Whose controller it inherits from.
        overrides: The members of it, by the engines' source, that the class defines anew.
    """

    span: Span
    scope: str
    name: str
    engines: tuple[str, ...]
    overrides: tuple[str, ...]


class ControllerCallFact(NamedTuple):
    """A call of a member of a controller, by whatever name it goes now.

    Attributes:
        span: Of the callee.
        owner: The controllers.
        positional: How many positional arguments are given for sure, without `self`.
        keywords: The keyword arguments given for sure.
        more_positional: Whether a `*args` of unknown length follows.
        more_keywords: Whether a `**kwargs` of unknown content follows.
    """

    span: Span
    scope: str
    owner: Values
    member: str
    positional: int
    keywords: tuple[str, ...]
    more_positional: bool
    more_keywords: bool


class BaseFact(NamedTuple):
    """A class inherits from a controller's; `defines` are the members that it defines itself."""

    span: Span
    scope: str
    name: str
    base: Values
    defines: tuple[str, ...]


class MemberFact(NamedTuple):
    """A member of a controller is used from outside of its engine, by whatever way.

    Attributes:
        span: Of the member's name, dotted or in a string.
        member: Its name.
        access: What is done to it.
        how: As in `AttributeFact`, or `special` for one that syntax asks for.
        having: The engines whose controller has the member, by their source.
        lacking: The engines whose controller does not have it, by their source.
        steps: How the controller got there, first step first.
    """

    span: Span
    scope: str
    member: str
    access: Access
    how: str
    having: tuple[str, ...]
    lacking: tuple[str, ...]
    steps: tuple[Step, ...]


class ProtocolCallFact(NamedTuple):
    """A call of a protocol method, or of a constructor, with arguments that an engine rejects.

    Attributes:
        span: Of the callee.
        member: The method.
        problems: Who rejects the call, `the protocol` or an engine's name, and why.
        steps: How the controller got there, first step first.
    """

    span: Span
    scope: str
    member: str
    problems: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


class StringFact(NamedTuple):
    """A constant string as a member of `__all__` or another display at module level.

    `target` is the name it is assigned to; `module` the one of the project that a member of
    `__all__` means, empty for others.
    """

    span: Span
    scope: str
    target: str
    text: str
    module: str
