"""Which engine a text is of: the plan's `modular|StageOrchestrator`, for any two engines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from migration_lint.project import Engine, Project

_ANNOUNCED = re.compile(r"\b(?:using|falling back to|switch(?:ed|ing) to)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Attribution:
    """The patterns of the engines; the candidate's goes first where a text matches both."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def engine_of(self, text: str) -> str | None:
        """The engine that the text is of; None where it names none."""
        return next((name for name, pattern in self.patterns if pattern.search(text)), None)

    def announced(self, text: str) -> str | None:
        """The engine that a record says is in use from now on: `Using MODULAR af_engine`."""
        said = _ANNOUNCED.search(text)
        return self.engine_of(text[said.end() :]) if said else None


def attribution_of(project: Project) -> Attribution:
    """The configured patterns, and for other engines their name, class and module."""
    configured = project.settings.gate.attribution
    engines = sorted(project.engines.values(), key=lambda one: not one.is_candidate)
    sources = {one.name: configured.get(one.name) or _default(one, engines) for one in engines}
    return Attribution(
        tuple((name, re.compile(source, re.IGNORECASE)) for name, source in sources.items())
    )


def _default(engine: Engine, engines: list[Engine]) -> str:
    words = [rf"(?<![A-Za-z0-9]){re.escape(engine.name)}(?![A-Za-z0-9])"]
    if engine.controller is not None:
        module, _, name = engine.controller.partition(":")
        others = [one.controller or "" for one in engines if one is not engine]
        if not any(other.endswith(f":{name}") for other in others):
            words.append(rf"\b{re.escape(name)}\b")
        words.append(_module_pattern(module, others))
    return "|".join(words)


def _module_pattern(module: str, others: list[str]) -> str:
    """The module, dotted or as a path; its whole package where no other engine lives in that."""
    package = module.partition(".")[0]
    shared = any(re.split(r"[.:]", other)[0] == package for other in others)
    if "." in module and not shared:
        return rf"\b{re.escape(package)}[./\\](?!__init__)\w"
    return r"\b" + r"[./\\]".join(map(re.escape, module.split("."))) + r"\b"
