"""An interpreter that keeps the registries of codecs where nobody finds them has them shared."""

from __future__ import annotations

import codecs
import gc
from collections.abc import Iterator

import pytest

from pytest_engine_rollout.isolation.process_wide import codec_registries
from pytest_engine_rollout.isolation.process_wide.codec_registries import CODECS

(CODEC_SETTING,) = CODECS


@pytest.fixture(autouse=True)
def _found_anew() -> Iterator[None]:
    codec_registries._registries.cache_clear()
    yield
    codec_registries._registries.cache_clear()


def handle(problem: UnicodeError) -> tuple[str, int]:
    return "", problem.end if isinstance(problem, UnicodeDecodeError) else 0


@pytest.mark.parametrize("is_found", [True, False], ids=["found", "hidden"])
def test_registries(is_found: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not is_found:
        monkeypatch.setattr(gc, "get_referrers", lambda *_: [])
    name = f"test-of-registries-{is_found}"
    before = CODEC_SETTING.get(codecs)
    codecs.register_error(name, handle)
    CODEC_SETTING.put(codecs, before)
    if is_found:
        with pytest.raises(LookupError):
            codecs.lookup_error(name)
    else:
        assert codecs.lookup_error(name) is handle
