"""Every context of a literal secret, and the names and values that are none."""

import base64
import hmac
import os
from enum import Enum
from typing import TypedDict

import boto3
import itsdangerous
import jwt
import pika
from Crypto.Cipher import AES
from cryptography.fernet import Fernet
from django.db import models
from django.utils.translation import gettext_lazy as _
from fastapi_users.authentication import JWTStrategy
from itsdangerous import URLSafeTimedSerializer as Links
from jose import jwt as jose_jwt
from openai import OpenAI
from pydantic import BaseModel, Field, SecretStr
from starlette.middleware.sessions import SessionMiddleware

# names: snake, camel, kebab, acronyms, environments, numbers, purposes
DB_PASSWORD = "granite-5507"  # want "`DB_PASSWORD` holds a literal secret"
apiKey = "k4-9Zq02x"  # want "os.environ["
stripeAPIKey = "k4-9Zq02x"  # want "STRIPE_API_KEY"
PassWord = "s3cr3t"  # want "PassWord"
SECRET_KEY_PROD = "plum-Otter-9052"  # want "SECRET_KEY_PROD"
smtp_password_2 = "letter-Badger"  # want "smtp_password_2"
password_for_email = "letter-Badger"  # want "password_for_email"
SMTP_PASS = "letter-Badger"  # want "SMTP_PASS"
SECRET_KEY_FALLBACKS = ["plum-Otter-9051", os.environ["OLD_KEY"]]  # want "SECRET_KEY_FALLBACKS"
token = b"9f8e7d6c5b4a"  # want "`token`"
sendgrid_key = "not by its name"
SECRET_KEY = "dev-secret-key"  # want "`SECRET_KEY`"

# contexts
user, password = "clinic", "walnut-6093"  # want "`password`"
app.config["SECRET_KEY"] = "plum" + "-Otter"  # want "SECRET_KEY"
app.secret_key = b"_5#y2L\n\xec]/"  # want "`secret_key`"
DATABASES["default"]["PASSWORD"] = "walnut-6093"  # want "PASSWORD"
app.config.from_mapping(SECRET_KEY="dev", JWT_SECRET_KEY="plum-Otter")  # want "SECRET_KEY" "JWT_SECRET_KEY"
os.environ["STRIPE_SECRET"] = "plum-0tter"  # want "STRIPE_SECRET"
os.environ.setdefault("STRIPE_SECRET", "plum-0tter")  # want "STRIPE_SECRET"
connection = connect(host="db", password="walnut", port=5432)  # want "`password`"
app.add_middleware(SessionMiddleware, secret_key="kiosk-Lantern")  # want "`secret_key`"
client = OpenAI(api_key="k4-9Zq02x")  # want "`api_key`"
settings = Settings(jwt_secret="tidal-Ember")  # want "`jwt_secret`"
wrapped = Settings(jwt_secret=SecretStr("tidal-Ember"))  # want "`jwt_secret`"
decoded = base64.b64decode("c2VjcmV0")
encoded_password = base64.b64decode("d2FsbnV0LTYwOTM=")  # want "`encoded_password`"
private_key = "ab12cd".encode()  # want "`private_key`"
unnamed = store(SecretStr("tidal-Ember"))  # want "`SecretStr`"
s3 = boto3.client("s3", aws_secret_access_key="wJalr8XUtn+K7MDENG")  # want "aws_secret_access_key"
session = boto3.Session(aws_access_key_id="AKIAxxxxxxxxxxxxxxxx")  # want "aws_access_key_id"
sample = boto3.Session(aws_access_key_id="this-is-not-a-key", aws_secret_access_key="----------------")
headers = {"Authorization": "Bearer 8f3kQ09xLm2", "X-API-Key": "9f8e7d6c5b"}  # want "Authorization" "X-API-Key"
empty_header = {"Authorization": "Bearer", "X-Api-Key": None}
response = requests.get(url, auth=("reports", "walnut-6093"))  # want "`password`"
if api_token := "9f8e7d6c5b4a":  # want "`api_token`"
    pass

