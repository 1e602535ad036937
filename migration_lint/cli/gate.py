"""`migration-lint gate`."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone

from migration_lint.cli.base import Command
from migration_lint.errors import UserError
from migration_lint.files.writing import deliver
from migration_lint.gate.criteria import all_criteria
from migration_lint.gate.evidence.base import Request
from migration_lint.gate.explain import index, page
from migration_lint.gate.history import remember
from migration_lint.gate.outputs import output_named, output_names
from migration_lint.gate.outputs.text_output import TextOutput
from migration_lint.gate.policy import make_policy
from migration_lint.gate.request import Asked, make_request
from migration_lint.gate.result import GateResult
from migration_lint.gate.run import run_gate
from migration_lint.terminal import style_for, width_of
from migration_lint.workspace import open_project


class GateCommand(Command):
    """Say whether a phase of the rollout is finished: ready, not ready or inconclusive, and why.

    Exit status: 0 ready, 1 not ready or inconclusive, 2 wrong use or configuration.
    """

    name = "gate"
    help = "say whether a phase of the rollout is finished, and on what evidence"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of `gate`."""
        parser.add_argument(
            "--phase", type=int, choices=(1, 2, 3, 4), help="the phase whose end is gated"
        )
        parser.add_argument("--config", metavar="FILE", help="read the configuration from there")
        parser.add_argument("--root", metavar="DIR", help="the project root")
        parser.add_argument("--format", choices=output_names(), default="text", help="how to show")
        parser.add_argument("--output", metavar="FILE", help="write it there; - is standard output")
        _repeatable(parser.add_argument, "--write", "FORMAT=FILE", "write it in another format too")
        parser.add_argument(
            "--explain",
            metavar="CRITERION",
            nargs="?",
            const="",
            help="explain one criterion, or list them all, and judge nothing",
        )
        _add_evidence_arguments(parser)

    def run(self, arguments: Namespace) -> int:
        """Judge, show, and say by the exit status how it went."""
        if arguments.explain is not None:
            sys.stdout.write(_explanation(arguments.explain))
            return 0
        destinations = [(arguments.format, arguments.output)]
        destinations += [_destination(one) for one in arguments.write]
        project = open_project([], arguments.config, arguments.root)
        policy = make_policy(project, all_criteria())
        request = make_request(project, _asked(arguments), datetime.now(timezone.utc))
        result = run_gate(request, policy, all_criteria())
        if any(name == "html" for name, _ in destinations):
            result = _with_burn_down(result, request)
        for name, output in destinations:
            deliver(_rendered(name, result, to_terminal=output is None), output)
        if arguments.record:
            _record(result, request)
        return 0 if result.verdict == "ready" else 1


def _with_burn_down(result: GateResult, request: Request) -> GateResult:
    from migration_lint.history.burn_down import burn_down  # noqa: PLC0415 - only for this format

    plot = burn_down(request.project, request.phase, cache=True)
    return replace(result, overview=replace(result.overview, burn_down=plot))


def _rendered(name: str, result: GateResult, *, to_terminal: bool) -> str:
    if name == "text" and to_terminal:
        style, width = style_for(sys.stdout, os.environ), width_of(sys.stdout, os.environ)
        return TextOutput(style, width).render(result)
    return output_named(name).render(result)


def _add_evidence_arguments(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("evidence", "in place of what the configuration names")
    _repeatable(group.add_argument, "--report", "FILE", "an engine report")
    _repeatable(group.add_argument, "--log", "GLOB", "log files")
    _repeatable(group.add_argument, "--missions", "GLOB", "mission records")
    group.add_argument("--coverage", metavar="FILE", help="coverage data of the candidate")
    group.add_argument("--cohort", metavar="FILE", help="the audit of the rollout function")
    group.add_argument("--history", metavar="FILE", help="earlier verdicts")
    group.add_argument("--record", action="store_true", help="add this verdict to the earlier ones")


def _repeatable(add: Callable[..., object], flag: str, metavar: str, meaning: str) -> None:
    add(flag, metavar=metavar, action="append", default=[], help=f"{meaning}; may be repeated")


def _record(result: GateResult, request: Request) -> None:
    assert request.history is not None
    try:
        remember(result, request.history)
    except OSError as problem:
        raise UserError(
            f"{request.history}: cannot be written: {problem.strerror}; choose another --history"
        ) from None


def _asked(arguments: Namespace) -> Asked:
    return Asked(
        arguments.phase,
        arguments.report,
        arguments.log,
        arguments.missions,
        arguments.coverage,
        arguments.cohort,
        arguments.history,
    )


def _destination(text: str) -> tuple[str, str]:
    name, equals, output = text.partition("=")
    if not equals or not output or name not in output_names():
        known = ", ".join(output_names())
        raise UserError(f"--write {text}: give FORMAT=FILE; the formats are {known}")
    return name, output


def _explanation(name: str) -> str:
    criteria = all_criteria()
    if not name:
        return index(list(criteria.values()))
    if name not in criteria:
        raise UserError(f"there is no criterion {name}; there are {', '.join(criteria)}")
    return page(criteria[name])
