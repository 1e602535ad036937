"""Find the file of a module's name, as another file would import it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from migration_lint.flow.domain.vocabulary import Vocabulary

_OF_STANDARD = ("abc", "io", "os", "site")  # a folder with all of these is the standard library
_TESTS = frozenset({"test", "tests"})


class ModuleIndex:
    """The Python files of a project by the names that they can be imported under."""

    def __init__(self, paths: Iterable[str], vocabulary: Vocabulary) -> None:
        self._paths = frozenset(path for path in paths if path.endswith((".py", ".pyi")))
        self._vocabulary = vocabulary
        self._names: dict[str, str] = {}
        self._found: dict[tuple[str, str], str | None] = {}
        self._are_folders: dict[tuple[str, str], bool] = {}
        self._standard: dict[str, bool] = {}

    def top(self, path: str) -> str:
        """The folder that absolute module names start from: the first that is no package."""
        folder = _folder(path)
        while folder and self._has_init(folder):
            folder = _folder(folder)
        parts = folder.split("/")
        for depth, part in enumerate(parts):
            if part in self._namespaces and not self._has_init("/".join(parts[: depth + 1])):
                return "/".join(parts[:depth])
        return folder

    def _is_standard(self, top: str, module: str) -> bool:
        """Whether a module is the standard library's, whose copy lies in the tree.

        What it does is known without reading it, and everything flows into it.
        """
        if module.partition("/")[0] not in sys.stdlib_module_names:
            return False
        if top not in self._standard:
            prefix = f"{top}/" if top else ""
            self._standard[top] = all(f"{prefix}{name}.py" in self._paths for name in _OF_STANDARD)
        return self._standard[top]

    def _has_init(self, folder: str) -> bool:
        return f"{folder}/__init__.py" in self._paths or f"{folder}/__init__.pyi" in self._paths

    def name(self, path: str) -> str:
        """The absolute module name of a file; an engine's module has its configured one."""
        known = self._names.get(path)
        if known is None:
            top = self.top(path)
            inside = path[len(top) + 1 :] if top else path
            known = self.canonical(_dotted(inside))
            home = self._homes.get(known)
            if home is not None and _dotted(path.removeprefix(f"{home}/")) != known:
                known = _dotted(path)
            self._names[path] = known
        return known

    def canonical(self, dotted: str) -> str:
        """The configured name of a module of an engine that lies deeper in the tree."""
        for name in self._vocabulary.packages:
            if dotted.endswith("." + name):
                return name
        for name in self._vocabulary.legacy:
            around, legacy, inner = dotted.partition(f".{name}.")
            if legacy and name not in self._homes and _TESTS.isdisjoint(around.split(".")):
                return f"{name}.{inner}"
        return dotted

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        """By name, the files of engines' modules at a usual place: others of that name are others.

        The root, or `src`.
        """
        return {
            module: usual
            for usual in ("", "src")
            for module in self._vocabulary.packages
            for path in _files_of(module)
            if _joined(usual, path) in self._paths
        }

    def known(self, module: str, importer: str) -> str:
        """The name that a file's module goes by, for one that it is imported by.

        Of one in a namespace package, whose folder has no `__init__`, the path from the root,
        unless the importer finds it by its own name.
        """
        path = self.find(module, importer)
        if path is None:
            return module
        own = self.name(path)
        if self._vocabulary.in_engine(own) or self.find(own, importer) == path:
            return own
        return _dotted(path)

    def is_folder(self, package: str, importer: str) -> bool:
        """Whether a name is that of a namespace package of the project: of a folder."""
        asked = (package, _folder(importer))
        known = self._are_folders.get(asked)
        if known is None:
            known = self._are_folders[asked] = self._is_folder(package, importer)
        return known

    def _is_folder(self, package: str, importer: str) -> bool:
        if package.partition(".")[0] in sys.stdlib_module_names:
            return False
        inner = package.replace(".", "/")
        return any(
            _joined(folder, inner) in self._folders for folder in self._search_path(importer)
        )

    @cached_property
    def _folders(self) -> frozenset[str]:
        found = new = {_folder(path) for path in self._paths}
        while new:
            new = {_folder(folder) for folder in new} - found
            found |= new
        return frozenset(found - {""})

    def find(self, module: str, importer: str) -> str | None:
        """The file of an absolute module name, as `importer` would import it; None if not here."""
        asked = (module, _folder(importer))
        if asked not in self._found:
            self._found[asked] = self._find(module.replace(".", "/"), importer)
        return self._found[asked]

    def _find(self, inner: str, importer: str) -> str | None:
        for folder in (*self._search_path(importer), *self._elsewhere(inner)):
            base = _joined(folder, inner)
            for end in ("/__init__.py", ".py", "/__init__.pyi", ".pyi"):
                if base + end in self._paths:
                    return None if self._is_standard(folder, inner) else base + end
        return None

    def _elsewhere(self, inner: str) -> Iterable[str]:
        """Where the package lies that a name is in, if the project has one of that name.

        A repository of several distributions installs each of them from a folder of its own.
        """
        parts = inner.split("/")
        for depth in range(1, len(parts) + 1):
            top = self._packages.get("/".join(parts[:depth]))
            if top is not None:
                yield top

    @cached_property
    def _packages(self) -> Mapping[str, str | None]:
        """The folders that packages lie in, by the packages' paths; None where several do."""
        found: dict[str, str | None] = {}
        for path in self._paths:
            if not path.endswith("/__init__.py"):
                continue  # most files are left before anything is made of their names
            package = _folder(path)
            if self._has_init(_folder(package)):
                continue
            top = self.top(path)
            inner = package[len(top) + 1 :] if top else package
            if inner.partition("/")[0] not in sys.stdlib_module_names:
                found[inner] = top if found.get(inner, top) == top else None
        return found

    def _search_path(self, importer: str) -> Iterable[str]:
        folder = top = self.top(importer)
        yield folder
        while folder:
            folder = _folder(folder)
            yield folder
        yield "src"
        yield from self._roots
        if _folder(importer) != top:
            yield _folder(importer)  # a script of a package that is run as a file

    @cached_property
    def _namespaces(self) -> frozenset[str]:
        """The folders without `__init__` that names of modules of the engines begin with."""
        found = set()
        for module in self._vocabulary.packages:
            first, inside, _ = module.partition(".")
            home = self._homes.get(module, self._root_of(module))
            if inside and home is not None and not self._has_init(_joined(home, first)):
                found.add(first)
        return frozenset(found)

    @cached_property
    def _roots(self) -> tuple[str, ...]:
        """The folders that modules of the engines lie in, where that is no usual place."""
        found = map(self._root_of, self._vocabulary.packages)
        return tuple(dict.fromkeys(root for root in found if root is not None))

    @cached_property
    def _named(self) -> Sequence[str]:
        """The paths that may be those of modules of the engines."""
        ends = tuple(end for module in self._vocabulary.packages for end in _ends_of(module))
        return [path for path in self._paths if path.endswith(ends)]

    def _root_of(self, module: str) -> str | None:
        """The folder nearest to the root that has a module and is no package; None: the usual."""
        if module in self._homes:
            return None
        paths = (path for path in self._named if path.endswith(_ends_of(module)))
        inner = module.replace(".", "/")
        folders = (path[: path.rindex(f"/{inner}")] for path in paths)
        roots = (folder for folder in folders if not self._has_init(folder))
        return min(roots, key=lambda root: (root.count("/"), root), default=None)


def _ends_of(module: str) -> tuple[str, ...]:
    return tuple(f"/{path}" for path in _files_of(module))


def _files_of(module: str) -> tuple[str, str]:
    """The paths that a module may have below a folder that is searched for it."""
    inner = module.replace(".", "/")
    return f"{inner}/__init__.py", f"{inner}.py"


def _joined(folder: str, inner: str) -> str:
    return f"{folder}/{inner}" if folder else inner


def _dotted(path: str) -> str:
    return path.rpartition(".")[0].replace("/", ".").removesuffix(".__init__")


def _folder(path: str) -> str:
    """The folder of a path; `posixpath.dirname` takes three times as long."""
    return path.rpartition("/")[0]


def absolute_name(name: str, package: str | None) -> str:
    """A module's name without the dots that mean a package; as it is where that is not known."""
    if not name.startswith(".") or package is None:
        return name
    inner = name.lstrip(".")
    parts = package.split(".")
    return ".".join([*parts[: len(parts) + 1 - (len(name) - len(inner))], inner])
