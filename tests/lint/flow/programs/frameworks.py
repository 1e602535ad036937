"""What frameworks hand on: applications, contexts, dependencies, proxies, stand-ins."""

from __future__ import annotations

FOUND = {
    "application of flask": """
from flask import Flask, current_app, g, Blueprint
C
def create_app():
    app = Flask(__name__)
    app.engine = RDMissionController()
    app.config["ENGINE"] = RDMissionController()
    app.extensions["engine"] = RDMissionController()
    return app
bp = Blueprint("x", __name__)
@bp.before_request
def before():
    g.engine = current_app.engine
@bp.route("/")
def index():
    current_app.config["ENGINE"].mission  # use
    current_app.extensions["engine"].mission  # use
    g.engine.mission  # use
    g.get("engine").mission  # use
    return current_app.engine.mission  # use
""",
    "dependencies of fastapi": """
from fastapi import FastAPI, Depends, Request
from typing import Annotated
C
app = FastAPI()
def get_engine():
    return RDMissionController()
async def dep():
    yield RDMissionController()
@app.get("/a")
def a(engine=Depends(get_engine)):
    engine.mission  # use
@app.get("/b")
def b(engine: Annotated[object, Depends(get_engine)]):
    engine.mission  # use
@app.get("/c")
async def c(e=Depends(dep)):
    e.mission  # use
@app.on_event("startup")
def s():
    app.state.engine = RDMissionController()
@app.get("/d")
def d(request: Request):
    request.app.state.engine.mission  # use
""",
    "request of django": """
from django.apps import AppConfig
from django.conf import settings
C
class Engines(AppConfig):
    name = "engines"
    engine = None
    def ready(self):
        self.engine = RDMissionController()
        settings.ENGINE = self.engine
def view(request):
    settings.ENGINE.mission  # use
    request.engine.mission  # use
class Middleware:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        request.engine = RDMissionController()
        return self.get_response(request)
""",
    "context of click": """
import click
C
@click.group()
@click.pass_context
def cli(ctx):
    ctx.obj = {"engine": RDMissionController()}
@cli.command()
@click.pass_obj
def go(obj):
    obj["engine"].mission  # use
@cli.command()
@click.pass_context
def go2(ctx):
    ctx.obj["engine"].mission  # use
pass_engine = click.make_pass_decorator(RDMissionController)
@cli.command()
@pass_engine
def go3(engine):
    engine.mission  # use
""",
    "an extension that is given the application": """
from flask import Flask, current_app
C
class Engines:
    def init_app(self, app):
        app.extra = RDMissionController()
        app.name.mission
engines = Engines()
def create():
    application = Flask(__name__)
    engines.init_app(application)
    application.extra.mission  # use
    application.other.mission
    return application
def view():
    current_app.extra.mission  # use
create().extra.mission  # use
def start(app):
    app.extra.mission  # use
""",
    "proxies of werkzeug": """
from werkzeug.local import LocalProxy, LocalStack, Local
from flask import g, current_app
import contextvars
C
def get():
    if "c" not in g:
        g.c = RDMissionController()
    return g.c
controller = LocalProxy(get)
controller.mission  # use
ctl = LocalProxy(lambda: g.c)
ctl.mission  # use
var = contextvars.ContextVar("c")
var.set(RDMissionController())
p = LocalProxy(var)
p.mission  # use
var.get().mission  # use
""",
    "classes that libraries load by their names": """
import pkgutil
from celery.utils.imports import symbol_by_name
from django.utils.module_loading import import_string
from werkzeug.utils import import_string as load
import_string("af_engine.RDMissionController")().mission  # use
load("af_engine:RDMissionController")().mission  # use
symbol_by_name("af_engine:RDMissionController")().mission  # use
pkgutil.resolve_name("af_engine:RDMissionController")().mission  # use
import_string("af_engine.Other")().mission
""",
    "objects that are made when they are used": """
import lazy_object_proxy
from django.utils.functional import SimpleLazyObject
C
def get():
    return RDMissionController()
controller = SimpleLazyObject(get)
controller.mission  # use
ctl = lazy_object_proxy.Proxy(lambda: get())
ctl.mission  # use
other = SimpleLazyObject(lambda: open("x"))
other.mission
""",
    "stand-ins that are like a controller": """
### app.py
from af_engine import RDMissionController
def start():
    return RDMissionController()
### test_app.py
from unittest.mock import patch
import app
def test_a():
    with patch("app.RDMissionController", autospec=True) as cls:
        cls.return_value.mission = {}  # use
    with patch.object(app, "RDMissionController", autospec=True) as cls:
        cls().mission  # use
""",
    "pytest's own objects": """
### conftest.py
from af_engine import RDMissionController
def pytest_configure(config):
    config.engine = RDMissionController()
def pytest_sessionfinish(session):
    session.config.engine.mission  # use
### test_x.py
import pytest
def test_one(request, pytestconfig):
    request.config.engine.mission  # use
    pytestconfig.engine.mission  # use
""",
    "application given by type": """
from aiohttp import web
from flask import Flask
C
def init(app: Flask):
    app.engine = RDMissionController()
def use(app: Flask):
    app.engine.mission  # use
async def start(app: web.Application):
    app["engine"] = RDMissionController()
async def handler(request):
    request.app["engine"].mission  # use
""",
    "settings of an application": """
from flask import Flask, current_app
C
app = Flask(__name__)
app.config.update(ENGINE=RDMissionController())
app.extensions.setdefault("engine", RDMissionController())
def index():
    current_app.config["ENGINE"].mission  # use
    current_app.config.get("ENGINE").mission  # use
    current_app.extensions["engine"].mission  # use
""",
    "validator of a model": """
from pydantic import BaseModel, field_validator
C
class App(BaseModel):
    engine: RDMissionController
    @field_validator("engine")
    @classmethod
    def check(cls, value):
        value.mission  # use
        return value
""",
    "member patched in a module of the project": """
### app.py
from af_engine import RDMissionController
engine = RDMissionController()
### test_app.py
from unittest.mock import patch
def test_one(monkeypatch):
    with patch("app.engine.mission"):  # use
        pass
    monkeypatch.setattr("app.RDMissionController.save", None)  # use
""",
    "application used in another file": """
### app.py
from flask import Flask
from af_engine import RDMissionController
def create_app():
    app = Flask(__name__)
    app.engine = RDMissionController()
    return app
### views.py
from flask import Blueprint, current_app
bp = Blueprint("views", __name__)
@bp.route("/")
def index():
    return current_app.engine.mission  # use
""",
    "server that holds one": """
### server.py
import socketserver
class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.engine.get_status()  # use
        self.server.title.load_mission()
class Server(socketserver.ThreadingMixIn, socketserver.TCPServer): ...
### run.py
from http.server import BaseHTTPRequestHandler, HTTPServer
from af_engine import RDMissionController
from server import Handler, Server
def main():
    with Server(("", 0), Handler) as server:
        server.engine = RDMissionController()
        server.title = "missions"
class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.engine.save_mission()  # use
        self.server.title.save_mission()
httpd = HTTPServer(("", 80), Api)
httpd.engine = RDMissionController()
httpd.title = "missions"
""",
    "server that makes its handlers": """
import socketserver
from functools import partial
C
class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.server.engine.get_status()  # use
class Server(socketserver.TCPServer):
    def __init__(self, address, engine):
        super().__init__(address, partial(Handler))
        self.engine = engine
Server(("", 0), RDMissionController())
""",
    "application while it lives": """
### app.py
from contextlib import asynccontextmanager
from aiohttp import web
from fastapi import FastAPI
from af_engine import RDMissionController
@asynccontextmanager
async def lifespan(app):
    app.state.engine = RDMissionController()
    yield
async def start(app):
    app["engine"] = RDMissionController()
app = FastAPI(lifespan=lifespan)
web_app = web.Application()
web_app.on_startup.append(start)
### views.py
from starlette.requests import Request
async def status(request: Request):
    request.app.state.engine.mission  # use
    request.app.state.title.mission
### handlers.py
from aiohttp import web
async def handle(request):
    request.app["engine"].mission  # use
    request.app["title"].mission
""",
    "views made of classes": """
from django.views import View
from flask.views import MethodView
C
class Status(View):
    engine = title = None
    def get(self, request):
        self.engine.mission  # use
        self.title.mission
class Missions(MethodView):
    def __init__(self, engine, title):
        self.engine, self.title = engine, title
    def get(self):
        self.title.mission
        return self.engine.mission  # use
urlpatterns = [Status.as_view(engine=RDMissionController(), title="x")]
view = Missions.as_view("missions", RDMissionController(), title="x")
""",
    "what a base outside keeps": """
import logging
import threading
C
class Adapter(logging.LoggerAdapter):
    def process(self, text, keywords):
        self.logger.mission
        return self.extra["engine"].mission_id, keywords  # use
Adapter(logging.getLogger("x"), {"engine": RDMissionController()})
class Tick(threading.Timer):
    def run(self):
        self.interval.mission
        self.args[0].mission  # use
def poll(engine):
    engine.mission  # use
class Job(threading.Thread): ...
Job(target=poll, args=(RDMissionController(),)).start()
Tick(3, print, [RDMissionController()]).start()
""",
    "object of a command line's context": """
import click
C
@click.group()
@click.pass_context
def cli(context):
    context.ensure_object(dict)
    context.obj["engine"] = RDMissionController()
@cli.command()
@click.pass_obj
def status(held):
    show(held)
def show(held):
    held["engine"].mission  # use
""",
}
