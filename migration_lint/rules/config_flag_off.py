"""ML401."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity, Span
from migration_lint.facts import Facts
from migration_lint.naming.executed import off_in_command
from migration_lint.naming.flag import turns_off
from migration_lint.project import Settings
from migration_lint.readers.facts import CommandFact, DefaultFact, SettingFact
from migration_lint.readers.setting_texts import defaults_read
from migration_lint.regex import regex
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

# Keys whose entries are for people and selectors.
_SETS_NOTHING = frozenset({
    "labels", "annotations", "matchlabels", "tags", "example", "examples", "notes", "hints",
    "comments", "markers",
})  # fmt: skip
_ENVIRONMENTS = frozenset({"env", "environment", "variables"})
_JOBS_OF_TRAVIS = ("env", "jobs")
_CHOICE = regex(r"\$\{\{\s*(?:github\.event\.)?(?P<kind>matrix|inputs)\.(?P<name>[\w-]+)\s*\}\}")
_MATRIX, _MORE_JOBS = "matrix", frozenset({"include", "exclude"})


class ConfigFlagOff(Rule):
    """A script or configuration file that turns the candidate engine off.

    What it does:
        Reports a value of the flag that chooses the control engine, in shell scripts, Dockerfiles,
        compose files, systemd units, workflows, `.env`, INI, TOML, YAML, JSON, XML, Makefiles,
        CMake, crontabs and the like, in programs in some other languages, and in the Python of
        `python -c`. In structured files the flag's name in small letters counts as well, and in
        the values of a Helm chart in camel case. A default counts too:
        `${USE_MODULAR_ENGINE:-false}`. Text that is only printed does not, nor does a matrix that
        has both values.

        A warning in phases 1 and 2, while the control engine is the plan's own default; an error
        from phase 3 on.

    Why it matters here:
        What a file sets wins over the default of the code. A service or a job that keeps such a
        line never moves to the candidate engine, whatever the rollout's state is said to be.

    Example:
        ```shell
        export USE_MODULAR_ENGINE=false
        ```

    Use instead:
        Leave the flag unset, so that the default of the phase holds, or set it to a true value.
        Keep a rollback as a documented procedure, not as a committed value.

    Fix safety:
        There is no automatic fix: only the owner of a service can say when it may switch.
    """

    code = "ML401"
    name = "config-flag-off"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        {1: Severity.WARNING, 2: Severity.WARNING, 3: Severity.ERROR, 4: Severity.ERROR}
    )
    valid = (
        Valid("a true value in a script", {"run.sh": "export USE_MODULAR_ENGINE=true\n"}),
        Valid("a hint that is printed", {"run.sh": 'echo "set USE_MODULAR_ENGINE=false"\n'}),
        Valid("help text", {"run.sh": "cat <<EOF\nUSE_MODULAR_ENGINE=false\nEOF\n"}),
        Valid("a comment in a unit", {"a.service": "[Service]\n# USE_MODULAR_ENGINE=false\n"}),
        Valid("a longer name", {".env": "MY_USE_MODULAR_ENGINE=false\n"}),
        Valid("a search for it", {"run.sh": 'grep -q "USE_MODULAR_ENGINE=false" .env\n'}),
    )
    invalid = (
        Invalid(
            "in front of a command",
            {"run.sh": "#!/bin/sh\nUSE_MODULAR_ENGINE=0 python3 conductor.py\n"},
            at=("run.sh:2:1",),
            message="`USE_MODULAR_ENGINE` is set to `0`, which keeps the control engine (legacy); "
            "leave it unset or set it to `true`",
        ),
        Invalid(
            "a default of a shell variable",
            {"run.sh": "export USE_MODULAR_ENGINE=${USE_MODULAR_ENGINE:-false}\n"},
            at=("run.sh:1:8",),
            message="`USE_MODULAR_ENGINE` is set to `${USE_MODULAR_ENGINE:-false}`, which keeps "
            "the control engine (legacy); leave it unset or set it to `true`",
        ),
        Invalid(
            "a default where the flag is read",
            {"run.sh": '[ "${USE_MODULAR_ENGINE:-false}" = true ] && python app.py\n'},
            at=("run.sh:1:6",),
            message="the default of `USE_MODULAR_ENGINE` is `false` here, which keeps the control "
            "engine (legacy); phase 4 wants `true`",
        ),
        Invalid(
            "written to a file",
            {"run.sh": 'echo "USE_MODULAR_ENGINE=no" >> "$GITHUB_ENV"\n'},
            at=("run.sh:1:7",),
            message="`USE_MODULAR_ENGINE` is set to `no`, which keeps the control engine (legacy); "
            "leave it unset or set it to `true`",
        ),
        Invalid(
            "in a list and in a mapping of a compose file",
            {
                "compose.yml": "services:\n  a:\n    environment:\n      - USE_MODULAR_ENGINE=0\n"
                "  b:\n    environment:\n      USE_MODULAR_ENGINE: no\n"
            },
            at=("compose.yml:4:9", "compose.yml:7:7"),
            message="`USE_MODULAR_ENGINE` is set to `0`, which keeps the control engine (legacy); "
            "leave it unset or set it to `true`",
        ),
        Invalid(
            "a variable of a Kubernetes container",
            {"pod.yaml": 'env:\n  - name: USE_MODULAR_ENGINE\n    value: "false"\n'},
            at=("pod.yaml:2:11",),
            message="`USE_MODULAR_ENGINE` is set to `false`, which keeps the control engine "
            "(legacy); leave it unset or set it to `true`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each place once where the flag is given, or taken for, what turns it off."""
        settings = context.project.settings
        seen = set()
        for span, value in _turned_off(facts, settings):
            if span not in seen:
                seen.add(span)
                shown = str(value).lower() if isinstance(value, bool) else value
                message = (
                    f"`{settings.flag}` is set to `{shown}`, which keeps the control engine "
                    f"({settings.control}); leave it unset or set it to "
                    f"`{settings.flag_values.true[0]}`"
                )
                yield Finding(span, message, settings.flag)
        for read in _defaults(facts):
            is_off = read.name == settings.flag and turns_off(read.value, settings)
            if is_off and read.span not in seen:
                seen.add(read.span)
                message = (
                    f"the default of `{settings.flag}` is `{read.value}` here, which keeps the "
                    f"control engine ({settings.control}); phase 4 wants "
                    f"`{settings.flag_values.true[0]}`"
                )
                yield Finding(read.span, message, settings.flag)


