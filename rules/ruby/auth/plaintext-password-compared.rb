class SessionsController < ApplicationController
  def create
    user = User.find_by(email: params[:email])
    # ruleid: ruby-plaintext-password-compared
    return sign_in(user) if user.password == params[:password]
    # ruleid: ruby-plaintext-password-compared
    return sign_in(user) if user.password_hash == Digest::SHA256.hexdigest(params[:password])
    # ok: ruby-plaintext-password-compared
    return sign_in(user) if user.authenticate(params[:password])

    # ruleid: ruby-plaintext-password-compared-query
    user = User.find_by(email: params[:email], password: params[:password])
    # ok: ruby-plaintext-password-compared-query
    user = User.find_by(email: params[:email], active: true)
    sign_in(user) if user
  end

  def update
    # ok: ruby-plaintext-password-compared
    if params[:password] == params[:password_confirmation]
      current_user.update(password: params[:password])
    end
    # ok: ruby-plaintext-password-compared
    current_user.password == nil
  end
end
