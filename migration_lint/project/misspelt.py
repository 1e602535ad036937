"""Controllers that are configured by a name which their module has in another spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from migration_lint.project.model import Settings
from migration_lint.project.settings import Mistake
from migration_lint.regex import regex

_DEFINED = regex(
    r"^(?:class|(?:async[ \t]+)?def)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]*)?=", re.MULTILINE
)
_SIMILAR = 0.8
_ENDS = (".py", "/__init__.py")


def misspelt_controllers(
    settings: Settings, engines: Collection[str], folder: Path
) -> Iterator[Mistake]:
    """A mistake for each controller whose module has no such word, but one that is much like it.

    A module may get its controller from anywhere, so that lacking the word alone says nothing.

    Args:
        settings: What is configured.
        engines: The engines that the configuration itself names.
        folder: Where it lies.
    """
    for name in engines:
        module, _, path = (settings.engines[name].controller or "").partition(":")
        wanted = path.partition(".")[0]
        file = _file_of(module, folder) if wanted else None
        text = _text_of(file) if file is not None else ""
        if file is None or re.search(rf"\b{wanted}\b", text):
            continue
        from difflib import get_close_matches  # noqa: PLC0415 - few configurations have a mistake

        defined = sorted({one or other for one, other in _DEFINED.findall(text)})
        near = get_close_matches(wanted, defined, 1, _SIMILAR)
        if near:
            shown = file.relative_to(folder).as_posix()
            right = f"{module}:{near[0]}{path.removeprefix(wanted)}"
            must = f'"{right}", as {shown} has it, not "{module}:{path}"'
            yield Mistake(f"engines.{name}.controller", must)


def _file_of(module: str, folder: Path) -> Path | None:
    inner = module.replace(".", "/")
    ways = (folder / below / f"{inner}{end}" for below in ("", "src") for end in _ENDS)
    return next((way for way in ways if way.is_file()), None)


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:  # reported where the file is linted
        return ""
