from shop.errors import OutOfStock


class OrderService:
    def reserve(self, product, count):
        if product.stock < count:
            # ruleid: python-generic-exception-raised
            raise Exception("not enough in stock")
        # ok: python-generic-exception-raised
        return product.stock - count

    def order(self, product, count):
        if product.stock < count:
            # ok: python-generic-exception-raised
            raise OutOfStock(product.id)
        if count < 1:
            # ok: python-generic-exception-raised
            raise ValueError("count must be positive")
        if not product.active:
            # ruleid: python-generic-exception-raised
            raise Exception(f"product {product.id} is not sold")
        raise NotImplementedError


def load(path):
    if not path.exists():
        # ruleid: python-generic-exception-raised
        raise BaseException("no such file")
    return path.read_text()
