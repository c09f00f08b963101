package shop.orders;

@RestController
class OrderController {
    @DeleteMapping("/orders/{id}")
    ResponseEntity<?> delete(@PathVariable Long id) {
        orders.delete(id);
        // ruleid: java-delete-endpoint-status
        return ResponseEntity.ok("deleted");
    }

    @DeleteMapping("/users/{id}")
    ResponseEntity<Object> deleteUser(@PathVariable Long id) {
        users.delete(id);
        // ruleid: java-delete-endpoint-status
        return new ResponseEntity<>(HttpStatus.OK);
    }

    @DeleteMapping("/carts/{id}")
    ResponseEntity<Cart> deleteCart(@PathVariable Long id) {
        // ruleid: java-delete-endpoint-status
        return ResponseEntity.ok(carts.delete(id));
    }

    @DeleteMapping("/invoices/{id}")
    ResponseEntity<Void> deleteInvoice(@PathVariable Long id) {
        invoices.delete(id);
        // ok: java-delete-endpoint-status
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/exports/{id}")
    ResponseEntity<Void> deleteExport(@PathVariable Long id) {
        // ok: java-delete-endpoint-status
        return ResponseEntity.accepted().build();
    }

    @GetMapping("/orders/{id}")
    ResponseEntity<Order> one(@PathVariable Long id) {
        // ok: java-delete-endpoint-status
        return ResponseEntity.ok(orders.find(id));
    }
}
