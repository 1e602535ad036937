"""Registries of the standard library that code adds to: MIME types, formats, URL schemes."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from importlib.util import find_spec, module_from_spec
from operator import attrgetter
from types import ModuleType
from typing import Any

from pytest_engine_rollout.isolation.process_wide.setting import Setting

_NAMES: Mapping[str, tuple[str, ...]] = {
    "_sqlite3": ("adapters", "converters"),
    "copy": ("_copy_dispatch", "_deepcopy_dispatch"),
    "copyreg": ("dispatch_table", "_extension_registry", "_inverted_registry", "_extension_cache"),
    "doctest": ("OPTIONFLAGS_BY_NAME",),
    "email.charset": ("ALIASES", "CHARSETS", "CODEC_MAP"),
    "encodings": ("_cache",),
    "encodings.aliases": ("aliases",),
    "gc": ("callbacks",),
    "gettext": ("_localedirs", "_localecodesets", "_translations"),
    "html.entities": ("codepoint2name", "entitydefs", "html5", "name2codepoint"),
    "http.client": ("responses",),
    "http.cookies": ("Morsel._reserved",),
    "imaplib": ("Commands",),
    "linecache": ("cache",),
    "locale": ("locale_alias", "locale_encoding_alias"),
    "pickle": ("_Pickler.dispatch",),
    "pprint": ("PrettyPrinter._dispatch",),
    "shutil": ("_ARCHIVE_FORMATS", "_UNPACK_FORMATS"),
    "unittest.mock": ("_patch._active_patches",),
    "urllib.parse": ("uses_netloc", "uses_params", "uses_relative"),
    "webbrowser": ("_browsers", "_tryorder"),
    "xml.dom.domreg": ("registered",),
    "xml.etree.ElementTree": ("_namespace_map",),
    "xmlrpc.client": ("Marshaller.dispatch", "Unmarshaller.dispatch"),
}
"""By module, dicts and lists that have no other name than these."""


def _contents(module: Any) -> dict[str, Any]:
    """Copies of a module's registries, by name."""
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


_MIME_NAMES = ("common_types", "encodings_map", "inited", "knownfiles", "suffix_map", "types_map")


def _mime_types(module: Any) -> dict[str, Any]:
    names = vars(module)
    state = {"module": {name: copy.copy(names[name]) for name in _MIME_NAMES}, "base": {}}
    if names["_db"] is not None:
        held = {**vars(names["_db"])}
        by_type = held.pop("types_map_inv")
        state["base"] = {name: _copied(value) for name, value in held.items()}
        state["base"]["types_map_inv"] = tuple(
            {(type_, ending): True for type_, endings in it.items() for ending in endings}
            for it in by_type
        )
    return state


def _put_mime_types(module: Any, state: Mapping[str, Any]) -> None:
    names = vars(module)
    names.update({name: copy.copy(value) for name, value in state["module"].items()})
    if not state["base"]:
        names["_db"] = None
        return
    base = {name: _copied(value) for name, value in state["base"].items()}
    by_type: tuple[dict[str, list[str]], ...] = ({}, {})
    for pairs, inverse in zip(base["types_map_inv"], by_type, strict=True):
        for type_, ending in pairs:
            inverse.setdefault(type_, []).append(ending)
    if names["_db"] is None:
        names["_db"] = module.MimeTypes.__new__(module.MimeTypes)
    vars(names["_db"]).update({**base, "types_map_inv": by_type})
    # The names of the module are names of parts of its base, once there is one.
    names |= {name: base[name] for name in ("encodings_map", "suffix_map")}
    names["common_types"], names["types_map"] = base["types_map"]


def _copied(value: Any) -> Any:
    """A copy of a dict, or of a tuple of them."""
    return tuple(map(copy.copy, value)) if type(value) is tuple else copy.copy(value)


def _no_generics(_: Any) -> None:
    """The cache of generic types belongs to no engine: see below."""


def _forget_generics(typing: Any, _: None) -> None:
    """Clear the cache of generic types: the class in `List["Controller"]` may be an engine's."""
    for forget in vars(typing)["_cleanups"]:
        forget()


REGISTRIES = (
    *(Setting(name, _contents, _put_contents, _new_contents) for name in _NAMES),
    Setting(
        "mimetypes",
        _mime_types,
        _put_mime_types,
        lambda it: _mime_types(_executed_anew(it)),
    ),
    Setting("typing", _no_generics, _forget_generics, _no_generics),
)
