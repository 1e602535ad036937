"""The option table: command line and ini twin of each option."""

from __future__ import annotations

import pkgutil
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import argparse

    import pytest


class Option(NamedTuple):
    """One option.

    Attributes:
        flag: `--engines`; its ini twin is the same without dashes in front and `_` inside.
        metavar: How `--help` shows the value: `PATH`, or in lower case the values there are.
        meaning: The help text.
        bare: What the flag alone means; None where it needs a value.
    """

    flag: str
    metavar: str
    meaning: str
    bare: str | None = None

    @property
    def ini(self) -> str:
        """The ini twin: `engine_report` of `--engine-report`."""
        return self.flag.lstrip("-").replace("-", "_")

    @property
    def choices(self) -> list[str]:
        """The valid values; empty where others are possible."""
        return self.metavar.split("|") if self.metavar.islower() else []


_SINGLE = (
    Option(
        "--engines",
        "both|all|NAME[,NAME]",
        "run every test on these engines; both is control and candidate",
    ),
    Option("--engine-config", "FILE", "read the configuration from this file"),
    Option(
        "--engine-isolation",
        "in-process|process",
        "run all engines in this process (default), or each in processes of its own",
    ),
    Option("--engine-fixture", "NAME", "the name of the fixture that is the engine (engine)"),
    Option(
        "--engine-evidence",
        "calls|coverage|off",
        "what to watch while tests run: the engines' calls, their line coverage too, or nothing",
    ),
    Option(
        "--engine-noise",
        "N",
        "run the control's tests N more times, to learn what differs from one run to the next",
    ),
    Option(
        "--engine-repeat",
        "N",
        "measure each pair N times, the engines taking turns, to compare their speed",
    ),
    Option(
        "--engine-sabotage",
        "ENGINE[.METHOD],...",
        "break each protocol method (or those named, after `=`) and see which tests notice",
        bare="all",
    ),
    Option(
        "--engine-fail-on",
        "WHAT[,WHAT]",
        "what makes the exit status 1 beyond pytest's own (regression,incomplete)",
    ),
)


def _report_words() -> tuple[str, ...]:
    files = sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent / "reports")]))
    return tuple(name.removesuffix("_file") for name in files if name.endswith("_file"))


REPORT_WORDS = _report_words()
"""`html` of `reports/html_file.py`: known from the names of the files, importing none."""

OPTIONS = _SINGLE + tuple(
    Option(f"--engine-{word}", "PATH", f"write the {word} of the run to PATH")
    for word in REPORT_WORDS
)


def add_options(parser: pytest.Parser) -> None:
    """Add every option of the table to pytest."""
    group = parser.getgroup("engine rollout")
    for option in OPTIONS:
        optional = {} if option.bare is None else {"nargs": "?", "const": option.bare}
        group.addoption(
            option.flag, metavar=option.metavar, help=option.meaning, default=None, **optional
        )
        parser.addini(option.ini, option.meaning, default=None)


def only_lists(options: argparse.Namespace) -> bool:
    """Whether pytest's options only list tests or fixtures, so that none runs.

    Args:
        options: Those of pytest, as far as they are known.
    """
    listing = ("collectonly", "showfixtures", "show_fixtures_per_test")
    return any(getattr(options, name, False) for name in listing)


def spell_out(config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Write `--engine-sabotage` as `--engine-sabotage=all`.

    Or the parser takes the argument behind it, `tests/`, for its value.

    Args:
        config: pytest's configuration, early; what it knows of the command line is renewed.
        parser: pytest's.
        args: The command line; changed in place.
    """
    bare = {option.flag: option.bare for option in OPTIONS if option.bare is not None}
    options = args[: args.index("--")] if "--" in args else args
    found = [index for index, word in enumerate(options) if word in bare]
    for index in found:
        args[index] = f"{args[index]}={bare[args[index]]}"
    if found:
        config.known_args_namespace = parser.parse_known_args(args, copy(config.option))


def _option(flag: str) -> Option:
    return next(option for option in OPTIONS if option.flag == flag)


def option_value(config: pytest.Config, flag: str) -> str | None:
    """The value of an option, from the command line or the ini file; None where it is not set.

    Args:
        config: pytest's configuration, early or complete.
        flag: The option's flag, as in the table.

    Raises:
        pytest.UsageError: It is given on the command line with nothing behind its `=`, as a
            script does whose variable is not set; it is a list in the ini file; or none of the
            values there are.
    """
    option = _option(flag)
    value = getattr(config.known_args_namespace, option.ini, None)
    if value == "":
        import pytest  # noqa: PLC0415 - the table can be read without pytest

        raise pytest.UsageError(f"{flag} is empty: give {option.metavar}, or leave it out")
    if value is None:
        value = config.getini(option.ini)
    if isinstance(value, list):  # from a TOML file; later releases of pytest refuse it themselves
        import pytest  # noqa: PLC0415 - as above

        raise pytest.UsageError(f"{option.ini} is a list: give a text, {option.metavar}")
    if value and option.choices and value not in option.choices:
        import pytest  # noqa: PLC0415 - as above

        choices = ", ".join(option.choices)
        raise pytest.UsageError(f"{flag}: unknown value {value!r}; choose from {choices}")
    return value or None


def option_path(config: pytest.Config, flag: str) -> Path | None:
    """The path that an option is set to; None where it is not set.

    A relative one starts where pytest was started if it was typed, and at the root directory if it
    stands in the ini file.

    Args:
        config: pytest's configuration, early or complete.
        flag: The option's flag, as in the table.

    Raises:
        pytest.UsageError: As `option_value`.
    """
    value = option_value(config, flag)
    if value is None:
        return None
    typed = value == getattr(config.known_args_namespace, _option(flag).ini, None)
    return (config.invocation_params.dir if typed else config.rootpath) / value