def _defaults(facts: Facts) -> Iterator[DefaultFact]:
    """What variables are taken for that have no value, in scripts and in values of settings.

    A value of several words is a command, which is read as a script, or for people.
    """
    yield from facts.of(DefaultFact)
    for setting in facts.of(SettingFact):
        if setting.text is not None and "$" in setting.text.text and " " not in setting.text.text:
            yield from (one for one in defaults_read(setting.text) if one.name != setting.variable)


def _turned_off(facts: Facts, settings: Settings) -> Iterator[tuple[Span, object]]:
    named = [one for one in facts.of(SettingFact) if _is_flag(one, settings)]
    on_in = {_matrix_of(one) for one in named if settings.flag_values.truth(_text(one)) is True}
    for setting in named:
        values = _chosen_from(setting, facts)
        if values and all(turns_off(value, settings) for value in values):
            yield setting.span, values[0]
    for setting in named:
        if turns_off(setting.value, settings) and (_matrix_of(setting) or None) not in on_in:
            yield setting.span, setting.value
    for command in facts.of(CommandFact):
        for span, found in off_in_command(command, settings):
            yield span, found.value


def _chosen_from(setting: SettingFact, facts: Facts) -> list[object]:
    """What `${{ matrix.name }}` may be, and `${{ inputs.name }}` where nobody chooses."""
    found = _CHOICE.fullmatch(str(setting.value))
    if found is None:
        return []
    name = found["name"]
    ends: list[tuple[str, ...]] = [("inputs", name, "default")]
    if found["kind"] == _MATRIX:
        ends = [(_MATRIX, name), (_MATRIX, "include", name)]
    given = [one for one in facts.of(SettingFact) if one.value is not None]
    return [one.value for one in given for end in ends if one.keys[-len(end) :] == end]


def _text(setting: SettingFact) -> str:
    return str(setting.value).lower()


def _is_flag(setting: SettingFact, settings: Settings) -> bool:
    """Whether it is the variable, a key of that name in small letters, or a value of a matrix."""
    around = [key for key in setting.keys[:-1] if key]
    matrix = _matrix_of(setting)
    if _SETS_NOTHING.intersection(map(str.lower, around[-1:])):
        return False
    if matrix and _MORE_JOBS.intersection(setting.keys[len(matrix) :][:1]):
        return False  # beside those that are as they were
    if setting.variable == settings.flag:
        return True
    if not setting.name:
        return bool(matrix) and setting.keys[-1:] == (settings.flag,)
    if _ENVIRONMENTS.intersection(map(str.lower, around[-1:])):
        return False  # a variable is as it is written
    return bool(setting.keys) and setting.variable in settings.flag_keys


def _matrix_of(setting: SettingFact) -> tuple[str, ...]:
    """The keys to the matrix that a setting is a value of, which runs a job for each; or none."""
    if setting.keys[:2] == _JOBS_OF_TRAVIS and setting.name:
        return _JOBS_OF_TRAVIS
    if _MATRIX not in setting.keys:
        return ()
    at = setting.keys.index(_MATRIX)
    within = setting.keys[at + 1 :]
    return setting.keys[: at + 1] if within and _ENVIRONMENTS.isdisjoint(within) else ()
