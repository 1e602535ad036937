"""Audits of rollout functions, each in processes of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_engine_rollout.cohort.__main__ import main

ROOT = Path(__file__).parents[3]
FUNCTIONS = """
import hashlib, os, random

def plan(mission_id: str) -> bool:
    return hash(mission_id) % 100 < 50

def digest(mission_id):
    return int.from_bytes(hashlib.sha256(mission_id.encode()).digest()[:8], "big") % 100

def right(mission, percent):
    if mission["force_legacy_engine"] or mission.get("in_progress_on") == "legacy":
        return False
    return digest(mission["mission_id"]) < percent

def named(mission_id, *, rollout_fraction):
    return "modular" if digest(mission_id) < rollout_fraction * 100 else "legacy"

def ignores_the_record(mission, percent):
    return digest(mission["mission_id"]) < percent

def reshuffles(mission_id, percent):
    return digest(f"{mission_id}/{percent}") < percent

def biased(mission_id, percent):
    return digest(mission_id) < percent * 0.8

def wanders(mission_id, percent):
    return random.random() * 100 < percent

def half(mission_id):
    return digest(mission_id) < 50

def by_environment(mission_id):
    return digest(mission_id) < float(os.environ["SHARE"])

def raises(mission_id, percent):
    raise LookupError(mission_id)

def mumbles(mission_id, percent):
    print("thinking")
    return None

def wants_more(mission_id, percent, region):
    return True

def prints(mission, percent):
    print("noise that is no answer")
    return right(mission, percent)

def by_place(mission_id, percent, /):
    return digest(mission_id) < percent

async def later(mission_id, percent):
    return digest(mission_id) < percent

def as_number(mission_id, percent):
    return int(digest(mission_id) < percent)

def leaves(mission_id, percent):
    raise SystemExit(3)

def dies(mission_id, percent):
    os._exit(3)

def hangs(mission_id, percent):
    import time
    time.sleep(60)

def by_region(mission_id, region, /):
    return True

def nothing():
    return True

