"""The base of all commands, and the parser that runs them.

Defining a subclass of `Command` in a module of `migration_lint.cli` named like the command
registers it.
"""

from __future__ import annotations

import os
import sys
from abc import ABC, abstractmethod
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from typing import ClassVar

from migration_lint.errors import UserError
from migration_lint.escaping import message
from migration_lint.project import ConfigurationError
from migration_lint.submodules import modules_in
from migration_lint.terminal import width_of

DEFAULT = "check"
_COLUMNS = 80  # of help that no terminal shows
REGISTRY: dict[str, type[Command]] = {}


class Command(ABC):
    """One command of `migration-lint`; the docstring is its help.

    Attributes:
        name: The word on the command line, and the name of the module.
        help: One line for the list of commands.
    """

    name: ClassVar[str]
    help: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "name" in vars(cls):
            REGISTRY[cls.name] = cls

    @abstractmethod
    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""

    @abstractmethod
    def run(self, arguments: Namespace) -> int:
        """Do it and return the exit status.

        Raises:
            UserError: What was asked for cannot be done.
            ConfigurationError: The configuration has mistakes.
        """


class _Help(RawDescriptionHelpFormatter):
    """Shows a docstring without the indentation that Python before 3.13 keeps.

    How wide the terminal is it finds out without importing shutil for it.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=(width_of(sys.stdout, os.environ) or _COLUMNS) - 2)

    def add_text(self, text: str | None) -> None:
        """Add a paragraph, such as the description of a command."""
        from inspect import cleandoc  # noqa: PLC0415 - only for help

        super().add_text(cleandoc(text) if text else text)


def run_command(argv: Sequence[str]) -> int:
    """Run the command that `argv` names, `check` where it names none; mistakes become status 2."""
    if argv and argv[0] in ("-h", "--help"):
        sys.stdout.write(_overview())
        return 0
    named = bool(argv) and argv[0] in command_names()
    name, rest = (argv[0], argv[1:]) if named else (DEFAULT, argv)
    command = _command(name)
    parser = ArgumentParser(
        prog=f"migration-lint {name}" if named else "migration-lint",
        description=command.__doc__,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    command.add_arguments(parser)
    try:
        if argv and not named:
            _check_spelling(argv[0])
        arguments = parser.parse_args(rest)
        arguments.argv = list(argv)
        status = command.run(arguments)
        sys.stdout.flush()
    except SystemExit as done:  # how argparse ends after --help or a mistake
        return int(done.code or 0)
    except (UserError, ConfigurationError) as problem:
        sys.stderr.write(f"migration-lint: {message(str(problem))}\n")
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("migration-lint: interrupted\n")
        return 130
    return status


def command_names() -> list[str]:
    """The names of the commands, from the modules beside this one."""
    names = modules_in([os.path.dirname(__file__)])  # noqa: PTH120 - of a string, not of a Path
    return [name for name in names if f"{__package__}.{name}" != __name__]


def _check_spelling(word: str) -> None:
    """Suggest the command that a misspelled word was meant for.

    Raises:
        UserError: There is no such file, and a command is called almost so.
    """
    if word.startswith("-") or os.path.lexists(word):
        return
    from difflib import get_close_matches  # noqa: PLC0415 - only for what is not there

    for meant in get_close_matches(word, command_names(), 1, 0.8):
        raise UserError(f"there is no command and no file {word}; did you mean {meant}?")


def _command(name: str) -> Command:
    import_module(f"{__package__}.{name}")
    return REGISTRY[name]()


def _overview() -> str:
    commands = [_command(name) for name in command_names()]
    width = max(len(command.name) for command in commands)
    listed = "\n".join(f"  {command.name:<{width}}  {command.help}" for command in commands)
    return (
        "usage: migration-lint [COMMAND] [OPTION]... [PATH]...\n\n"
        "Find, fix and ratchet down what a migration still needs of its old engine.\n\n"
        f"commands:\n{listed}\n\n"
        f"Without a command, `{DEFAULT}` is run. `migration-lint COMMAND --help` says more;\n"
        "`migration-lint --version` names the version.\n"
    )
