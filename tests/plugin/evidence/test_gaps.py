"""Known gaps: strict, with a reason, in marks and in the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugin.evidence.conftest import Run

FAILS_ON_MODULAR = """
import pytest
@pytest.mark.engine_gap("modular", kind="notyet", {more})
def test_it(engine):
    assert engine.is_control, "not yet"
"""


def test_failure_is_expected_on_that_engine_only(run: Run) -> None:
    report = run(FAILS_ON_MODULAR.format(more="reason='later', issue='#7'"))

    assert report["by"]["legacy"]["outcome"] == "passed"
    assert report["by"]["modular"]["outcome"] == "xfailed"
    assert report["by"]["modular"]["message"] == "notyet: later, #7"
    assert report["result"].ret == 0


def test_gap_that_passes_says_to_remove_the_mark(run: Run) -> None:
    report = run(
        "import pytest\n@pytest.mark.engine_gap('modular', kind='notimpl', reason='soon')\n"
        "def test_it(): pass"
    )

    assert report["by"]["modular"]["outcome"] == "failed"
    report["result"].stdout.fnmatch_lines(
        ["known gap of modular passes: remove this mark", "notimpl: soon"]
    )
    assert report["result"].ret == 1


@pytest.mark.parametrize(
    ("raises", "outcome"),
    [
        pytest.param("AssertionError", "xfailed", id="the-same"),
        pytest.param("Exception", "xfailed", id="a-base"),
        pytest.param("(KeyError, AssertionError)", "xfailed", id="one-of"),
        pytest.param("KeyError", "failed", id="another"),
    ],
)
def test_raises(run: Run, raises: str, outcome: str) -> None:
    report = run(FAILS_ON_MODULAR.format(more=f"raises={raises}"))

    assert report["by"]["modular"]["outcome"] == outcome


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        pytest.param("'modular', kind='notyet'", "give raises or reason", id="neither"),
        pytest.param(
            "'modular', kind='later', reason='x'",
            "unknown kind 'later'; choose from notimpl, notyet, never",
            id="kind",
        ),
        pytest.param(
            "'new', kind='never', reason='x'",
            "unknown engine 'new'; choose from legacy, modular",
            id="engine",
        ),
    ],
)
def test_mistakes_stop_collection(run: Run, mark: str, message: str) -> None:
    report = run(f"import pytest\n@pytest.mark.engine_gap({mark})\ndef test_it(): pass")

    report["result"].stderr.fnmatch_lines([f"*mark engine_gap: {message}"])
    assert report["result"].ret == 4


def gap(product: Path, **keys: str) -> None:
    lines = "".join(f'{key} = "{value}"\n' for key, value in keys.items())
    settings = product / "engine_rollout.toml"
    settings.write_text(settings.read_text() + f"[[gaps]]\n{lines}", encoding="utf-8")


SOURCE = "def test_it(engine): assert engine.is_control\ndef test_other(): pass"


@pytest.mark.parametrize(
    ("raises", "outcome"),
    [("AssertionError", "xfailed"), ("builtins.Exception", "xfailed"), ("KeyError", "failed")],
)
def test_listed_gap(run: Run, product: Path, raises: str, outcome: str) -> None:
    gap(product, test="test_a.py::test_it", engine="modular", kind="never", raises=raises)

    report = run(SOURCE)

    assert report["by"]["modular"]["outcome"] == outcome
    assert report["by"]["legacy"]["outcome"] == "passed"


def test_listed_gap_that_passes_says_where_it_is_listed(run: Run, product: Path) -> None:
    gap(product, test="test_a.py::test_other", engine="modular", kind="never", reason="x")

    report = run(SOURCE)

    report["result"].stdout.fnmatch_lines(
        ["known gap of modular passes: remove it from gaps in *engine_rollout.toml"]
    )


@pytest.mark.parametrize(
    ("test", "engine", "message"),
    [
        pytest.param(
            "test_a.py::test_i",
            "modular",
            "test_a.py::test_i matches no test; correct the id or remove the gap",
            id="no-such-test",
        ),
        pytest.param(
            "test_gone.py::test_it",
            "modular",
            "test_gone.py::test_it matches no test; correct the id or remove the gap",
            id="no-such-file",
        ),
        pytest.param(
            "test_a.py::test_it",
            "new",
            "unknown engine 'new'; choose from legacy, modular",
            id="no-such-engine",
        ),
    ],
)
def test_listed_gap_that_matches_nothing(
    run: Run, product: Path, test: str, engine: str, message: str
) -> None:
    gap(product, test=test, engine=engine, kind="never", reason="x")

    report = run(SOURCE)

    assert report["result"].ret == 4
    report["result"].stderr.fnmatch_lines([f"*engine_rollout.toml: gaps: {message}"])


def test_listed_gap_of_a_test_that_was_not_asked_for(run: Run, product: Path) -> None:
    gap(product, test="test_a.py::test_it", engine="modular", kind="never", reason="x")

    assert run(SOURCE, "test_a.py::test_other")["result"].ret == 0


def test_mistakes_in_listed_gaps_are_told_together(run: Run, product: Path) -> None:
    gap(product, test="test_a.py::test_it", engine="modular", kind="bad")
    gap(product, engine="modular", kind="never", reason="x")

    report = run(SOURCE)

    report["result"].stderr.fnmatch_lines(
        [
            "*2 mistakes in the configuration",
            '*: gaps.1.kind must be one of "notimpl", "notyet", "never"',
            "*: gaps.2 must be a table with test",
        ]
    )
