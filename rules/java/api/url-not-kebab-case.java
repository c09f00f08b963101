package shop.orders;

@RestController
// ruleid: java-url-not-kebab-case
@RequestMapping("/api/orderItems")
class OrderItemController {
    // ruleid: java-url-not-kebab-case
    @GetMapping("/open_items")
    List<Item> open() { return items.open(); }

    // ruleid: java-url-not-kebab-case
    @PostMapping("/{id}/markPaid")
    void paid(@PathVariable Long id) { items.paid(id); }

    // ok: java-url-not-kebab-case
    @GetMapping("/late-items")
    List<Item> late() { return items.late(); }

    // ok: java-url-not-kebab-case
    @GetMapping("/{itemId}")
    Item one(@PathVariable Long itemId) { return items.find(itemId); }

    // ok: java-url-not-kebab-case
    @GetMapping("/.well-known/openid_configuration")
    Map<String, String> openid() { return openid; }
}
