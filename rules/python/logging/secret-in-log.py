import logging

logger = logging.getLogger(__name__)


def login(email, password, token_count):
    # ruleid: python-secret-in-log
    logger.info("login of %s with %s", email, password)
    # ruleid: python-secret-in-log
    logger.debug(f"password is {password}")
    # ok: python-secret-in-log
    logger.info("the password of %s was checked", email)
    # ok: python-secret-in-log
    logger.info("%s tokens left", token_count)
    # ok: python-secret-in-log
    logger.info("password of %s characters", len(password))


def refresh(user, answer, request):
    # ruleid: python-secret-in-log
    logger.info("new token for %s: %s", user.id, user.access_token)
    # ruleid: python-secret-in-log
    logger.warning("headers: %s", request.headers)
    # ruleid: python-secret-in-log
    logger.info("answered " + answer["access_token"])
    # ok: python-secret-in-log
    logger.info("new token for %s: %s", user.id, mask(user.access_token))
    # ok: python-secret-in-log
    logger.info("reset of %s", user.reset_token_id)


def verify(token, position):
    # ruleid: python-secret-in-log-token
    logger.warning("expired session token %s", token)
    # ok: python-secret-in-log-token
    logger.debug("stream goes on at token %s", position)


def mask(value):
    return value[:2] + "…"
