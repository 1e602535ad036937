"""What holds of every criterion, and that the plan is covered."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from migration_lint.gate.criteria import all_criteria
from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.judgement import Judgement, passed
from migration_lint.project import FlagValues, Settings

PLAN = {
    1: (
        "All test missions complete successfully",
        "No regression in functionality",
        "All integrations fire correctly",
    ),
    2: (
        "No mission failures due to engine",
        "Performance within 10% of legacy",
        "All events visible in dashboard",
    ),
    3: (
        "Both engines produce equivalent results",
        "No increase in failure rate",
        "Dashboard shows correct events",
    ),
    4: (
        "All missions use modular engine",
        "No rollbacks needed for 1 week",
        "Performance and stability verified",
        "Set `USE_MODULAR_ENGINE=true` as default",
        "Remove legacy fallback code",
        "Archive `af_engine_legacy.py`",
        "Update all documentation",
    ),
}
METRICS = (
    "Mission success rate | Mission logs | < 95%",
    "Prompt generation time | Analytics | > 500ms",
    "Event emission | WebSocket | Any stage missing events",
    "Error rate | Logs | Any ERROR logs",
)


@pytest.mark.parametrize(
    ("phase", "sentence"),
    [
        *(pytest.param(phase, one, id=one) for phase, ones in PLAN.items() for one in ones),
        *(pytest.param(phase, one, id=f"{one} {phase}") for one in METRICS for phase in PLAN),
    ],
)
def test_each_sentence_of_the_plan_is_a_criterion_of_its_phase(phase: int, sentence: str) -> None:
    assert [
        one
        for one in all_criteria().values()
        if sentence in one.plan(Settings()) and phase in one.phases
    ]


def test_the_plan_speaks_of_a_project_by_its_own_names() -> None:
    project = Settings(
        flag="STORAGE",
        flag_values=FlagValues(true=("v2",), false=("v1",)),
        control="first",
        candidate="second",
        legacy_files=("acme/v1.py",),
    )
    said = [one for kind in all_criteria().values() for one in kind.plan(project)]
    assert {"Set `STORAGE=v2` as default", "Archive `acme/v1.py`"} < {*said}
    assert {"Remove first fallback code", "All missions use second engine"} < {*said}


@pytest.mark.parametrize("criterion", all_criteria().values(), ids=str)
def test_each_criterion_is_whole(criterion: type[Criterion[Any]]) -> None:
    assert criterion.title
    assert criterion.title[0].islower() or criterion.title.startswith("no ERROR")
    assert set(criterion.phases) <= {1, 2, 3, 4}
    assert criterion.reader.command
    assert inspect.getdoc(criterion)
    assert bool(criterion.limit) is (criterion.threshold is None)
    assert inspect.getmodule(criterion).__name__.endswith("." + criterion.id.replace("-", "_"))  # type: ignore[union-attr]  # a class has a module


@pytest.mark.parametrize("criterion", all_criteria().values(), ids=str)
def test_each_default_is_in_its_range(criterion: type[Criterion[Any]]) -> None:
    threshold = criterion.threshold
    if threshold is not None:
        assert threshold.low <= threshold.default <= threshold.high


def _define(identity: str) -> type[Criterion[Any]]:
    class Made(Criterion[Any]):
        id = identity
        title = "made up"
        phases = (1,)
        reader = DualRun

        def judge(self, evidence: Any, case: Case) -> Judgement:  # noqa: ARG002 - never called
            return passed("")

    return Made


@pytest.mark.parametrize(
    ("identity", "message"),
    [
        pytest.param(
            "no-regression",
            "_define.<locals>.Made: id no-regression is taken by NoRegression",
            id="taken",
        ),
        pytest.param(
            "No Regression",
            "_define.<locals>.Made: id 'No Regression' must be lower case with dashes",
            id="ill-formed",
        ),
    ],
)
def test_an_id_is_one_criterions(identity: str, message: str) -> None:
    assert all_criteria()
    with pytest.raises(TypeError) as raised:
        _define(identity)
    assert str(raised.value) == message
