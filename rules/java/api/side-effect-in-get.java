package shop.orders;

@RestController
class OrderController {
    @GetMapping("/orders/{id}/delete")
    void delete(@PathVariable Long id) {
        // ruleid: java-side-effect-in-get
        orderService.delete(id);
    }

    @GetMapping("/orders/{id}/touch")
    Order touch(@PathVariable Long id) {
        Order order = orders.find(id);
        order.touch();
        // ruleid: java-side-effect-in-get
        return orderRepository.save(order);
    }

    @RequestMapping(value = "/users/disable", method = RequestMethod.GET)
    void disable(Long id) {
        // ruleid: java-side-effect-in-get
        userService.disable(id);
    }

    @GetMapping("/orders/{id}")
    Order one(@PathVariable Long id) {
        // ok: java-side-effect-in-get
        auditService.save(id);
        // ok: java-side-effect-in-get
        return orderService.find(id);
    }

    @PostMapping("/orders")
    Order create(@Valid @RequestBody OrderRequest request) {
        // ok: java-side-effect-in-get
        return orderRepository.save(request.order());
    }
}
