package shop.orders

class Poller(private val orders: Orders) {
    suspend fun poll() {
        // ruleid: kotlin-blocking-call-in-async
        Thread.sleep(1000)
        // ok: kotlin-blocking-call-in-async
        delay(1000)
    }

    suspend fun load(id: Long): Order {
        // ruleid: kotlin-blocking-call-in-async
        return runBlocking { orders.find(id) }
    }

    // ok: kotlin-blocking-call-in-async
    fun main() = runBlocking { poll() }

    suspend fun report() {
        withContext(Dispatchers.IO) {
            // ok: kotlin-blocking-call-in-async
            Thread.sleep(1000)
        }
    }
}

fun Application.api() {
    routing {
        get("/slow") {
            // ruleid: kotlin-blocking-call-in-async
            Thread.sleep(500)
            call.respond("done")
        }
    }
}
