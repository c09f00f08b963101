class Checkout
  def call(cart)
    # ruleid: ruby-generic-exception-raised
    raise "Cart is empty" if cart.empty?
    # ruleid: ruby-generic-exception-raised
    raise "Coupon #{cart.coupon} has expired" if cart.coupon_expired?
    # ruleid: ruby-generic-exception-raised
    raise StandardError, "Out of stock" unless cart.in_stock?
    # ok: ruby-generic-exception-raised
    raise EmptyCart, "Cart is empty" if cart.empty?
    # ok: ruby-generic-exception-raised
    raise NotImplementedError
    # ok: ruby-generic-exception-raised
    raise "#{self.class} must implement #price"
  end
end
