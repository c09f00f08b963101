package shop.orders;

@RestController
class OrderController {
    @GetMapping("/orders")
    List<Order> list() {
        // ruleid: java-unpaginated-list-endpoint
        return orderRepository.findAll();
    }

    @GetMapping
    List<OrderView> views() {
        // ruleid: java-unpaginated-list-endpoint
        return orderService.findAll().stream().map(OrderView::of).toList();
    }

    @GetMapping("/users")
    ResponseEntity<List<User>> users() {
        // ruleid: java-unpaginated-list-endpoint
        return ResponseEntity.ok(userRepository.findAll());
    }

    @GetMapping("/invoices")
    Page<Invoice> invoices(Pageable page) {
        // ok: java-unpaginated-list-endpoint
        return invoiceRepository.findAll(page);
    }

    @GetMapping("/orders/{id}")
    Order one(@PathVariable Long id) {
        // ok: java-unpaginated-list-endpoint
        return orderRepository.findById(id).orElseThrow();
    }

    void warm() {
        // ok: java-unpaginated-list-endpoint
        orderRepository.findAll().forEach(cache::put);
    }
}
