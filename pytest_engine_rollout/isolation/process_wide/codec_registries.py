"""The search functions and error handlers of `codecs`."""

from __future__ import annotations

import codecs
import gc
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pytest_engine_rollout.isolation.process_wide.setting import Setting

_NAME = "pytest-engine-rollout"


@cache
def _registries() -> tuple[list[Callable[..., Any]], dict[str, Callable[..., Any]]]:
    """The interpreter's own list of search functions and dict of error handlers.

    No function returns them, so the garbage collector is asked what refers to an entry of theirs.
    """
    codecs.register(_search)
    codecs.register_error(_NAME, _handle)
    gc.unfreeze()  # the collector does not list frozen objects
    referrers = gc.get_referrers(_search, _handle)
    # In an interpreter that keeps them elsewhere the engines share them.
    functions = next((it for it in referrers if type(it) is list and _search in it), [])
    handlers = next((it for it in referrers if type(it) is dict and _NAME in it), {})
    codecs.unregister(_search)
    handlers.pop(_NAME, None)
    return functions, handlers


def _search(name: str) -> None:
    """Find no codec."""


def _handle(problem: UnicodeError) -> Any:
    raise problem


def _contents(_: Any) -> dict[str, Any]:
    functions, handlers = _registries()
    return {"functions": [*functions], "handlers": {**handlers}}


def _put_contents(codecs_: Any, contents: Mapping[str, Any]) -> None:
    functions, handlers = _registries()
    functions[:] = contents["functions"]
    for name in handlers.keys() - contents["handlers"].keys():
        del handlers[name]
    handlers.update(contents["handlers"])
    codecs_.register(_search)
    codecs_.unregister(_search)  # forgets the codecs that were found


CODECS = (Setting("codecs", _contents, _put_contents),)
