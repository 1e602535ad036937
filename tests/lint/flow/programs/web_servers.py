"""Servers and web frameworks that make their handlers themselves."""

from __future__ import annotations

FOUND = {
    "handlers of tornado": """
import tornado.ioloop
import tornado.web
import tornado.websocket
C
class Base(tornado.web.RequestHandler):
    def initialize(self, engine, title="x"):
        self.engine = engine
        title.upper()
class Status(Base):
    def get(self):
        self.write(self.engine.mission)  # use
    def post(self, ident):
        ident.upper()
        self.application.settings["engine"].mission  # use
        self.settings["engine"].mission  # use
        self.settings["title"].upper()
class Live(tornado.websocket.WebSocketHandler):
    def open(self):
        self.controller = self.application.engine
    def on_message(self, message):
        self.controller.mission[message]  # use
class Plain(tornado.web.RequestHandler):
    def get(self):
        self.engine.mission
class Application(tornado.web.Application):
    def __init__(self):
        self.engine = RDMissionController()
        super().__init__([
            (r"/status", Status, {"engine": self.engine}),
            tornado.web.url(r"/live", Live),
        ], engine=self.engine, title="x")
""",
    "handlers of an application of tornado's own class": """
import tornado.web
C
class Status(tornado.web.RequestHandler):
    def initialize(self, engine):
        self.engine = engine
    def get(self):
        self.engine.mission  # use
        self.application.controller.mission  # use
def main():
    engine = RDMissionController()
    app = tornado.web.Application([tornado.web.url("/", Status, dict(engine=engine))])
    app.controller = engine
    app.listen(8000)
""",
    "handlers of a server with more to begin with": """
import functools
import http.server
import socketserver
C
class Bound(socketserver.StreamRequestHandler):
    def __init__(self, engine, *args, **kwargs):
        self.engine = engine
        super().__init__(*args, **kwargs)
    def handle(self):
        self.engine.mission  # use
        self.server.engine.mission  # use
def main():
    engine = RDMissionController()
    server = socketserver.TCPServer(("", 1), functools.partial(Bound, engine))
    server.engine = engine
""",
    "functions that write what JSON has not": """
import json
C
def to_json(one):
    return one.mission  # use
json.dumps({"engines": [RDMissionController()]}, default=to_json)
json.dump(RDMissionController(), open("x"), default=lambda one: one.mission_id)  # use
""",
    "keys that are objects": """
### keys.py
import pytest
from aiohttp import web
from af_engine import RDMissionController
ENGINE = web.AppKey("engine", RDMissionController)
TITLE = web.AppKey("title", str)
KEY = pytest.StashKey[RDMissionController]()
PLAIN = pytest.StashKey()
OTHER = pytest.StashKey[str]()
### handlers.py
from aiohttp import web
from keys import ENGINE, TITLE
async def status(request):
    request.other[TITLE].upper()
    return request.other[ENGINE].mission  # use
### conftest.py
from af_engine import RDMissionController
from keys import KEY, OTHER, PLAIN
def pytest_configure(config):
    config.stash[PLAIN] = RDMissionController()
    config.stash[OTHER] = "x"
def pytest_runtest_setup(item):
    item.config.stash[KEY].mission  # use
    item.config.stash[PLAIN].mission  # use
    item.config.stash[OTHER].upper()
def pytest_unconfigure(config):
    config.stash.get(KEY, None).mission  # use
""",
}
