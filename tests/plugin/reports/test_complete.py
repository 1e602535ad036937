"""Whether a run is complete, and why it is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.plugin.reports.conftest import Report, Run

TWO = "def test_a(): pass\ndef test_b(): pass\n"


def reasons(found: dict[str, Any]) -> list[tuple[str, str]]:
    """Kinds and messages."""
    assert found["run"]["complete"] is not bool(found["run"]["reasons"])
    return [(reason["kind"], reason["message"]) for reason in found["run"]["reasons"]]


def test_a_run_to_the_end(report: Report) -> None:
    assert reasons(report(TWO)) == []


def test_an_interrupted_run_names_what_is_missing(report: Report) -> None:
    found = report(f"{TWO}def test_c(): raise KeyboardInterrupt\n")
    assert reasons(found) == [
        ("interrupted", "the run was interrupted (KeyboardInterrupt)"),
        ("missing", "4 selected tests have no result"),
    ]
    assert found["run"]["reasons"][1]["items"] == [
        "test_a.py::test_a[modular]",
        "test_a.py::test_b[modular]",
        "test_a.py::test_c[legacy]",
        "test_a.py::test_c[modular]",
    ]
    assert found["engines"]["modular"]["tests"] == 0


def test_pytest_exit(report: Report) -> None:
    found = report(f"import pytest\n{TWO}def test_c(): pytest.exit('enough')\n")
    assert reasons(found)[0] == ("interrupted", "the run was interrupted (Exit: enough)")


def test_a_run_stopped_at_the_first_failure(report: Report) -> None:
    found = report("def test_a(): assert 0\ndef test_b(): pass\n", "-x")
    assert reasons(found) == [
        ("stopped", "the run was stopped early: stopping after 1 failures"),
        ("missing", "3 selected tests have no result"),
    ]


def test_a_run_stopped_after_some_failures(report: Report) -> None:
    source = "def test_a(): assert 0\ndef test_b(): assert 0\ndef test_c(): pass\n"
    found = report(source, "--maxfail=3")
    assert reasons(found) == [
        ("stopped", "the run was stopped early: stopping after 3 failures"),
        ("missing", "2 selected tests have no result"),
    ]


def test_a_run_that_workers_stop_is_stopped_once(report: Report, product: Path) -> None:
    (product / "conftest.py").write_text(
        "import pytest\n@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_sessionfinish(session):\n"
        "    session.shouldfail = session.shouldfail and 'stopping after 2 failures'\n",
        encoding="utf-8",
    )
    found = report("def test_a(): assert 0\ndef test_b(): pass\n", "-n2", "-x")
    assert [message for kind, message in reasons(found) if kind == "stopped"] == [
        "the run was stopped early: stopping after 1 failures"
    ]


@pytest.mark.parametrize("option", ["--setup-only", "--setup-plan"])
def test_tests_that_were_only_set_up_did_not_run(report: Report, option: str) -> None:
    message = "tests were set up and not run (--setup-only)"
    assert reasons(report(TWO, option)) == [("stopped", message)]


def test_a_run_ended_by_a_collection_error(report: Report, product: Path) -> None:
    (product / "test_broken.py").write_text("def (:", encoding="utf-8")
    kinds = [kind for kind, _ in reasons(report(TWO))]
    assert kinds == ["collection-error", "collection-error", "stopped", "missing"]


def test_a_run_that_never_began(run: Run, product: Path) -> None:
    ran = run(TWO, "test_nowhere.py", "--engine-report=r.json")
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stdout.no_fnmatch_line("*engine rollout*")
    found = json.loads((product / "r.json").read_text("utf-8"))
    assert ("collection-error", "pytest ended before any test ran; it says why") in reasons(found)


def test_an_engine_whose_tests_no_worker_collected(report: Report, product: Path) -> None:
    (product / "conftest.py").write_text(
        "import os, pathlib, time\n"
        "late = time.time() + 20\n"
        "if os.environ.get('USE_MODULAR_ENGINE') == 'true':\n"
        "    while not pathlib.Path('failed').exists() and time.time() < late:\n"
        "        time.sleep(0.1)\n"
        "    time.sleep(1)\n",
        encoding="utf-8",
    )
    source = "import pathlib\ndef test_a():\n    pathlib.Path('failed').touch()\n    assert 0\n"
    found = report(source, "-n2", "-x")
    by_kind = dict(reasons(found))
    assert by_kind["stopped"] == "the run was stopped early: stopping after 1 failures"
    assert found["engines"]["modular"]["tests"] == 0
    named = [item for reason in found["run"]["reasons"] for item in reason["items"]]
    assert "test_a.py::test_a[modular]" in named


def test_a_file_that_cannot_be_collected(report: Report, product: Path) -> None:
    (product / "test_broken.py").write_text("def (:", encoding="utf-8")
    found = report(TWO, "--continue-on-collection-errors")
    assert reasons(found) == [
        ("collection-error", "test_broken.py could not be collected on legacy"),
        (
            "collection-error",
            "test_broken.py could not be collected on modular",
        ),
    ]
    assert found["parity"]["matched"] == 2


def test_deselected_tests_are_counted_not_missing(report: Report) -> None:
    found = report(TWO, "-k", "test_b")
    assert (reasons(found), found["run"]["deselected"]) == ([], 2)


MODIFY = "import pytest\ndef pytest_collection_modifyitems(config, items):\n    {}\n"


@pytest.mark.parametrize("way", [(), ("-n2",)], ids=["in-process", "workers"])
@pytest.mark.parametrize(
    ("modify", "deselected"),
    [
        pytest.param("items[:] = items[1:]", 2, id="left-out"),
        pytest.param("items[:] = items[:1]; items.append(items[0])", 0, id="replaced"),
        pytest.param("config.hook.pytest_deselected(items=[items.pop()])", 2, id="told"),
        pytest.param("items[0].add_marker(pytest.mark.engines('legacy'))", 0, id="marked"),
        pytest.param("items.reverse()", 0, id="reordered"),
    ],
)
def test_tests_that_a_conftest_file_leaves_out_are_counted(
    report: Report, product: Path, way: tuple[str, ...], modify: str, deselected: int
) -> None:
    (product / "conftest.py").write_text(MODIFY.format(modify), encoding="utf-8")
    found = report(TWO, *way)
    assert (reasons(found), found["run"]["deselected"]) == ([], deselected)


def test_one_half_deselected_is_one_sided_and_complete(report: Report) -> None:
    found = report(TWO, "-k", "legacy")
    assert (reasons(found), found["parity"]["one_sided"]) == ([], 2)


def test_a_broken_plugin(report: Report, product: Path) -> None:
    (product / "conftest.py").write_text(
        "def pytest_runtest_setup(item):\n    pass\n"
        "def pytest_runtest_logfinish(nodeid):\n    raise ValueError('broken')\n",
        encoding="utf-8",
    )
    found = report(TWO)
    assert reasons(found)[0] == ("internal-error", "pytest broke down: ValueError: broken")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param([], 1, id="default"),
        pytest.param(["--engine-fail-on=none"], 0, id="none"),
    ],
)
def test_an_incomplete_run_fails(run: Run, arguments: list[str], status: int) -> None:
    source = "import pytest\ndef test_a(): pytest.exit('enough', returncode=0)\n"
    result = run(source, *arguments)
    assert result.ret == status


def test_a_run_that_is_killed_leaves_no_older_report(
    report: Report, pytester: pytest.Pytester, product: Path
) -> None:
    assert report(TWO)["run"]["complete"] is True
    (product / "test_a.py").write_text("import os\ndef test_a(): os._exit(0)\n", encoding="utf-8")
    pytester.runpytest_subprocess("--engines=both", "--engine-report=out/report.json")
    found = json.loads((product / "out" / "report.json").read_text("utf-8"))
    assert reasons(found) == [("interrupted", "the run that wrote this never came to its end")]
    assert found["tests"] == []
