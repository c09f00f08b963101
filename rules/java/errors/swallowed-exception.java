package shop.orders;

class Sync {
    void run() {
        try {
            orders.sync();
        // ruleid: java-swallowed-exception
        } catch (Exception e) {
        }
        try {
            orders.store();
        // ruleid: java-swallowed-exception
        } catch (SQLException e) {
        }
        try {
            orders.tell();
        // ruleid: java-swallowed-exception
        } catch (Throwable problem) {
            // nothing to do
        }
        try {
            orders.sync();
        // ok: java-swallowed-exception
        } catch (Exception e) {
            log.warn("sync failed", e);
        }
        try {
            Files.delete(path);
        // ok: java-swallowed-exception
        } catch (NoSuchFileException e) {
        }
        try {
            orders.warm();
        // ok: java-swallowed-exception
        } catch (Exception ignored) {
        }
    }

    Date parsed(String text) {
        try {
            return LONG.parse(text);
        // ok: java-swallowed-exception
        } catch (Exception e) {
        }
        return SHORT.parse(text);
    }
}
