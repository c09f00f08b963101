package shop.api

@RestController
class OrderController(private val orders: OrderService) {
    @GetMapping("/orders/{id}")
    fun one(@PathVariable id: Long): ResponseEntity<Any> {
        val order = orders.find(id)
            // ruleid: kotlin-error-response-shape
            ?: return ResponseEntity.status(HttpStatus.NOT_FOUND).body("no such order")
        if (order.closed) {
            // ruleid: kotlin-error-response-shape
            return ResponseEntity(mapOf("message" to "closed"), HttpStatus.CONFLICT)
        }
        if (order.late) {
            // ok: kotlin-error-response-shape
            return ResponseEntity.badRequest().body(ErrorResponse(ErrorDetail("LATE", "The order is late")))
        }
        // ok: kotlin-error-response-shape
        return ResponseEntity.status(HttpStatus.CREATED).body("created")
    }
}

fun Route.users() {
    get("/users/{id}") {
        // ruleid: kotlin-error-response-shape
        call.respond(HttpStatusCode.NotFound, mapOf("error" to "no such user"))
        // ok: kotlin-error-response-shape
        call.respond(HttpStatusCode.NotFound, mapOf("error" to mapOf("code" to "NOT_FOUND", "message" to "no such user")))
    }
}
