"""What tests do with an engine: parametrize, patch, reload, pickle, start processes and threads."""

from __future__ import annotations

from tests.plugin.conformance.product import MAIN
from tests.plugin.conformance.row import Row, tree

SOURCES = {
    "parametrize": {
        "test_parametrize.py": """
            import pytest
            from product import NAME, VALUES, Controller

            @pytest.mark.parametrize("value", VALUES)
            def test_values(value):
                assert value < 10

            @pytest.mark.parametrize("controller", [Controller(), Controller], ids=["one", NAME])
            def test_objects(controller, record_property):
                record_property("saw", controller.name)

            @pytest.mark.parametrize("a", ["x", "y-z", "[b]", "http://[::1]", "c::d"])
            @pytest.mark.parametrize("b", [NAME])
            def test_stacked(a, b):
                assert b == "old"

            @pytest.fixture(params=VALUES)
            def number(request):
                return request.param

            def test_fixture_params(number):
                assert number != 4

            @pytest.mark.parametrize("number", [NAME], indirect=True)
            def test_indirect(number):
                assert number == "new"
        """
    },
    "filtered_warnings": {
        "warned_of.py": """
            import product

            class EngineWarning(product.Controller, UserWarning):
                pass
        """,
        "test_filtered_warnings.py": """
            import warnings
            import pytest
            import product
            import warned_of

            @pytest.mark.filterwarnings("error::warned_of.EngineWarning")
            def test_named_category(record_property):
                with pytest.raises(warned_of.EngineWarning):
                    warnings.warn("it", warned_of.EngineWarning)
                record_property("saw", product.NAME)
        """,
    },
    "mock_patch": {
        "test_mock_patch.py": """
            from unittest import mock
            import product
            from product import Controller

            def test_by_name(record_property):
                with mock.patch("product.Controller.update_stage", return_value="patched"):
                    record_property("saw", (Controller().update_stage("x"), product.NAME))
                assert Controller().update_stage("x") == "old:x"

            def test_by_object():
                with mock.patch.object(product, "NAME", "patched " + product.NAME):
                    from product import NAME
                    assert NAME == "patched new"

            @mock.patch("product.sub.NAME", "inner")
            def test_decorator():
                from product import sub
                assert (sub.NAME, product.NAME) == ("inner", "old")

            def test_patch_dict():
                with mock.patch.dict("os.environ", {"EXTRA": product.NAME}):
                    import os
                    assert os.environ["EXTRA"] == "old"

            def test_autospec():
                made = mock.create_autospec(Controller, instance=True)
                made.name = product.NAME
                assert made.name == "new"
        """
    },
    "monkeypatching": {
        "test_monkeypatching.py": """
            import product
            from product import Controller

            def test_by_name(monkeypatch):
                monkeypatch.setattr("product.Controller.name", "patched " + product.NAME)
                assert Controller().name == "patched old"

            def test_undone():
                assert Controller().name == "new"

            def test_flag(monkeypatch):
                monkeypatch.setenv("PRODUCT_ENGINE", "other")
                import os
                assert (os.environ["PRODUCT_ENGINE"], product.NAME) == ("other", "old")

            def test_delenv(monkeypatch):
                import os
                monkeypatch.delenv("PRODUCT_ENGINE")
                assert "PRODUCT_ENGINE" not in os.environ
                assert product.NAME == "new"

            def test_sys_modules(monkeypatch):
                import sys
                import types
                monkeypatch.setitem(sys.modules, "product", types.SimpleNamespace(NAME="stub"))
                import product as stub
                assert (stub.NAME, product.NAME) == ("stub", "old")

            def test_restored(record_property):
                import sys
                assert sys.modules["product"] is product
                record_property("saw", product.NAME)
        """
    },
    "interpreter_functions": {
        "test_interpreter_functions.py": """
            import sys
            import threading
            import product
            from product.sub import describe

            def test_without_frames(monkeypatch):
                for name in ("_current_frames", "_getframe"):
                    monkeypatch.delattr(sys, name)
                found = describe(), product.Controller().name
                monkeypatch.undo()
                assert found == ("old described by sub of old", "old")

            def test_without_threads(monkeypatch):
                monkeypatch.setattr(threading, "get_ident", None)
                found = product.Controller().build_rd_prompt()
                monkeypatch.undo()
                assert found == "new prompt "
        """,
    },
    "module_table": {
        "test_module_table.py": """
            import sys
            import product
            from product import Controller
            import product.sub

            def test_identity():
                assert sys.modules["product"] is product
                assert sys.modules["product.sub"] is product.sub
                assert sys.modules[Controller.__module__].Controller is Controller
                assert product.NAME == "old"

            def test_this_module():
                assert sys.modules[__name__].__dict__ is globals()
                assert sys.modules[__name__].product.NAME == "new"

            def test_parent_attribute():
                import product.deep
                assert product.deep is sys.modules["product.deep"]
                assert product.deep.leaf.Leaf.name == "old"

            def test_shadowed_by_function(record_property):
                import product.shadow
                from product.shadow import simplify
                record_property("saw", (callable(product.shadow.simplify), simplify()))

            def test_shadow_stays():
                import product.shadow
                assert product.shadow.simplify() == "new"
        """
    },
    "pickling": {
        "test_pickling.py": """
            import copy
            import pickle
            from product import Controller, EngineError

            class Local(Controller):
                pass

            def test_instance(record_property):
                again = pickle.loads(pickle.dumps(Controller()))
                assert type(again) is Controller
                record_property("saw", again.name)

            def test_class():
                assert pickle.loads(pickle.dumps(Controller)) is Controller
                assert Controller.name == "old"

            def test_local_class():
                assert type(pickle.loads(pickle.dumps(Local()))) is Local
                assert Local.name == "new"

            def test_exception():
                assert pickle.loads(pickle.dumps(EngineError())).engine == "old"

            def test_copy():
                assert type(copy.deepcopy(Controller())) is Controller
        """
    },
    "subprocesses": {
        "test_subprocesses.py": """
            import subprocess
            import sys

            CODE = "import product; print(product.NAME)"

            def test_child(pytestconfig):
                out = subprocess.check_output(
                    [sys.executable, "-c", CODE], text=True, cwd=pytestconfig.rootpath
                )
                assert out == "old\\n"
        """
    },
    "threads": {
        "test_threads.py": """
            import queue
            import threading
            from concurrent.futures import ThreadPoolExecutor
            import product

            def name():
                from product.sub import describe
                return describe()

            def test_pool():
                with ThreadPoolExecutor(2) as pool:
                    assert set(pool.map(lambda _: name(), range(4))) == {
                        "old described by sub of old"
                    }

            def test_thread(record_property):
                box = queue.Queue()
                thread = threading.Thread(target=lambda: box.put(product.Controller().name))
                thread.start()
                thread.join()
                record_property("saw", box.get())

            def test_local():
                local = threading.local()
                local.name = product.NAME
                assert local.name == "new"
        """
    },
    "processes": {
        "test_processes.py": """
            import multiprocessing
            import pytest
            from product import Controller

            def work(number):
                import product
                return product.NAME, Controller.name, number

            @pytest.mark.parametrize("method", ["fork", "spawn"])
            @pytest.mark.filterwarnings("ignore::DeprecationWarning")
            def test_pool(method):
                with multiprocessing.get_context(method).Pool(1) as pool:
                    assert pool.map(work, [1, 2]) == [("old", "old", 1), ("old", "old", 2)]

            @pytest.mark.parametrize("method", ["fork", "spawn"])
            @pytest.mark.filterwarnings("ignore::DeprecationWarning")
            def test_objects(method):
                with multiprocessing.get_context(method).Pool(1) as pool:
                    assert pool.apply(type, (Controller(),)) is Controller
                assert Controller.name == "new"
        """
    },
    "logging_state": {
        "test_logging_state.py": """
            import logging
            import product

            def test_handlers():
                assert len(logging.getLogger("product").handlers) == 1
                assert product.NAME == "old"

            def test_caplog(caplog):
                product.LOG.warning("from %s", product.NAME)
                assert caplog.messages == ["from new"]

            def test_level():
                product.LOG.setLevel(10 if product.NAME == "old" else 20)

            def test_level_stays(record_property):
                record_property("saw", product.LOG.level)
        """
    },
    "caught_output": {
        "test_caught_output.py": """
            import warnings
            import pytest
            import product

            def test_capsys(capsys):
                print(product.NAME)
                assert capsys.readouterr().out == "old\\n"

            def test_warning():
                with pytest.warns(UserWarning, match="new"):
                    warnings.warn(product.NAME)

            def test_raises():
                with pytest.raises(product.EngineError) as caught:
                    raise product.EngineError
                assert caught.value.engine == "old"

            def test_tmp_path(tmp_path, record_property):
                (tmp_path / "name").write_text(product.NAME)
                record_property("saw", [path.read_text() for path in tmp_path.iterdir()])
        """
    },
    "state_between_tests": {
        "test_state_between_tests.py": """
            import product

            COUNT = []

            def test_set():
                product.extra = "left by " + product.NAME
                COUNT.append(product.NAME)

            def test_found(record_property):
                record_property("saw", product.extra)
                assert COUNT == ["old"]

            def test_deleted():
                del product.extra
                assert not hasattr(product, "extra")
                assert product.NAME == "new"
        """
    },
}

ROWS = tuple(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items())
