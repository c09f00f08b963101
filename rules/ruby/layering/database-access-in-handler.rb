class ReportsController < ApplicationController
  def monthly
    # ruleid: ruby-database-access-in-handler
    @rows = ActiveRecord::Base.connection.select_all("SELECT month, total FROM monthly_totals")
    # ruleid: ruby-database-access-in-handler
    @orders = Order.find_by_sql(["SELECT id, total FROM orders WHERE month = ?", params[:month]])
    # ruleid: ruby-database-access-in-handler
    Order.connection.execute("REFRESH MATERIALIZED VIEW monthly_totals")
    # ok: ruby-database-access-in-handler
    @recent = Order.where(paid: true).limit(20)
  end

  def up
    # ok: ruby-database-access-in-handler
    ActiveRecord::Base.connection.execute("SELECT 1")
    head :ok
  end
end

class MonthlyReport
  def rows
    # ok: ruby-database-access-in-handler
    ActiveRecord::Base.connection.select_all("SELECT month, total FROM monthly_totals")
  end
end
