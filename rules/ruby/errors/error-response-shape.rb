class OrdersController < ApplicationController
  def show
    # ruleid: ruby-error-response-shape
    render json: { error: "Order not found" }, status: :not_found
    # ruleid: ruby-error-response-shape
    render json: { success: false, message: "Order is closed" }, status: 409
    # ruleid: ruby-error-response-shape
    render status: :unprocessable_entity, json: { errors: order.errors.full_messages }
    # ruleid: ruby-error-response-shape
    render json: order.errors, status: :unprocessable_entity
    # ok: ruby-error-response-shape
    render json: { error: { code: "NOT_FOUND", message: "Order not found" } }, status: :not_found
    # ok: ruby-error-response-shape
    render json: { message: "Order closed" }, status: :ok
    # ok: ruby-error-response-shape
    render json: { error: "invalid_grant", error_description: "Expired" }, status: :bad_request
  end
end

get "/orders/:id" do
  # ruleid: ruby-error-response-shape-sinatra
  halt 404, { error: "Order not found" }.to_json
  # ok: ruby-error-response-shape-sinatra
  halt 404, { error: { code: "NOT_FOUND", message: "Order not found" } }.to_json
end
