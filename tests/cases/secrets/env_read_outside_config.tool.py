# path: tools/translate-all.py
import os

KEY = os.environ["TRANSLATION_HOST"]
