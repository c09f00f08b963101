"""What the fixes of rules outside of the SQL family make of code, and where there must be none."""

from __future__ import annotations

import ast

import pytest

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.fixer import changed, refusal
from backend_lint.hooks import BoundRule
from backend_lint.model import Finding
from backend_lint.semantics.file import SourceFile, decode

RULES = {rule.code: rule for rule in catalog.rules()}
OS = "import os\n"


def found(code: str, data: bytes, path: str, **options: object) -> list[Finding]:
    """What one rule says of a file, strict findings included."""
    engine = Engine([BoundRule(RULES[code], {**RULES[code].options, **options}, strict=True)])  # type: ignore[dict-item]
    return [*engine.check(path, data).findings]


def fixed(code: str, text: str, path: str = "orders/app.py", **options: object) -> tuple[str, list[str]]:
    """A file after all fixes of one rule, and how sure each was; the fixer's proof holds and no finding with a fix is left."""
    findings = found(code, text.encode(), path, **options)
    assert findings, "the rule finds nothing"
    fixable = [each for each in findings if each.fix is not None]
    if not fixable:
        return text, []
    source: SourceFile = decode(path, text.encode())
    change = changed(source, fixable)
    assert refusal(source, change.data, change.edits) is None
    ast.parse(change.data)
    assert not [each for each in found(code, change.data, path, **options) if each.fix is not None]
    return change.data.decode(), [each.fix.applicability for each in change.fixed if each.fix]


LOGGER = "import logging\nlogger = logging.getLogger(__name__)\n"
FASTAPI = "from fastapi import FastAPI, HTTPException\nfrom fastapi.responses import JSONResponse\napp = FastAPI()\n"
FLASK = "from flask import Flask, jsonify\napp = Flask(__name__)\n"

