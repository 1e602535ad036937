"""What libraries keep once for the whole process, beside plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pytest_engine_rollout.isolation.process_wide.setting import Setting


class _Profiles(NamedTuple):
    """The profiles of hypothesis that are registered, and the name of the one that is loaded."""

    registered: Mapping[str, Any]
    loaded: str | None


def _profiles(hypothesis: Any) -> _Profiles:
    settings = hypothesis.settings
    return _Profiles({**settings._profiles}, settings._current_profile)


def _put_profiles(hypothesis: Any, profiles: _Profiles) -> None:
    settings = hypothesis.settings
    if _profiles(hypothesis) != profiles:
        settings._profiles.clear()
        settings._profiles.update(profiles.registered)
        settings.load_profile(profiles.loaded)


def _logger(util: Any) -> tuple[Any, bool]:
    return util._logger, util._log_to_stderr


def _put_logger(util: Any, state: tuple[Any, bool]) -> None:
    util._logger, util._log_to_stderr = state


LIBRARY_STATE = (
    Setting("hypothesis", _profiles, _put_profiles),
    # It is configured when it is first asked for, and loggers are configured for each engine.
    Setting("multiprocessing.util", _logger, _put_logger, lambda _: (None, False)),
)
