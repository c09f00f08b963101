# path: reports.py
import os

from reports_app import create_app

app = create_app(os.getenv("REPORTS_CONFIG", "default"))


def bucket():
    return os.environ["REPORTS_BUCKET"]  # want "REPORTS_BUCKET"
