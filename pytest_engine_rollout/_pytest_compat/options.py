"""Options that are declared more than once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from types import NoneType
from typing import Any

import pytest

_PLAIN = frozenset({str, int, float, bool, NoneType})


class _Again:
    """A parser or plugin manager that accepts a repeated declaration."""

    def __init__(self, original: Any, config: pytest.Config) -> None:
        self._original = original
        self._config = config

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)

    def getgroup(self, *args: Any, **kwargs: Any) -> _Again:
        return _Again(self._original.getgroup(*args, **kwargs), self._config)

    def addini(self, name: str, *args: Any, **kwargs: Any) -> None:
        if name in self._original._inidict:
            kwargs.pop("aliases", None)  # which are added once only
        self._original.addini(name, *args, **kwargs)

    def addoption(self, *names: Any, **attributes: Any) -> None:
        try:
            self._original.addoption(*names, **attributes)
        except ValueError:  # already added
            for option in _options(self._config):
                if "default" in attributes and not {*option.names()}.isdisjoint(names):
                    _renew_default(self._config, option, _default(option), _typed(attributes))

    def add_hookspecs(self, *args: Any) -> None:
        with suppress(ValueError):  # already registered
            self._original.add_hookspecs(*args)

    addhooks = add_hookspecs


def allow_repeated_declarations(config: pytest.Config) -> None:
    """Let plugins and conftest files that are loaded again repeat their declarations.

    An option that was not given gets the default that is declared then.
    """
    hook = config.pluginmanager.hook
    for caller in (hook.pytest_addoption, hook.pytest_addhooks):
        caller._call_history = [
            ({name: _Again(value, config) for name, value in arguments.items()}, callback)
            for arguments, callback in caller._call_history or ()
        ]


def ini_options(config: pytest.Config) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is declared of the options in ini files, and their values as far as these were read."""
    return config._parser._inidict, config._inicache


def option_defaults(config: pytest.Config) -> dict[str, Any]:
    """The default of every option that is declared, by the name of its value; plain values only.

    A member of an enumeration of texts is a text, and cannot be sent to a worker.
    """
    found = {option.dest: _default(option) for option in _options(config)}
    return {name: value for name, value in found.items() if type(value) in _PLAIN}


def renew_option_defaults(config: pytest.Config, before: Mapping[str, Any]) -> None:
    """Set the defaults of options that were not given and have other defaults here.

    Args:
        config: pytest's configuration; its options have the values from elsewhere.
        before: What `option_defaults` gave there.
    """
    for option in _options(config):
        if option.dest in before:
            _renew_default(config, option, before[option.dest], _default(option))


def _options(config: pytest.Config) -> list[Any]:
    parser = config._parser
    groups = dict.fromkeys([parser._anonymous, *parser._groups])
    return [option for group in groups for option in group.options]


def _default(option: Any) -> Any:
    return _typed(option.attrs())


def _typed(attributes: Mapping[str, Any]) -> Any:
    """A default as argparse makes it the value of an option."""
    default, type_ = attributes.get("default"), attributes.get("type")
    return type_(default) if isinstance(default, str) and callable(type_) else default


def _renew_default(config: pytest.Config, option: Any, before: Any, now: Any) -> None:
    words = {word.partition("=")[0] for word in config.invocation_params.args}
    has_default = vars(config.option).get(option.dest, before) == before
    if now != before and has_default and words.isdisjoint(option.names()):
        setattr(config.option, option.dest, now)
