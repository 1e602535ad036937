"""The table of both surfaces: each member, its engines, the differences, and its uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from migration_lint.files.source import SourceFile
from migration_lint.flow.code.corpus import Corpus, readable
from migration_lint.flow.code.signatures import differences
from migration_lint.flow.domain.values import Function
from migration_lint.flow.recording.facts import CALL, CONSTRUCTOR, ControllerCallFact
from migration_lint.flow.surfaces.surface import Surface, SurfaceMember, read_surfaces
from migration_lint.flow.work.program import Program
from migration_lint.project import Project
from migration_lint.surface.proposal import Proposal, proposal_of
from migration_lint.surface.uses import Use, calls_of_members, of_functions, of_members


@dataclass(frozen=True)
class Row:
    """One member.

    Attributes:
        member: Its name; `__init__` for what making a controller takes.
        control: How the control's controller has it, `method(new_stage)`; `-` where it does not,
            `?` where that cannot be told.
        candidate: The same of the candidate's.
        differences: What works with one engine and not with the other, a sentence each.
        in_protocol: Whether it is a member of the protocol.
        uses: The places, in order.
        proposal: What a protocol with the member in it can promise; None where the engines have
            nothing in common.
    """

    member: str
    control: str
    candidate: str
    differences: tuple[str, ...]
    in_protocol: bool
    uses: tuple[Use, ...]
    proposal: Proposal | None = None


@dataclass(frozen=True)
class SurfaceTable:
    """The table with what it is about.

    Attributes:
        engines: The names of control and candidate.
        files: Where their controllers are; None for one that is not in the tree.
        rows: By member, the protocol first.
        functions: The functions of the engines' modules, in the same form.
    """

    engines: tuple[str, str]
    files: tuple[str | None, str | None]
    rows: tuple[Row, ...]
    functions: tuple[Row, ...]


def read_table(
    files: Sequence[SourceFile], project: Project, *, private: bool = False
) -> SurfaceTable:
    """Read both surfaces and the uses of their members; nothing is imported or run.

    Args:
        files: Every Python file of the project.
        project: The project with its settings.
        private: Whether to list unused members with an underscore too.
    """
    program = Program(project, Corpus(readable(files)))
    program.run()
    surfaces = read_surfaces(program)
    _follow_functions(program, surfaces)
    settings = project.settings
    pair = surfaces.get(settings.control), surfaces.get(settings.candidate)
    engines = settings.control, settings.candidate
    facts = program.facts()
    uses, calls = of_members(program, facts), calls_of_members(program, facts)
    protocol = {method.name for method in settings.protocol}
    names = {name for surface in pair if surface for name in surface.members}
    shown = {n for n in names if private or n in uses or not n.startswith("_")}
    shown = (shown | set(uses) | protocol) - {CONSTRUCTOR}
    rows = [
        _row(name, pair, engines, name in protocol, uses.get(name, ()), calls.get(name, ()))
        for name in shown
    ]
    rows.append(_constructor(pair, engines, uses.get(CONSTRUCTOR, ())))
    rows.sort(key=lambda row: (not row.in_protocol, -len(row.uses), row.member))
    where = tuple(surface.path if surface else None for surface in pair)
    of_modules = of_functions(program, facts, surfaces.values())
    functions = tuple(_functions(pair, engines, of_modules))
    return SurfaceTable(engines, (where[0], where[1]), tuple(rows), functions)


def _row(
    name: str,
    pair: tuple[Surface | None, Surface | None],
    engines: tuple[str, str],
    in_protocol: bool,
    uses: Sequence[Use],
    calls: Sequence[ControllerCallFact],
) -> Row:
    control, candidate = (surface.members.get(name) if surface else None for surface in pair)
    return Row(
        name,
        _shown(control, pair[0]),
        _shown(candidate, pair[1]),
        tuple(_differences(control, candidate, pair, engines)),
        in_protocol,
        tuple(uses),
        proposal_of(control, candidate, uses, calls),
    )


def _follow_functions(program: Program, surfaces: Mapping[str, Surface]) -> None:
    """Evaluate who imports the functions of the engines' modules and knows of no controller."""
    for surface in surfaces.values():
        exports = program.modules.at(surface.path).exports
        for name in surface.functions:
            for value in exports.get(name, ()):
                if isinstance(value, Function):
                    program.telling.tell(value.definition)
    program.run()


def _constructor(
    pair: tuple[Surface | None, Surface | None], engines: tuple[str, str], uses: Sequence[Use]
) -> Row:
    """What making a controller takes."""
    control, candidate = (surface.constructor if surface else None for surface in pair)
    kind = "function" if any(it is not None and it.is_function for it in pair) else "constructor"
    return Row(
        CONSTRUCTOR if kind == "constructor" else CALL,
        f"{kind}{control.text}" if control else "?",
        f"{kind}{candidate.text}" if candidate else "?",
        tuple(differences(control, candidate, engines)) if control and candidate else (),
        in_protocol=False,
        uses=tuple(uses),
    )


def _shown(member: SurfaceMember | None, surface: Surface | None) -> str:
    if member is None:
        return "-" if surface is not None and surface.complete else "?"
    return f"{member.kind}{member.signature.text}" if member.signature else member.kind


def _differences(
    control: SurfaceMember | None,
    candidate: SurfaceMember | None,
    pair: tuple[Surface | None, Surface | None],
    engines: tuple[str, str],
) -> Iterator[str]:
    if control is None or candidate is None:
        known = all(surface is not None and surface.complete for surface in pair)
        if known:
            one = engines[0] if control else engines[1]
            yield f"only {one} has it" if control or candidate else "neither engine has it"
        return
    if control.signature and candidate.signature:
        yield from differences(control.signature, candidate.signature, engines)
    elif bool(control.signature) != bool(candidate.signature):
        yield f"{engines[0]} has a {control.kind}, {engines[1]} a {candidate.kind}"
    elif control.writable != candidate.writable:
        writable = engines[0] if control.writable else engines[1]
        yield f"only {writable} lets it be assigned to"


def _functions(
    pair: tuple[Surface | None, Surface | None],
    engines: tuple[str, str],
    uses: Mapping[str, Sequence[Use]],
) -> Iterator[Row]:
    control, candidate = (surface.functions if surface else {} for surface in pair)
    for name in sorted(set(control) | set(candidate)):
        one, two = control.get(name), candidate.get(name)
        if one and two:
            found = tuple(differences(one, two, engines))
        else:
            found = (f"only {engines[0] if one else engines[1]} has it",) if all(pair) else ()
        yield Row(
            name,
            f"function{one.text}" if one else "-" if pair[0] else "?",
            f"function{two.text}" if two else "-" if pair[1] else "?",
            found,
            in_protocol=False,
            uses=tuple(uses.get(name, ())),
        )
