package shop.orders

class OrderStore(private val jdbc: JdbcTemplate, private val entities: EntityManager) {
    // ruleid: kotlin-select-star
    private val open = "SELECT * FROM orders WHERE closed_at IS NULL"

    // ruleid: kotlin-select-star
    fun lines(order: Long) = jdbc.query("select l.*, p.name from lines l join products p on p.id = l.product_id", mapper)

    fun late(): List<Order> {
        // ruleid: kotlin-select-star
        val sql = """
            SELECT *
            FROM orders
            WHERE due < now()
        """
        return jdbc.query(sql, mapper)
    }

    // ok: kotlin-select-star
    fun count() = jdbc.queryForObject("SELECT COUNT(*) FROM orders", Long::class.java)

    // ok: kotlin-select-star
    fun numbered() = jdbc.query("SELECT * FROM (SELECT id, total FROM orders) numbered", mapper)

    // ok: kotlin-select-star
    fun large() = entities.createNativeQuery("SELECT * FROM orders WHERE total > 100", Order::class.java)
}
