class Digest
  def call(orders)
    orders.each do |order|
      # ruleid: ruby-n-plus-one-query
      Customer.find(order.customer_id)
      # ruleid: ruby-n-plus-one-query
      Address.where(order_id: order.id).first
    end
    # ruleid: ruby-n-plus-one-query
    orders.map { |order| Coupon.find_by(code: order.coupon) }

    # ok: ruby-n-plus-one-query
    customers = Customer.where(id: orders.map(&:customer_id)).index_by(&:id)
    orders.each do |order|
      # ok: ruby-n-plus-one-query
      customers.find { |id, _| id == order.customer_id }
      # ok: ruby-n-plus-one-query
      Shipment.where(order_id: order.id)
    end
    orders.each_slice(500) do |batch|
      # ok: ruby-n-plus-one-query
      Invoice.where(order_id: batch).first
    end
  end
end
