package shop.api

fun Application.pages() {
    install(StatusPages) {
        exception<Throwable> { call, cause ->
            // ruleid: kotlin-internal-error-exposed
            call.respondText(cause.stackTraceToString(), status = HttpStatusCode.InternalServerError)
        }
        exception<OrderClosed> { call, cause ->
            // ok: kotlin-internal-error-exposed
            call.respond(HttpStatusCode.Conflict, ApiError("ORDER_CLOSED", cause.message))
        }
    }
}

@RestController
class OrderController(private val orders: OrderService) {
    @PostMapping("/orders")
    fun create(@RequestBody order: NewOrder): ResponseEntity<Any> {
        try {
            return ResponseEntity.ok(orders.create(order))
        } catch (e: SQLException) {
            // ruleid: kotlin-internal-error-exposed
            return ResponseEntity.status(500).body(e.message)
        } catch (e: Exception) {
            // ok: kotlin-internal-error-exposed
            logger.error(e.message, e)
            // ruleid: kotlin-internal-error-exposed
            throw ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR, e.message)
        }
    }

    @DeleteMapping("/orders/{id}")
    fun remove(@PathVariable id: Long): ResponseEntity<Any> {
        try {
            return ResponseEntity.ok(orders.remove(id))
        } catch (e: Exception) {
            // ruleid: kotlin-internal-error-exposed-trace
            return ResponseEntity.status(500).body(e.stackTrace)
        }
    }

    @PutMapping("/orders/{id}")
    fun update(@PathVariable id: Long): Order =
        try {
            orders.update(id)
        } catch (e: Exception) {
            when (e) {
                // ok: kotlin-internal-error-exposed
                is OrderClosed -> throw ResponseStatusException(HttpStatus.CONFLICT, e.message)
                else -> throw e
            }
        }
}
