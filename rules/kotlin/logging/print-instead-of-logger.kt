package shop.orders

@Service
class OrderService(private val orders: Orders) {
    fun create(order: Order) {
        // ruleid: kotlin-print-instead-of-logger
        println("creating $order")
        try {
            orders.save(order)
        } catch (e: SQLException) {
            // ruleid: kotlin-print-instead-of-logger
            e.printStackTrace()
            // ok: kotlin-print-instead-of-logger
            logger.error("order not saved", e)
        }
    }
}

fun Application.orders() {
    routing {
        get("/orders") {
            // ruleid: kotlin-print-instead-of-logger
            println("orders")
            // ok: kotlin-print-instead-of-logger
            logger.info("orders")
        }
    }
}

fun main() {
    // ok: kotlin-print-instead-of-logger
    println("usage: shop [--port]")
}
