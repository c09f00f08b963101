from contextlib import asynccontextmanager

from fastapi import FastAPI
from flask import Flask

from shop.database import Base, cli, db, engine
from shop.reports import reports


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with engine.begin() as connection:
        # ruleid: python-schema-change-outside-migration
        await connection.run_sync(Base.metadata.create_all)
    yield


def create_app():
    app = Flask(__name__)
    db.init_app(app)
    with app.app_context():
        # ruleid: python-schema-change-outside-migration
        db.create_all()
    # ok: python-schema-change-outside-migration
    reports.create_all()
    return app


def prepare_database():
    # ok: python-schema-change-outside-migration
    Base.metadata.create_all(bind=engine)


# ruleid: python-schema-change-outside-migration
Base.metadata.create_all(bind=engine)


@cli.command("init-db")
def init_db():
    # ok: python-schema-change-outside-migration
    db.create_all()


if __name__ == "__main__":
    # ok: python-schema-change-outside-migration
    Base.metadata.create_all(bind=engine)
