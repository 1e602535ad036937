"""What the interpreter and installed packages keep for the whole process, and tell to nobody."""

from __future__ import annotations

from dataclasses import replace

from tests.plugin.conformance.product import MAIN, PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

NUMBERS = Batch(
    "numbers",
    files=PRODUCT,
    settings=SETTINGS,
    site=tree(
        {
            "numpy/__init__.py": "",
            "numpy/random.py": """
                class RandomState:
                    def __init__(self, seed=None):
                        self.state = hash(self) if seed is None else seed

                    def get_state(self, legacy=True):
                        assert not legacy
                        return {"state": self.state}

                    def set_state(self, state):
                        self.state = state["state"]

                    def seed(self, seed=None):
                        self.__init__(seed)

                    def draw(self):
                        self.state = (self.state * 1103515245 + 12345) % 2**31
                        return self.state

                shared = RandomState()
                get_state, set_state = shared.get_state, shared.set_state
                seed, draw = shared.seed, shared.draw
            """,
        }
    ),
)

THREADS = replace(MAIN, name="threads")

LEFT = replace(MAIN, name="left")

MEASURED = replace(MAIN, name="measured")  # what is left makes all slow that comes after it

LATER = replace(NUMBERS, name="later-numbers")

SOURCES = {
    "codecs": {
        "registering_codecs.py": """
            import codecs
            import encodings.aliases
            import product

            def search(name):
                return codecs.lookup("ascii") if name == f"of_{product.NAME}" else None

            def handle(error):
                return product.NAME, error.end

            codecs.register(search)
            codecs.register_error("engine", handle)
            codecs.register_error(f"of {product.NAME}", handle)
            encodings.aliases.aliases[f"alias_{product.NAME}"] = "latin_1"
        """,
        "test_codecs.py": """
            import codecs
            import registering_codecs

            ENGINES = ("old", "new")

            def is_known(look_up, name):
                try:
                    look_up(name)
                except LookupError:
                    return False
                return True

            def test_functions(record_property):
                found = [is_known(codecs.lookup, f"of_{name}") for name in ENGINES]
                record_property("found", found)

            def test_aliases(record_property):
                found = [is_known(codecs.lookup, f"alias_{name}") for name in ENGINES]
                record_property("found", found)

            def test_handlers(record_property):
                found = [is_known(codecs.lookup_error, f"of {name}") for name in ENGINES]
                record_property("found", found)
                assert b"\\xff".decode("ascii", "engine") == "old"
        """,
    },
    "audit_hooks": {
        "auditing.py": """
            import sys
            import product

            def refuse(event, arguments):
                if event == "conformance.asked":
                    raise RuntimeError(product.NAME)

            sys.addaudithook(refuse)
        """,
        "test_audit_hooks.py": """
            import sys
            import auditing
            import pytest

            def test_refused(record_property):
                with pytest.raises(RuntimeError) as caught:
                    sys.audit("conformance.asked")
                assert str(caught.value) == "old"
        """,
    },
    "fork_hooks": {
        "forking.py": """
            import os
            from functools import partial
            import product

            def tell(when):
                os.environ[when] = os.environ.get(when, "") + product.NAME

            os.register_at_fork(before=lambda: tell("BEFORE"))
            os.register_at_fork(after_in_child=partial(tell, "AFTER"))
        """,
        "test_fork_hooks.py": """
            import os
            import forking
            import pytest

            def test_called(record_property):
                read, write = os.pipe()
                child = os.fork()
                if not child:
                    os.write(write, os.environ.get("AFTER", "").encode())
                    os._exit(0)
                os.waitpid(child, 0)
                record_property("before", os.environ.pop("BEFORE"))
                record_property("after", os.read(read, 100).decode())
                os.close(read)
                os.close(write)

            def test_refused():
                with pytest.raises(TypeError):
                    os.register_at_fork()
                with pytest.raises(TypeError):
                    os.register_at_fork(before=1)
        """,
    },
}

OF_NUMBERS = {
    "random_numbers": {
        "test_random_numbers.py": """
            import numpy.random
            import product

            numpy.random.seed(len(product.VALUES))

            def test_first(record_property):
                record_property("drawn", numpy.random.draw())

            def test_second(record_property):
                record_property("drawn", numpy.random.draw())
        """
    },
}

OF_LATER_NUMBERS = {
    "random_numbers_later": {
        "test_random_numbers_later.py": """
            import product

            def test_import(record_property):
                import numpy.random
                numpy.random.seed(len(product.VALUES))
                record_property("drawn", numpy.random.draw())
        """
    }
}

