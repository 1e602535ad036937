"""Which files are whose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from migration_lint.project import load_project
from pytest_engine_rollout.watch.sightings import functions_in
from pytest_engine_rollout.watch.territory import survey


def settings(control: str, candidate: str, **more: str) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in more.items())
    return (
        f'control = "old"\ncandidate = "new"\n{lines}'
        f'engines.old.controller = "{control}:C"\nengines.new.controller = "{candidate}:C"\n'
    )


@pytest.mark.parametrize(
    ("configuration", "files", "owners"),
    [
        pytest.param(
            "",
            {
                "af_engine_legacy.py": "",
                "af_engine.py": "",
                "af_engine/__init__.py": "import af_engine_legacy",
                "af_engine/orchestrator.py": "",
                "af_engine/stages/base.py": "",
                "af_engine/tests/test_base.py": "",
                "af_engine/conftest.py": "",
                "dashboard.py": "",
            },
            {
                "af_engine_legacy.py": "legacy",
                "af_engine.py": "legacy",
                "af_engine/orchestrator.py": "modular",
                "af_engine/stages/base.py": "modular",
            },
            id="module-and-package",
        ),
        pytest.param(
            settings("app.old.core", "app.new.core", isolate='["app"]'),
            {
                "app/__init__.py": "",
                "app/util.py": "",
                "app/old/__init__.py": "",
                "app/old/core.py": "",
                "app/old/more.py": "",
                "app/new/__init__.py": "",
                "app/new/core.py": "",
            },
            {
                "app/old/__init__.py": "old",
                "app/old/core.py": "old",
                "app/old/more.py": "old",
                "app/new/__init__.py": "new",
                "app/new/core.py": "new",
            },
            id="two-packages-in-one",
        ),
        pytest.param(
            settings("app.old", "app.new", isolate='["app"]'),
            {"app/__init__.py": "", "app/old.py": "", "app/new.py": "", "app/util.py": ""},
            {"app/old.py": "old", "app/new.py": "new"},
            id="two-modules-in-one-package",
        ),
        pytest.param(
            settings("legacy", "pkg.core", isolate='["legacy", "pkg"]'),
            {
                "legacy.py": "def f():\n    from pkg import shared\n",
                "pkg/__init__.py": "",
                "pkg/core.py": "",
                "pkg/shared.py": "from . import deep",
                "pkg/deep.py": "",
                "pkg/own.py": "",
            },
            {"legacy.py": "old", "pkg/core.py": "new", "pkg/own.py": "new"},
            id="what-both-import-is-nobodys",
        ),
        pytest.param(
            settings("legacy", "src_pkg.core", isolate='["legacy", "src_pkg"]'),
            {"src/legacy.py": "", "src/src_pkg/__init__.py": "", "src/src_pkg/core.py": ""},
            {
                "src/legacy.py": "old",
                "src/src_pkg/__init__.py": "new",
                "src/src_pkg/core.py": "new",
            },
            id="src-layout",
        ),
        pytest.param(
            settings(
                "acme.shop.old.core",
                "acme.shop.new",
                isolate='["acme.shop"]',
                bridges='["acme/shop/old/br*.py"]',
            ),
            {
                "acme/shop/old/__init__.py": "",
                "src/acme/shop/old/core.py": "not this one",
                "acme/shop/old/core.py": "",
                "acme/shop/old/bridge.py": "",
                "acme/shop/new.py": "",
                "acme/shop/entry.py": "",
            },
            {
                "acme/shop/old/__init__.py": "old",
                "acme/shop/old/core.py": "old",
                "acme/shop/new.py": "new",
            },
            id="namespace-package",
        ),
        pytest.param(
            settings("gone", "pkg.core", isolate='["pkg"]'),
            {"pkg/__init__.py": "", "pkg/core.py": "this does not parse ("},
            {"pkg/__init__.py": "new", "pkg/core.py": "new"},
            id="missing-or-broken",
        ),
    ],
)
def test_owners(
    tmp_path: Path, configuration: str, files: Mapping[str, str], owners: Mapping[str, str]
) -> None:
    (tmp_path / "engine_rollout.toml").write_text(configuration)
    for name, source in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)

    territory = survey(load_project(tmp_path))

    root = tmp_path.resolve()
    assert {str(Path(f).relative_to(root)): o for f, o in territory.files.items()} == owners
    assert territory.watched == frozenset(territory.files)


SEVERAL_IN_ONE = """
import functools, sys

