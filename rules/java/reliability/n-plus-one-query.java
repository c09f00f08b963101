package shop.orders;

class OrderViews {
    List<OrderView> views(List<Order> orders) {
        List<OrderView> views = new ArrayList<>();
        for (Order order : orders) {
            // ruleid: java-n-plus-one-query
            User owner = userRepository.findById(order.ownerId()).orElseThrow();
            views.add(new OrderView(order, owner));
        }
        return views;
    }

    List<User> owners(List<Order> orders) {
        // ruleid: java-n-plus-one-query
        return orders.stream().map(order -> userRepository.findById(order.ownerId()).orElseThrow()).toList();
    }

    void fill(List<Order> orders) {
        orders.forEach(order -> {
            // ruleid: java-n-plus-one-query
            order.setLines(lineMapper.selectById(order.id()));
        });
    }

    List<User> together(List<Order> orders) {
        List<Long> ids = new ArrayList<>();
        for (Order order : orders) {
            // ok: java-n-plus-one-query
            ids.add(order.ownerId());
        }
        // ok: java-n-plus-one-query
        return userRepository.findAllById(ids);
    }

    void cached(List<Order> orders, Long shop) {
        for (Order order : orders) {
            // ok: java-n-plus-one-query
            order.setOwner(owners.findById(order.ownerId()));
        }
    }
}
