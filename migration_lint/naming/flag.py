"""What a value means for the flag, and for the key that forces the legacy engine."""

from __future__ import annotations

from migration_lint.project import Settings
from migration_lint.regex import regex

_DEFAULTS = (
    regex(r"\$\{\w+:?[-=](?P<value>[^}]*)\}"),  # ${NAME:-false} of shells and compose
    regex(r"\$\{[\w.]+:(?P<value>[A-Za-z]+)\}"),  # ${NAME:false} of Spring and its like
    regex(r"\$\{\w+:\w+:(?P<value>[^}]*)\}"),  # ${localEnv:NAME:false} of development containers
    regex(r"env(?:_var_or_default)?\([^,]*,\s*(?P<value>[^)]*)\)"),  # of just
    regex(r"\{env:\w+:(?P<value>[^}]*)\}"),  # {env:NAME:false} of tox
    regex(r"\$\{\w+:[^,}]+,\s*(?P<value>[^}]*)\}"),  # ${env:NAME, 'false'} of serverless
    regex(
        r"\$\{\{(?:(?!&&).)*\|\|\s*'(?P<value>[^']*)'\s*\}\}"
    ),  # ${{ vars.NAME || 'false' }} of GitHub; with && it is a choice
)
# Words for "no" that no truth table lists: whoever writes them gets the legacy engine all the same.
_OTHER_NOES = frozenset({"off", "f", "n", "none", "null", "disabled", "disable", "legacy"})
_YESES = frozenset({"true", "1", "yes", "on", "y", "t"})


def turns_off(value: object, settings: Settings) -> bool:
    """Whether the flag, when it has this value, chooses the control engine.

    Of a value that is only filled in when it is run, the default counts: `${FLAG:-false}`.
    """
    if isinstance(value, bytes):
        return turns_off(value.decode("utf-8", "replace"), settings)
    if isinstance(value, str):
        text = filled_in(value)
        return settings.flag_values.truth(text) is False or text.lower() in _OTHER_NOES
    return isinstance(value, (bool, int, float)) and not value


def filled_in(text: str) -> str:
    """A value without quotes; where it is filled in when it is run, its default."""
    text = text.strip().strip("\"'")
    for pattern in _DEFAULTS:
        found = pattern.fullmatch(text)
        text = found["value"].strip("\"'") if found else text
    return text


def forces_legacy(value: object) -> bool:
    """Whether a mission's key that forces the legacy engine does so with this value."""
    if isinstance(value, str):
        return value.strip().lower() in _YESES
    return isinstance(value, (bool, int)) and bool(value)
