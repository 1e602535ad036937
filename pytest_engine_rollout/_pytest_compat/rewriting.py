"""Control which modules' asserts pytest rewrites."""

from __future__ import annotations

import marshal
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from _pytest.assertion import rewrite
from _pytest.assertion.rewrite import AssertionRewritingHook


def import_as_written(manager: pytest.PytestPluginManager, *packages: str) -> None:
    """Keep pytest from rewriting the asserts of a plugin's own packages.

    What it rewrites it parses and compiles anew, where it may not or could not yet write that down:
    in each fresh environment, and always under `PYTHONDONTWRITEBYTECODE`.

    Args:
        manager: The plugin manager.
        packages: Names of packages; what is imported of them already stays as it is.
    """
    hook: Any = manager.rewrite_hook
    if isinstance(hook, AssertionRewritingHook):
        hook._must_rewrite.difference_update(packages)
        hook._marked_for_rewrite_cache.clear()


def rewrite_once(config: pytest.Config) -> None:
    """Rewrite the asserts of a file once in this run, however often it is imported.

    pytest writes down what it rewrote, unless `PYTHONDONTWRITEBYTECODE` is set or the folder is
    read-only. Then rewriting is most of what collecting a suite costs, and each engine collects it.

    Args:
        config: pytest's configuration; when it is cleaned up this ends.
    """
    known: dict[tuple[Path, bytes], tuple[object, bytes]] = {}
    rewriting: Any = rewrite
    original = rewriting._rewrite_test

    def rewrite_test(path: Path, config: pytest.Config) -> tuple[object, CodeType]:
        key = path, path.read_bytes()
        if key not in known:
            stamp, code = original(path, config)
            known[key] = stamp, marshal.dumps(code)
            return stamp, code
        stamp, dumped = known[key]
        # Not the same code objects twice, which would share what was observed of them.
        return stamp, marshal.loads(dumped)  # noqa: S302 - dumped above

    rewriting._rewrite_test = rewrite_test
    config.add_cleanup(lambda: setattr(rewriting, original.__name__, original))
