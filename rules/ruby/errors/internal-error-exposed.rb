class ExportsController < ApplicationController
  rescue_from ActiveRecord::StatementInvalid do |error|
    # ruleid: ruby-internal-error-exposed
    render json: { error: { code: "DATABASE", message: error.message } }, status: 500
  end

  rescue_from QuotaExceeded do |error|
    # ok: ruby-internal-error-exposed
    render json: { error: { code: "QUOTA", message: error.message } }, status: 429
  end

  def create
    export!
  rescue StandardError => e
    # ruleid: ruby-internal-error-exposed
    render json: { error: "Export failed: #{e.message}" }, status: :internal_server_error
  end

  def show
    begin
      load_export
    rescue => e
      logger.error(e.full_message)
      # ruleid: ruby-internal-error-exposed
      render plain: e.backtrace.join("\n"), status: 500
      # ok: ruby-internal-error-exposed
      render json: { error: { code: "INTERNAL", message: "Export failed" } }, status: 500
    end
  end

  def update
    export!
  rescue ActiveRecord::RecordInvalid => e
    # ok: ruby-internal-error-exposed
    render json: { error: { code: "INVALID", message: e.message } }, status: 422
  end
end
