"""Where the shop keeps its data."""

import os

from sqlalchemy import create_engine

# ruleid: python-credentials-in-url
DATABASE_URL = "postgresql://shop:vN7kq2zPw@db.shop.internal:5432/shop"
# ok: python-credentials-in-url
REPLICA_URL = os.environ["REPLICA_URL"]
# ok: python-credentials-in-url
DOCUMENTED = "postgresql://user:password@host:5432/name"
# ok: python-credentials-in-url
PUBLIC_URL = "https://shop.example.com:8443/orders"


def engine():
    # ruleid: python-credentials-in-url
    return create_engine("mysql+pymysql://root:toor@mysql/shop")


def broker(celery):
    # ruleid: python-credentials-in-url
    celery.conf.broker_url = "amqp://worker:s9dkQ1@rabbit.shop.internal//"
    # ok: python-credentials-in-url
    celery.conf.result_backend = "redis://cache.shop.internal:6379/0"
    # ok: python-credentials-in-url
    return f"amqp://worker:{os.environ['BROKER_PASSWORD']}@rabbit.shop.internal//"
