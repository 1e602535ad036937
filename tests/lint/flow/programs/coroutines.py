"""Coroutines, futures, generators: what is awaited, sent and returned."""

from __future__ import annotations

FOUND = {
    "gather": """
import asyncio
C
async def make():
    return RDMissionController()
async def main():
    a, b = await asyncio.gather(make(), make())
    a.mission  # use
    for c in await asyncio.gather(*[make() for _ in range(3)]):
        c.mission  # use
    t = asyncio.create_task(make())
    (await t).mission  # use
    t.result().mission  # use
    c = await asyncio.wait_for(make(), 3)
    c.mission  # use
    loop = asyncio.get_running_loop()
    d = await loop.run_in_executor(None, RDMissionController)
    d.mission  # use
""",
    "future set_result": """
import asyncio
C
async def main():
    f = asyncio.Future()
    f.set_result(RDMissionController())
    (await f).mission  # use
""",
    "add_done_callback": """
from concurrent.futures import ThreadPoolExecutor
C
def done(f):
    f.result().mission  # use
ex = ThreadPoolExecutor()
fut = ex.submit(RDMissionController)
fut.add_done_callback(done)
""",
    "executor": """
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
C
def use(c):
    return c.mission  # use
def make():
    return RDMissionController()
with ThreadPoolExecutor() as pool:
    pool.submit(use, RDMissionController()).result()
    f = pool.submit(make)
    f.result().mission  # use
    fs = [pool.submit(make) for _ in range(3)]
    for f in as_completed(fs):
        f.result().mission  # use
    for c in pool.map(lambda _: RDMissionController(), range(3)):
        c.mission  # use
    list(pool.map(use, [RDMissionController()]))
""",
    "executor futures dict": """
from concurrent import futures
C
with futures.ThreadPoolExecutor(4) as ex:
    todo = {ex.submit(RDMissionController): n for n in "ab"}
    for f in futures.as_completed(todo):
        f.result().mission  # use
""",
    "asyncio queue": """
import asyncio
C
async def main():
    q = asyncio.Queue()
    await q.put(RDMissionController())
    c = await q.get()
    c.mission  # use
asyncio.run(main())
""",
    "as_completed": """
import asyncio
C
async def make():
    return RDMissionController()
async def main():
    for f in asyncio.as_completed([make()]):
        c = await f
        c.mission  # use
""",
    "yield forms": """
C
def gen():
    yield RDMissionController()
def gen2():
    yield from gen()
    x = yield RDMissionController()
def gen3():
    while True:
        c = yield
        c.mission  # use
for c in gen():
    c.mission  # use
for c in gen2():
    c.mission  # use
g = gen3()
next(g)
g.send(RDMissionController())
def gen4():
    r = yield from gen5()
    r.mission  # use
def gen5():
    yield 1
    return RDMissionController()
list(gen())[0].mission  # use
a, b = gen2()
a.mission  # use
async def agen():
    yield RDMissionController()
async def main():
    async for c in agen():
        c.mission  # use
    [c.mission async for c in agen()]  # use
    (await anext(agen())).mission  # use
    await agen().__anext__()
""",
    "async annotated return": """
C
async def f() -> RDMissionController:
    return lookup()
async def main():
    (await f()).mission  # use
    c = await f()
    c.mission  # use
""",
    "decorator async": """
import functools
C
def timed(f):
    @functools.wraps(f)
    async def inner(*a, **k):
        return await f(*a, **k)
    return inner
@timed
async def make():
    return RDMissionController()
async def main():
    (await make()).mission  # use
""",
    "own members of a task": """
import asyncio
C
async def make():
    return RDMissionController()
async def main():
    t = asyncio.create_task(make())
    t.cancel()
    t.add_done_callback(print)
    co = make()
    co.close()
""",
    "next of an async generator by hand": """
C
async def give():
    yield RDMissionController()
async def main():
    giver = give()
    (await giver.__anext__()).mission  # use
    (await anext(giver)).mission  # use
""",
    "sent through another generator": """
C
def inner():
    got = yield 1
    got.mission  # use
    return got
def outer():
    result = yield from inner()
    result.mission  # use
generator = outer()
next(generator)
generator.send(RDMissionController())
""",
    "run in a thread": """
import asyncio
C
async def main():
    (await asyncio.to_thread(RDMissionController)).mission  # use
""",
    "pool of threads": """
from multiprocessing.pool import ThreadPool
C
def load(engine, name):
    engine.mission  # use
    return engine
with ThreadPool(2) as pool:
    later = pool.apply_async(load, (RDMissionController(), "a"))
    later.get().mission  # use
""",
    "pool of processes that answers later": """
import multiprocessing
from multiprocessing import Pool
C
def make(_):
    return RDMissionController()
def use(engine):
    engine.mission  # use
def use_all(engines):
    engines[0].mission  # use
def use_both(name, engine):
    engine.mission  # use
    name.upper()
with Pool() as pool:
    pool.map_async(make, range(3), callback=use_all).get()[0].mission  # use
    pool.starmap_async(use_both, [("a", RDMissionController())])
    pool.apply_async(make, (1,), callback=use)
    pool.apply_async(make, (1,), {}, use)
queue = multiprocessing.JoinableQueue()
queue.put(RDMissionController())
queue.get().mission  # use
shared = multiprocessing.Manager().Queue()
shared.put_nowait(RDMissionController())
shared.get_nowait().mission  # use
""",
}
