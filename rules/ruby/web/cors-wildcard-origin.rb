Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    # ruleid: ruby-cors-wildcard-origin
    origins "*"
    resource "/api/*", headers: :any, methods: [:get, :post]
  end
  allow do
    # ok: ruby-cors-wildcard-origin
    origins "https://shop.example"
    resource "/api/*", headers: :any, methods: [:get, :post]
  end
end

class FeedsController < ApplicationController
  def allow_everybody
    # ruleid: ruby-cors-wildcard-origin
    response.headers["Access-Control-Allow-Origin"] = "*"
    # ruleid: ruby-cors-wildcard-origin
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Allow-Methods"] = "POST, OPTIONS"
  end

  def allow_reading
    # ok: ruby-cors-wildcard-origin
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Allow-Methods"] = "GET"
  end

  def allow_shop
    # ok: ruby-cors-wildcard-origin
    headers["Access-Control-Allow-Origin"] = SHOP_ORIGIN
  end
end
