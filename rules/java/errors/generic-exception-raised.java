package shop.orders;

@Service
class OrderService {
    void cancel(Order order) throws Exception {
        if (order.shipped()) {
            // ruleid: java-generic-exception-raised
            throw new RuntimeException("already shipped");
        }
        if (order.foreign()) {
            // ruleid: java-generic-exception-raised
            throw new RuntimeException("not yours: " + order.id());
        }
        if (order.late()) {
            // ruleid: java-generic-exception-raised
            throw new Exception("too late");
        }
        if (order.closed()) {
            // ok: java-generic-exception-raised
            throw new OrderClosed(order.id());
        }
        try {
            store.cancel(order);
        } catch (IOException e) {
            // ok: java-generic-exception-raised
            throw new RuntimeException(e);
        }
        // ok: java-generic-exception-raised
        throw new IllegalStateException("unreachable");
    }
}
