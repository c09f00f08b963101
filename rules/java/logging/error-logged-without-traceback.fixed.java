package shop.orders;

class Sync {
    void run() {
        try {
            orders.sync();
        } catch (Exception e) {
            // ruleid: java-error-logged-without-traceback
            log.error(e.getMessage(), e);
        }
        try {
            orders.sync();
        } catch (SQLException e) {
            // ruleid: java-error-logged-without-traceback
            log.error("sync failed: " + e.getMessage(), e);
        }
        try {
            orders.sync();
        } catch (RuntimeException e) {
            // ruleid: java-error-logged-without-traceback
            log.error("sync failed: {}", e.getMessage(), e);
        }
        try {
            orders.sync();
        } catch (Exception e) {
            // ok: java-error-logged-without-traceback
            log.error("sync failed", e);
        }
        try {
            orders.sync();
        } catch (OrderClosed e) {
            // ok: java-error-logged-without-traceback
            log.error(e.getMessage());
        }
        try {
            orders.sync();
        } catch (Exception e) {
            // ok: java-error-logged-without-traceback
            log.error(e.getMessage());
            throw new SyncFailed(e);
        }
    }
}
