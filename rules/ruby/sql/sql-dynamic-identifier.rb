class ProductsController < ApplicationController
  SORTS = { "price" => "price_cents", "name" => "title" }.freeze

  def index
    # ruleid: ruby-sql-dynamic-identifier
    @sorted = Product.order("#{params[:sort]} DESC")
    # ruleid: ruby-sql-dynamic-identifier
    @raw = Product.order(Arel.sql(params[:sort]))
    column = params[:column]
    # ruleid: ruby-sql-dynamic-identifier
    @values = Product.pluck("products.#{column}")
    # ok: ruby-sql-dynamic-identifier
    @mapped = Product.order(SORTS[params[:sort]])
    # ok: ruby-sql-dynamic-identifier
    @fetched = Product.order("#{SORTS.fetch(params[:sort])} DESC")
    # ok: ruby-sql-dynamic-identifier
    @found = Product.where(shelf: params[:shelf]).order("title ASC")
  end
end
