import contextlib
import logging

logger = logging.getLogger(__name__)

try:
    import orjson
# ok: python-swallowed-exception
except Exception:
    pass


def remind(user, mailer):
    try:
        mailer.send(user)
    # ruleid: python-swallowed-exception
    except Exception:
        pass


def remind_all(users, mailer):
    for user in users:
        try:
            mailer.send(user)
        # ruleid: python-swallowed-exception
        except Exception as error:
            pass


def synchronise(client):
    # ruleid: python-swallowed-exception
    with contextlib.suppress(Exception):
        client.push()
    # ok: python-swallowed-exception
    with contextlib.suppress(FileNotFoundError):
        client.forget()


def close(connection):
    try:
        connection.close()
    # ok: python-swallowed-exception
    except Exception:
        pass


def find(cache, key):
    try:
        return cache[key]
    # ok: python-swallowed-exception
    except KeyError:
        pass


def best_effort(metrics, name):
    try:
        metrics.count(name)
    # ok: python-swallowed-exception
    except Exception:
        # Metrics must never break an order; the client logs its own failures.
        pass


def charge(gateway, order):
    try:
        gateway.charge(order)
    # ok: python-swallowed-exception
    except Exception:
        logger.exception("order %s was not charged", order.id)
