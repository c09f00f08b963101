# path: app/management/commands/load.py
import os

BUCKET = os.environ["REPORTS_BUCKET"]
