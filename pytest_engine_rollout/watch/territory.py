"""Find which files are code of which engine.

An engine's code is the largest package around its controller that holds no other engine's
controller; of the control also the legacy modules and files. Of a file that has several
controllers, each engine's are the lines of its own. Not counted are bridges, tests, and
modules that the other side imports too: shared code does not tell the engines apart.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from migration_lint.project import Engine, Project
from pytest_engine_rollout.watch.locate import find_module, imported_names
from pytest_engine_rollout.watch.parts import Part, parts_of

_NATIVE = (".so", ".pyd")


@dataclass(frozen=True)
class Territory:
    """The files of the engines.

    A place is a file or, where it is parted, a part of one.

    Attributes:
        files: The engine that owns each Python file as a whole, by its real path.
        common: The engines of each file that is of a controller which several engines share.
        parted: The parts of files that several engines have their controllers in.
        native: Engines whose controller is compiled: their code cannot be watched.
        watched: Every file worth watching: those of `files` and `parted`, or, where no engine has
            a controller, every file of the isolated modules.
    """

    files: Mapping[str, str]
    common: Mapping[str, frozenset[str]]
    parted: Mapping[str, tuple[Part, ...]]
    native: frozenset[str]
    watched: frozenset[str]

    @cached_property
    def is_known(self) -> bool:
        """Whether the configuration tells which engine each file belongs to."""
        return any((self.files, self.common, self.parted, self.native))

    @cached_property
    def places(self) -> Mapping[str, frozenset[str]]:
        """Every place that can be watched, with the engines that it belongs to."""
        nobodys = dict.fromkeys(self.watched - self.parted.keys(), frozenset[str]())
        owned = {file: frozenset((engine,)) for file, engine in self.files.items()}
        parts = ((file, part) for file, parts in self.parted.items() for part in parts)
        parted = {_place(file, part): part.engines for file, part in parts}
        return {**nobodys, **owned, **self.common, **parted}

    def place(self, file: str, line: int) -> str | None:
        """The place of a function that begins at a line of a file; None if it is not watched."""
        if file not in self.parted:
            return file if file in self.watched else None
        parts = (part for part in self.parted[file] if part.first <= line <= part.last)
        part = next(parts, None)
        return None if part is None else _place(file, part)

    def files_of(self, places: Iterable[str]) -> frozenset[str]:
        """The files that places are in."""
        return frozenset(it if it in self.watched else it.rpartition(":")[0] for it in places)


def survey(project: Project) -> Territory:
    """Find the engines' files, without importing anything."""
    roots = {engine.name: _Claim(project, engine) for engine in project.engines.values()}
    files: dict[str, str] = {}
    for claim in roots.values():
        loose = claim.files - claim.core
        others = [other for other in roots.values() if other is not claim] if loose else []
        shared = {file for other in others for file in other.imported - other.core}
        for file in claim.files - (shared - claim.core):
            files.setdefault(file, claim.engine.name)
    parted = dict(_parted(list(roots.values())))
    common = dict(_common(list(roots.values())))
    for file in {*parted, *common}:
        del files[file]
    native = frozenset(name for name, claim in roots.items() if claim.is_native)
    known = any((files, common, parted, native))
    isolated = [] if known else project.settings.isolate
    unowned = {file for name in isolated for file in _module_files(name, project)}
    watched = frozenset([*files, *common, *parted, *unowned])
    return Territory(
        MappingProxyType(files),
        MappingProxyType(common),
        MappingProxyType(parted),
        native,
        watched,
    )


def _common(claims: Sequence[_Claim]) -> Iterator[tuple[str, frozenset[str]]]:
    """The files of controllers that several engines share."""
    for claim in claims:
        sharers = [
            it for it in claims if it.home and (it.home, it.name) == (claim.home, claim.name)
        ]
        if len(sharers) > 1:
            for file in frozenset.intersection(*(it.files for it in sharers)):
                yield file, frozenset(it.engine.name for it in sharers)


def _parted(claims: Sequence[_Claim]) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """The files that define the controllers of several engines."""
    for file in {file for claim in claims for file in claim.home}:
        objects: dict[str, frozenset[str]] = {}
        for claim in claims:
            if file in claim.home:
                sharers = objects.get(claim.name, frozenset())
                objects[claim.name] = sharers | {claim.engine.name}
        if len(objects) > 1:
            yield file, parts_of(Path(file), objects)


def _place(file: str, part: Part) -> str:
    return f"{file}:{part.first}"


