"""Shared modules that one engine imported are hidden from another until it imports them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugin.isolation.conftest import Run

EARLY = """
import pack

def use():
    global late
    import late
"""

SITE = {
    "early.py": EARLY,
    "late.py": "under = [object]\ndef answer(): return 42",
    "pack/__init__.py": "",
    "pack/sub.py": "VALUE = 1",
    "holder.py": "import pack.sub\ndef value(): return pack.sub.VALUE",
    "finding.py": """
        import sys
        from importlib.machinery import ModuleSpec

        class Finder:
            @classmethod
            def find_spec(cls, name, path=None, target=None):
                return ModuleSpec(name, cls()) if name.startswith("made_for_") else None

            def create_module(self, spec): return None
            def exec_module(self, module): pass

        sys.meta_path.append(Finder)
    """,
}


@pytest.fixture
def run(pytester: pytest.Pytester, run_apart: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a test file on both engines, with a plugin that has imported `pack` before."""
    site = pytester.path.parent / f"{pytester.path.name}-lib" / "site-packages"
    for name, source in SITE.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(line for line in _dedented(source)), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{site}:{pytester.path}")

    def run_source(source: str) -> pytest.RunResult:
        pytester.makepyfile(source)
        return run_apart("-p", "early")

    return run_source


def _dedented(source: str) -> list[str]:
    lines = source.splitlines()
    return [line.removeprefix("        ") for line in lines] if lines and not lines[0] else lines


def test_each_engine_has_yet_to_import_it(run: Run) -> None:
    result = run(
        """
        import sys
        import product

        heard = []

        class Hook:
            def find_spec(self, name, path=None, target=None):
                heard.append(name)

        def test_import(monkeypatch):
            assert "late" not in sys.modules
            monkeypatch.setattr(sys, "meta_path", [Hook(), *sys.meta_path])
            import late
            late.under.append(product.NAME)
            assert heard == ["late"]

        def test_there_it_is():
            import late
            assert sys.modules["late"] is late
            assert late.under == [object, product.NAME]
            assert late.__spec__.loader is late.__loader__
            assert heard == ["late"]
        """
    )
    result.assert_outcomes(passed=4)


def test_submodule_of_a_package_that_is_everybodys(run: Run) -> None:
    result = run(
        """
        import sys
        import pack

        def test_from_import():
            assert not hasattr(pack, "sub")
            from pack import sub
            assert sys.modules["pack.sub"] is pack.sub is sub
        """
    )
    result.assert_outcomes(passed=2)


def test_what_its_code_relies_on_appears_with_it(run: Run) -> None:
    result = run(
        """
        import sys

        def test_value():
            assert "pack.sub" not in sys.modules
            import holder
            assert holder.value() == 1
        """
    )
    result.assert_outcomes(passed=2)


def test_finder_that_it_installs_appears_with_it(run: Run) -> None:
    result = run(
        """
        import importlib
        import product
        import pytest

        def test_find():
            name = f"made_for_{product.NAME}"
            with pytest.raises(ImportError):
                importlib.import_module(name)
            import finding
            assert importlib.import_module(name).__name__ == name
        """
    )
    result.assert_outcomes(passed=2)


def test_looking_for_it_is_not_importing_it(run: Run) -> None:
    result = run(
        """
        import importlib.util
        import sys

        def test_spec():
            spec = importlib.util.find_spec("late")
            assert spec.origin.endswith("late.py")
            assert spec.has_location and spec.submodule_search_locations is None
            assert "answer" in spec.loader.get_code("late").co_names
            assert type(spec.loader) is importlib.machinery.SourceFileLoader
            assert "late" not in sys.modules
            import late
            assert vars(late.__loader__) == {"name": "late", "path": late.__file__}
        """
    )
    result.assert_outcomes(passed=2)


def test_what_everybody_holds_on_to_stays(run: Run) -> None:
    result = run(
        """
        import sys
        import early

        def test_use():
            early.use()
            assert sys.modules["late"] is early.late

        def test_name():
            assert early.late.__name__ in sys.modules
        """
    )
    result.assert_outcomes(passed=4)


def test_afterwards_everything_is_there(run: Run, product: Path) -> None:
    (product.parent / "conftest.py").write_text(
        "import atexit, sys\n"
        "atexit.register(lambda: print('at exit:', sorted({'late', 'pack.sub'} & {*sys.modules})))",
        encoding="utf-8",
    )
    result = run(
        """
        import product

        def test_import():
            if product.NAME == "old":
                import late
            else:
                import pack.sub
        """
    )
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["at exit: *'late'*"])
