package shop.orders;

import java.util.List;
import javax.persistence.EntityManager;
import org.springframework.jdbc.core.JdbcTemplate;

class OrderStore {
    private final JdbcTemplate jdbc;
    private final EntityManager entities;
    // ruleid: java-select-star
    private static final String OPEN_ORDERS = "SELECT * FROM orders WHERE closed_at IS NULL";

    List<Order> open() {
        // ok: java-select-star
        return jdbc.query(OPEN_ORDERS, mapper);
    }

    List<Line> lines(long orderId) {
        // ruleid: java-select-star
        return jdbc.query("select distinct l.*, p.name from lines l join products p on p.id = l.product_id where l.order_id = ?", lineMapper, orderId);
    }

    List<Order> late() {
        return jdbc.query(
            // ruleid: java-select-star
            """
            SELECT *
            FROM orders
            WHERE due < now()
            """, mapper);
    }

    long count() {
        // ok: java-select-star
        return jdbc.queryForObject("SELECT COUNT(*) FROM orders", Long.class);
    }

    List<Order> numbered() {
        // ok: java-select-star
        return jdbc.query("SELECT * FROM (SELECT id, total, row_number() OVER () FROM orders) numbered", mapper);
    }

    List<Order> entities() {
        // ok: java-select-star
        return entities.createNativeQuery("SELECT * FROM orders WHERE total > 100", Order.class).getResultList();
    }

    List<String> columns() {
        // ok: java-select-star
        return jdbc.queryForList("SELECT * FROM information_schema.columns WHERE table_name = 'orders'", String.class);
    }
}
