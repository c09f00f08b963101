package shop.orders

class Sync(private val orders: Orders) {
    fun run() {
        // ruleid: kotlin-swallowed-exception
        try {
            orders.sync()
        } catch (e: Exception) {
        }
        // ruleid: kotlin-swallowed-exception
        try {
            orders.store()
        } catch (e: SQLException) {
        }
        // ruleid: kotlin-swallowed-exception
        try {
            orders.notify()
        } catch (problem: Throwable) {
        }
        // ok: kotlin-swallowed-exception
        try {
            orders.sync()
        } catch (e: Exception) {
            logger.warn("sync failed", e)
        }
        // ok: kotlin-swallowed-exception
        try {
            Files.delete(path)
        } catch (e: NoSuchFileException) {
        }
        // ok: kotlin-swallowed-exception
        try {
            orders.warm()
        } catch (ignored: Exception) {
        }
    }
}
