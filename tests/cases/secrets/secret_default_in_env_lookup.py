"""Every library that reads the environment, every way to fall back."""

import os
import secrets
from os import environ, getenv

import environ as django_environ
from decouple import config
from django.core.management.utils import get_random_secret_key
from dynaconf import Validator
from dynaconf import settings as dyna
from environs import Env
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings
from starlette.config import Config

A_SECRET = os.getenv("A_SECRET", "changeme")  # want "`A_SECRET` falls back to a literal"
B_SECRET = os.environ.get("B_SECRET", "your-secret-key")  # want "B_SECRET"
C_SECRET = environ.get("C_SECRET", default="x1")  # want "C_SECRET"
D_SECRET = getenv("D_SECRET") or "x1"  # want "D_SECRET"
E_SECRET = os.environ["E_SECRET"] if "E_SECRET" in os.environ else "x1"  # want "E_SECRET"
F_SECRET = "x1" if not os.getenv("F_SECRET") else os.getenv("F_SECRET")  # want "F_SECRET"
G_PASSWORD = os.getenv("G_PW_FILE_CONTENT", "x1")  # want "G_PW_FILE_CONTENT"
DATABASES = {"default": {"PASSWORD": os.getenv("PG", "postgres")}}  # want "PG"
client = connect(password=os.getenv("PG", "postgres"))  # want "PG"
H_SECRET = config("H_SECRET", default="x1")  # want "H_SECRET"
env = Env()
I_SECRET = env("I_SECRET", "x1")  # want "I_SECRET"
J_SECRET = env.str("J_SECRET", "x1")  # want "J_SECRET"
django_env = django_environ.Env(K_SECRET=(str, "x1"))  # want "K_SECRET"
L_SECRET = django_env("L_SECRET", default="x1")  # want "L_SECRET"
starlette_config = Config(".env")
M_SECRET = starlette_config("M_SECRET", cast=str, default="x1")  # want "M_SECRET"
N_SECRET = dyna.get("N_SECRET", "x1")  # want "N_SECRET"
Validator("O_SECRET", default="x1")  # want "O_SECRET"
P_SECRET = get_env_variable("P_SECRET", "x1")  # want "P_SECRET"
SECRET_SALT = str(os.environ.get("SECRET_SALT", "salty"))  # want "SECRET_SALT"

try:
    Q_SECRET = os.environ["Q_SECRET"]
except KeyError:
    Q_SECRET = "x1"  # want "Q_SECRET"

R_SECRET = os.getenv("R_SECRET")
if not R_SECRET:
    R_SECRET = "x1"  # want "R_SECRET"

S_SECRET = os.getenv("S_SECRET")
if S_SECRET is None:
    raise RuntimeError("S_SECRET is missing")


def setting(name, fallback=None):
    try:
        return os.environ[name]
    except KeyError:
        return fallback


T_SECRET = setting("T_SECRET", "x1")  # want "T_SECRET"
U_SECRET = setting("U_SECRET")


def lazily():
    value = 1
    value += 1
    return os.getenv("V_SECRET", "x1")  # want "V_SECRET"


class Shared(BaseSettings):
    jwt_secret: str = "tidal-Ember"  # want "`jwt_secret` falls back"


class Settings(Shared):
    api_key: SecretStr = SecretStr("tidal-Ember")  # want "api_key"
    webhook_secret: str = Field("tidal-Ember", min_length=8)  # want "webhook_secret"
    signing_key: str = Field(default="tidal-Ember")  # want "signing_key"
    session_secret: str = Field(default_factory=make)
    client_secret: str = ""
    _own_password: str = "tidal-Ember"
    token: str | None = None
    token_url: str = "/api/token"
    secret_key: str = secrets.token_urlsafe(32)  # want "random value"


W_SECRET = os.getenv("W_SECRET", secrets.token_hex())  # want "random value"
X_SECRET = os.getenv("X_SECRET") or get_random_secret_key()  # want "random value"

# no secret's name, or nothing that could be used as one
TOKEN_URL = os.getenv("TOKEN_URL", "http://localhost/token")
API_TOKEN = os.getenv("API_TOKEN", "")
API_KEY = os.getenv("API_KEY", None)
OTHER_KEY = os.getenv("OTHER_API_KEY", "not-set")
VAULT_TOKEN = os.getenv("VAULT_TOKEN", "<unset>")
SECRET_FILE = os.getenv("SECRET_FILE", "/run/secrets/key")
KEY = os.getenv("SECRET_KEY", default_key())
PASSWORD_MIN_LENGTH = os.getenv("PASSWORD_MIN_LENGTH", "12")


class TestingConfig:
    SECRET = os.getenv("T_SECRET", "changeme")


class DevelopmentConfig:
    SECRET = os.getenv("U_SECRET", "changeme")  # want "U_SECRET"
