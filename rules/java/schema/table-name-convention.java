package shop.orders;

// ruleid: java-table-name-convention
@Table(name = "order_line")
class Line {
}

// ruleid: java-table-name-convention
@Table(name = "shopUsers")
class User {
}

// ruleid: java-table-name-convention
@Table(schema = "shop", name = "invoice")
class Invoice {
}

// ok: java-table-name-convention
@Table(name = "orders")
class Order {
}

// ok: java-table-name-convention
@Table(name = "order_history")
class History {
}

// ok: java-table-name-convention
@Table(name = "QRTZ_TRIGGERS")
class Trigger {
}
