package shop.orders;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<Order> create(@Valid @RequestBody OrderRequest request) {
        // ruleid: java-create-endpoint-status
        return ResponseEntity.ok(orders.create(request));
    }

    @PostMapping("/users")
    ResponseEntity<User> register(@Valid @RequestBody Registration form) {
        // ruleid: java-create-endpoint-status
        return ResponseEntity.ok().body(users.register(form));
    }

    @PostMapping("/products")
    ResponseEntity<Product> addProduct(@Valid @RequestBody ProductRequest request) {
        // ruleid: java-create-endpoint-status
        return new ResponseEntity<>(products.add(request), HttpStatus.OK);
    }

    @PostMapping("/invoices")
    ResponseEntity<Invoice> createInvoice(@Valid @RequestBody InvoiceRequest request) {
        // ok: java-create-endpoint-status
        return ResponseEntity.status(HttpStatus.CREATED).body(invoices.create(request));
    }

    @PostMapping("/orders/search")
    ResponseEntity<List<Order>> search(@Valid @RequestBody Search search) {
        // ok: java-create-endpoint-status
        return ResponseEntity.ok(orders.search(search));
    }

    @PostMapping("/login")
    ResponseEntity<Token> createToken(@Valid @RequestBody Login login) {
        // ok: java-create-endpoint-status
        return ResponseEntity.ok(tokens.create(login));
    }
}
