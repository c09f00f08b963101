package shop.orders;

@RestController
@RequestMapping("/api")
class OrderController {
    @RequestMapping("/orders")
    // ruleid: java-multi-method-handler
    List<Order> list() { return orders.list(); }

    @RequestMapping(value = "/users")
    // ruleid: java-multi-method-handler
    List<User> users() { return users.list(); }

    @RequestMapping(value = "/search", method = {RequestMethod.GET, RequestMethod.POST})
    // ruleid: java-multi-method-handler
    List<Order> search() { return orders.search(); }

    @GetMapping("/orders/{id}")
    // ok: java-multi-method-handler
    Order one(@PathVariable Long id) { return orders.find(id); }

    @RequestMapping(value = "/orders", method = RequestMethod.POST)
    // ok: java-multi-method-handler
    Order create(@RequestBody Order order) { return orders.create(order); }

    @RequestMapping("/error")
    // ok: java-multi-method-handler
    String handleError() { return "error"; }
}
