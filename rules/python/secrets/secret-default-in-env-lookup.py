import os

import environ
from decouple import config

env = environ.Env()

# ruleid: python-secret-default-in-env-lookup
SECRET_KEY = os.getenv("SECRET_KEY", "dev-secret-key")
# ruleid: python-secret-default-in-env-lookup
JWT_SECRET = os.environ.get("JWT_SECRET") or "please-replace"
# ruleid: python-secret-default-in-env-lookup
DATABASE_PASSWORD = env("DATABASE_PASSWORD", default="shop")
# ruleid: python-secret-default-in-env-lookup
MAIL_API_KEY = config("MAIL_API_KEY", default="0000-1111")
# ok: python-secret-default-in-env-lookup
PAYMENT_SECRET = os.environ["PAYMENT_SECRET"]
# ok: python-secret-default-in-env-lookup
CACHE_PASSWORD = os.getenv("CACHE_PASSWORD", "")
# ok: python-secret-default-in-env-lookup
TOKEN_URL = os.getenv("TOKEN_URL", "https://login.example.com/token")
# ok: python-secret-default-in-env-lookup
LOG_LEVEL = os.getenv("LOG_LEVEL", "info")
# ok: python-secret-default-in-env-lookup
PASSWORD_FIELD = os.getenv("PASSWORD_FIELD", "password")
