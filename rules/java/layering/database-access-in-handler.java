package shop.orders;

@RestController
class OrderController {
    private final EntityManager entities;
    private final JdbcTemplate jdbc;
    private final OrderRepository orderRepository;
    private final OrderService orders;

    @GetMapping("/orders")
    List<Order> list() {
        // ruleid: java-database-access-in-handler
        return jdbc.query("SELECT id, total FROM orders LIMIT 20", mapper);
    }

    @PostMapping("/orders")
    Order create(@RequestBody Order order) {
        // ruleid: java-database-access-in-handler
        entities.persist(order);
        return order;
    }

    @GetMapping("/report")
    String report(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        // ruleid: java-database-access-in-handler
        PreparedStatement statement = connection.prepareStatement("SELECT total FROM orders");
        return totals(statement);
    }

    @GetMapping("/orders/{id}")
    Order one(@PathVariable Long id) {
        // ruleid: java-database-access-in-handler-repository
        return orderRepository.findById(id).orElseThrow();
    }

    @GetMapping("/orders/open")
    List<Order> open() {
        // ok: java-database-access-in-handler, java-database-access-in-handler-repository
        return orders.open();
    }
}

@Service
class OrderService {
    private final JdbcTemplate jdbc;
    private final OrderRepository orderRepository;

    List<Order> open() {
        // ok: java-database-access-in-handler
        return jdbc.query("SELECT id, total FROM orders WHERE open", mapper);
    }

    Order one(Long id) {
        // ok: java-database-access-in-handler-repository
        return orderRepository.findById(id).orElseThrow();
    }
}
