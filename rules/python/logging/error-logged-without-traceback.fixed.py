import logging

logger = logging.getLogger(__name__)


def charge(gateway, order):
    try:
        return gateway.charge(order)
    except Exception as error:
        # ruleid: python-error-logged-without-traceback
        logger.exception("charging %s failed: %s", order.id, error)
        return None


def refund(gateway, order):
    try:
        return gateway.refund(order)
    except Exception as error:
        # ruleid: python-error-logged-without-traceback
        logger.exception(f"refund failed: {error}")
        return None


def cancel(gateway, order):
    try:
        return gateway.cancel(order)
    except Exception as error:
        # ruleid: python-error-logged-without-traceback-critical
        logger.critical(str(error))
        return None


def capture(gateway, order):
    try:
        return gateway.capture(order)
    except Exception as error:
        # ok: python-error-logged-without-traceback
        logger.error("capture failed: %s", error, exc_info=True)
        return None


def settle(gateway, order):
    try:
        return gateway.settle(order)
    except Exception as error:
        # ok: python-error-logged-without-traceback
        logger.error("settling failed: %s", error)
        raise


def authorize(gateway, order):
    try:
        return gateway.authorize(order)
    except ConnectionError as error:
        # ok: python-error-logged-without-traceback
        logger.error("the gateway does not answer: %s", error)
        return None
