package shop.orders;

@RestController
class OrderController {
    @PostMapping("/orders")
    // ruleid: java-untyped-request-field
    Order create(@RequestBody Map<String, Object> body) { return orders.create(body); }

    @PutMapping("/settings")
    // ruleid: java-untyped-request-field
    void settings(@RequestBody JsonNode settings) { users.settings(settings); }

    @PostMapping("/users")
    // ruleid: java-untyped-request-field
    User register(@RequestBody JSONObject form) { return users.register(form); }

    @PostMapping("/products")
    // ok: java-untyped-request-field
    Product add(@Valid @RequestBody ProductRequest request) { return products.add(request); }

    @PostMapping("/payments/webhook")
    // ok: java-untyped-request-field
    void paymentWebhook(@RequestBody Map<String, Object> event) { payments.on(event); }

    // ok: java-untyped-request-field
    Order internal(Map<String, Object> body) { return orders.create(body); }
}
