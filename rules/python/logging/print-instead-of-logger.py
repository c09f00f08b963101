import logging
import traceback

from fastapi import APIRouter

router = APIRouter()
logger = logging.getLogger(__name__)


@router.get("/orders/{order_id}")
async def show_order(order_id: int):
    # ruleid: python-print-instead-of-logger
    print("asked for", order_id)
    # ok: python-print-instead-of-logger
    logger.info("asked for %s", order_id)


class OrderService:
    def cancel(self, order):
        try:
            order.cancel()
        except ValueError:
            # ruleid: python-print-instead-of-logger
            traceback.print_exc()


def index(request):
    # ruleid: python-print-instead-of-logger
    print(request.path)


def main():
    # ok: python-print-instead-of-logger
    print("usage: shop [--port PORT]")


def report(rows, out):
    for row in rows:
        # ok: python-print-instead-of-logger
        print(row, file=out)
