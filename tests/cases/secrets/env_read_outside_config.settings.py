# path: core/config.py
import os

BUCKET = os.environ["REPORTS_BUCKET"]
