"""Assemble the layers of the engines' worlds, in their order, and what looks after them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import NamedTuple

import pytest

from migration_lint.project import Engine, Project
from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.importing.alterations import Alterations
from pytest_engine_rollout.isolation.importing.arrivals import Arrivals
from pytest_engine_rollout.isolation.importing.changes import StatePart
from pytest_engine_rollout.isolation.importing.early_imports import EarlyImports
from pytest_engine_rollout.isolation.importing.latecomers import Latecomers
from pytest_engine_rollout.isolation.importing.libraries import Libraries
from pytest_engine_rollout.isolation.importing.ownership import Ownership
from pytest_engine_rollout.isolation.importing.refusals import Refusals
from pytest_engine_rollout.isolation.layers.at_exit import AtExit
from pytest_engine_rollout.isolation.layers.common_changes import CommonChanges
from pytest_engine_rollout.isolation.layers.config_values import ConfigValues
from pytest_engine_rollout.isolation.layers.contexts import Contexts
from pytest_engine_rollout.isolation.layers.environment import Environment
from pytest_engine_rollout.isolation.layers.fixtures import Fixtures
from pytest_engine_rollout.isolation.layers.generators import Generators
from pytest_engine_rollout.isolation.layers.lasting_functions import LastingFunctions
from pytest_engine_rollout.isolation.layers.loggers import Loggers
from pytest_engine_rollout.isolation.layers.modules import Modules
from pytest_engine_rollout.isolation.layers.names import SharedNames
from pytest_engine_rollout.isolation.layers.package_values import PackageValues
from pytest_engine_rollout.isolation.layers.plugins import Plugins, plugin_packages
from pytest_engine_rollout.isolation.process_wide.process import Process
from pytest_engine_rollout.isolation.process_wide.settings import Settings, parts
from pytest_engine_rollout.isolation.worlds import Worlds


class Isolation(NamedTuple):
    """What keeps the engines of a run apart; of the layers, those that other modules use.

    Attributes:
        variables: The environment variables that choose an engine.
        ownership: Which modules each engine has for itself.
        worlds: The engines' worlds.
        plugins: The suite's own plugins.
        fixtures: pytest's registry of fixtures.
        modules: The copies of the modules that each engine has for itself.
        config_values: What plugins keep on pytest's configuration and session.
        common_changes: What plugins do to the process for all engines.
        alterations: What engines altered of the packages that they share.
        refusals: Tells the modules that one engine cannot import because another has.
        libraries: The libraries of the system's kind that read an engine's variable.
        early_imports: What plugins imported of the engines' own modules when pytest started.
        at_exit: What lets functions registered with `atexit` run in the world they come from.
    """

    variables: frozenset[str]
    ownership: Ownership
    worlds: Worlds
    plugins: Plugins
    fixtures: Fixtures
    modules: Modules
    config_values: ConfigValues
    common_changes: CommonChanges
    alterations: Alterations
    refusals: Refusals
    libraries: Libraries
    early_imports: EarlyImports
    at_exit: AtExit


def assemble(
    config: pytest.Config, project: Project, engines: Sequence[Engine], *, has_layers: bool
) -> Isolation:
    """Make the layers and worlds for the engines that this process serves.

    Args:
        config: pytest's configuration.
        project: The configuration of the rollout.
        engines: What this process serves.
        has_layers: Whether the worlds differ in anything: processes isolate better than layers do,
            so a worker, which serves one engine, needs none, and its controller enters no world.
    """
    variables = frozenset(name for one in project.settings.engines.values() for name in one.env)
    packages_of_plugins = cache(partial(plugin_packages, config.pluginmanager))
    ownership = Ownership(project.settings.isolate, config.rootpath, packages_of_plugins)
    environment, process = Environment(project.engines.values()), Process()
    loggers, values = Loggers(ownership), PackageValues(ownership)
    names = SharedNames(ownership, values.keeps)
    changing = (
        *parts(),
        StatePart(environment.capture, environment.restore),
        StatePart(process.capture, process.restore),
        StatePart(loggers.look, loggers.restore),
        StatePart(values.look, values.restore),
    )
    alterations, generators = Alterations(ownership), Generators(ownership)
    arrivals = Arrivals(ownership, changing, names.repeat, (alterations.note, generators.note))
    latecomers = Latecomers(packages_of_plugins, arrivals)
    plugins, fixtures = Plugins(config, ownership), Fixtures(config)
    modules = Modules(ownership, variables, latecomers, alterations)
    common_changes, config_values = CommonChanges(changing), ConfigValues(config)
    layers = (
        common_changes,  # the last to be restored: it changes what the others restore
        plugins,
        fixtures,
        config_values,
        names,
        values,
        LastingFunctions(ownership),
        loggers,
        generators,
        modules,
        environment,
        process,
        Settings(),
        Contexts(),  # the last to be captured and the first to be restored: decimal's is in it
    )
    worlds = Worlds(engines, layers if has_layers else ())
    refusals = Refusals(modules.has_isolated, ownership.owns_name)
    if len(engines) > 1 and has_layers:
        worlds.on_start.append(refusals.listen)
        worlds.on_enter.append(refusals.listen)
        worlds.on_leave.append(refusals.withdraw)
    worlds.on_start.append(lambda _: latecomers.begin())
    worlds.on_enter.append(lambda _: compat.forget_warning_filters())
    return Isolation(
        variables=variables,
        ownership=ownership,
        worlds=worlds,
        plugins=plugins,
        fixtures=fixtures,
        modules=modules,
        config_values=config_values,
        common_changes=common_changes,
        alterations=alterations,
        refusals=refusals,
        libraries=Libraries(variables),
        early_imports=EarlyImports(ownership),
        at_exit=AtExit(worlds),
    )