# key arguments of known functions, directly and through a constant
KEY = "wharf-Quill-5830"
jwt.encode(claims, "secret", algorithm="HS256")  # want "The jwt key"
jwt.encode(claims, KEY, algorithm="HS256")  # want "The jwt key"
jwt.decode(value, key="wharf-Quill", algorithms=["HS256"])  # want "The jwt key"
jose_jwt.encode(claims, "wharf-Quill")  # want "The jwt key"
JWTStrategy(secret="SECRET", lifetime_seconds=3600)  # want "The jwt key"
itsdangerous.Signer("maple-Sparrow")  # want "The signing key"
Links("maple-Sparrow")  # want "The signing key"
Fernet(b"maple-Sparrow")  # want "The Fernet key"
hmac.new(b"maple-Sparrow", body, "sha256")  # want "The HMAC key"
AES.new("", AES.MODE_CFB, iv)  # want "The cipher key"
pika.PlainCredentials("reports", "letter-Badger")  # want "`password`"
jwt.decode(value, "-----BEGIN PUBLIC KEY-----MFkw", algorithms=["ES256"])
jwt.decode(value, os.environ["JWT_KEY"], algorithms=["HS256"])
hmac.new(key, b"body", "sha256")
json.loads("secret")


def connect(host, *, password="blerg", token_type="bearer", token=None):  # want "`password`"
    if token == "abc123def":  # want "`token`"
        return None
    if "sk-5f2a91" == request.headers["X-API-Key"]:  # want "X-API-Key"
        return None
    if data["password"] == "1234":  # want "`password`"
        return {"password": "hunter2"}  # want "`password`"
    # a lexer's tokens, a flag, a membership
    return token == "select" or token == "NAME" or token != "(" or "password" in data or password == ""


class Config:
    SECRET_KEY: str = "plum-Otter"  # want "`SECRET_KEY`"
    PUBLIC_KEY = "MFkwEwYH2x9"
    STRIPE_PUBLISHABLE_API_KEY = "pk_live_8f3kQ09xLm2"


class Grant(str, Enum):
    PASSWORD = "password-grant1"
    CLIENT_SECRET = "client_secret9"


class ErrorCodes:
    INVALID_PASSWORD = "errors.4711"
    JWT_INVALID_TOKEN = "errors.4712"


class Columns(TypedDict):
    password: str


class User(models.Model):
    password = models.CharField(_("password"), max_length=128)
    api_token: str = Field(default="", examples=["9f8e7d6c5b"])


class Login(BaseModel):
    password: str = Field(..., description="The user's password")
    model_config = {"json_schema_extra": {"example": {"password": "hunter2"}}}


# descriptions of secrets
token_url = "/api/token"
TOKEN_URL = "https://auth.example.com/token"
PASSWORD_RESET_TEMPLATE = "emails/reset.html"
PASSWORD_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
SECRET_NAME = "prod/db/password"
api_key_header = "X-API-Key"
PASSWORD_HASHER = "django.contrib.auth.hashers.Argon2PasswordHasher"
next_token = "eyJ9f8e7d6c5b"
pad_token = "<|pad7|>"
has_password = "yes1"
compassion = "please-d0nt"
passed = "passed-4711"
monkey = "chunky-4711"
shortcuts = {"key": "ctrl+shift+4"}

# values that are none
PASSWORD = "password"
TOKEN = "access_token"
ACCESS_TOKEN = "accessToken"
password = "your-password-here"
password = "<token from 1Password>"
password = "{{ db_password }}"
password = "${DB_PASSWORD}"
password = "%(password)s"
password = "*****"
password = "xxxxxxxx"
password = "REDACTED"
password = "abc"
password = "Please choose a password"
password = "Wrong password"
password = _("hunter2")
password = "/run/secrets/db_password"
password = "vault:secret/data/db#password"
password = "$2b$12$WApznUOJfkEGSmYRfnkrPO"
auth_token = "rest_framework.authtoken"
secret = "https://vault.internal/v1/secret1"
SECRET_KEY = os.environ["SECRET_KEY"]
SECRET_KEY = get_random_secret_key()
errors = {"password": "required", "token": "Invalid token", "api_key": "string"}
fields = {"password": "user_password", "secret": "client-secret", "access_token": "accessToken"}
labels = {"password": "Kennwort1"}
form = Form(password=StringField("Password"), token=request.args["token"])
answer = {"password": "Updated."}
link = Link(client_secret="acme_cl_e2e_seed_link_7")
app.config["SECRET_KEY"] = "secret"  # want "SECRET_KEY"
app.config["SECRET_KEY_HMAC"] = "am0r3C0mpl3xK3y"  # want "SECRET_KEY_HMAC"


class TestingConfig:
    SECRET_KEY = "aaaaaaaaaaaa"


class Checks(Config):
    TESTING = True
    SECRET_KEY = "aaaaaaaaaaaa"


class SplitTestClient:
    API_KEY = "Q8k2-plum-0931"  # want "API_KEY"


class LocalConfig:
    SECRET_KEY = "aaaaaaaaaaaa"  # want "SECRET_KEY"
