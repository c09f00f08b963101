package shop.orders;

@RestController
class OrderController {
    // ruleid: java-url-resource-not-plural
    @GetMapping("/order/{id}")
    Order one(@PathVariable Long id) { return orders.find(id); }

    // ruleid: java-url-resource-not-plural
    @DeleteMapping("/api/v1/user/{id}")
    void delete(@PathVariable Long id) { users.delete(id); }

    // ruleid: java-url-resource-not-plural
    @GetMapping(value = "/customer/{id}/orders")
    List<Order> of(@PathVariable Long id) { return orders.of(id); }

    // ok: java-url-resource-not-plural
    @GetMapping("/orders/{id}")
    Order plural(@PathVariable Long id) { return orders.find(id); }

    // ok: java-url-resource-not-plural
    @GetMapping("/users/{id}/account")
    Account account(@PathVariable Long id) { return accounts.of(id); }

    // ok: java-url-resource-not-plural
    @GetMapping("/search/{term}")
    List<Order> search(@PathVariable String term) { return orders.search(term); }
}
