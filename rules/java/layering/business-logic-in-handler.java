package shop.orders;

@RestController
class OrderController {
    private final OrderService orderService;
    private final MailSender mailSender;

    @PostMapping("/orders")
    BigDecimal create(@RequestBody OrderRequest request) {
        BigDecimal total = BigDecimal.ZERO;
        // ruleid: java-business-logic-in-handler
        for (Line line : request.lines()) {
            total = total.add(line.price().multiply(line.quantity()));
        }
        return total;
    }

    @PostMapping("/orders/remind")
    void remind() {
        // ruleid: java-business-logic-in-handler
        for (Order order : orderService.late()) {
            mailSender.send(order.owner());
        }
    }

    @GetMapping("/orders/weight")
    long weight() {
        long sum = 0;
        // ruleid: java-business-logic-in-handler
        for (Order order : orderService.open()) {
            sum += order.weight();
        }
        return sum;
    }

    @GetMapping("/orders")
    List<OrderView> list() {
        List<OrderView> views = new ArrayList<>();
        // ok: java-business-logic-in-handler
        for (Order order : orderService.open()) {
            views.add(OrderView.of(order));
        }
        return views;
    }

    @GetMapping("/orders/names")
    String names() {
        String text = "";
        // ok: java-business-logic-in-handler
        for (Order order : orderService.open()) {
            text += order.name() + ", ";
        }
        return text;
    }
}

@Service
class Totals {
    BigDecimal total(List<Line> lines) {
        BigDecimal total = BigDecimal.ZERO;
        // ok: java-business-logic-in-handler
        for (Line line : lines) {
            total = total.add(line.price());
        }
        return total;
    }
}
