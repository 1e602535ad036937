"""The configuration as both packages see it; AtlasForge is the built-in default."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from migration_lint.named_tuple import NamedTuple
from migration_lint.project.checks import (
    environment_value,
    integer,
    list_of,
    mapping_of,
    module_name,
    object_name,
    protocol_method,
    text,
)
from migration_lint.project.protocol import Parameter, ProtocolMethod
from migration_lint.project.settings import (
    SettingsTable,
    list_of_tables,
    nested,
    setting,
    tables_of,
)
from migration_lint.project.tables.events import EventTap, default_taps
from migration_lint.project.tables.gaps import GapSettings, complete_gap
from migration_lint.project.tables.gate import GateSettings
from migration_lint.project.tables.lint import LintSettings
from migration_lint.project.tables.performance import PerformanceSettings
from migration_lint.project.tables.scrubbers import default_scrubbers, pattern


class FlagValues(SettingsTable):
    """The one truth table of the flag; values are compared in lower case."""

    true: tuple[str, ...] = setting(
        list_of(lambda value: str(value).lower()),
        "Values that choose the candidate.",
        ("true", "1", "yes"),
    )
    false: tuple[str, ...] = setting(
        list_of(lambda value: str(value).lower()),
        "Values that choose the control.",
        ("false", "0", "no", ""),
    )

    def truth(self, value: str) -> bool | None:
        """What a value of the flag means; None for a value that the table does not know."""
        lowered = value.strip().lower()
        if lowered in self.true:
            return True
        return False if lowered in self.false else None


class EngineSettings(SettingsTable):
    """One implementation of the product under test."""

    controller: str | None = setting(
        object_name,
        'Its controller class, "module:Class"; may be left out.',
        None,
    )
    env: Mapping[str, str | None] = setting(
        mapping_of(environment_value),
        "The environment that chooses it; false unsets a variable.",
        factory=lambda: MappingProxyType({}),
    )


def _default_protocol() -> tuple[ProtocolMethod, ...]:
    return (
        ProtocolMethod(
            "update_stage",
            "update_stage(new_stage)",
            (Parameter("new_stage", "positional", required=True),),
        ),
        ProtocolMethod(
            "build_rd_prompt",
            "build_rd_prompt(context='')",
            (Parameter("context", "positional", required=False),),
        ),
        ProtocolMethod(
            "process_response",
            "process_response(response)",
            (Parameter("response", "positional", required=True),),
        ),
    )


def _default_engines() -> Mapping[str, EngineSettings]:
    return MappingProxyType(
        {
            "legacy": EngineSettings(
                "af_engine_legacy:RDMissionController",
                MappingProxyType({"USE_MODULAR_ENGINE": "false"}),
            ),
            "modular": EngineSettings(
                "af_engine.orchestrator:StageOrchestrator",
                MappingProxyType({"USE_MODULAR_ENGINE": "true"}),
            ),
        }
    )


class Settings(SettingsTable):
    """The table `[tool.engine_rollout]`, key by key."""

    flag: str = setting(
        text, "The environment variable that chooses the engine.", "USE_MODULAR_ENGINE"
    )
    flag_values: FlagValues = setting(
        nested(FlagValues), "The one truth table of the flag.", factory=FlagValues
    )
    protocol: tuple[ProtocolMethod, ...] = setting(
        list_of(protocol_method),
        "The members that both engines honour, with their parameters after `self`.",
        factory=_default_protocol,
    )
    control: str = setting(text, "The engine to leave.", "legacy")
    candidate: str = setting(text, "The engine to arrive at.", "modular")
    phase: int = setting(integer(1, 4), "The phase the project is in now.", 1)
    bridges: tuple[str, ...] = setting(
        list_of(text),
        "Files allowed to import the legacy module until phase 4.",
        ("af_engine/__init__.py",),
    )
    legacy_modules: tuple[str, ...] = setting(
        list_of(module_name), "Modules that disappear in phase 4.", ("af_engine_legacy",)
    )
    legacy_files: tuple[str, ...] = setting(
        list_of(text),
        "Files of the legacy engine that code may load by path.",
        ("af_engine_legacy.py", "af_engine.py"),
    )
    entry: str | None = setting(
        object_name,
        "What the flag switches: must be the controller of the engine asked for, or give one.",
        "af_engine:RDMissionController",
    )
    force_key: str = setting(
        text, "The key of a mission that forces the control engine.", "force_legacy_engine"
    )
    isolate: tuple[str, ...] = setting(
        list_of(module_name),
        "Modules and packages that each engine gets its own copy of.",
        ("af_engine", "af_engine_legacy"),
    )
    exclude: tuple[str, ...] = setting(
        list_of(text),
        "Folders and globs that are left out.",
        (".af_archives", ".af_snapshots", "backups", "missions"),
    )
    engines: Mapping[str, EngineSettings] = setting(
        tables_of(EngineSettings), "The engines by name.", factory=_default_engines
    )
    lint: LintSettings = setting(
        nested(LintSettings), "The linter's settings.", factory=LintSettings
    )
    gate: GateSettings = setting(nested(GateSettings), "The gate's settings.", factory=GateSettings)
    events: Mapping[str, EventTap] = setting(
        tables_of(EventTap), "What the engines emit, tap by tap.", factory=default_taps
    )
    gaps: tuple[GapSettings, ...] = setting(
        list_of_tables(GapSettings, complete_gap),
        "Known gaps of engines, each a test that it must fail.",
        (),
    )
    scrubbers: Mapping[str, str] = setting(
        mapping_of(pattern),
        "Patterns whose matches do not count when observations are compared, by name.",
        factory=default_scrubbers,
    )
    performance: PerformanceSettings = setting(
        nested(PerformanceSettings), "The performance settings.", factory=PerformanceSettings
    )

    @property
    def flag_keys(self) -> frozenset[str]:
        """What the flag is called among other keys: as it is, in small letters, in camel case.

        A plain word in small letters may be any.
        """
        small = self.flag.lower() if "_" in self.flag else self.flag
        return frozenset({self.flag, small, self.flag_in_camel_case})

    @property
    def flag_in_camel_case(self) -> str:
        """The flag's name as Helm's values spell it; a plain word stays as it is."""
        first, *others = self.flag.split("_")
        return first.lower() + "".join(map(str.title, others)) if others else first


class Engine(NamedTuple):
    """One engine with its name and its role."""

    name: str
    controller: str | None
    env: Mapping[str, str | None]
    is_control: bool
    is_candidate: bool


class Project(NamedTuple):
    """A project root with its settings.

    Attributes:
        root: The folder that paths are relative to.
        source: The file the settings came from; None for the built-in default.
        settings: The settings, all of them checked.
    """

    root: Path
    source: Path | None
    settings: Settings

    @property
    def engines(self) -> Mapping[str, Engine]:
        """The engines by name: control first, then candidate, then the others as configured."""
        settings = self.settings
        order = [settings.control, settings.candidate]
        order += [name for name in settings.engines if name not in order]
        return {
            name: Engine(
                name,
                settings.engines[name].controller,
                settings.engines[name].env,
                is_control=name == settings.control,
                is_candidate=name == settings.candidate,
            )
            for name in order
        }
