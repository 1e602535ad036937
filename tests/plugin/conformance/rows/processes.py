"""What happens beside and after the tests: other processes, reloads, exit functions."""

from __future__ import annotations

from tests.plugin.conformance.product import MAIN
from tests.plugin.conformance.row import Row, tree

SOURCES = {
    "exit_functions": {
        "test_exit_functions.py": """
            import atexit
            import weakref
            import journal
            import product

            def farewell(what):
                import product as now
                journal.note(f"{what}, registered on {product.NAME}, called on {now.NAME}")

            class Kept:
                pass

            atexit.register(farewell, "function of the module")
            KEPT = Kept()
            weakref.finalize(KEPT, farewell, "finalizer of the module")

            def test_registers(record_property):
                atexit.register(farewell, "function of the test")
                weakref.finalize(KEPT, farewell, "finalizer of the test")
                record_property("saw", product.NAME)
        """
    },
    "reloads": {
        "to_be_reloaded.py": """
            import product

            TIMES = globals().get("TIMES", 0) + 1
            NAME = product.NAME
        """,
        "test_reloads.py": """
            import importlib
            import sys
            import product
            import to_be_reloaded

            def test_helper(record_property):
                importlib.reload(to_be_reloaded)
                record_property("saw", (to_be_reloaded.TIMES, to_be_reloaded.NAME))

            def test_product():
                assert importlib.reload(product) is product is sys.modules["product"]
                assert product.NAME == "old"

            def test_implementation():
                module = sys.modules[f"product.{product.NAME}"]
                before = module.Controller
                importlib.reload(module)
                assert module.Controller is not before is product.Controller
                importlib.reload(product)
                assert product.Controller is module.Controller
                assert module.NAME == "new"

            def test_other_engine(monkeypatch, record_property):
                with monkeypatch.context() as patch:
                    patch.setenv("PRODUCT_ENGINE", {"old": "new", "new": "old"}[product.NAME])
                    record_property("saw", importlib.reload(product).NAME)
                importlib.reload(product)

            def test_back():
                assert product.NAME == "old"

            def test_purged():
                for name in [it for it in sys.modules if it.partition(".")[0] == "product"]:
                    del sys.modules[name]
                import product as again
                assert again is not product
                assert again.NAME == "new"

            def test_after_the_purge(record_property):
                import product as again
                record_property("saw", (again.NAME, again is product))
        """,
    },
    "child_programs": {
        "child.py": """
            import os
            import pickle
            import sys
            import product

            if __name__ == "__main__":
                kept = pickle.load(sys.stdin.buffer)
                pickle.dump((kept, product.NAME, os.environ["PRODUCT_ENGINE"]), sys.stdout.buffer)
                sys.exit(3)
        """,
        "test_child_programs.py": """
            import os
            import pickle
            import subprocess
            import sys
            from pathlib import Path
            import product

            HERE = Path(__file__).parent
            PATH = {"PYTHONPATH": os.pathsep.join([str(HERE.parent), os.environ["PYTHONPATH"]])}

            def python(*arguments, **options):
                return subprocess.run(
                    [sys.executable, *arguments], env={**os.environ, **PATH},
                    capture_output=True, **options
                )

            def test_objects_come_back():
                child = python(str(HERE / "child.py"), input=pickle.dumps(product.Controller()))
                controller, name, flag = pickle.loads(child.stdout)
                assert child.returncode == 3
                assert type(controller) is product.Controller
                assert controller.name == name == flag == "old"

            def test_tests_of_their_own(tmp_path):
                source = "import product\\ndef test_it(): assert product.NAME == 'new'"
                (tmp_path / "test_inner.py").write_text(source)
                inner = python("-m", "pytest", "-q", "-pno:cacheprovider", cwd=tmp_path)
                assert inner.returncode == 0

            def test_shell():
                assert subprocess.getoutput("echo $PRODUCT_ENGINE") == "old"
        """,
    },
    "pools_of_processes": {
        "test_pools_of_processes.py": """
            import multiprocessing
            import os
            from concurrent.futures import ProcessPoolExecutor
            import pytest
            from product import Controller

            METHODS = ["fork", "spawn", "forkserver"]
            pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

            def names():
                import product
                return product.NAME, Controller.name, os.environ["PRODUCT_ENGINE"]

            def put(queue):
                queue.put(names())

            @pytest.mark.parametrize("method", METHODS)
            def test_executor(method):
                context = multiprocessing.get_context(method)
                with ProcessPoolExecutor(1, mp_context=context) as pool:
                    assert pool.submit(names).result() == ("old", "old", "old")

            @pytest.mark.parametrize("method", METHODS)
            def test_process(method):
                context = multiprocessing.get_context(method)
                queue = context.SimpleQueue()
                process = context.Process(target=put, args=(queue,))
                process.start()
                assert queue.get() == ("new", "new", "new")
                process.join()
                assert process.exitcode == 0
        """
    },
    "threads_that_stay": {
        "test_threads_that_stay.py": """
            import queue
            import threading
            import product

            ASKED, ANSWERED = queue.Queue(), queue.Queue()

            def answer():
                while ASKED.get():
                    from product import NAME
                    ANSWERED.put(NAME)

            THREAD = threading.Thread(target=answer, daemon=True)
            THREAD.start()

            def test_answers():
                ASKED.put(True)
                assert ANSWERED.get(timeout=10) == "old"

            def test_ends(record_property):
                ASKED.put(False)
                THREAD.join(10)
                record_property("saw", (THREAD.is_alive(), product.NAME))
        """
    },
}

ROWS = tuple(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items())
