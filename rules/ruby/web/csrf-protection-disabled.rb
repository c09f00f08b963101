class ApplicationController < ActionController::Base
  # ruleid: ruby-csrf-protection-disabled
  skip_before_action :verify_authenticity_token
  # ruleid: ruby-csrf-protection-disabled
  skip_forgery_protection
  # ruleid: ruby-csrf-protection-disabled
  skip_before_action :verify_authenticity_token, raise: false
  # ok: ruby-csrf-protection-disabled
  skip_before_action :verify_authenticity_token, if: :json_request?
  # ok: ruby-csrf-protection-disabled
  protect_from_forgery with: :exception
end

class StripeWebhooksController < ApplicationController
  # ok: ruby-csrf-protection-disabled
  skip_before_action :verify_authenticity_token
end

class LegacyController < ApplicationController
  # ruleid: ruby-csrf-protection-disabled-setting
  self.allow_forgery_protection = false
  # ok: ruby-csrf-protection-disabled-setting
  self.allow_forgery_protection = true
end
