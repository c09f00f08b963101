class SessionsController < ApplicationController
  def create
    # ruleid: ruby-cookie-without-httponly
    cookies[:session_token] = user.token
    # ruleid: ruby-cookie-without-httponly
    cookies.permanent[:auth_token] = { value: user.token, secure: true }
    # ruleid: ruby-cookie-without-httponly
    cookies.signed[:remember_token] = { value: user.token, httponly: false }
    # ok: ruby-cookie-without-httponly
    cookies[:session_token] = { value: user.token, httponly: true, secure: true }
    # ok: ruby-cookie-without-httponly
    cookies[:theme] = "dark"
    # ok: ruby-cookie-without-httponly
    cookies[:auth_token] = nil
  end
end

# ruleid: ruby-cookie-without-httponly-disabled
Shop::Application.config.session_store :cookie_store, key: "_shop", httponly: true
# ok: ruby-cookie-without-httponly-disabled
Shop::Application.config.session_store :cookie_store, key: "_shop"
