# path: main.py
import os

BUCKET = os.environ["REPORTS_BUCKET"]
