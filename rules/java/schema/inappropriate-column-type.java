package shop.orders;

@Entity
class Product {
    // ruleid: java-inappropriate-column-type
    private double price;
    // ruleid: java-inappropriate-column-type
    private Float discount;
    // ruleid: java-inappropriate-column-type
    @Column(name = "shipping_cost")
    private Double shippingCost;
    // ok: java-inappropriate-column-type
    private BigDecimal total;
    // ok: java-inappropriate-column-type
    private double taxRate;
}

class PriceView {
    // ok: java-inappropriate-column-type
    private double price;
}
