"""Modules that come from elsewhere: temporary folders, zip files, finders, stand-ins, resources."""

from __future__ import annotations

from tests.plugin.conformance.product import MAIN
from tests.plugin.conformance.row import Row, tree

SOURCES = {
    "temporary_module": {
        "test_temporary_module.py": """
            import sys
            import product

            def test_written(tmp_path, monkeypatch):
                assert "written_for_now" not in sys.modules
                (tmp_path / "written_for_now.py").write_text(f"NAME = {product.NAME!r}")
                monkeypatch.syspath_prepend(tmp_path)
                import written_for_now
                assert written_for_now.NAME == "old"

            def test_still_there(record_property):
                import written_for_now
                record_property("saw", written_for_now.NAME)
        """
    },
    "temporary_folders": {
        "test_temporary_folders.py": """
            import pytest
            import product

            @pytest.fixture(scope="session")
            def workspace(tmp_path_factory):
                return tmp_path_factory.mktemp("the-workspace", numbered=False)

            def test_names(workspace, tmp_path, tmp_path_factory, record_property):
                more = tmp_path_factory.mktemp("more-of-it")
                record_property("saw", (workspace.name, tmp_path.name, more.name, product.NAME))

            def test_legacy(tmpdir, tmpdir_factory, workspace):
                (workspace / "name").write_text(product.NAME)
                assert tmpdir.basename == "test_legacy0"
                assert [it.read_text() for it in workspace.iterdir()] == ["old"]
        """
    },
    "zip_file": {
        "test_zip_file.py": """
            import sys
            import zipfile
            import pytest

            @pytest.fixture(scope="module", autouse=True)
            def archive(tmp_path_factory):
                path = tmp_path_factory.mktemp("zip") / "archive.zip"
                with zipfile.ZipFile(path, "w") as archive:
                    archive.writestr("zipped_module.py", "from product import NAME")
                sys.path.insert(0, str(path))
                yield
                sys.path.remove(str(path))

            def test_zipped():
                import zipped_module
                assert zipped_module.NAME == "old"
        """
    },
    "own_finder": {
        "conftest.py": """
            import sys
            from importlib.abc import Loader, MetaPathFinder
            from importlib.machinery import ModuleSpec

            class Finder(MetaPathFinder, Loader):
                def find_spec(self, name, path, target=None):
                    return ModuleSpec(name, self) if name == "module_of_the_finder" else None

                def create_module(self, spec):
                    return None

                def exec_module(self, module):
                    import product
                    module.NAME = product.NAME

            sys.meta_path.insert(0, Finder())
        """,
        "test_own_finder.py": """
            import sys
            import module_of_the_finder

            def test_found():
                assert module_of_the_finder.NAME == "new"

            def test_one_finder(record_property):
                mine = [it for it in sys.meta_path if type(it).__name__ == "Finder"]
                record_property("saw", (len(mine), module_of_the_finder.NAME))
        """,
    },
    "stand_in": {
        "replaces_itself.py": """
            import sys
            import product

            class Settings:
                name = product.NAME

                def __getattr__(self, name):
                    return getattr(product, name)

            sys.modules[__name__] = Settings()
        """,
        "has_a_class.py": """
            import sys
            import types
            import product

            class Lazy(types.ModuleType):
                @property
                def name(self):
                    return product.NAME

            sys.modules[__name__].__class__ = Lazy
        """,
        "test_stand_in.py": """
            import sys
            import has_a_class
            import product
            import replaces_itself

            def test_replaced():
                import replaces_itself as again
                assert again is replaces_itself is sys.modules["replaces_itself"]
                assert again.Controller is product.Controller
                assert again.name == "old"

            def test_with_a_class():
                assert has_a_class.name == "new"
        """,
    },
    "loaded_by_hand": {
        "program.py": """
            from product import NAME

            if __name__ == "__main__":
                print("the program of", NAME)
        """,
        "test_loaded_by_hand.py": """
            import importlib.util
            import runpy
            import sys
            from pathlib import Path
            import product

            PROGRAM = Path(__file__).with_name("program.py")
            EXECUTED = {}
            exec(PROGRAM.read_text(), EXECUTED)

            def load(name, path):
                spec = importlib.util.spec_from_file_location(name, path)
                sys.modules[name] = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(sys.modules[name])

            def test_executed():
                assert EXECUTED["NAME"] == "old"

            def test_run_as_main(capsys):
                runpy.run_path(str(PROGRAM), run_name="__main__")
                assert capsys.readouterr().out == "the program of new\\n"

            def test_run_module():
                assert runpy.run_module("product.sub")["LABEL"] == "sub of old"

            def test_loaded():
                load("program_by_hand", PROGRAM)
                assert sys.modules["program_by_hand"].NAME == "new"

            def test_still_loaded():
                import program_by_hand
                assert program_by_hand.NAME == "old"

            def test_the_engine_itself():
                load("second_product", product.__file__)
                assert sys.modules["second_product"].NAME == "new"
        """,
    },
    "resources": {
        "with_data/__init__.py": "",
        "with_data/old.txt": "data of old",
        "with_data/new.txt": "data of new",
        "test_resources.py": """
            import importlib.resources
            import inspect
            import pkgutil
            import sys
            import product
            import with_data

            def test_files():
                file = importlib.resources.files(with_data) / f"{product.NAME}.txt"
                assert file.read_text() == "data of old"

            def test_get_data(record_property):
                data = pkgutil.get_data("with_data", f"{product.NAME}.txt")
                record_property("saw", data.decode())

            def test_source():
                module = inspect.getmodule(product.Controller)
                assert module is sys.modules[f"product.{product.NAME}"]
                assert 'NAME = "new"' in inspect.getsource(module)
        """,
    },
    "lazy_package": {
        "lazily/__init__.py": """
            import importlib

            def __getattr__(name):
                if name != "late":
                    raise AttributeError(name)
                return importlib.import_module(".late", __name__)
        """,
        "lazily/late.py": "from product import NAME",
        "test_lazy_package.py": """
            import sys
            import lazily

            def test_late():
                assert lazily.late.NAME == "old"
                assert lazily.late is sys.modules["lazily.late"]
        """,
    },
    "namespace_of_two": {
        "left/halves/one.py": "from product import NAME",
        "right/halves/two.py": "from halves.one import NAME",
        "conftest.py": """
            import sys
            from pathlib import Path

            for name in ("left", "right"):
                sys.path.insert(0, str(Path(__file__).with_name(name)))
        """,
        "test_namespace_of_two.py": """
            import halves.one
            import halves.two

            def test_both_halves():
                assert len(halves.__path__) == 2
                assert halves.one.NAME == halves.two.NAME == "old"
        """,
    },
}

ROWS = tuple(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items())
