from datetime import timedelta

from flask import Flask

app = Flask(__name__)

# ruleid: python-jwt-expiry-too-long
ACCESS_TOKEN_EXPIRE_MINUTES = 60 * 24 * 8
# ok: python-jwt-expiry-too-long
REFRESH_TOKEN_EXPIRE_MINUTES = 60 * 24 * 8
# ruleid: python-jwt-expiry-too-long
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(days=30)
# ok: python-jwt-expiry-too-long
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(minutes=15)

# ruleid: python-jwt-expiry-too-long
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(hours=12),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
}


class Settings:
    # ok: python-jwt-expiry-too-long
    access_token_expire_minutes: int = 30
