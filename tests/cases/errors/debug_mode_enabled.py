# path: app/main.py
import asyncio
import os

import uvicorn
from aiohttp import web
from fastapi import FastAPI
from flask import Flask
from starlette.applications import Starlette
from werkzeug.debug import DebuggedApplication

from app.settings import settings

ON = True
api = FastAPI(title="orders", debug=ON)  # want "`debug` is on"
plain = Starlette(debug=True)  # want "`debug` is on"
server = web.Application(debug=True)  # want "`debug` is on"
app = Flask(__name__)
app.config.update(DEBUG=True, TESTING=False)  # want "`DEBUG` is on"
app.config["PROPAGATE_EXCEPTIONS"] = True  # want "Exceptions pass by the error handlers"
app.config["SQLALCHEMY_ECHO"] = True
os.environ["FLASK_DEBUG"] = "1"  # want "is on"
os.environ["FLASK_DEBUG"] = "0"
app.wsgi_app = DebuggedApplication(app.wsgi_app, evalex=True)  # want "`DebuggedApplication` is on"
app.debug = settings.debug
app.debug = False
DEBUG = True

if settings.environment == "dev":
    app.run(debug=True)


def serve():
    app.run(debug=os.environ.get("DEBUG", True))  # want "unless the environment turns it off"
    app.run(debug=os.environ.get("DEBUG") == "1")
    app.run(debug=os.getenv("DEBUG", "false").lower() == "true")
    app.run(debug=os.getenv("DEBUG", "true").lower() == "true")  # want "unless the environment turns it off"
    app.run(debug=bool(os.getenv("DEBUG", "False")))  # want "is always on"
    app.run(debug=bool(os.getenv("DEBUG", "")))
    asyncio.run(serve(), debug=True)
    uvicorn.run("app.main:api", reload=True)  # want "`reload=True` is for development"


if __name__ == "__main__":
    app.run(debug=True)  # want "`debug` is on"
    uvicorn.run("app.main:api", reload=True)
