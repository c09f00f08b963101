import logging

logger = logging.getLogger(__name__)


def ship(order, carrier):
    # ruleid: python-unstructured-log-message
    logger.info(f"order {order.id} goes with {carrier}")
    # ruleid: python-unstructured-log-message
    logger.info("order %s goes with %s" % (order.id, carrier))
    # ruleid: python-unstructured-log-message
    logger.warning("order {} is late".format(order.id))
    # ruleid: python-unstructured-log-message
    logger.error("no carrier for " + order.city)
    # ok: python-unstructured-log-message
    logger.info("order %s goes with %s", order.id, carrier)
    # ok: python-unstructured-log-message
    logger.info("order shipped", extra={"order": order.id})
    # ok: python-unstructured-log-message
    logger.info("a long message in two parts")
