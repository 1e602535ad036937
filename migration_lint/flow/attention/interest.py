"""Keep the words of interest, and evaluate the bodies and files that contain them.

A body is evaluated once it contains a word of interest. Those are the configured names, and each
name to which something that matters or tells is bound. A new word may bring in further files: those
that contain it and the name of the module where it is bound.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from migration_lint.files.bytesearch import has_word, name_in_bytes
from migration_lint.flow.code import mentions
from migration_lint.flow.code.implementation import is_collected, is_test
from migration_lint.flow.code.mentions import Mentions
from migration_lint.flow.code.prefilter import Prefilter
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import NOTHING, Class, Function, Module, Values
from migration_lint.flow.domain.vocabulary import FIXTURE
from migration_lint.flow.syntax.imports import absolute
from migration_lint.regex import regex

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
    from migration_lint.flow.code.python_file import PythonFile
    from migration_lint.flow.work.program import Program

_IMPORTS_ALL = b"import *"
_IMPORT = b"__import__"  # a function may be put in its place
_HASH = b"hash"
_GIVES = (b"pytest.fixture", b"pytest_generate_tests")
_EMPTY_CONTAINER = regex(
    rb"=\s*(?:\{\s*\}|\[\s*\]|(?:\w+\.)?(?:dict|list|set|defaultdict|OrderedDict|deque)\()"
)
_FIXTURE = f"{FIXTURE}.controller(".encode()


class Interest:
    """The words of interest, and the functions that wait for one to stand in them.

    Attributes:
        program: The program under analysis.
        words: Those of all files, in the order they were found in; a file has more of its own.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.words: dict[str, None] = {"__hash__": None}
        self._needles = tuple(word.encode() for word in program.vocabulary.words)
        self._telling = tuple(word.encode() for word in program.vocabulary.telling_words)
        self._prefilter = Prefilter(program.vocabulary)
        self._lines: dict[str, Mentions] = {}
        self._waiting: dict[str, dict[FunctionDefinition, None]] = {}
        self._scanned: dict[str, tuple[int, int]] = {}  # how many words of all and of the file
        self._asked: dict[str, tuple[int, int]] = {}  # how many lines and functions there were
        self._exports: set[tuple[str, str]] = set()
        self._texts: set[tuple[str, str]] = set()
        self._local: dict[str, dict[str, None]] = {}
        self._survives: dict[str, bool] = {}
        self._with_star: dict[str, bool] = {}
        self._star_importers: dict[str, list[PythonFile]] = {}
        self._importers: dict[str, list[str]] = {}
        self._handing: set[str] = set()
        self._outside: set[tuple[str, str]] = set()

    def survives(self, path: str) -> bool:
        """Whether a file is evaluated from the start: a word of the configuration stands in it."""
        files = self.program.files
        if files.passing is not None:
            return path in files.passing
        known = self._survives.get(path)
        if known is None:
            known = self._survives[path] = self._prefilter.passes(files[path])
        return known

    def waits(self, definition: FunctionDefinition) -> None:
        """Evaluate a function without a caller once a word of interest occurs in it."""
        self._waiting.setdefault(definition.scope.source.path, {})[definition] = None

    def word(self, word: str, path: str | None = None) -> None:
        """Add a word of interest: for all files, or for the one at `path`."""
        if path is None:
            self.words[word] = None
        else:
            self._local.setdefault(path, {})[word] = None

    def exported(self, source: PythonFile, name: str, values: Values) -> None:
        """Load the files that import a name of a module, if its values matter or tell."""
        known = (source.path, name) in self._exports or name.startswith("__")
        if known or not self.program.telling.tells(values):
            return
        if all(isinstance(value, Module) and value.name.endswith(name) for value in values):
            # A file that imports a module under its own name contains that name, and is found.
            self._exports.add((source.path, name))
            self._local.setdefault(source.path, {})[name] = None
        elif self.program.telling.tells_more(values):
            self.export(source, name)
        else:
            self.export_text(source, name)

    def export(self, source: PythonFile, name: str) -> None:
        """Load the files that import a name of a module; any name if it is empty."""
        if (source.path, name) in self._exports:
            return
        self._exports.add((source.path, name))
        if name:
            self.word(name)
            self.word(name, source.path)
        self._load_importers(source, name.encode())
        for importer in self._star_importers.get(source.path, ()):
            self.export(importer, name)

    def export_text(self, source: PythonFile, name: str) -> None:
        """As `export`, for a name that holds only texts: of interest in files that import it."""
        if (source.path, name) in self._texts:
            return
        self._texts.add((source.path, name))
        for path in (source.path, *self._possible_importers(source)):
            self.word(name, path)
        self._load_importers(source, name.encode())
        for importer in self._star_importers.get(source.path, ()):
            self.export_text(importer, name)

    def outside(self, module: str, name: str) -> None:
        """Load the files that may read what matters and was put on another package's object.

        Those are the files that contain the names of the attribute and of the package. Tests need
        not name pytest: its objects are given to them.

        Args:
            module: The package's name.
            name: The attribute's name.
        """
        if (module, name) in self._outside or not name:
            return
        self._outside.add((module, name))
        files, loaded = self.program.files, self.program.modules.loaded
        for path in files.having(name.encode()):
            is_near = is_test(path) if module == "pytest" else module.encode() in files[path]
            if is_near and path not in loaded:
                self.program.modules.later(path)

    def hands_out(self, source: PythonFile) -> None:
        """Note that a file passes something that matters to something unknown, such as a plug-in.

        Plug-ins and handlers may have put themselves into a container of this file, or of a module
        that it imports. So each of these modules that makes an empty container is loaded, and so
        are the files that import it.
        """
        if source.path in self._handing or not self.program.vocabulary.controllers:
            return
        self._handing.add(source.path)
        files = self.program.files
        for path in (source.path, *self._imported_by(source)):
            if (path, "") not in self._exports and _EMPTY_CONTAINER.search(files[path]):
                module = self.program.modules.load(path)
                if module is not None:
                    self.export(module.source, "")
                    for name, values in module.exports.items():
                        if any(isinstance(value, Container) for value in values):
                            self.word(name, path)

    def _imported_by(self, source: PythonFile) -> Iterator[str]:
        """The files that a file imports by statements of its own level, or has names from."""
        find = self.program.index.find
        for node in source.tree.body:
            if isinstance(node, ast.Import):
                yield from filter(None, (find(alias.name, source.path) for alias in node.names))
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    yield from self._origins(source, node, alias.name, {source.path})

    def _origins(
        self, source: PythonFile, node: ast.ImportFrom, name: str, seen: set[str]
    ) -> Iterator[str]:
        """The files that `from a import name` has it from: a package may have it from another."""
        package, find = absolute(self.program, source, node), self.program.index.find
        path = find(f"{package}.{name}", source.path) or find(package, source.path)
        if path is None or path in seen:
            return
        seen.add(path)
        yield path
        module = self.program.modules.load(path) if path.endswith("__init__.py") else None
        if module is None:
            return
        for inner in module.source.tree.body:
            if not isinstance(inner, ast.ImportFrom):
                continue
            for alias in inner.names:
                if (alias.asname or alias.name) in (name, "*"):
                    taken = name if alias.name == "*" else alias.name
                    yield from self._origins(module.source, inner, taken, seen)

    def imports_all(self, importer: PythonFile, path: str) -> None:
        """Note that a file has an `import *` from the file at `path`: it exports the same names."""
        known = self._star_importers.setdefault(path, [])
        if importer in known:
            return
        known.append(importer)
        for exporter, name in list(self._exports):
            if exporter == path:
                self.export(importer, name)
        for exporter, name in list(self._texts):
            if exporter == path:
                self.export_text(importer, name)

    def _load_importers(self, source: PythonFile, name: bytes) -> None:
        program = self.program
        loaded = program.modules.loaded
        gives_fixtures = source.path.endswith("conftest.py") or self._is_plugin(source)
        has_it = has_word if gives_fixtures or not name else mentions.may_take
        for path in self._possible_importers(source):
            if path not in loaded and (has_it(program.files[path], name) or self._takes_all(path)):
                program.modules.later(path)

    def _takes_all(self, path: str) -> bool:
        """Whether a file has an `import *`."""
        known = self._with_star.get(path)
        if known is None:
            known = self._with_star[path] = has_word(self.program.files[path], _IMPORTS_ALL)
        return known

    def _possible_importers(self, source: PythonFile) -> list[str]:
        """The files that may import a module: those that name it, and those that need not."""
        known = self._importers.get(source.path)
        if known is None:
            files = self.program.files
            modules = (module.source.module for module in self.program.modules.evaluated())
            words = [name_in_bytes(name.rpartition(".")[2]) for name in (source.module, *modules)]
            named = self._near(source, files.having(*words))
            folder = self._folder_importing(source)
            if folder is not None:
                named.update(path for path in files if path.startswith(folder))
            if self._is_plugin(source):
                named.update(path for path in files if is_test(path))
            known = self._importers[source.path] = sorted(named)
        return known

    def _near(self, source: PythonFile, named: Iterable[str]) -> set[str]:
        """Of the files that contain a module's last name, those that can mean this module by it.

        They are inside its package, or name the package, or name another module that does, from
        which they may take it.
        """
        package = source.module.partition(".")[0]
        before, inside, _ = f"/{source.path}".rpartition(f"/{package}/")
        if source.module == package or not inside:
            return set(named)
        folder, files = f"{before}{inside}"[1:], self.program.files
        outside = [path for path in named if not path.startswith(folder)]
        naming = set(files.having(package.encode()))
        found = set(named).difference(outside)
        new = [path for path in outside if path in naming]
        while new:
            found.update(new)
            by = [name_in_bytes(self.program.index.name(path).rpartition(".")[2]) for path in new]
            outside = [path for path in outside if path not in found]
            new = files.naming(by, outside)
        return found

    @staticmethod
    def _folder_importing(source: PythonFile) -> str | None:
        """The folder whose files may use a module without naming it; None where there is none.

        `from . import name` does not name the package, nor tests their `conftest.py`.
        """
        inward = source.is_package or source.path.endswith("conftest.py")
        return source.path.rpartition("/")[0] if inward else None

    @staticmethod
    def _is_plugin(source: PythonFile) -> bool:
        """Whether a module has fixtures, which tests use without naming the module."""
        return any(way in source.data for way in _GIVES) and not is_collected(source.path)

    def more_work(self) -> bool:
        """Load and evaluate what new words have made worth it; False if there was nothing."""
        found = self.program.modules.load_later()
        for module in self.program.modules.evaluated():
            for name in module.holders:
                self.exported(module.source, name, module.exports.get(name, NOTHING))
        found = self.program.modules.load_later() or found
        telling, contexts = self.program.telling, self.program.contexts
        for path in list(self._waiting):
            ready: list[FunctionDefinition] = []
            wait: dict[FunctionDefinition, None] = {}
            lines = self._interesting_lines(path)
            if self._asked.get(path) == (len(lines), len(self._waiting[path])):
                continue
            for definition in self._waiting[path]:
                owner = definition.owner
                is_due = definition.is_hook_of_module  # it gives names that stand elsewhere
                is_due = is_due or (owner is not None and _is_controllers(owner))
                is_due = is_due or (contexts.has_time and self._hands_on(owner, definition))
                due = is_due or lines.are_in(definition) or telling.replaces(definition)
                if due:
                    ready.append(definition)
                else:
                    wait[definition] = None
            self._waiting[path] = wait
            self._asked[path] = (len(lines), len(wait))
            for definition in ready:
                found = True
                self.program.evaluate_alone(definition)
        return found

    def _hands_on(self, owner: ClassDefinition | None, definition: FunctionDefinition) -> bool:
        """Whether a method hands its object on, from which something that matters can be had."""
        is_telling = owner is not None and owner in self.program.telling
        return is_telling and self.program.names.hands_itself_on(definition.node)

    def subclassed(self) -> None:
        """Look at all methods again, as a class is found to be a controller's or a base of one."""
        self._asked.clear()

    def inherited(self, definition: ClassDefinition) -> None:
        """Look again at the methods of a class that tells, and at those of its subclasses."""
        for one in (definition, *definition.subclasses):
            self._asked.pop(one.scope.source.path, None)

    def needles(self) -> set[str]:
        """The words that a file must have one of in its bytes to be evaluated from the start."""
        return {word.decode() for word in (*self._prefilter.words, *self._prefilter.others)}

    def exports(self) -> set[tuple[str, str]]:
        """The exports that make other files worth it: the last part of a module's name, and a name.

        The module's name is empty where a file need not name it to use the name.
        """
        found = set()
        for path, name in (*self._exports, *self._texts):
            module = self.program.modules.at(path).source
            needs_none = self._folder_importing(module) is not None or self._is_plugin(module)
            found.add(("" if needs_none else module.module.rpartition(".")[2], name))
        return found | {("" if one == "pytest" else one, name) for one, name in self._outside}

    def waiting(self, path: str) -> list[FunctionDefinition]:
        """The functions of a file that are not evaluated: no word of interest stands in them."""
        return list(self._waiting.get(path, ()))

    def words_of(self, path: str) -> set[str]:
        """The words of interest in a file."""
        return {_HASH.decode(), *self.words, *self._local.get(path, ())}

    def can_matter(self, definition: FunctionDefinition) -> bool:
        """Whether a word of interest stands in a function."""
        return self._interesting_lines(definition.scope.source.path).are_in(definition)

    def _interesting_lines(self, path: str) -> Mentions:
        lines = self._lines.get(path)
        data = self.program.files[path]
        if lines is None:
            lines = self._lines[path] = Mentions(data)
            self._scanned[path] = (0, 0)
            needles = self._telling
            if self._prefilter.imports_by_name(data):
                needles = (*self._needles, *self._prefilter.pieces)
            for needle in (*needles, _FIXTURE):
                lines.add(needle, mentions.anywhere)
            lines.add(_IMPORT, mentions.as_replaced)
            lines.add(_HASH, mentions.as_hash)
        own = self._local.get(path, {})
        done, own_done = self._scanned[path]
        if done < len(self.words) or own_done < len(own):
            new = [*islice(self.words, done, None), *islice(own, own_done, None)]
            self._scanned[path] = (len(self.words), len(own))
            for word in new:
                needle = word.encode()
                if needle in data:
                    is_own = word not in own and self._is_harmless(path, word)
                    lines.add(needle, mentions.as_anothers if is_own else mentions.as_word)
        return lines

    def _is_harmless(self, path: str, name: str) -> bool:
        """Whether a word is only the name of the file's own function or class, which does not tell.

        Once that tells, it is exported, and the word is of interest in the file as well.
        """
        module = self.program.modules.at(path)
        held = module.exports.get(name, NOTHING) if module.done else NOTHING
        return bool(held) and all(
            isinstance(value, (Function, Class))
            and value.definition.scope is module.scope
            and value.definition.name == name
            and value.definition not in self.program.telling
            for value in held
        )


def _is_controllers(definition: ClassDefinition) -> bool:
    """Whether objects of a class are controllers, or those of a class that inherits from it."""
    return definition.is_controller or any(one.is_controller for one in definition.subclasses)
