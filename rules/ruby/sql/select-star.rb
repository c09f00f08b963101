class ReportQuery
  # ruleid: ruby-select-star
  ALL_ORDERS = "SELECT * FROM orders WHERE paid = true"

  def rows
    # ruleid: ruby-select-star
    connection.select_all("select distinct * from orders")
    # ruleid: ruby-select-star
    Order.find_by_sql(<<~SQL)
      SELECT o.* FROM orders o WHERE o.paid
    SQL
    # ok: ruby-select-star
    connection.select_value("SELECT COUNT(*) FROM orders")
    # ok: ruby-select-star
    connection.select_all("SELECT * FROM (SELECT id, total FROM orders) recent")
    # ok: ruby-select-star
    connection.select_all("SELECT id FROM orders o WHERE EXISTS (SELECT * FROM refunds WHERE order_id = o.id)")
    # ok: ruby-select-star
    # Once this was "SELECT * FROM orders".
    connection.select_all("SELECT id, total FROM orders")
  end
end
