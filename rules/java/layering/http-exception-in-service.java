package shop.orders;

@Service
class OrderService {
    Order find(Long id) {
        // ruleid: java-http-exception-in-service
        return orders.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    void cancel(Order order) {
        if (order.shipped()) {
            // ruleid: java-http-exception-in-service
            throw new ResponseStatusException(HttpStatus.CONFLICT, "shipped");
        }
    }

    ResponseEntity<Order> answer(Order order) {
        // ruleid: java-http-exception-in-service
        return ResponseEntity.ok(order);
    }

    Order paid(Long id) {
        // ok: java-http-exception-in-service
        return orders.findById(id).orElseThrow(() -> new OrderNotFound(id));
    }
}

@RestController
class OrderController {
    Order one(@PathVariable Long id) {
        // ok: java-http-exception-in-service
        return orders.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    ResponseEntity<Order> two(@PathVariable Long id) {
        // ok: java-http-exception-in-service
        return ResponseEntity.ok(orders.find(id));
    }
}
