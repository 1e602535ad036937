"""What code adds to in the standard library, in place: types, formats, schemes, converters."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from importlib.util import find_spec, module_from_spec
from operator import attrgetter
from types import ModuleType
from typing import Any

from pytest_engine_rollout.isolation.setting import Setting

_NAMES: Mapping[str, tuple[str, ...]] = {
    "_sqlite3": ("adapters", "converters"),
    "copy": ("_copy_dispatch", "_deepcopy_dispatch"),
    "copyreg": ("dispatch_table", "_extension_registry", "_inverted_registry", "_extension_cache"),
    "doctest": ("OPTIONFLAGS_BY_NAME",),
    "email.charset": ("ALIASES", "CHARSETS", "CODEC_MAP"),
    "encodings.aliases": ("aliases",),
    "shutil": ("_ARCHIVE_FORMATS", "_UNPACK_FORMATS"),
    "unittest.mock": ("_patch._active_patches",),
    "urllib.parse": ("uses_netloc", "uses_params", "uses_relative"),
    "webbrowser": ("_browsers", "_tryorder"),
    "xml.dom.domreg": ("registered",),
    "xml.etree.ElementTree": ("_namespace_map",),
}
"""By module, dicts and lists that have no other name than these."""


def _contents(module: Any) -> dict[str, Any]:
    """Copies of a module's registries, by their names."""
    return {name: copy.copy(held) for name, held in _registries(module)}


def _put_contents(module: Any, contents: Mapping[str, Any]) -> None:
    for name, held in _registries(module):
        kept = contents.get(name)
        if kept is None or kept == held:
            continue
        held.clear()
        (held.update if isinstance(held, dict) else held.extend)(kept)


def _registries(module: Any) -> Iterator[tuple[str, Any]]:
    for name in _NAMES[module.__name__]:
        try:
            held = attrgetter(name)(module)
        except AttributeError:  # not in this version of Python
            continue
        if type(held) in (dict, list):
            yield name, held


def _new_contents(module: Any) -> dict[str, Any]:
    return _contents(_executed_anew(module))


def _executed_anew(module: ModuleType) -> ModuleType:
    """A second module of the same source, not in `sys.modules`; the same one if it is in C."""
    spec = find_spec(module.__name__)
    if spec is None or spec.loader is None or not str(spec.origin).endswith(".py"):
        return module
    new = module_from_spec(spec)
    spec.loader.exec_module(new)
    return new


_MIME_NAMES = frozenset(
    ("_db", "common_types", "encodings_map", "inited", "knownfiles", "suffix_map", "types_map")
)


def _mime_types(module: Any) -> dict[str, Any]:
    return copy.deepcopy({name: it for name, it in vars(module).items() if name in _MIME_NAMES})


REGISTRIES = (
    *(Setting(name, _contents, _put_contents, _new_contents) for name in _NAMES),
    Setting(
        "mimetypes",
        _mime_types,
        lambda it, types: vars(it).update(types),
        lambda it: _mime_types(_executed_anew(it)),
    ),
)
