# path: clinic/settings/base.py
import os

import environ
from decouple import config
from pydantic_settings import BaseSettings

env = environ.Env()
DEBUG = env.bool("DEBUG", default=True)  # want "unless the environment turns it off"


class Config:
    DEBUG = True  # want "`DEBUG` is on"


class ProductionConfig(Config):
    DEBUG = config("DEBUG", default=True, cast=bool)  # want "unless"
    PROPAGATE_EXCEPTIONS = False


class DevelopmentConfig(Config):
    DEBUG = True


class Settings(BaseSettings):
    debug: bool = True  # want "`debug` is on"
    name: str = os.getenv("NAME", "clinic")


class Worker:
    debug = True
