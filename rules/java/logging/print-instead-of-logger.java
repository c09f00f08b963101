package shop.orders;

class OrderService {
    void create(Order order) {
        // ruleid: java-print-instead-of-logger
        System.out.println("creating " + order);
        try {
            orders.save(order);
        } catch (SQLException e) {
            // ruleid: java-print-instead-of-logger
            e.printStackTrace();
            // ruleid: java-print-instead-of-logger
            System.err.println("not saved");
            // ok: java-print-instead-of-logger
            log.error("order not saved", e);
        }
    }
}

class Banner implements ApplicationRunner {
    public void run(ApplicationArguments arguments) {
        // ok: java-print-instead-of-logger
        System.out.println("The shop is open: http://localhost:8080");
    }
}

class Export {
    public static void main(String[] arguments) {
        // ok: java-print-instead-of-logger
        System.out.println("usage: export FILE");
    }
}
