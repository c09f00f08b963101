class Dashboard
  def numbers
    # ruleid: ruby-count-by-loading
    User.all.length
    # ruleid: ruby-count-by-loading
    User.where(active: true).to_a.size
    # ruleid: ruby-count-by-loading
    Order.where(paid: true).pluck(:id).count
    # ok: ruby-count-by-loading
    User.count
    # ok: ruby-count-by-loading
    User.where(active: true).size
    # ok: ruby-count-by-loading
    names.to_a.length
  end
end
