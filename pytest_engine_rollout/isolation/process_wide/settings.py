"""The process-wide settings of the interpreter and the standard library, for each engine."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from types import ModuleType
from typing import Any

from pytest_engine_rollout.comparison.inspection import instance_dict
from pytest_engine_rollout.isolation.importing.changes import ABSENT, StatePart
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY
from pytest_engine_rollout.isolation.layer import Layer
from pytest_engine_rollout.isolation.process_wide.codec_registries import CODECS
from pytest_engine_rollout.isolation.process_wide.defaults import (
    DEFAULTS,
    of_decimals,
    put_decimals,
)
from pytest_engine_rollout.isolation.process_wide.library_state import LIBRARY_STATE
from pytest_engine_rollout.isolation.process_wide.main_thread import MAIN_THREAD
from pytest_engine_rollout.isolation.process_wide.measuring import MEASURING
from pytest_engine_rollout.isolation.process_wide.numbering import NUMBERING
from pytest_engine_rollout.isolation.process_wide.registries import REGISTRIES
from pytest_engine_rollout.isolation.process_wide.setting import Setting
from pytest_engine_rollout.isolation.process_wide.system_settings import SYSTEM


def _gc_state(gc: Any) -> tuple[bool, tuple[int, ...], int]:
    return gc.isenabled(), gc.get_threshold(), gc.get_debug()


def _put_gc_state(gc: Any, state: tuple[bool, tuple[int, ...], int]) -> None:
    enabled, threshold, flags = state
    (gc.enable if enabled else gc.disable)()
    gc.set_threshold(*threshold)
    gc.set_debug(flags)


def _stack_size(threading_: Any) -> int:
    size = int(threading_.stack_size())  # which sets it to the default
    threading_.stack_size(size)
    return size


def _filters(warnings: Any) -> tuple[list[Any], list[Any]]:
    return warnings.filters, [*warnings.filters]


def _put_filters(warnings: Any, state: tuple[list[Any], list[Any]]) -> None:
    held, content = state
    # pytest puts another list in place while a test runs: whatever was in that is gone with it.
    if warnings.filters is held and held != content:
        warnings.simplefilter("default", append=True)  # the module notices what it does itself
        held[:] = content


_HOOKS = ("breakpointhook", "displayhook", "excepthook", "unraisablehook")


def _hooks(sys_: Any) -> dict[str, Any]:
    return {name: getattr(sys_, name) for name in _HOOKS}


def _put_hooks(sys_: Any, hooks: dict[str, Any]) -> None:
    for name, hook in hooks.items():
        now = getattr(sys_, name)
        if now is not hook and not _is_of_pytest(now):
            setattr(sys_, name, hook)


_VARIABLES = ("dont_write_bytecode", "ps1", "ps2", "pycache_prefix", "tracebacklimit")


def _variables(sys_: Any) -> dict[str, Any]:
    return {name: vars(sys_)[name] for name in _VARIABLES if name in vars(sys_)}


def _put_variables(sys_: Any, variables: dict[str, Any]) -> None:
    for name in {*_VARIABLES} - variables.keys():
        vars(sys_).pop(name, None)
    vars(sys_).update(variables)


_GOT_AND_SET = ("trace", "profile", "_coroutine_origin_tracking_depth")


def _got(name: str, sys_: Any) -> Any:
    return getattr(sys_, f"get{name}")()


def _put_got(name: str, sys_: Any, value: Any) -> None:
    present = _got(name, sys_)
    if present != value and not _measures(present):
        getattr(sys_, f"set{name}")(value)


def _measures(function: object) -> bool:
    """Whether a trace function is coverage's, which measures the run for all engines."""
    owner = getattr(function, "__self__", function)
    return type(owner).__module__.partition(".")[0] == "coverage"


def _is_of_pytest(function: object) -> bool:
    home = getattr(getattr(function, "func", function), "__module__", None)
    return str(home).partition(".")[0] in MACHINERY


def _levels(logging: Any) -> tuple[dict[int, str], dict[str, int], int]:
    return {**logging._levelToName}, {**logging._nameToLevel}, logging.root.manager.disable


def _put_levels(logging: Any, state: tuple[dict[int, str], dict[str, int], int]) -> None:
    for held, kept in zip((logging._levelToName, logging._nameToLevel), state[:2], strict=True):
        if held != kept:
            held.clear()
            held.update(kept)
    if logging.root.manager.disable != state[2]:
        logging.disable(state[2])


def _put_numbers(numpy_random: Any, state: bytes) -> None:
    import pickle  # noqa: PLC0415 - numpy has imported it, a run without it need not

    with suppress(ValueError):  # the suite has put another kind of generator there
        numpy_random.set_state(pickle.loads(state))  # noqa: S301 - what _pickled gave


def _pickled(generator: Any) -> bytes:
    import pickle  # noqa: PLC0415 - as above

    return pickle.dumps(generator.get_state(legacy=False))


def _own_server(forkserver: Any) -> dict[str, Any]:
    return {**vars(forkserver._forkserver)}