#: Name: code, before, after, how sure.
CASES: dict[str, tuple[str, str, str, str]] = {
    # -- literal secrets
    "a secret of bytes": (
        "BKD301", OS + 'SECRET_KEY = b"plum-Otter-9052"\n', OS + 'SECRET_KEY = os.environ["SECRET_KEY"].encode()\n', "unsafe",
    ),
    "an encoded secret": (
        "BKD301", OS + 'SECRET_KEY = "plum-Otter-9052".encode()\n', OS + 'SECRET_KEY = os.environ["SECRET_KEY"].encode()\n', "unsafe",
    ),
    "os has another name": (
        "BKD301", 'import os as system\nSECRET_KEY = "plum-Otter-9052"\n',
        'import os as system\nSECRET_KEY = system.environ["SECRET_KEY"]\n', "unsafe",
    ),
    "os is something else": (
        "BKD301", 'import re\nos = detect()\nSECRET_KEY = "plum-Otter-9052"\n',
        'import re\nfrom os import environ\nos = detect()\nSECRET_KEY = environ["SECRET_KEY"]\n', "unsafe",
    ),
    "a header keeps its scheme": (
        "BKD301", OS + 'headers = {"Authorization": "Bearer 8f3kQ09xLm2"}\n',
        OS + 'headers = {"Authorization": "Bearer " + os.environ["AUTHORIZATION"]}\n', "unsafe",
    ),
    "an argument": (
        "BKD301", OS + 'connect(db_password="walnut-6093")\n', OS + 'connect(db_password=os.environ["DB_PASSWORD"])\n', "unsafe",
    ),
    "pwd is not the shell's": (
        "BKD301", OS + 'connect(host, pwd="walnut-6093")\n', OS + 'connect(host, pwd=os.environ["PASSWORD"])\n', "unsafe",
    ),
    "a constant with another name": (
        "BKD301", 'import os, jwt\nSIGN = "wharf-Quill"\njwt.encode(claims, SIGN)\njwt.decode(text, SIGN)\n',
        'import os, jwt\nSIGN = os.environ["JWT_KEY"]\njwt.encode(claims, SIGN)\njwt.decode(text, SIGN)\n', "unsafe",
    ),
    "a secret over two lines": (
        "BKD301", OS + 'API_KEY = ("k4Zq"\n           "02xTT81")\n', OS + 'API_KEY = (os.environ["API_KEY"])\n', "unsafe",
    ),
    "a file with CRLF": (
        "BKD301", '"""App."""\r\n\r\nSECRET_KEY = "plum-Otter-9052"\r\n',
        '"""App."""\r\n\r\nimport os\r\n\r\nSECRET_KEY = os.environ["SECRET_KEY"]\r\n', "unsafe",
    ),
    "beside the settings": (
        "BKD301", OS + 'from orders.config import settings\nSECRET_KEY = "plum-Otter-9052"\n',
        OS + 'from orders.config import settings\nSECRET_KEY = os.environ["SECRET_KEY"]\n', "suggest",
    ),
    # -- fallbacks
    "getenv by itself": (
        "BKD302", 'from os import getenv\n\nJWT_SECRET = getenv("JWT_SECRET", "changeme")\n',
        'from os import environ\nfrom os import getenv\n\nJWT_SECRET = environ["JWT_SECRET"]\n', "unsafe",
    ),
    "environ by itself": (
        "BKD302", 'from os import environ\nJWT_SECRET = environ.get("JWT_SECRET", "changeme")\n',
        'from os import environ\nJWT_SECRET = environ["JWT_SECRET"]\n', "unsafe",
    ),
    "the key's own quotes": (
        "BKD302", OS + "JWT_SECRET = os.getenv('JWT_SECRET', default='changeme').encode()\n",
        OS + "JWT_SECRET = os.environ['JWT_SECRET'].encode()\n", "unsafe",
    ),
    "the other arm of a test": (
        "BKD302", OS + 'PASSWORD = os.environ["PASSWORD"] if "PASSWORD" in os.environ else "walnut"\n',
        OS + 'PASSWORD = os.environ["PASSWORD"]\n', "unsafe",
    ),
    "the first arm of a test": (
        "BKD302", OS + 'PASSWORD = "walnut" if "PASSWORD" not in os.environ else os.environ["PASSWORD"]\n',
        OS + 'PASSWORD = os.environ["PASSWORD"]\n', "unsafe",
    ),
    "decouple": (
        "BKD302", 'from decouple import config\nSECRET_KEY = config("SECRET_KEY", default="walnut", cast=str)\n',
        'from decouple import config\nSECRET_KEY = config("SECRET_KEY", cast=str)\n', "unsafe",
    ),
    "django-environ's scheme": (
        "BKD302", 'import environ\nenv = environ.Env(SECRET_KEY=(str, "walnut"))\n',
        'import environ\nenv = environ.Env(SECRET_KEY=str)\n', "unsafe",
    ),
    "dynaconf": (
        "BKD302", 'from dynaconf import Validator\nValidator("SECRET_KEY", default="walnut")\n',
        'from dynaconf import Validator\nValidator("SECRET_KEY", must_exist=True)\n', "unsafe",
    ),
    "except KeyError": (
        "BKD302", OS + 'try:\n    API_KEY = os.environ["API_KEY"]\nexcept KeyError:\n    API_KEY = "walnut"\n',
        OS + 'try:\n    API_KEY = os.environ["API_KEY"]\nexcept KeyError:\n    raise\n', "unsafe",
    ),
    "a later test": (
        "BKD302", OS + 'API_KEY = os.getenv("API_KEY")\nif not API_KEY:\n    API_KEY = "walnut"\n',
        OS + 'API_KEY = os.getenv("API_KEY")\nif not API_KEY:\n    raise RuntimeError("API_KEY is not set")\n', "unsafe",
    ),
    "fields of settings": (
        "BKD302",
        "from pydantic import Field, SecretStr\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n"
        '    api_key: SecretStr = SecretStr("walnut")\n    jwt_secret: str = Field("walnut", min_length=4)\n'
        '    db_password: str = Field(default="walnut")  # of the pool\n',
        "from pydantic import Field, SecretStr\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n"
        "    api_key: SecretStr\n    jwt_secret: str = Field(min_length=4)\n"
        "    db_password: str  # of the pool\n", "unsafe",
    ),
    "a random fallback": (
        "BKD302", 'import os, secrets\nSECRET_KEY = os.getenv("SECRET_KEY", secrets.token_hex())\n',
        'import os, secrets\nSECRET_KEY = os.environ["SECRET_KEY"]\n', "unsafe",
    ),
    "a fallback of development": (
        "BKD302", OS + 'if DEBUG:\n    API_KEY = os.getenv("API_KEY", "walnut")\n',
        OS + 'if DEBUG:\n    API_KEY = os.environ["API_KEY"]\n', "suggest",
    ),
    # -- URLs
    "a URL of its own name": (
        "BKD303", OS + 'REPORTS_DSN = "postgresql://reports:Lm3-velvet@replica.tickets.internal/tickets"\n',
        OS + 'REPORTS_DSN = os.environ["REPORTS_DSN"]\n', "unsafe",
    ),
    "a URL as a default": (
        "BKD303", OS + 'url = os.getenv("DATABASE_URL", "postgresql://app:Lm3-velvet@db.tickets.internal/tickets")\n',
        OS + 'url = os.environ["DATABASE_URL"]\n', "unsafe",
    ),
    "a URL of settings": (
        "BKD303",
        'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    database_url: str = "mysql://a:Lm3-velvet@db.t.internal/t"\n',
        "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    database_url: str\n", "unsafe",
    ),
    # -- passwords, hashes
    "a constant of its own": (
        "BKD401", "import bcrypt\nROUNDS = 8\nsalt = bcrypt.gensalt(ROUNDS)\n", "import bcrypt\nROUNDS = 12\nsalt = bcrypt.gensalt(ROUNDS)\n", "safe",
    ),
    "a class attribute": (
        "BKD401", "class Config:\n    BCRYPT_LOG_ROUNDS = 4\n", "class Config:\n    BCRYPT_LOG_ROUNDS = 12\n", "safe",
    ),
    "a hasher's attribute": (
        "BKD401", "from django.contrib.auth.hashers import BCryptSHA256PasswordHasher\nclass Hasher(BCryptSHA256PasswordHasher):\n    rounds = 10\n",
        "from django.contrib.auth.hashers import BCryptSHA256PasswordHasher\nclass Hasher(BCryptSHA256PasswordHasher):\n    rounds = 12\n", "safe",
    ),
    "a default of the environment": (
        "BKD401", "import os\nBCRYPT_ROUNDS = int(os.getenv('BCRYPT_ROUNDS', '10'))\n",
        "import os\nBCRYPT_ROUNDS = int(os.getenv('BCRYPT_ROUNDS', '12'))\n", "safe",
    ),
    "iterations": (
        "BKD401", "import crypt\nsalt = crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=1024)\n",
        "import crypt\nsalt = crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=4096)\n", "safe",
    ),
    "an unstated cost": ("BKD405", "import bcrypt\nsalt = bcrypt.gensalt()\n", "import bcrypt\nsalt = bcrypt.gensalt(rounds=12)\n", "safe"),
    "an unstated cost over lines": (
        "BKD405", 'from passlib.context import CryptContext\nc = CryptContext(\n    schemes=["bcrypt"],  # of old\n)\n',
        'from passlib.context import CryptContext\nc = CryptContext(\n    schemes=["bcrypt"], bcrypt__rounds=12,  # of old\n)\n', "safe",
    ),
    "an inequality of tokens": (
        "BKD404", "import hmac\ndef check(request, user):\n    if not user or request.args['token'] != user.api_token:\n        raise KeyError\n",
        "import hmac\ndef check(request, user):\n    if not user or not hmac.compare_digest(request.args['token'], user.api_token):\n"
        "        raise KeyError\n", "unsafe",
    ),
    "a token that may be missing": (
        "BKD404", "import hmac\ndef check(request, user):\n    token = request.headers.get('token')\n    return token == user.api_token\n",
        "import hmac\ndef check(request, user):\n    token = request.headers.get('token')\n    return hmac.compare_digest(token, user.api_token)\n",
        "suggest",
    ),
    "a checksum": (
        "BKD406", "from hashlib import md5\nchecksum = md5(body).hexdigest()\n",
        "from hashlib import md5\nchecksum = md5(body, usedforsecurity=False).hexdigest()\n", "safe",
    ),
    "a checksum of a secret": (
        "BKD406", "from hashlib import md5\nchecksum = md5(secret_key).hexdigest()\n",
        "from hashlib import md5\nchecksum = md5(secret_key, usedforsecurity=False).hexdigest()\n", "suggest",
    ),
    "a checksum fed later": (
        "BKD406", 'import hashlib\ndef f(body):\n    checksum = hashlib.new("md5")\n    checksum.update(body)\n    return checksum.hexdigest()\n',
        'import hashlib\ndef f(body):\n    checksum = hashlib.new("md5", usedforsecurity=False)\n    checksum.update(body)\n'
        "    return checksum.hexdigest()\n", "safe",
    ),
    "a token by a name": (
        "BKD406", "from hashlib import sha1\ndef token(user):\n    return sha1(user.email.encode()).hexdigest()\n",
        "from hashlib import sha1, sha256\ndef token(user):\n    return sha256(user.email.encode()).hexdigest()\n"
        .replace("sha1, sha256\n", "sha1\nfrom hashlib import sha256\n"), "unsafe",
    ),
    # -- errors
    "a code and a flag": (
        "BKD501", FLASK + "def gone():\n    return jsonify({'success': False, 'message': f'No {x}'}), 404\n",
        FLASK + """def gone():\n    return jsonify({"error": {"code": "NOT_FOUND", "message": f'No {x}'}}), 404\n""", "unsafe",
    ),
    "keywords": (
        "BKD501", FLASK + 'def gone():\n    return jsonify(error="Gone", code="SOLD_OUT"), 409\n',
        FLASK + 'def gone():\n    return jsonify({"error": {"code": "SOLD_OUT", "message": "Gone"}}), 409\n', "unsafe",
    ),
    "keywords that are the body": (
        "BKD501", "from flask_restful import abort\ndef gone():\n    abort(404, message='Gone')\n",
        "from flask_restful import abort\ndef gone():\n    abort(404, error={\"code\": \"NOT_FOUND\", \"message\": 'Gone'})\n", "unsafe",
    ),
    "an error object without a code": (
        "BKD501", FLASK + 'def gone():\n    return {"error": {"message": "Gone"}}, 404\n',
        FLASK + 'def gone():\n    return {"error": {"code": "NOT_FOUND", "message": "Gone"}}, 404\n', "unsafe",
    ),
    "a code in words": (
        "BKD503", "class SoldOutError(Exception):\n    code = 'soldOut'\n", 'class SoldOutError(Exception):\n    code = "SOLD_OUT"\n', "unsafe",
    ),
    "an exception to the client": (
        "BKD505",
        LOGGER + FASTAPI + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n'
        '        raise HTTPException(400, str(e))\n',
        LOGGER + FASTAPI + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n'
        '        logger.exception("show failed")\n        raise HTTPException(400, "Bad Request")\n', "unsafe",
    ),
    "two exceptions in one handler are logged once": (
        "BKD505",
        LOGGER + FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except (OSError, KeyError) as e:\n'
        '        return jsonify(error=str(e), why=f"{e!r} happened"), 500\n',
        LOGGER + FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except (OSError, KeyError) as e:\n'
        '        logger.exception("show failed")\n        return jsonify(error="Internal server error", why="Internal server error"), 500\n',
        "unsafe",
    ),
    "what is logged already": (
        "BKD505",
        FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n        app.logger.error(e)\n'
        "        return jsonify(error=str(e)), 500\n",
        FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n        app.logger.error(e)\n'
        '        return jsonify(error="Internal server error"), 500\n', "unsafe",
    ),
    "an exception in an f-string": (
        "BKD505",
        LOGGER + FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n'
        '        return jsonify(error=f"Error: {str(e)}"), 500\n',
        LOGGER + FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n'
        '        logger.exception("show failed")\n        return jsonify(error="Internal server error"), 500\n', "unsafe",
    ),
    "an exception in joined texts": (
        "BKD505",
        LOGGER + FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n        if broken:\n'
        '            return jsonify(error="Error: " + str(e), also="%s!" % e, and_="no "\n                f"{e}"), 500\n',
        LOGGER + FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n        logger.exception("show failed")\n'
        '        if broken:\n            return jsonify(error="Internal server error", also="Internal server error", '
        'and_="Internal server error"), 500\n', "unsafe",
    ),
    "an exception raised as another": (
        "BKD505",
        LOGGER + "from rest_framework.exceptions import NotFound\ndef show():\n    try:\n        load()\n    except Exception as e:\n        raise NotFound(str(e))\n",
        LOGGER + "from rest_framework.exceptions import NotFound\ndef show():\n    try:\n        load()\n    except Exception as e:\n"
        '        logger.exception("show failed")\n        raise NotFound("Not Found")\n', "unsafe",
    ),
    "an error handler": (
        "BKD505",
        LOGGER + FASTAPI + "@app.exception_handler(Exception)\nasync def broken(request, exc):\n"
        '    return JSONResponse({"error": str(exc)}, 500)\n',
        LOGGER + FASTAPI + "@app.exception_handler(Exception)\nasync def broken(request, exc):\n"
        '    logger.error("broken failed", exc_info=exc)\n    return JSONResponse({"error": "Internal server error"}, 500)\n', "unsafe",
    ),
    "an exception nobody else would see": (
        "BKD505",
        FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n        return jsonify(error=str(e)), 500\n',
        FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except Exception as e:\n'
        '        return jsonify(error="Internal server error"), 500\n', "suggest",
    ),
    "debug when served": (
        "BKD506", FLASK + 'def serve():\n    app.run("0.0.0.0", debug=True, port=80)\n', FLASK + 'def serve():\n    app.run("0.0.0.0", port=80)\n', "safe",
    ),
    "debug by hand": (
        "BKD506", FLASK + 'if __name__ == "__main__":\n    app.run(debug=True)\n', FLASK + 'if __name__ == "__main__":\n    app.run()\n', "unsafe",
    ),
    "debug as the only argument": (
        "BKD506", "from fastapi import FastAPI\napp = FastAPI(\n    debug=True,\n)\n", "from fastapi import FastAPI\napp = FastAPI()\n", "safe",
    ),
    "debug of an environment": (
        "BKD506", FLASK + "import os\napp.config.update(DEBUG=True, TESTING=False)\n",
        FLASK + 'import os\napp.config.update(DEBUG=os.environ.get("DEBUG") == "1", TESTING=False)\n', "unsafe",
    ),
    "debug by default": (
        "BKD506", FLASK + "import os\napp.debug = bool(os.getenv('DEBUG', 'TRUE'))\n",
        FLASK + "import os\napp.debug = os.getenv('DEBUG', 'FALSE').lower() in (\"1\", \"true\", \"yes\", \"on\")\n", "unsafe",
    ),
    "debug of settings": (
        "BKD506", "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    DEBUG: bool = True\n",
        "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    DEBUG: bool = False\n", "unsafe",
    ),
    "a swallowed exception": (
        "BKD507", LOGGER + "def send():\n    try:\n        mail()\n    except Exception:\n        return None\n",
        LOGGER + 'def send():\n    try:\n        mail()\n    except Exception:\n        logger.exception("send failed")\n        return None\n', "suggest",
    ),
    "a swallowed exception on one line": (
        "BKD507", LOGGER + "def send():\n    for each in all():\n        try: mail()\n        except: continue\n",
        LOGGER + 'def send():\n    for each in all():\n        try: mail()\n        except: logger.exception("send failed"); continue\n', "suggest",
    ),
    "a tuple in FastAPI": (
        "BKD511", FASTAPI + '@app.get("/")\ndef show():\n    return {"error": "None"}, 404\n',
        FASTAPI + '@app.get("/")\ndef show():\n    return JSONResponse({"error": "None"}, status_code=404)\n', "unsafe",
    ),
    "a body in FastAPI": (
        "BKD511", 'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/")\ndef show():\n    return {"error": "Not found"}\n',
        'from fastapi import FastAPI\nfrom fastapi.responses import JSONResponse\napp = FastAPI()\n@app.get("/")\ndef show():\n'
        '    return JSONResponse({"error": "Not found"}, status_code=404)\n', "unsafe",
    ),
    "a body in Flask": (
        "BKD511", FLASK + '@app.get("/")\ndef show():\n    return jsonify(error="Access denied")\n',
        FLASK + '@app.get("/")\ndef show():\n    return jsonify(error="Access denied"), 403\n', "unsafe",
    ),
    "a status written down": (
        "BKD511", FLASK + '@app.get("/")\ndef show():\n    return {"error": "It already exists"}, 200\n',
        FLASK + '@app.get("/")\ndef show():\n    return {"error": "It already exists"}, 409\n', "suggest",
    ),
    "a failure in Django": (
        "BKD511",
        'from django.http import JsonResponse\ndef show(request):\n    try:\n        load()\n    except OSError:\n'
        '        return JsonResponse({"error": "Oh no"})\n',
        'from django.http import JsonResponse\ndef show(request):\n    try:\n        load()\n    except OSError:\n'
        '        return JsonResponse({"error": "Oh no"}, status=500)\n', "unsafe",
    ),
    "a failure that was caught": (
        "BKD511", FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except User.DoesNotExist:\n        return jsonify(error="Oh no")\n',
        FLASK + '@app.get("/")\ndef show():\n    try:\n        load()\n    except User.DoesNotExist:\n        return jsonify(error="Oh no"), 404\n',
        "unsafe",
    ),
    "a failure that does not say which": (
        "BKD511", FLASK + '@app.get("/")\ndef show():\n    return jsonify(error="Oh no")\n',
        FLASK + '@app.get("/")\ndef show():\n    return jsonify(error="Oh no"), 400\n', "suggest",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "before", "after", "sure"), CASES.values(), ids=CASES)
