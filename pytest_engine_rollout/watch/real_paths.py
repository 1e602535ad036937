"""The files that code comes from, by real path."""

from __future__ import annotations

import os

from pytest_engine_rollout.system import is_link, real_path


class RealPaths:
    """Resolves names of files, each once.

    A run executes thousands of modules, and `os.path.realpath` looks at every folder above each of
    them: so folders are resolved once, and of a file it is only asked whether it is a link itself.
    """

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The real path of a file; a name such as `<string>` stays as it is."""
        real = self._files.get(name)
        if real is None:
            real = self._files[name] = self._resolved(name)
        return real

    def _resolved(self, name: str) -> str:
        if name.startswith("<"):
            return name
        if is_link(name):
            return real_path(name)
        folder, file = os.path.split(name)
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = real_path(folder)
        return os.path.join(real, file)  # noqa: PTH118 - tests replace parts of pathlib