def _put_own_server(forkserver: Any, server: dict[str, Any]) -> None:
    """Use the fork server that was started in this engine's environment."""
    vars(forkserver._forkserver).update(server)


def _dialects(csv: Any) -> dict[str, Any]:
    return {name: csv.get_dialect(name) for name in csv.list_dialects()}


def _put_dialects(csv: Any, dialects: dict[str, Any]) -> None:
    for name in csv.list_dialects():
        csv.unregister_dialect(name)
    for name, dialect in dialects.items():
        csv.register_dialect(name, dialect)


SETTINGS = (
    Setting("random", lambda it: it.getstate(), lambda it, state: it.setstate(state)),
    Setting(
        "decimal",
        lambda it: of_decimals(it.getcontext()),
        lambda it, state: put_decimals(it.getcontext(), state),
        lambda it: of_decimals(it.DefaultContext),
    ),
    Setting(
        "socket",
        lambda it: it.getdefaulttimeout(),
        lambda it, seconds: it.setdefaulttimeout(seconds),
        lambda _: None,
    ),
    Setting(
        "locale",
        lambda it: it.setlocale(it.LC_ALL),
        lambda it, name: it.setlocale(it.LC_ALL, name),
    ),
    Setting("gc", _gc_state, _put_gc_state),
    Setting("warnings", _filters, _put_filters),
    Setting("logging", _levels, _put_levels),
    Setting(
        "csv",
        _dialects,
        _put_dialects,
        lambda it: {name: it.get_dialect(name) for name in ("excel", "excel-tab", "unix")},
    ),
    Setting(
        "csv",
        lambda it: it.field_size_limit(),
        lambda it, limit: it.field_size_limit(limit),
        lambda _: 131072,
    ),
    Setting(
        "multiprocessing.context",
        lambda it: it._default_context._actual_context,
        lambda it, context: setattr(it._default_context, "_actual_context", context),
        lambda _: None,
    ),
    Setting(
        "threading",
        _stack_size,
        lambda it, size: it.stack_size(size),
    ),
    Setting(
        "multiprocessing.forkserver",
        _own_server,
        _put_own_server,
        lambda it: vars(type(it._forkserver)()),
    ),
    Setting(
        "numpy.random",
        _pickled,
        _put_numbers,
        lambda it: _pickled(it.RandomState()),
    ),
    *SYSTEM,
    *CODECS,
    *DEFAULTS,
    *LIBRARY_STATE,
    *NUMBERING,
    *MEASURING,
    MAIN_THREAD,
    Setting("sys", _hooks, _put_hooks),
    Setting("sys", _variables, _put_variables),
    *(Setting("sys", partial(_got, name), partial(_put_got, name)) for name in _GOT_AND_SET),
    Setting(
        "sys",
        lambda it: it.getswitchinterval(),
        lambda it, seconds: it.setswitchinterval(seconds + 5e-7),  # which cuts off parts of 1e-6
    ),
    Setting(
        "sys",
        lambda it: it.get_asyncgen_hooks(),
        lambda it, hooks: it.set_asyncgen_hooks(*hooks),
    ),
    Setting(
        "sys",
        lambda it: getattr(it, "get_int_max_str_digits", int)(),  # since 3.10.7
        lambda it, digits: digits and it.set_int_max_str_digits(digits),
    ),
)


class Settings(Layer[Mapping[Setting, Any]]):
    """All settings and registries whose modules are loaded."""

    def capture(self) -> Mapping[Setting, Any]:
        return {setting: setting.get(module) for setting, module in _loaded()}

    def restore(self, state: Mapping[Setting, Any]) -> None:
        for setting, module in _loaded():
            if setting in state:
                setting.put(module, state[setting])
            elif setting.new is not None:
                setting.put(module, setting.new(module))


def parts() -> Iterator[StatePart]:
    """Each setting and registry as a part of the state that an import may change."""
    for setting in SETTINGS:
        yield StatePart(partial(_look, setting), partial(_put, setting))
    for setting in REGISTRIES:
        yield StatePart(partial(_look, setting), partial(_put, setting), partial(_new, setting))


def _look(setting: Setting) -> Any:
    module = _loaded_as(setting.module)
    return ABSENT if module is None else setting.get(module)


def _put(setting: Setting, state: Any) -> None:
    setting.put(sys.modules[setting.module], state)


def _new(setting: Setting) -> Any:
    return setting.new and setting.new(sys.modules[setting.module])


def _loaded() -> Iterator[tuple[Setting, ModuleType]]:
    for setting in (*SETTINGS, *REGISTRIES):
        module = _loaded_as(setting.module)
        if module is not None:
            yield setting, module


def _loaded_as(name: str) -> ModuleType | None:
    """The module of a name, if it is there and complete."""
    module = sys.modules.get(name)
    spec = instance_dict(module).get("__spec__")
    # Python marks a module so while it is executed and may have no names yet.
    return None if getattr(spec, "_initializing", False) else module
