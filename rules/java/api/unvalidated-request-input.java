package shop.orders;

@RestController
class OrderController {
    @PostMapping("/orders")
    // ruleid: java-unvalidated-request-input
    Order create(@RequestBody OrderRequest request) { return orders.create(request); }

    @PutMapping("/orders/{id}")
    // ruleid: java-unvalidated-request-input
    Order update(@PathVariable Long id, @RequestBody OrderDto order) { return orders.update(id, order); }

    @PostMapping("/users")
    // ruleid: java-unvalidated-request-input
    User register(@RequestBody RegisterParam form) { return users.register(form); }

    @PostMapping("/products")
    // ok: java-unvalidated-request-input
    Product add(@Valid @RequestBody ProductRequest request) { return products.add(request); }

    @PostMapping("/invoices")
    // ok: java-unvalidated-request-input
    Invoice bill(@Validated @RequestBody InvoiceRequest request) { return invoices.bill(request); }

    @PostMapping("/names")
    // ok: java-unvalidated-request-input
    void rename(@RequestBody String name) { users.rename(name); }

    @PostMapping("/payments/paid")
    // ok: java-unvalidated-request-input
    void paid(@RequestBody PayNotifyDTO notify) { payments.paid(notify); }
}
@RestController
class SettingsController {
    @PostMapping("/settings")
    // ok: java-unvalidated-request-input
    void settings(@RequestBody SettingsParam settings) { users.settings(settings); }
}
