"""Statements made of a table's own name, and of what else is called a name."""

from sqlalchemy import DDL, event
from sqlalchemy.event import listens_for

from app.models import Person


@listens_for(Person.__table__, "after_create")
def add_trigger(target, connection, **kwargs):
    DDL(f"CREATE TRIGGER stamp AFTER INSERT ON {target.fullname} EXECUTE PROCEDURE stamp()").execute(connection)


@event.listens_for(Person.__table__, "before_drop")
def drop_trigger(target, connection, **kwargs):
    sql = f"DROP TRIGGER stamp ON {target.name}"
    DDL(sql).execute(connection)
    DDL(f"COMMENT ON TABLE person IS '{kwargs['note']}'").execute(connection)  # want "`DDL()` receives SQL text built"


@listens_for(Person, "after_insert")
def greet(mapper, connection, target):
    DDL(f"COMMENT ON TABLE person IS '{target.fullname}'").execute(connection)  # want "`DDL()` receives SQL text"


def comment(target, connection):
    DDL(f"COMMENT ON TABLE person IS '{target.fullname}'").execute(connection)  # want "`DDL()` receives SQL text"