def test_fix(code: str, before: str, after: str, sure: str) -> None:
    text, applicabilities = fixed(code, before)
    assert (text, {*applicabilities}) == (after, {sure})


@pytest.mark.parametrize(("code", "before", "after", "sure"), CASES.values(), ids=CASES)
def test_fix_of_a_file_from_windows(code: str, before: str, after: str, sure: str) -> None:
    text, _ = fixed(code, "\ufeff" + before.replace("\r\n", "\n").replace("\n", "\r\n"))
    assert text == "\ufeff" + after.replace("\r\n", "\n").replace("\n", "\r\n")


#: Name: code and a file in which the rule finds something that only a person can change.
UNCHANGED: dict[str, tuple[str, str]] = {
    "os and environ are something else": ("BKD301", 'import re\nos = environ = detect()\nSECRET_KEY = "plum-Otter-9052"\n'),
    "os is a parameter": ("BKD301", OS + 'def f(os, environ):\n    connect(password="walnut-6093")\n'),
    "two secrets of one name": ("BKD301", OS + 'a = {"password": "walnut-6093"}\nb = {"password": "hazel-7104"}\n'),
    "in an f-string": ("BKD301", OS + 'url = f"{sign(secret_key=\'plum-Otter-9052\')}"\n'),
    "the environment is set": ("BKD301", OS + 'os.environ["API_KEY"] = "plum-Otter-9052"\n'),
    "a default that a wrapper takes": (
        "BKD302", OS + 'def setting(name, default):\n    return os.environ.get(name, default)\nkey = setting("API_KEY", "walnut")\n',
    ),
    "a field of a dataclass": (
        "BKD302", "from dataclasses import dataclass\n@dataclass\nclass Config:\n    port: int = 1\n    secret_key: str = 'plum-Otter'\n",
    ),
    "a look-up with a comment": ("BKD302", OS + 'API_KEY = os.getenv(\n    "API_KEY",  # of the shop\n    "walnut",\n)\n'),
    "a URL with holes": ("BKD303", OS + 'url = f"postgresql://app:Lm3-velvet@db.t.internal/{name}"\n'),
    "a URL in a command": ("BKD303", OS + 'run("psql postgresql://app:Lm3-velvet@db.t.internal/t -c x")\n'),
    "two URLs of one kind": (
        "BKD303", OS + 'a = "postgresql://app:Lm3-velvet@a.t.internal/t"\nb = "postgresql://app:Lm3-velvet@b.t.internal/t"\n',
    ),
    "a number of other use": ("BKD401", "import bcrypt\nROUNDS = 8\nsalt = bcrypt.gensalt(ROUNDS)\nplay(ROUNDS)\n"),
    "a salt": ("BKD401", 'import bcrypt\nbcrypt.hashpw(password, b"$2b$08$abcdefghijklmnopqrstuu")\n'),
    "passwords are compared": ("BKD404", "def login(user, password):\n    return user.password == password\n"),
    "a column is compared": ("BKD404", "import hmac\ndef f(request):\n    return Key.find(Key.token == request.args['token'])\n"),
    "not hashlib's": ("BKD406", "from Crypto.Hash import MD5\nchecksum = MD5.new(body).hexdigest()\n"),
    "unknown parts of a body": ("BKD501", FLASK + 'def gone(x):\n    return {"error": "Gone", "fields": x}, 404\n'),
    "a body with a comment": ("BKD501", FLASK + 'def gone():\n    return {\n        "error": "Gone",  # for ever\n    }, 404\n'),
    "a code from elsewhere": ("BKD503", 'class SoldOutError(Exception):\n    code = "sold" "-out"\n'),
    "arguments of an exception": (
        "BKD505", FLASK + '@app.get("/")\ndef f():\n    try:\n        g()\n    except Exception as e:\n        return ", ".join(e.args)\n',
    ),
    "an exception for a helper": (
        "BKD505",
        FLASK + 'def page(error):\n    return jsonify(error=str(error)), 500\n@app.get("/")\ndef f():\n    try:\n        g()\n'
        "    except Exception as e:\n        return page(e)\n",
    ),
    "a body over lines": ("BKD501", FLASK + 'def gone(x):\n    return {\n        "error": "Gone: %s"\n        % x,\n    }, 404\n'),
    "debug of a debugger": ("BKD506", "from werkzeug.debug import DebuggedApplication\napp = DebuggedApplication(app)\n"),
    "no logger": ("BKD507", "def send():\n    try:\n        mail()\n    except Exception:\n        pass\n"),
    "the logger is a parameter": ("BKD507", LOGGER + "def send(logger):\n    try:\n        mail()\n    except Exception:\n        pass\n"),
    "suppressed": ("BKD507", LOGGER + "import contextlib\ndef f():\n    with contextlib.suppress(Exception):\n        mail()\n"),
    "a tuple in parentheses": ("BKD511", FASTAPI + '@app.get("/")\ndef show():\n    return ({"error": "None"}, 404)\n'),
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), UNCHANGED.values(), ids=UNCHANGED)
def test_no_fix(code: str, text: str) -> None:
    assert fixed(code, text) == (text, [])


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        ("nested", '{"error": {"code": "NOT_FOUND", "message": "Gone"}}'),
        ("envelope", '{"success": False, "error": {"code": "NOT_FOUND", "message": "Gone"}}'),
        ("detail", '{"detail": "Gone"}'),
        ("problem+json", '{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "Gone"}'),
    ],
)
def test_shapes(shape: str, body: str) -> None:
    before = FLASK + 'def gone():\n    return {"msg": "Gone"}, 404\n'
    assert fixed("BKD501", before, error_shape=shape) == (before.replace('{"msg": "Gone"}', body), ["unsafe"])


def test_no_edit_says_a_secret() -> None:
    text = (
        OS
        + 'import jwt\nSECRET_KEY = "plum-Otter-9052"\nAPI_KEY = os.getenv("API_KEY", "hazel-Crane-71")\njwt.encode(c, "wharf-Quill")\n'
    )
    fixes = [
        each.fix for code in ("BKD301", "BKD302") for each in found(code, text.encode(), "orders/app.py") if each.fix
    ]
    said = "".join(fix.title + "".join(edit.text for edit in fix.edits) for fix in fixes)
    assert len(fixes) == 3
    assert not [secret for secret in ("plum-Otter-9052", "hazel-Crane-71", "wharf-Quill") if secret in said]
