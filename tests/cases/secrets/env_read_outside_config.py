# path: services/reports.py
import os
from os import environ, getenv

from dotenv import load_dotenv
from traitlets import Unicode, default
from traitlets.config import Configurable

load_dotenv()  # want "the environment file"
BUCKET = os.environ["REPORTS_BUCKET"]  # want "Read `REPORTS_BUCKET` in the configuration module"
REGION = getenv("REPORTS_REGION", "eu")  # want "REPORTS_REGION"


def read():
    token = environ.get("REPORTS_TOKEN")  # want "REPORTS_TOKEN"
    return token, os.environ["HOME"], os.environ.get("PATH"), os.getenv("CI"), os.getenv("PYTEST_CURRENT_TEST")


def write(command, name):
    os.environ["REPORTS_MODE"] = "fast"
    os.environ.setdefault("REPORTS_MODE", "fast")
    os.environ.pop("REPORTS_MODE", None)
    del os.environ["REPORTS_MODE"]
    run(command, env={**os.environ, "LANG": "C"}, other=os.environ.copy())
    return os.environ[name]


class ReportsConfig:
    bucket: str = os.environ["REPORTS_BUCKET"]


class Reporter(Configurable):
    url = Unicode(os.getenv("REPORTS_URL", "")).tag(config=True)

    @default("host")
    def _host(self):
        return os.environ["REPORTS_HOST"]


def create_app():
    return os.environ["REPORTS_MODE"]


@group.command("load")
def load():
    return os.environ["REPORTS_MODE"]


def handler(event, context):
    return os.environ["REPORTS_MODE"], os.environ.get("NOTIFY_SOCKET"), os.getenv("REPORTS_TEST_HOOK")


def notify():
    return os.environ.get("NOTIFY_SOCKET"), os.getenv("REPORTS_TEST_HOOK")