constant = 3
"""
KEPT = dict.fromkeys(("answers", "stable", "share", "monotone", "forced", "in-progress"), "pass")
BLIND = {"forced": "not_measured", "in-progress": "not_measured"}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules.py").write_text(FUNCTIONS)
    (tmp_path / "broken.py").write_text("import nowhere_to_be_found\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("function", "options", "status", "different"),
    [
        pytest.param("right", [], 0, {}, id="kept"),
        pytest.param("prints", [], 0, {}, id="what it prints is no answer"),
        pytest.param(
            "plan",
            [],
            1,
            BLIND | {"stable": "fail", "monotone": "not_measured"},
            id="the plan's own",
        ),
        pytest.param("named", [], 1, BLIND, id="an engine's name, a fraction"),
        pytest.param(
            "ignores_the_record",
            [],
            1,
            {"forced": "fail", "in-progress": "fail"},
            id="ignores the record",
        ),
        pytest.param(
            "reshuffles",
            ["--percent", "25,50,75"],
            1,
            BLIND | {"monotone": "fail"},
            id="reshuffles at each percentage",
        ),
        pytest.param("biased", [], 1, BLIND | {"share": "fail"}, id="another share"),
        pytest.param(
            "wanders",
            [],
            1,
            BLIND | {"answers": "fail", "stable": "fail", "share": "fail"},
            id="another answer each time",
        ),
        pytest.param("half", [], 1, BLIND | {"monotone": "not_measured"}, id="a fixed share"),
        pytest.param(
            "half",
            ["--percent", "10"],
            1,
            BLIND | {"monotone": "not_measured", "share": "fail"},
            id="a fixed share, not the one asked",
        ),
        pytest.param("by_place", [], 1, BLIND, id="parameters without names"),
        pytest.param("later", [], 1, BLIND, id="a coroutine"),
        pytest.param("as_number", [], 1, BLIND, id="0 and 1"),
        pytest.param(
            "by_environment", ["--percent-env", "SHARE"], 1, BLIND, id="share from the environment"
        ),
    ],
)
def test_promises(
    project: Path,
    function: str,
    options: list[str],
    status: int,
    different: dict[str, str],
) -> None:
    assert main([f"rules:{function}", *options, "--output", "audit.json"]) == status
    document = json.loads((project / "audit.json").read_text())
    statuses = {check["id"]: check["status"] for check in document["checks"]}
    if "wanders" in function:
        different = {**different, "monotone": statuses["monotone"]}
    assert statuses == KEPT | different
    assert document["missions"] == 2000


def test_the_plans_own_function_moves_half_of_the_missions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules:plan"]) == 1
    text = capsys.readouterr().out
    assert text.startswith("rules:plan: broken: stable\n2000 missions, 4 processes ")
    moved = float(text.partition("up to ")[2].partition(" %")[0])
    assert 45 < moved < 60


def test_few_missions_tell_nothing_of_a_share(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "ids.txt").write_text("mission_a\nmission_b\n")
    assert main(["rules:right", "--ids", "ids.txt"]) == 1
    assert "; too few missions to tell\n" in capsys.readouterr().out


def test_a_fixed_share_is_shown_alone(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules:half"])
    shown = capsys.readouterr().out
    assert "50 % asked" in shown
    assert "100 % asked" not in shown


def test_a_function_that_hangs_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pytest_engine_rollout.cohort.processes._TIMEOUT", 1)
    assert main(["rules:hangs"]) == 2
    assert capsys.readouterr().err == (
        "cohort: rules:hangs: a process did not end within 1 s; does the function wait for "
        "something? Ask about fewer missions: --ids\n"
    )


@pytest.mark.parametrize("function", ["raises", "mumbles", "leaves"])
def test_an_unclear_answer_is_a_finding(function: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"rules:{function}", "--percent", "50"]) == 1
    text = capsys.readouterr().out
    assert "2000 of 2000 missions got no clear answer" in text
    clue = {
        "raises": "raises LookupError: ",
        "mumbles": "returns None, which is neither true nor",
        "leaves": "raises SystemExit: 3",
    }
    assert clue[function] in text


WRAP = "wrap it in a function of (mission, percent) or (mission_id, percent)"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["rules:wants_more"],
            f"cohort: rules:wants_more: it takes `region`, which an audit does not have; {WRAP}\n",
            id="unknown parameter",
        ),
        pytest.param(
            ["rules:by_region"],
            f"cohort: rules:by_region: it takes `region` by place, after the mission; {WRAP}\n",
            id="unknown parameter without a name",
        ),
        pytest.param(
            ["rules:dies"],
            "cohort: rules:dies: a process ended with status 3 before it answered: it said "
            "nothing\n",
            id="a process that dies",
        ),
        pytest.param(
            ["rules:nothing"],
            f"cohort: rules:nothing: it takes no mission; {WRAP}\n",
            id="no parameter",
        ),
        pytest.param(
            ["rules:constant"],
            "cohort: rules:constant: it is a int, not a function\n",
            id="no function",
        ),
        pytest.param(
            ["rules:gone"],
            "cohort: rules:gone: AttributeError: module 'rules' has no attribute 'gone'\n",
            id="no such function",
        ),
        pytest.param(
            ["broken:f"],
            "cohort: broken:f: ModuleNotFoundError: No module named 'nowhere_to_be_found'\n",
            id="module that does not import",
        ),
        pytest.param(
            ["rules:half", "--ids", "empty.txt"],
            "cohort: empty.txt: holds no mission; give one id a line, or a JSON list\n",
            id="no missions",
        ),
        pytest.param(
            ["rules:half", "--ids", "bad.json"],
            "cohort: bad.json: 3 is no mission: `mission_id` is missing\n",
            id="no mission",
        ),
        pytest.param(
            ["rules:half", "--output", "no/folder/x"],
            "cohort: no/folder/x: cannot be written: No such file or directory\n",
            id="output that cannot be written",
        ),
    ],
)
def test_wrong_use(
    project: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "empty.txt").touch()
    (project / "bad.json").write_text("[3]")
    assert main(arguments) == 2
    assert capsys.readouterr().err == message


def test_a_hostile_message_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules:half", "--ids", "\x1b[31m\n::error::x"]) == 2
    assert capsys.readouterr().err.startswith("cohort: \\x1b[31m\n  ::error::x: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rules"], "rules is no MODULE:FUNCTION, such as rollout:should_use_modular"),
        (["rules:half", "--percent", "0,200"], "0,200 is no list of percentages, such as 0,50,100"),
        (["rules:half", "--percent", "x"], "x is no list of percentages, such as 0,50,100"),
    ],
)
def test_arguments_that_are_none(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ids.txt", "mission_a\nmission_b\n\nmission_a\n"),
        ("ids.json", '["mission_a", {"mission_id": "mission_b", "current_stage": "TESTING"}]'),
    ],
)
def test_missions_from_a_file(
    project: Path, name: str, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / name).write_text(content)
    main(["rules:right", "--ids", name])
    assert "\n2 missions, 4 processes " in capsys.readouterr().out


def test_the_function_in_the_documentation_keeps_every_promise(project: Path) -> None:
    page = ROOT / "docs" / "how-to" / "rollout-function.md"
    source = page.read_text("utf-8").partition("```python\n")[2].partition("```")[0]
    (project / "documented.py").write_text(source)
    assert main(["documented:should_use_modular"]) == 0
    assert main(["documented:should_use_modular", "--percent", "0.5,12.25"]) == 0


def test_the_right_function_of_the_example_keeps_every_promise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT / "examples" / "atlasforge")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert main(["rollout:stable_should_use_modular"]) == 0
    assert main(["rollout:should_use_modular"]) == 1
