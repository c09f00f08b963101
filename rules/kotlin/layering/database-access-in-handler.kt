package shop.orders

@RestController
class OrderController(private val jdbcTemplate: JdbcTemplate, private val orders: OrderService) {
    @GetMapping("/orders")
    fun list(): List<Order> {
        // ruleid: kotlin-database-access-in-handler
        return jdbcTemplate.query("SELECT id, total FROM orders LIMIT 20", mapper)
    }

    @GetMapping("/orders/{id}")
    fun one(@PathVariable id: Long): Order {
        // ok: kotlin-database-access-in-handler
        return orders.find(id)
    }
}

@Service
class OrderService(private val jdbcTemplate: JdbcTemplate) {
    // ok: kotlin-database-access-in-handler
    fun find(id: Long) = jdbcTemplate.queryForObject("SELECT id, total FROM orders WHERE id = ?", mapper, id)
}

fun Route.users(service: UserService) {
    get("/users") {
        // ruleid: kotlin-database-access-in-handler-ktor
        val users = transaction { Users.selectAll().limit(20).map { it.toUser() } }
        call.respond(users)
    }
    post("/users") {
        // ruleid: kotlin-database-access-in-handler-ktor
        newSuspendedTransaction { Users.insert { it[name] = call.receive<NewUser>().name } }
    }
    get("/users/me") {
        // ok: kotlin-database-access-in-handler-ktor
        call.respond(service.current(call.principal()))
    }
}

class UserService {
    // ok: kotlin-database-access-in-handler-ktor
    fun current(id: Long) = transaction { User.findById(id) }
}
