"""All use of pytest's and pluggy's private API, for all supported versions.

pytest offers no public way to rename an item, to take a conftest out of a running session and to
put it back, or to read which node ids were asked for.
"""

from __future__ import annotations

from _pytest.config import ConftestImportFailure
from _pytest.fixtures import FixtureManager
from pluggy import HookImpl

from pytest_engine_rollout._pytest_compat.arguments import Arguments
from pytest_engine_rollout._pytest_compat.fixtures import (
    SET_UP_FIXTURE,
    fixture_function,
    fixture_manager,
    new_fixture_manager,
    set_fixture_manager,
)
from pytest_engine_rollout._pytest_compat.implementations import (
    Around,
    Tell,
    around_conftests,
    around_hooks,
    around_implementations,
)
from pytest_engine_rollout._pytest_compat.nodes import (
    bears,
    call_of,
    key_for,
    key_of,
    readdress,
    rename,
)
from pytest_engine_rollout._pytest_compat.options import (
    allow_repeated_declarations,
    ini_options,
    option_defaults,
    renew_option_defaults,
)
from pytest_engine_rollout._pytest_compat.plugins import (
    Suspended,
    conftests_of,
    load_initial_conftests,
    put_back,
    resume,
    set_conftests,
    sort_hooks,
    suspend,
    suspended,
    take_out,
)
from pytest_engine_rollout._pytest_compat.rewriting import import_as_written, rewrite_once
from pytest_engine_rollout._pytest_compat.session import (
    filter_warnings,
    forget_warning_filters,
    move_failed_subtests,
    name_in_junit,
    part_temporary_folders,
    run_quietly,
    session_logs,
    setup_state,
    stashed,
    stderr_descriptor,
)

__all__ = [
    "SET_UP_FIXTURE",
    "Arguments",
    "Around",
    "ConftestImportFailure",
    "FixtureManager",
    "HookImpl",
    "Suspended",
    "Tell",
    "allow_repeated_declarations",
    "around_conftests",
    "around_hooks",
    "around_implementations",
    "bears",
    "call_of",
    "conftests_of",
    "filter_warnings",
    "fixture_function",
    "fixture_manager",
    "forget_warning_filters",
    "import_as_written",
    "ini_options",
    "key_for",
    "key_of",
    "load_initial_conftests",
    "move_failed_subtests",
    "name_in_junit",
    "new_fixture_manager",
    "option_defaults",
    "part_temporary_folders",
    "put_back",
    "readdress",
    "rename",
    "renew_option_defaults",
    "resume",
    "rewrite_once",
    "run_quietly",
    "session_logs",
    "set_conftests",
    "set_fixture_manager",
    "setup_state",
    "sort_hooks",
    "stashed",
    "stderr_descriptor",
    "suspend",
    "suspended",
    "take_out",
]
