class InvoicesController < ApplicationController
  def index
    # ruleid: ruby-sql-string-concatenation
    @invoices = Invoice.where("status = '#{params[:status]}'")
    # ok: ruby-sql-string-concatenation
    @mine = Invoice.where("customer_id = ?", params[:customer_id])
    # ok: ruby-sql-string-concatenation
    @open = Invoice.where("#{Invoice.table_name}.state = ?", "open")
    # ok: ruby-sql-string-concatenation
    @large = Invoice.where("total > #{params[:floor].to_i}")
  end

  def search
    sql = "SELECT id, number FROM invoices WHERE number LIKE '%#{params[:q]}%'"
    sql += " ORDER BY id"
    # ruleid: ruby-sql-string-concatenation
    @found = Invoice.find_by_sql(sql)
    # ruleid: ruby-sql-string-concatenation
    @named = Invoice.connection.select_all("SELECT id FROM invoices WHERE note = '" + params[:note] + "'")
    # ruleid: ruby-sql-string-concatenation
    @formatted = Invoice.connection.execute("SELECT id FROM invoices WHERE note = '%s'" % params[:note])
    # ok: ruby-sql-string-concatenation
    @quoted = Invoice.connection.execute("SELECT id FROM invoices WHERE note = #{Invoice.connection.quote(params[:note])}")
  end

  def filtered
    conditions = []
    conditions << "currency = '#{params[:currency]}'"
    # ruleid: ruby-sql-string-concatenation
    Invoice.where(conditions.join(" AND "))
  end

  def of_customer
    customer_id = params[:customer_id]
    # ruleid: ruby-sql-string-concatenation-request
    Invoice.where("customer_id = #{customer_id}")
    number = params[:number].to_i
    # ok: ruby-sql-string-concatenation-request
    Invoice.where("number = #{number}")
    # ok: ruby-sql-string-concatenation-request
    Invoice.where(customer_id: params[:customer_id])
  end

  def totals
    # ruleid: ruby-sql-string-concatenation-heredoc
    Invoice.connection.select_all(<<~SQL)
      SELECT currency, sum(total) FROM invoices
      WHERE issued_on >= '#{params[:since]}'
      GROUP BY currency
    SQL
    # ok: ruby-sql-string-concatenation-heredoc
    Invoice.find_by_sql([<<~SQL, params[:since]])
      SELECT id, number FROM invoices WHERE issued_on >= ?
    SQL
  end

  def self.paid_states
    # ok: ruby-sql-string-concatenation
    where("state IN (#{PAID_STATES.map { |state| connection.quote(state) }.join(', ')})")
  end

  def self.older_than_any(union_sql)
    # ok: ruby-sql-string-concatenation
    where("id IN (#{union_sql})")
  end
end
