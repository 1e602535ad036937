"""ML302."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity, Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.tables import is_environment
from migration_lint.flow.domain.values import NOTHING, constants, strings, symbols
from migration_lint.flow.recording.facts import (
    AssignFact,
    CallFact,
    DictFact,
    Operand,
    SubscriptFact,
)
from migration_lint.naming.commands import only_says
from migration_lint.naming.environments import (
    is_environment_name,
    keys_of_choices,
    makes_data,
    names_put,
    plain_data,
)
from migration_lint.naming.executed import off_in_call, off_in_command
from migration_lint.naming.flag import turns_off
from migration_lint.naming.functions import COMMANDS, STARTS_PROCESS, WRITES
from migration_lint.naming.statements import removable_keys
from migration_lint.project import Settings
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact, SettingFact
from migration_lint.regex import regex
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid
from migration_lint.rules.flag_hard_coded import is_namespace, off_value

_TERMINAL = regex(r"sys\.(?:__)?std(?:out|err)")
_STREAMS = frozenset({"stdout", "stderr"})
_SETTERS = regex(r"putenv|set(?!attr)\w*|__setitem__|(?:add|update|put|with)_?env\w*")


class FlagForced(Rule):
    """The flag set in an environment by code, to a value for the control engine.

    What it does:
        Reports false values of the flag that code puts into `os.environ`, into the environment of
        a process that it starts, into the text of a command, into the environment of a test by
        `monkeypatch.setenv` and `patch.dict`, or into settings (`FEATURES = {...}`, an INI
        section). The flag's name is followed through constants.

        A warning in phases 1 and 2, an error from phase 3 on.

    Why it matters here:
        The setting outlives the line: child processes inherit it, and modules that are imported
        later read it. Nobody who looks at the service's configuration can see it.

    Example:
        ```python
        os.environ["USE_MODULAR_ENGINE"] = "false"
        ```

    Use instead:
        Leave the environment to whoever starts the process. In tests let `pytest --engines` choose.

    Fix safety:
        The fix takes out a statement that only sets the flag, and the flag's entry in a dict. It
        is unsafe: what runs then takes the engine that the environment asks for. Texts of
        commands and of files, and settings of others, `app.config`, are left for you.
    """

    code = "ML302"
    name = "flag-forced"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        {1: Severity.WARNING, 2: Severity.WARNING, 3: Severity.ERROR, 4: Severity.ERROR}
    )
    valid = (
        Valid(
            "a true value", {"example.py": 'import os\nos.environ["USE_MODULAR_ENGINE"] = "1"\n'}
        ),
        Valid("another variable", {"example.py": 'import os\nos.environ["DEBUG"] = "false"\n'}),
        Valid("a message", {"example.py": 'raise SystemExit("set USE_MODULAR_ENGINE=false")\n'}),
        Valid("help text", {"example.py": 'HELP = {"USE_MODULAR_ENGINE": "false for legacy"}\n'}),
        Valid(
            "a printed hint", {"example.py": 'import os\nos.system("echo USE_MODULAR_ENGINE=0")\n'}
        ),
        Valid(
            "a value that is not known",
            {"example.py": 'import os\ndef f(v):\n    os.putenv("USE_MODULAR_ENGINE", v)\n'},
        ),
    )
    invalid = (
        Invalid(
            "the environment of the process",
            {
                "example.py": 'import os\nFLAG = "USE_MODULAR_ENGINE"\nos.environ[FLAG] = "0"\n'
                'os.environ.setdefault(FLAG, "no")\nos.putenv("USE_MODULAR_ENGINE", "false")\n'
            },
            at=("example.py:3:12", "example.py:4:23", "example.py:5:11"),
            message="`USE_MODULAR_ENGINE` is forced to `0` in the environment, which keeps the "
            "control engine (legacy); leave it to whoever starts the process",
            fixed={"example.py": 'import os\nFLAG = "USE_MODULAR_ENGINE"\n'},
        ),
        Invalid(
            "the environment of another process",
            {
                "example.py": "import os, subprocess\n"
                'subprocess.run(["a"], env={**os.environ, "USE_MODULAR_ENGINE": "false"})\n'
                'subprocess.run(["a"], env=dict(os.environ, USE_MODULAR_ENGINE="0"))\n'
                'os.system("USE_MODULAR_ENGINE=0 python3 conductor.py")\n'
            },
            at=("example.py:2:42", "example.py:3:63", "example.py:4:11"),
            message="`USE_MODULAR_ENGINE` is forced to `false` in the environment, which keeps the "
            "control engine (legacy); leave it to whoever starts the process",
            fixed={
                "example.py": "import os, subprocess\n"
                'subprocess.run(["a"], env={**os.environ})\n'
                'subprocess.run(["a"], env=dict(os.environ, USE_MODULAR_ENGINE="0"))\n'
                'os.system("USE_MODULAR_ENGINE=0 python3 conductor.py")\n'
            },
        ),
        Invalid(
            "below comments, of which only some are about it",
            {
                "example.py": "import os\n# -- start --\n\n# old\n"
                'os.environ["USE_MODULAR_ENGINE"] = "0"\nos.umask(0)\n\n\n'
                "def f():\n    # -- here --\n\n    # old\n"
                '    os.environ["USE_MODULAR_ENGINE"] = "0"\n'
            },
            at=("example.py:5:12", "example.py:13:16"),
            message="`USE_MODULAR_ENGINE` is forced to `0` in the environment, which keeps the "
            "control engine (legacy); leave it to whoever starts the process",
            fixed={
                "example.py": "import os\n# -- start --\n\nos.umask(0)\n\n\n"
                "def f():\n    # -- here --\n\n    pass\n"
            },
        ),
        Invalid(
            "in a program without a suffix",
            {
                "bin/atlas": "#!/usr/bin/env python3\nimport os\n"
                'os.environ["USE_MODULAR_ENGINE"] = "0"\n'
            },
            at=("bin/atlas:3:12",),
            message="`USE_MODULAR_ENGINE` is forced to `0` in the environment, which keeps the "
            "control engine (legacy); leave it to whoever starts the process",
            fixed={"bin/atlas": "#!/usr/bin/env python3\nimport os\n"},
        ),
        Invalid(
            "settings that others read",
            {
                "example.py": "from flask import Flask\napp = Flask(__name__)\n"
                'app.config["USE_MODULAR_ENGINE"] = "false"\n'
                'app.config.setdefault("USE_MODULAR_ENGINE", "0")\n'
            },
            at=("example.py:3:12", "example.py:4:23"),
            message="`USE_MODULAR_ENGINE` is forced to `false` in settings, which keeps the "
            "control engine (legacy); leave it to whoever starts the process",
        ),
        Invalid(
            "the environment of a test",
            {
                "test_a.py": "import os\nfrom unittest.mock import patch\n\n\n"
                '@patch.dict(os.environ, {"USE_MODULAR_ENGINE": "false"})\n'
                "def test_a(monkeypatch):\n"
                '    monkeypatch.setenv("USE_MODULAR_ENGINE", "0")\n'
            },
            at=("test_a.py:5:26", "test_a.py:7:24"),
            message="`USE_MODULAR_ENGINE` is forced to `false` in the environment, which keeps the "
            "control engine (legacy); leave it to whoever starts the process",
            fixed={
                "test_a.py": "import os\nfrom unittest.mock import patch\n\n\n"
                "@patch.dict(os.environ, {})\ndef test_a(monkeypatch):\n    pass\n"
            },
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each place once."""
        settings = context.project.settings
        made: dict[Span, tuple[str, object]] = {}
        for span, scope, value in _settings_made(facts, settings):
            made.setdefault(span, (scope, value))
        for span in keys_of_choices(facts, settings) if made else ():
            made.pop(span, None)
        if not made:
            return  # before every statement of the file is looked at for a fix
        removable = set(removable_keys(facts)) if context.origin == "file" else set()
        others = set(_in_others_settings(facts))
        for span, (scope, value) in made.items():
            is_variable = isinstance(value, (str, bytes)) and span not in others
            where = "the environment" if is_variable else "settings"
            message = (
                f"`{settings.flag}` is forced to `{value}` in {where}, which keeps "
                f"the control engine ({settings.control}); "
                "leave it to whoever starts the process"
            )
            # What others read as `app.config[FLAG]` has to be there.
            fixable = (span.line, span.column) in removable and span not in others
            yield Finding(span, message, settings.flag, scope, fixable=fixable)


