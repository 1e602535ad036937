"""What lets a Python file pass that says nothing of the engines by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.flow.code.prefilter import Prefilter
from migration_lint.flow.domain.vocabulary import Vocabulary
from migration_lint.project import Project, Settings

PREFILTER = Prefilter(Vocabulary(Project(Path("/"), None, Settings())))


@pytest.mark.parametrize(
    "code",
    [
        "hash(m) % 100",
        "h = hash(m)\nreturn h % 100",
        "self.h = abs(hash(m))\n\nreturn self.h & MASK",
        "h: int = hash(m)\nx = MASK & h",
        "h = (\n    hash(m)\n)\nreturn h % 100",
        "h = hash(m)\nother = abs(h)\n# of it\nreturn other % 100",
        "h = hash(m)\nreturn (\n    h\n    % 100\n)",
        "if (h := hash(m)):\n    return h.real % 100",
        "import builtins as b\nreturn b.hash(m) % 100",
        "return m.__hash__() % 100",
        "return (\n    hash(m)  # is salted\n    % 100\n)",
        "return abs(\n    hash(\n        m\n    )\n) % 100",
        "h = m.__hash__()\nreturn h % 100",
    ],
)
def test_a_salted_hash_that_is_narrowed_lets_pass(code: str) -> None:
    assert PREFILTER.passes(f"{code}\n".encode())


@pytest.mark.parametrize(
    "code",
    [
        "h = hash(m)\nreturn h",
        "self.h = hash(m)\nreturn self.h\n\ndef f(n):\n    return n % 100",
        "h = hash(m)\nlog('%s' % m)",
        "h = handler.hash(m)\nlog('%s' % h)",
        "# what hash() / genconfig() do",
        "h = hash(m)\n" + "\n" * 10 + "return h % 100",
        "return hash(\n    m\n)\n# of 100 %",
    ],
)
def test_one_that_is_not_does_not(code: str) -> None:
    assert not PREFILTER.passes(f"{code}\n".encode())


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("SUFFIX = '_legacy'", True),
        ('class Names:\n    SUFFIX: str = "_legacy"  # of the old one', True),
        ("BASE = 'af_engine'", True),
        ("SUFFIX = 'legacy'", False),
        ("print('_legacy')", False),
        ("path = base + '_legacy'", False),
    ],
)
def test_a_constant_that_another_file_may_add_to(code: str, passes: bool) -> None:
    assert PREFILTER.passes(f"{code}\n".encode()) is passes


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("'legacy'", True),
        ("f'{kind}_legacy'", True),
        ("kinds['legacy']", True),
        ("kind == 'legacy'", False),
        ("'legacy' != kind", False),
        ("kind == 'legacy' and 'legacy'", True),
        ("kind == f'{engine}_legacy'", True),
    ],
)
def test_the_end_of_a_name_lets_pass_where_it_may_be_put_to_the_rest(
    text: str, *, passes: bool
) -> None:
    assert PREFILTER.passes(f"import_module(name)\n{text}\n".encode()) is passes


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("importlib.import_module(name)", True),
        ("from importlib import import_module as load", True),
        ("load = importlib.import_module", True),
        ("import_module('af' 'engine')", True),
        ("import_module(f'{name}')", True),
        ("import_module(\n    'a' + b)", True),
        ("import sys; sys.modules[name]", True),
        ("'x' in sys.modules", True),
        ("import_module('.tool', package=__package__)", True),
        ("patch.dict('sys.modules', {name: None})", True),
        ("patch.dict('sys.modules', {'json': Mock(a, b), name: None})", True),
        ("from importlib import import_module", False),
        ("pytest.importorskip('asyncio')", False),
        ("import_module(\n    'json.tool', package='x')", False),
        ("sys.modules['json']", False),
        ("sys.modules.pop('json', None)", False),
        ("monkeypatch.setitem(sys.modules, 'json', None)", False),
        ("patch.dict('sys.modules', {'json': None, 'json.tool': Mock()})", False),
    ],
)
def test_the_end_of_a_name_lets_pass_where_a_name_may_be_put_together(
    code: str, *, passes: bool
) -> None:
    assert PREFILTER.passes(f"'legacy'\n{code}\n".encode()) is passes


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("import af_engine", True),
        ("from af_engine import stages", False),
        ("import_module(f'af_engine.{name}')", True),
        ("import_module('af_engine')", True),
        ("import_module('lib.af_engine').controller", True),
        ("import_module('af_engine.stages')", False),
        ("patch.dict('sys.modules', {'json': None})\nfrom af_engine import stages", False),
    ],
)
def test_a_package_lets_pass_where_it_is_taken_as_a_whole(code: str, *, passes: bool) -> None:
    assert PREFILTER.passes(f"{code}\n".encode()) is passes
