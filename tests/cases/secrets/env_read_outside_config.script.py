# path: scripts/load.py
import os

BUCKET = os.environ["REPORTS_BUCKET"]