def _in_others_settings(facts: Facts) -> Iterator[Span]:
    """Keys of what is no environment and is made elsewhere: `app.config[FLAG]`."""
    for subscript in facts.of(SubscriptFact):
        is_theirs = symbols(subscript.base) and not any(map(is_environment, subscript.base))
        if is_theirs and subscript.access == "store":
            yield subscript.key.span
    for call in facts.of(CallFact):
        of_environment = is_environment_name(call.receiver) or any(
            name.startswith("os.environ") for name in call.names
        )
        if call.called == "setdefault" and call.arguments and not of_environment:
            yield call.arguments[0].span


def _settings_made(facts: Facts, settings: Settings) -> Iterator[tuple[Span, str, object]]:
    for subscript in facts.of(SubscriptFact):
        off = off_value(subscript.value, settings)
        put = subscript.access == "store" and not is_namespace(subscript.base)
        exactly = any(map(is_environment, subscript.base))
        if off and put and _names_flag(subscript.key, settings, exactly=exactly):
            yield subscript.key.span, subscript.scope, off[0]
    data = plain_data(facts, settings.flag)
    for display in facts.of(DictFact):
        if data.isdisjoint(display.values):
            for span, value in _entries(display.entries, settings):
                yield span, display.scope, value
        for span, value in _described(display, settings):
            yield span, display.scope, value
    yield from _lists(facts, settings)
    for call in facts.of(CallFact):
        if not makes_data(call, data):
            for span, value in _in_call(call, settings):
                yield span, call.scope, value


