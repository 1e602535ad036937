"""The meaning of a value for the flag, and for the key that forces the legacy engine."""

from __future__ import annotations

from migration_lint.project import Settings
from migration_lint.regex import regex

_DEFAULTS = (
    regex(r"\${1,2}\{\w+:?[-=](?P<value>[^}]*)\}"),  # ${NAME:-false} of shells, make, compose
    regex(r"\$\{[\w.]+:(?P<value>[A-Za-z]+)\}"),  # ${NAME:false} of Spring and its like
    regex(r"\$\{\w+:\w+:(?P<value>[^}]*)\}"),  # ${localEnv:NAME:false} of development containers
    regex(r"env(?:_var_or_default)?\([^,]*,\s*(?P<value>[^)]*)\)"),  # of just
    regex(r"\{env:\w+:(?P<value>[^}]*)\}"),  # {env:NAME:false} of tox
    regex(r"\$\{\w+:[^,}]+,\s*(?P<value>[^}]*)\}"),  # ${env:NAME, 'false'} of serverless
    regex(
        r"\$\{\{(?:(?!&&).)*\|\|\s*'(?P<value>[^']*)'\s*\}\}"
    ),  # ${{ vars.NAME || 'false' }} of GitHub; with && it is a choice
)
_YES_AND_NO = (("true", "false"), ("yes", "no"), ("on", "off"), ("y", "n"), ("t", "f"))
# Words that no truth table lists and that mean yes or no all the same.
_NOES = {*(no for _, no in _YES_AND_NO), "0", "none", "null", "disabled", "disable"}
_YESES = {*(yes for yes, _ in _YES_AND_NO), "1", "enabled", "enable"}


def yes_means(settings: Settings) -> bool | None:
    """Which engine the flag chooses when it is on: True for the candidate.

    None where the flag's values are names, `v1` and `v2`, and not yes and no.
    """
    truth = settings.flag_values.truth
    for yes, no in _YES_AND_NO:
        for word, is_yes in ((yes, True), (no, False)):
            known = truth(word)
            if known is not None:
                return known is is_yes
    one, zero = truth("1"), truth("0")
    return one if one is not None and zero is not None and one is not zero else None


def engine_chosen(value: object, settings: Settings) -> bool | None:
    """Which engine a value of the flag chooses: True for the candidate; None if unknown.

    Of a value that is only filled in when it is run, the default counts: `${FLAG:-false}`.
    """
    if isinstance(value, bytes):
        return engine_chosen(value.decode("utf-8", "replace"), settings)
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    if not isinstance(value, (str, int)):
        return None
    text = filled_in(str(value)).lower()
    known = settings.flag_values.truth(text)
    if known is not None or text == settings.control.lower():
        return bool(known)
    if text in _YESES:
        return yes_means(settings) is not False
    return yes_means(settings) is False if text in _NOES else None


def turns_off(value: object, settings: Settings) -> bool:
    """Whether the flag, when it has this value, chooses the control engine."""
    return engine_chosen(value, settings) is False


def filled_in(text: str) -> str:
    """A value without quotes; of a placeholder, its default."""
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
