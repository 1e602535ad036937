"""`python -m pytest_engine_rollout.cohort`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from pathlib import Path

from migration_lint.project import ConfigurationError, Project, load_project
from pytest_engine_rollout.cohort.audit import audit
from pytest_engine_rollout.cohort.calling import CallingError
from pytest_engine_rollout.cohort.missions import MissionsError, from_file, made_up
from pytest_engine_rollout.cohort.output import as_text, write_report
from pytest_engine_rollout.cohort.processes import Question

_ABOUT = """\
Audit a rollout function: does a restart move missions, is the share what it says, does raising
the percentage take missions back, are forced and unfinished missions left on the control?

The function takes a mission's id or its record first, and the percentage in a parameter whose
name says so (percent, percentage, fraction...); it returns true for the candidate, or an engine's
name. Exit status: 0 every promise kept, 1 one broken or not measured, 2 wrong use.
"""


def main(argv: list[str] | None = None) -> int:
    """Run an audit and return the exit status."""
    arguments = _parser().parse_args(argv)
    try:
        project = load_project(Path.cwd(), arguments.config)
        found = audit(_question(arguments, project), project.settings.control)
        if arguments.output is not None:
            write_report(found, project, arguments.output)
    except CallingError as problem:
        return _refuse(f"{arguments.function}: {problem}")
    except (ConfigurationError, MissionsError) as problem:
        return _refuse(str(problem))
    except OSError as problem:
        return _refuse(f"{arguments.output}: cannot be written: {problem.strerror}")
    sys.stdout.write(as_text(found))
    return 0 if found.passed else 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m pytest_engine_rollout.cohort",
        description=_ABOUT,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("function", type=_function_name, metavar="MODULE:FUNCTION")
    parser.add_argument(
        "--percent", type=_percents, default=(0.0, 50.0, 100.0), help="as 0,50,100, the default"
    )
    parser.add_argument("--ids", type=Path, metavar="FILE", help="missions: ids or JSON records")
    parser.add_argument(
        "--percent-env", metavar="NAME", help="the environment variable that takes the percentage"
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write the gate's evidence there"
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="read the configuration there")
    return parser


def _question(arguments: Namespace, project: Project) -> Question:
    settings = project.settings
    return Question(
        arguments.function,
        Path.cwd(),
        from_file(arguments.ids) if arguments.ids else made_up(),
        arguments.percent,
        {settings.candidate: True, settings.control: False},
        arguments.percent_env,
    )


def _function_name(text: str) -> str:
    module, colon, function = text.partition(":")
    if not colon or not all(
        part.isidentifier() for part in (*module.split("."), *function.split("."))
    ):
        raise ArgumentTypeError(f"{text} is no MODULE:FUNCTION, such as rollout:should_use_modular")
    return text


def _percents(text: str) -> tuple[float, ...]:
    try:
        percents = sorted({float(part) for part in text.split(",")})
    except ValueError:
        percents = [-1.0]
    if not all(0 <= percent <= 100 for percent in percents):
        raise ArgumentTypeError(f"{text} is no list of percentages, such as 0,50,100")
    return tuple(percents)


def _harmless(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]


def _refuse(message: str) -> int:
    lines = (line.strip() for line in message.splitlines())
    shown = "\n  ".join("".join(map(_harmless, line)) for line in lines)
    sys.stderr.write(f"cohort: {shown}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