def _described(display: DictFact, settings: Settings) -> Iterator[tuple[Span, object]]:
    """`{"name": FLAG, "value": value}`, and `{"command": "FLAG=value python ..."}`."""
    given = {
        name: value
        for key, value in display.entries
        for name in (strings(key.values) if key is not None else ())
    }
    name, value = given.get("name") or given.get("key"), given.get("value")
    if name is not None and value is not None and len(given) == 2:  # and nothing said of it
        off = off_value(value.values, settings)
        if off and settings.flag in strings(name.values):
            yield name.span, off[0]
    for one in (operand for key, operand in given.items() if key in COMMANDS):
        yield from _in_words(one, settings)


def _lists(facts: Facts, settings: Settings) -> Iterator[tuple[Span, str, object]]:
    """`NAME=value` in a list that is kept under a name, as gunicorn has it; pairs for a loop."""
    put = names_put(facts, settings.flag)
    for assigned in facts.of(AssignFact):
        pairs = _pairs(assigned.value, settings) if assigned.target in put else ()
        yield from ((span, assigned.scope, value) for span, value in pairs)
        for item in assigned.value.items:
            for text in strings(item.values):
                name, equals, value = text.partition("=")
                if equals and name == settings.flag and turns_off(value, settings):
                    yield item.span, assigned.scope, value


def _entries(
    entries: tuple[tuple[Operand | None, Operand], ...], settings: Settings
) -> Iterator[tuple[Span, object]]:
    for key, value in entries:
        off = off_value(value.values, settings)
        if key is not None and off and _names_flag(key, settings):
            yield key.span, off[0]


