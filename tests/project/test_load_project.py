"""One loader, AtlasForge as the built-in default, and every mistake at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.project import ConfigurationError, FlagValues, load_project
from migration_lint.project.tables.events import EventTap

THREE_MISTAKES = """\
[tool.other]
flag = 1

[tool.engine_rollout]
flag = 1
colour = "red"

[tool.engine_rollout.engines.old]
env = { A = 1 }
"""


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def message_of(folder: Path, config: Path | None = None) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_project(folder, config)
    return str(caught.value)


def test_default_is_atlasforge(tmp_path: Path) -> None:
    project = load_project(tmp_path)
    assert project.source is None
    assert project.settings.flag == "USE_MODULAR_ENGINE"
    assert [method.name for method in project.settings.protocol] == [
        "update_stage",
        "build_rd_prompt",
        "process_response",
    ]
    legacy, modular = project.engines.values()
    assert (legacy.name, legacy.is_control, dict(legacy.env)) == (
        "legacy",
        True,
        {"USE_MODULAR_ENGINE": "false"},
    )
    assert (modular.controller, modular.is_candidate) == (
        "af_engine.orchestrator:StageOrchestrator",
        True,
    )


@pytest.mark.parametrize("name", ["engine-rollout", "pytest-engine-rollout", "migration_lint"])
def test_table_of_another_name_is_no_silent_default(tmp_path: Path, name: str) -> None:
    write(tmp_path, "pyproject.toml", f'[project]\nname = "it"\n[tool.{name}]\nflag = "MINE"\n')
    assert message_of(tmp_path) == (
        f"{tmp_path / 'pyproject.toml'}:3: tool.{name} is read by nothing; "
        "the table of both commands is [tool.engine_rollout]"
    )


def test_nearest_file_above_wins(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", '[tool.engine_rollout]\nflag = "FAR"\n')
    near = tmp_path / "near"
    (near / "root").mkdir(parents=True)
    write(near, "pyproject.toml", '[tool.engine_rollout]\nflag = "NEAR"\n')
    assert load_project(near / "root").settings.flag == "NEAR"


def test_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", '[tool.engine_rollout]\nflag = "FAR"\n')
    near = tmp_path / "near"
    near.mkdir()
    write(near, "pyproject.toml", "[tool.engine_rollouts]\n")
    assert load_project(near).settings.flag == "FAR"


def test_own_file_goes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", '[tool.engine_rollout]\nflag = "A"\n')
    own = write(tmp_path, "engine_rollout.toml", 'flag = "B"\n')
    project = load_project(tmp_path)
    assert (project.settings.flag, project.source) == ("B", own)


@pytest.mark.parametrize("name", ["pyproject.toml", "engine_rollout.toml"])
def test_a_link_that_leads_nowhere_is_no_default(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("gone.toml")
    assert f"{name}: cannot be read: No such file or directory" in message_of(tmp_path)


def test_named_file_goes_before_all(tmp_path: Path) -> None:
    write(tmp_path, "engine_rollout.toml", 'flag = "B"\n')
    named = write(tmp_path, "named.toml", 'flag = "C"\n')
    assert load_project(tmp_path, named).settings.flag == "C"


def test_false_unsets_a_variable(tmp_path: Path) -> None:
    config = write(
        tmp_path,
        "c.toml",
        'control = "a"\ncandidate = "b"\n[engines.a]\nenv = { X = false }\n[engines.b]\n',
    )
    engines = load_project(tmp_path, config).engines
    assert dict(engines["a"].env) == {"X": None}


def test_other_engines_do_not_inherit_atlasforges_entry(tmp_path: Path) -> None:
    config = write(tmp_path, "c.toml", 'control = "a"\ncandidate = "b"\n[engines.a]\n[engines.b]\n')
    assert load_project(tmp_path, config).settings.entry is None


def test_every_mistake_is_reported_with_its_line(tmp_path: Path) -> None:
    source = write(tmp_path, "pyproject.toml", THREE_MISTAKES)
    heading, *rows = message_of(tmp_path).splitlines()
    assert heading == f"{source}: 3 mistakes in the configuration"
    assert rows[0] == ("  pyproject.toml:5: tool.engine_rollout.flag must be a non-empty string")
    assert rows[1].startswith(
        "  pyproject.toml:6: tool.engine_rollout.colour must be one of the known keys: bridges, "
    )
    assert rows[2] == (
        "  pyproject.toml:9: tool.engine_rollout.engines.old.env must be "
        "a table in which `A` is a string, or false to unset the variable"
    )


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        pytest.param('[events.a]\nstage = "s"', "events.a.call must be given", id="missing"),
        pytest.param("phase = 5", "phase must be a whole number from 1 to 4", id="phase"),
        pytest.param("phase = true", "phase must be a whole number from 1 to 4", id="phase-bool"),
        pytest.param(
            'protocol = ["update stage("]',
            "protocol must be a list in which member 1 is "
            'a signature such as "save(path, backup=None)"',
            id="protocol",
        ),
        pytest.param(
            'protocol = ["a b", "save()", "load(self, path)"]',
            "protocol must be a list in which member 1 is "
            'a signature such as "save(path, backup=None)" and '
            "member 3 is a signature without `self`",
            id="members-of-a-list",
        ),
        pytest.param(
            'protocol = ["save()", "load", "save"]',
            "protocol must be a list that names each member once, not `save`",
            id="twice-in-the-protocol",
        ),
        pytest.param(
            'entry = "af_engine"',
            'entry must be "module:object", such as "package.module:Class"',
            id="entry",
        ),
        pytest.param(
            'legacy_modules = ["a-b"]',
            "legacy_modules must be a list in which member 1 is "
            'a dotted module name such as "package.module"',
            id="module",
        ),
        pytest.param(
            'control = "old"',
            'control must be the name of a configured engine: "legacy", "modular"',
            id="unknown-engine",
        ),
        pytest.param(
            'candidate = "legacy"',
            "candidate must be another engine than control",
            id="same-engine",
        ),
        pytest.param(
            'flag_values = { true = ["ON"], false = ["on"] }',
            'flag_values must be one truth table, but "on" is both true and false',
            id="truth-table",
        ),
        pytest.param("lint = 3", "lint must be a table", id="table"),
        pytest.param(
            'lint = { fail-on = "never" }',
            'lint.fail-on must be one of "error", "warning", "note"',
            id="choice",
        ),
    ],
)
def test_mistake(tmp_path: Path, content: str, mistake: str) -> None:
    config = write(tmp_path, "c.toml", content + "\n")
    assert message_of(tmp_path, config) == (
        f"{config}: 1 mistake in the configuration\n  c.toml:1: {mistake}"
    )


MISSPELT = """\
[tool.engine_rollout.engines.legacy]
controller = "old:RDMisionController"
[tool.engine_rollout.engines.modular]
controller = "new.core:Orchestrator.make"
"""


def test_a_controller_that_its_module_spells_otherwise(tmp_path: Path) -> None:
    source = write(tmp_path, "pyproject.toml", MISSPELT)
    write(tmp_path, "old.py", "class RDMissionController:\n    pass\n")
    (tmp_path / "src/new/core").mkdir(parents=True)
    write(tmp_path / "src/new/core", "__init__.py", "Orchestrators: type = object\n")
    assert message_of(tmp_path) == (
        f"{source}: 2 mistakes in the configuration\n"
        "  pyproject.toml:2: tool.engine_rollout.engines.legacy.controller must be "
        '"old:RDMissionController", as old.py has it, not "old:RDMisionController"\n'
        "  pyproject.toml:4: tool.engine_rollout.engines.modular.controller must be "
        '"new.core:Orchestrators.make", as src/new/core/__init__.py has it, '
        'not "new.core:Orchestrator.make"'
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("from base import *\n", id="from-anywhere"),
        pytest.param("class Engine:\n    pass\n", id="something-else"),
        pytest.param("RDMisionController = RDMissionController = object\n", id="both"),
    ],
)
def test_a_controller_that_its_module_may_have(tmp_path: Path, content: str) -> None:
    write(tmp_path, "pyproject.toml", MISSPELT)
    write(tmp_path, "old.py", content)
    controller = load_project(tmp_path).engines["legacy"].controller
    assert controller == "old:RDMisionController"


def test_windows_line_ends_and_the_mark_before_them(tmp_path: Path) -> None:
    (tmp_path / "engine_rollout.toml").write_bytes(b"\xef\xbb\xbfphase = 2\r\n")
    assert load_project(tmp_path).settings.phase == 2


def test_not_toml(tmp_path: Path) -> None:
    config = write(tmp_path, "c.toml", "flag = \n")
    assert message_of(tmp_path, config).startswith(f"{config}: is not valid TOML: ")


def test_file_that_does_not_exist(tmp_path: Path) -> None:
    config = tmp_path / "none.toml"
    assert message_of(tmp_path, config) == (
        f"{config}: cannot be read: No such file or directory; name an existing file"
    )


@pytest.mark.parametrize(
    ("value", "truth"),
    [("true", True), ("YES", True), (" 1 ", True), ("no", False), ("", False), ("maybe", None)],
)
def test_one_truth_table(tmp_path: Path, value: str, truth: bool | None) -> None:
    assert load_project(tmp_path).settings.flag_values.truth(value) is truth


def test_a_table_is_made_of_what_it_declares_and_never_changes() -> None:
    values = FlagValues(("on",), false=("off",))
    assert values == FlagValues(true=("on",), false=("off",)) != FlagValues()
    assert repr(values) == "FlagValues(true=('on',), false=('off',))"
    assert values._replace(true=("1",)) == FlagValues(("1",), ("off",))
    with pytest.raises(AttributeError, match="FlagValues never changes"):
        values.true = ()  # type: ignore[misc]
    with pytest.raises(TypeError, match="FlagValues has no maybe"):
        FlagValues(maybe=())  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="EventTap needs call"):
        EventTap()
