package shop.orders;

class Import {
    void orders(List<Order> orders) {
        for (Order order : orders) {
            // ruleid: java-row-by-row-write
            orderRepository.save(order);
        }
    }

    void lines(List<Line> lines) {
        // ruleid: java-row-by-row-write
        lines.forEach(line -> lineMapper.insert(line));
    }

    void clean(List<Long> ids) {
        for (Long id : ids) {
            // ruleid: java-row-by-row-write
            orderRepository.deleteById(id);
        }
    }

    void together(List<Order> orders) {
        for (Order order : orders) {
            // ok: java-row-by-row-write
            order.close();
        }
        // ok: java-row-by-row-write
        orderRepository.saveAll(orders);
    }

    void separately(List<Order> orders) {
        for (Order order : orders) {
            try {
                // ok: java-row-by-row-write
                orderRepository.save(order);
            } catch (DuplicateKeyException e) {
                log.warn("order {} is there already", order.id());
            }
        }
    }
}
