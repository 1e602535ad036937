"""The main thread as `threading` knows it, which libraries replace by other kinds of threads."""

from __future__ import annotations

from typing import Any

from pytest_engine_rollout.isolation.process_wide.setting import Setting


def _known(threading: Any) -> dict[str, Any]:
    return {**vars(threading.main_thread())}


def _put_known(threading: Any, state: dict[str, Any]) -> None:
    main, active = threading.main_thread(), threading._active
    now = vars(main)
    if now == state:
        return
    active.pop(now["_ident"], None)
    now.clear()
    now.update(state)
    # Also in place of the object that `threading` makes for a thread that it has not started.
    active[main.ident] = main
    threading._dangling.add(main)


MAIN_THREAD = Setting("threading", _known, _put_known)
