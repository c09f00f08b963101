package shop.orders;

@Service
class OrderService {
    Order find(Long id) {
        try {
            return store.find(id);
        // ruleid: java-broad-except
        } catch (Exception e) {
            return null;
        }
    }

    boolean paid(Long id) {
        try {
            return bank.paid(id);
        // ruleid: java-broad-except
        } catch (Throwable t) {
            return false;
        }
    }

    List<Order> late() {
        List<Order> late = List.of();
        try {
            late = store.late();
        // ruleid: java-broad-except
        } catch (Exception e) {
            late = cache.late();
        }
        return late;
    }

    void logged() {
        try {
            store.sync();
        // ok: java-broad-except
        } catch (Exception e) {
            log.error("sync failed", e);
        }
    }

    void answered(Callback callback) {
        try {
            store.sync();
        // ok: java-broad-except
        } catch (Exception e) {
            callback.onFailure(e);
        }
    }

    void wrapped() {
        try {
            store.sync();
        // ok: java-broad-except
        } catch (Exception e) {
            throw new SyncFailed(e);
        }
    }

    Order narrow(Long id) {
        try {
            return store.find(id);
        // ok: java-broad-except
        } catch (OrderNotFound e) {
            return null;
        }
    }
}