class Base:
    def log(self): ...

if sys.version_info > (3,):
    class C(Base):
        @property
        def name(self): ...

class D(Base):
    def do(self): ...

    class Inner:
        def run(self): ...

@functools.cache
def make(): ...
"""


@pytest.mark.parametrize(
    ("controllers", "due"),
    [
        pytest.param({"old": "C", "new": "D.Inner"}, {"name": {"old"}, "run": {"new"}}, id="two"),
        pytest.param(
            {"old": "D", "new": "D.Inner"}, {"do": {"old"}, "run": {"new"}}, id="in-another"
        ),
        pytest.param(
            {"old": "C", "new": "D.Inner", "third": "C"},
            {"name": {"old", "third"}, "run": {"new"}},
            id="shared",
        ),
        pytest.param(
            {"old": "C", "new": "make"}, {"name": {"old"}, "make": {"new"}}, id="decorated"
        ),
    ],
)
def test_file_of_several_controllers_is_parted(
    tmp_path: Path, controllers: Mapping[str, str], due: Mapping[str, set[str]]
) -> None:
    engines = (f'engines.{it}.controller = "app.core:{at}"\n' for it, at in controllers.items())
    (tmp_path / "engine_rollout.toml").write_text(
        'control = "old"\ncandidate = "new"\nisolate = ["app"]\n' + "".join(engines)
    )
    (tmp_path / "app").mkdir()
    for name, source in {"__init__.py": "", "core.py": SEVERAL_IN_ONE}.items():
        (tmp_path / "app" / name).write_text(source)

    territory = survey(load_project(tmp_path))

    core = str((tmp_path / "app" / "core.py").resolve())
    assert core not in territory.files
    assert core in territory.watched
    begun = {
        function.co_name: function.co_firstlineno
        for function in functions_in(compile(SEVERAL_IN_ONE, core, "exec"))
    }
    places = {name: territory.place(core, line) for name, line in begun.items()}
    owners = {name: territory.places[place] for name, place in places.items() if place}
    assert owners == due


def test_file_of_a_controller_that_engines_share_is_of_both(tmp_path: Path) -> None:
    (tmp_path / "engine_rollout.toml").write_text(settings("core", "core", isolate='["core"]'))
    (tmp_path / "core.py").write_text("class C: ...")

    territory = survey(load_project(tmp_path))

    core = str((tmp_path / "core.py").resolve())
    assert territory.places == {core: {"old", "new"}}
    assert not territory.files
    assert not territory.parted


def test_compiled_controller_cannot_be_watched(tmp_path: Path) -> None:
    (tmp_path / "engine_rollout.toml").write_text(settings("old", "new", isolate='["old", "new"]'))
    (tmp_path / "old.py").write_text("")
    import importlib.machinery  # noqa: PLC0415 - the suffix is this interpreter's

    (tmp_path / f"new{importlib.machinery.EXTENSION_SUFFIXES[0]}").write_bytes(b"")

    assert survey(load_project(tmp_path)).native == {"new"}


def test_without_controllers_all_isolated_files_are_watched(tmp_path: Path) -> None:
    (tmp_path / "engine_rollout.toml").write_text(
        'control = "old"\ncandidate = "new"\nisolate = ["pkg"]\n'
        "engines.old = {}\nengines.new = {}\n"
    )
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "a.py").write_text("")
    (tmp_path / "pkg" / "__init__.py").write_text("")

    territory = survey(load_project(tmp_path))

    assert not territory.is_known
    assert {Path(file).name for file in territory.watched} == {"a.py", "__init__.py"}
