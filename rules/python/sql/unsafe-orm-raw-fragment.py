from django.db.models.expressions import RawSQL
from sqlalchemy import literal_column, select, text

from shop.models import Customer, Order

ACTIVE = "active"


def search_customers(name):
    # ruleid: python-unsafe-orm-raw-fragment
    found = Customer.objects.raw(f"SELECT id FROM customer WHERE name = '{name}'")
    # ok: python-unsafe-orm-raw-fragment
    same = Customer.objects.raw("SELECT id FROM customer WHERE name = %s", [name])
    return found or same


def filtered(queryset, city, status):
    # ruleid: python-unsafe-orm-raw-fragment
    queryset = queryset.extra(where=["city = '%s'" % city])
    # ok: python-unsafe-orm-raw-fragment
    queryset = queryset.extra(where=["city = %s"], params=[city])
    # ruleid: python-unsafe-orm-raw-fragment
    queryset = queryset.annotate(total=RawSQL("SELECT sum(total) FROM orders WHERE status = '" + status + "'", []))
    # ok: python-unsafe-orm-raw-fragment
    return queryset.annotate(total=RawSQL("SELECT sum(total) FROM orders WHERE status = %s", [status]))


def orders_in(session, region, days: int):
    condition = "region = '{}'".format(region)
    # ruleid: python-unsafe-orm-raw-fragment
    rows = session.query(Order).filter(text(condition)).all()
    # ok: python-unsafe-orm-raw-fragment
    rows += session.query(Order).filter(text("region = :region")).params(region=region).all()
    # ok: python-unsafe-orm-raw-fragment
    rows += session.query(Order).filter(text(f"age < interval '{days} days'")).all()
    # ok: python-unsafe-orm-raw-fragment
    rows += session.query(Order).filter(text(f"status = '{ACTIVE}'")).all()
    return rows, select(1)
