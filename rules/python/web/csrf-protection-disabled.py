from flask import Flask

app = Flask(__name__)
# ruleid: python-csrf-protection-disabled
app.config["WTF_CSRF_ENABLED"] = False
# ruleid: python-csrf-protection-disabled
app.config["JWT_COOKIE_CSRF_PROTECT"] = False
# ok: python-csrf-protection-disabled
app.config["JWT_COOKIE_SECURE"] = True


class Config:
    # ruleid: python-csrf-protection-disabled
    WTF_CSRF_ENABLED = False


class ProductionConfig(Config):
    # ok: python-csrf-protection-disabled
    WTF_CSRF_ENABLED = True


class TestingConfig(Config):
    # ok: python-csrf-protection-disabled
    WTF_CSRF_ENABLED = False
