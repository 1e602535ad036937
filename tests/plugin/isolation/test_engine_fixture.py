"""The fixture `engine`, and suites that have something of that name themselves."""

from __future__ import annotations

import pytest

from tests.plugin.isolation.conftest import Run

TELL = "which stays as it is; --engine-fixture=NAME gives the fixture of the plugin another name"


def test_engine(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import pytest
        import product

        @pytest.fixture(scope="session")
        def of_session(engine):
            return engine.name

        def test_engine(engine, of_session):
            assert engine.name == of_session == product.NAME
            assert engine.is_control == (product.NAME == "old")
            assert engine.module("product.old").Controller.name == "old"
            assert engine.controller().name == product.NAME
            assert repr(engine) == f"<engine {product.NAME}>"
            assert not engine.events
        """
    )
    run().assert_outcomes(passed=2)


def test_arguments_of_the_controller(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import pytest

        def test_engine(engine):
            with pytest.raises(TypeError):
                engine.controller(1, two=2)
        """
    )
    run().assert_outcomes(passed=2)


def test_another_name(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("def test_it(machine): assert machine.name in ('old', 'new')")
    run("--engine-fixture=machine").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        pytest.param(
            """
            import pytest

            @pytest.fixture
            def engine(): return 5

            def test_it(engine): assert engine == 5
            """,
            "engine rollout: test_own defines a fixture 'engine', ",
            id="fixture",
        ),
        pytest.param(
            """
            import pytest

            @pytest.mark.parametrize("engine", [5])
            def test_it(engine): assert engine == 5
            """,
            "engine rollout: test_own.py::test_it[[]5-old[]] parametrizes 'engine', ",
            id="argument",
        ),
    ],
)
def test_own_engine_is_kept_and_told_once(
    pytester: pytest.Pytester, run: Run, source: str, told: str
) -> None:
    pytester.makepyfile(test_own=source)
    result = run()
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines([told + TELL])
    assert sum("engine rollout: " in line for line in result.outlines) == 1


def test_no_controller_configured(pytester: pytest.Pytester, run: Run) -> None:
    settings = pytester.path / "engine_rollout.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        "\n".join(line for line in text.splitlines() if not line.startswith("controller")),
        encoding="utf-8",
    )
    pytester.makepyfile("def test_it(engine): engine.controller()")
    result = run()
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        ["E*UsageError: engine old: no controller is configured; set engines.old.controller"]
    )