def _names_flag(operand: Operand, settings: Settings, *, exactly: bool = False) -> bool:
    """Whether it is the flag's name, as a text or as the bytes of `os.environb`.

    The environment has a variable `exactly` as it is written, others may write it small.
    """
    names = {settings.flag} if exactly else settings.flag_keys
    return not {*names, settings.flag.encode()}.isdisjoint(constants(operand.values))


def _pairs(argument: Operand, settings: Settings) -> Iterator[tuple[Span, object]]:
    """`[(FLAG, value)]`, what `dict` and `update` take in place of a mapping."""
    for item in argument.items:
        if len(item.items) == 2:
            yield from _entries(((item.items[0], item.items[1]),), settings)


def _in_call(call: CallFact, settings: Settings) -> Iterator[tuple[Span, object]]:
    """`setenv(FLAG, value)`, `dict(FLAG=value)`, an environment as an argument, a command."""
    variables = bool(call.arguments) and is_namespace(call.arguments[0].values)
    for name, value in zip(call.arguments, call.arguments[1:], strict=False):
        values = off_value(value.values, settings)
        is_setter = _SETTERS.fullmatch(call.called) and not variables  # of a module: ML301
        if values and is_setter and _names_flag(name, settings, exactly=name is call.arguments[0]):
            yield name.span, values[0]
    yield from _named(call, settings)
    for span, off in off_in_call(call, settings):
        if not off.is_variable:
            yield span, off.value
    yield from _in_arguments(call, settings)


def _named(call: CallFact, settings: Settings) -> Iterator[tuple[Span, object]]:
    """`V1EnvVar(name=FLAG, value="false")`; what `setattr` is given so is no variable."""
    if call.called == "setattr":
        return
    given = {argument.keyword: argument for argument in call.arguments}
    name, value = given.get("name") or given.get("key"), given.get("value")
    off = off_value(value.values, settings) if value is not None else []
    if name is not None and off and settings.flag in strings(name.values):
        yield name.span, off[0]


def _in_arguments(call: CallFact, settings: Settings) -> Iterator[tuple[Span, object]]:
    takes_settings = _takes_settings(call)
    for argument in call.arguments:
        off = off_value(argument.values, settings)
        if argument.keyword in settings.flag_keys and any(isinstance(one, str) for one in off):
            yield argument.span, off[0]
        yield from _pairs(argument, settings)
        is_given = argument.keyword in COMMANDS or is_environment_name(argument.keyword or "")
        if not takes_settings and not is_given:
            continue
        yield from _in_words(argument, settings)


def _in_words(command: Operand, settings: Settings) -> Iterator[tuple[Span, object]]:
    words = [next(iter(strings(item.values)), None) for item in command.items]
    for operand in (command, *command.items) if not only_says(words) else ():
        for text in strings(operand.values):
            for written in _in_text(text, settings):
                yield operand.span, written


def _takes_settings(call: CallFact) -> bool:
    """Whether a text that is given may set something: to a process, or in a file."""
    called = call.names
    if any(STARTS_PROCESS.fullmatch(name) for name in called):
        return True
    file = next((argument for argument in call.arguments if argument.keyword == "file"), None)
    to_terminal = call.receiver in _STREAMS or any(
        map(_TERMINAL.match, [*called, *symbols(file.values if file else NOTHING)])
    )
    return not to_terminal and (file is not None or any(map(WRITES.fullmatch, called)))


def _in_text(text: str, settings: Settings) -> Iterator[object]:
    """Settings in the text of a command, or in one word of it: `env FLAG=0 python`."""
    if settings.flag not in text:
        return
    for fact in shell_facts(Excerpt.of(text)):
        is_flag = isinstance(fact, SettingFact) and fact.name == settings.flag
        if isinstance(fact, SettingFact) and is_flag and turns_off(fact.value, settings):
            yield fact.value
        elif isinstance(fact, CommandFact):
            yield from (off.value for _, off in off_in_command(fact, settings))
