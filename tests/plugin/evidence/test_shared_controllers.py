"""Calls of what engines share: a method that both inherit, one controller for both."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.plugin.evidence.conftest import Run

COMMON = {
    "pay_base": "class Base:\n    def charge(self, amount): return amount\n",
    "pay_old": "from pay_base import Base\nclass Gateway(Base): pass\n",
    "pay_new": "from pay_base import Base\nclass Gateway(Base): pass\n",
    "pay": "import os\nif os.environ['PAY'] == 'new':\n    from pay_new import Gateway\n"
    "else:\n    from pay_old import Gateway\n",
}


SETTINGS = """
control = "old"
candidate = "new"
flag = "PAY"
protocol = ["charge(amount)"]
entry = "pay:Gateway"
isolate = ["pay", "pay_base", "pay_old", "pay_new"]
legacy_modules = []
legacy_files = []
engines.old = {{ controller = "{old}", env = {{ PAY = "old" }} }}
engines.new = {{ controller = "{new}", env = {{ PAY = "new" }} }}
"""


def engines_called(report: Mapping[str, Any], engine: str) -> list[tuple[str, bool]]:
    made = report["by"][engine]["evidence"]["calls"]["made"]
    return [(call["engine"], "duration" in call) for call in made]


def test_method_that_both_inherit_is_the_controllers_it_is_called_on(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    pytester.makepyfile(**COMMON)
    (product / "engine_rollout.toml").write_text(
        SETTINGS.format(old="pay_old:Gateway", new="pay_new:Gateway")
    )

    report = run(
        "import pay, pay_old\ndef test_it():\n pay.Gateway().charge(1)\n"
        " pay_old.Gateway().charge(2)"
    )

    assert engines_called(report, "old") == [("old", True), ("old", True)]
    assert engines_called(report, "new") == [("new", True), ("old", True)]
    count = report["by"]["new"]["evidence"]["calls"]["count"]
    assert count == {"new.charge": 1, "old.charge": 1}


def test_controller_that_engines_share_is_of_the_engine_asked_for(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    pytester.makepyfile(**COMMON)
    (product / "pay.py").write_text("class Gateway:\n    def charge(self, amount): return amount")
    (product / "engine_rollout.toml").write_text(
        SETTINGS.format(old="pay:Gateway", new="pay:Gateway")
    )

    report = run("import pay\ndef test_it(): pay.Gateway().charge(1)")

    for engine in ("old", "new"):
        assert engines_called(report, engine) == [(engine, True)]
        assert report["by"][engine]["exercised"] is True
        assert report["by"][engine]["pinned"] == []
    assert report["comparison_totals"]["matched"] > 0
    assert report["comparison_totals"]["mismatched"] == 0
