package shop.orders;

class OrderService {
    void create(Order order) {
        // ruleid: java-unstructured-log-message
        log.info("creating order " + order.id());
        // ruleid: java-unstructured-log-message
        logger.warn("order " + order.id() + " is late");
        // ruleid: java-unstructured-log-message
        log.debug(String.format("order %s of %s", order.id(), order.owner()));
        // ok: java-unstructured-log-message
        log.info("creating order {}", order.id());
        // ok: java-unstructured-log-message
        log.info("creating an order of a customer " + "who paid before");
        // ok: java-unstructured-log-message
        audit.info("order " + order.id());
    }
}