class _Claim:
    """The files that one engine's controller claims."""

    def __init__(self, project: Project, engine: Engine) -> None:
        self.engine = engine
        self._project = project
        module, _, self.name = (engine.controller or "").partition(":")
        self._module = module or None
        self._others = [
            other.controller.partition(":")[0]
            for other in project.engines.values()
            if other.controller and other.name != engine.name
        ]
        if not engine.is_control:
            self._others += project.settings.legacy_modules

    @cached_property
    def is_native(self) -> bool:
        """Whether the controller's module is an extension module."""
        spec = self._module and find_module(self._module, self._project.root)
        return bool(spec and spec.origin and spec.origin.endswith(_NATIVE))

    @cached_property
    def home(self) -> frozenset[str]:
        """The file of the controller's module, if there is one that can be watched."""
        spec = find_module(self._module, self._project.root) if self._module else None
        found = {os.path.realpath(spec.origin)} if spec is not None and spec.origin else set()
        return self.core & found

    @cached_property
    def core(self) -> frozenset[str]:
        """The files that are this engine's, whatever other engines import."""
        names = [self._module] if self._module else []
        if self.engine.is_control:
            names += self._project.settings.legacy_modules
        found = {file for name in names for file in _module_files(name, self._project)}
        if self.engine.is_control and found:
            paths = (self._project.root / file for file in self._project.settings.legacy_files)
            found |= {os.path.realpath(path) for path in paths if path.is_file()}
        return frozenset(found)

    @cached_property
    def files(self) -> frozenset[str]:
        """The files of the largest package that is this engine's alone, and the core."""
        if self._module is None:
            return frozenset()
        return self.core | frozenset(_module_files(self._largest_package(), self._project))

    def _largest_package(self) -> str:
        assert self._module is not None
        parts = self._module.split(".")
        for count in range(1, len(parts)):
            package = ".".join(parts[:count])
            if not any(f"{other}.".startswith(f"{package}.") for other in self._others):
                return package
        return self._module

    @cached_property
    def imported(self) -> frozenset[str]:
        """The project's files that this engine's core imports, directly or through others."""
        found: dict[str, str] = {}
        pending = [name for name in (self._module,) if name]
        if self.engine.is_control and pending:
            pending += self._project.settings.legacy_modules
        seen = set()
        while pending:
            name = pending.pop()
            if name in seen:
                continue
            seen.add(name)
            file = self._source_file(name)
            if file is not None and file not in found:
                found[file] = name
                pending += self._imports(name, file)
        return frozenset(found)

    def _source_file(self, name: str) -> str | None:
        isolated = {own.partition(".")[0] for own in self._project.settings.isolate}
        if name.partition(".")[0] not in isolated:
            return None
        spec = find_module(name, self._project.root)
        if spec is None or not spec.origin or not spec.origin.endswith(".py"):
            return None
        real = os.path.realpath(spec.origin)
        return None if real in _bridges(self._project) else real  # a bridge imports both sides

    def _imports(self, name: str, file: str) -> Iterator[str]:
        """The names that a file imports; one that cannot import of the project is not parsed."""
        package = name if file.endswith("__init__.py") else name.rpartition(".")[0]
        source = Path(file).read_bytes()
        tops = {own.partition(".")[0] for own in self._project.settings.isolate}
        pattern = rb"^\s*(?:from\s+(?:\.|NAMES\b)|import\b.*\bNAMES\b)".replace(
            b"NAMES", b"(?:" + b"|".join(re.escape(top).encode() for top in sorted(tops)) + b")"
        )
        return (
            imported_names(source, package)
            if re.search(pattern, source, re.MULTILINE)
            else iter(())
        )


def _module_files(name: str, project: Project) -> Iterator[str]:
    """The Python files of a module or package, without bridges and tests."""
    spec = find_module(name, project.root)
    if spec is None:
        return
    if spec.submodule_search_locations is None:
        candidates: Iterable[Path] = [Path(spec.origin)] if spec.origin else []
    else:
        folders = map(Path, spec.submodule_search_locations)
        candidates = (file for folder in folders for file in folder.rglob("*.py"))
    bridges = _bridges(project)
    for file in candidates:
        real = os.path.realpath(file)
        if file.suffix == ".py" and real not in bridges and not _is_test(file, project.root):
            yield real


def _bridges(project: Project) -> set[str]:
    globs = project.settings.bridges
    return {os.path.realpath(path) for one in globs for path in project.root.glob(one)}


def _is_test(file: Path, root: Path) -> bool:
    inside = file.relative_to(root) if file.is_relative_to(root) else PurePosixPath(file.name)
    name = file.name
    return (
        "tests" in inside.parts[:-1]
        or name == "conftest.py"
        or (name.startswith("test_") or name.endswith("_test.py"))
    )