OF_THREADS = {
    "numbered_names": {
        "test_numbered_names.py": """
            import concurrent.futures
            import multiprocessing
            import threading
            import product

            def test_numbers(record_property):
                for _ in product.VALUES:
                    record_property("thread", threading.Thread().name)
                    record_property("process", multiprocessing.Process().name)
                    with concurrent.futures.ThreadPoolExecutor() as pool:
                        thread = pool.submit(threading.current_thread).result()
                    record_property("of a pool", thread.name)
        """,
    },
    "main_thread": {
        "test_main_thread.py": """
            import _thread
            import threading
            import product

            REAL = threading.get_ident()

            def test_before(record_property):
                main = threading.main_thread()
                record_property("name", main.name)
                assert threading.current_thread() is main
                assert threading.enumerate() == [main]
                assert main.ident == REAL == _thread.get_ident()

            def test_patched(record_property):
                # What libraries do that put light threads in the place of the system's.
                main, alias = threading.main_thread(), len(product.VALUES)
                main.name, main.join = f"main of {product.NAME}", lambda timeout=None: None
                get_ident = _thread.get_ident
                light = lambda: alias if get_ident() == REAL else get_ident()
                _thread.get_ident = threading.get_ident = light
                threading._active[alias] = threading._active.pop(REAL)
                threading._dangling.discard(main)
                main._ident = alias
                record_property("ident", threading.current_thread().ident)
                assert threading.enumerate() == [main]

            def test_after(record_property):
                main = threading.main_thread()
                record_property("name", main.name)
                assert threading.current_thread() is main
                assert "join" in vars(main)
        """,
    },
}

OF_LEFT = {
    "called_by_the_interpreter": {
        "test_called_by_the_interpreter.py": """
            import gc
            import sys
            import threading
            import product

            def heard(*_):
                return None

            def test_before():
                assert sys.gettrace() is threading.gettrace() is None
                assert heard not in gc.callbacks and not gc.get_debug()
                assert sys.get_coroutine_origin_tracking_depth() == 0
                assert sys.get_asyncgen_hooks() == (None, None)

            def test_set(record_property):
                record_property("product", product.NAME)
                sys.settrace(heard)
                threading.settrace(heard)
                gc.callbacks.append(heard)
                gc.set_debug(gc.DEBUG_UNCOLLECTABLE)
                sys.set_coroutine_origin_tracking_depth(7)
                sys.set_asyncgen_hooks(heard, heard)

            def test_after():
                assert sys.gettrace() is threading.gettrace() is heard
                assert heard in gc.callbacks and gc.get_debug() == gc.DEBUG_UNCOLLECTABLE
                assert sys.get_coroutine_origin_tracking_depth() == 7
                assert sys.get_asyncgen_hooks() == (heard, heard)
        """,
    },
    "profile": {
        "test_profile.py": """
            import sys
            import threading
            import product

            def heard(*_):
                return None

            def test_before():
                assert sys.getprofile() is not heard

            def test_set(record_property):
                record_property("product", product.NAME)
                sys.setprofile(heard)
                threading.setprofile(heard)

            def test_after():
                assert sys.getprofile() is threading._profile_hook is heard
        """,
    },
}

OF_MEASURED = {
    "measured_by_the_interpreter": {
        "test_measured_by_the_interpreter.py": """
            import sys
            import tracemalloc
            import product

            monitoring = getattr(sys, "monitoring", None)  # since Python 3.12
            THROWN = monitoring and monitoring.events.PY_THROW

            def heard(*_):
                return None

            def test_before():
                assert not tracemalloc.is_tracing()
                assert not monitoring or monitoring.get_tool(3) is None

            def test_set(record_property):
                record_property("product", product.NAME)
                tracemalloc.start(len(product.VALUES))
                if monitoring:
                    monitoring.use_tool_id(3, product.NAME)
                    monitoring.register_callback(3, THROWN, heard)
                    monitoring.set_events(3, THROWN)

            def test_after():
                assert tracemalloc.get_traceback_limit() == len(product.VALUES)
                if monitoring:
                    assert monitoring.get_tool(3) == product.NAME
                    assert monitoring.get_events(3) == THROWN
                    assert monitoring.register_callback(3, THROWN, None) is heard
        """,
    },
    "kept_by_the_system": {
        "test_kept_by_the_system.py": """
            import os
            import signal
            import socket
            import product
            import pytest

            ENDS = socket.socketpair()
            ENDS[0].setblocking(False)

            def test_before():
                assert signal.set_wakeup_fd(-1) == -1

            def test_set(record_property):
                record_property("product", product.NAME)
                signal.set_wakeup_fd(ENDS[0].fileno())

            def test_after():
                assert signal.set_wakeup_fd(-1) == ENDS[0].fileno()
                signal.set_wakeup_fd(ENDS[0].fileno())

            @pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="of Linux")
            @pytest.mark.parametrize("processors", [None, 1, 1])
            def test_processors(processors, record_property):
                record_property("number", len(os.sched_getaffinity(0)))
                if processors:
                    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
        """,
    },
}

ROWS = (
    *(Row(name, tree(sources), MEASURED) for name, sources in OF_MEASURED.items()),
    *(Row(name, tree(sources), LEFT) for name, sources in OF_LEFT.items()),
    *(Row(name, tree(sources), THREADS) for name, sources in OF_THREADS.items()),
    *(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items()),
    *(Row(name, tree(sources), NUMBERS) for name, sources in OF_NUMBERS.items()),
    *(Row(name, tree(sources), LATER) for name, sources in OF_LATER_NUMBERS.items()),
)
