class PaymentGateway
  # ruleid: ruby-hardcoded-secret-constant
  API_KEY = ENV.fetch("API_KEY")
  # ok: ruby-hardcoded-secret
  PASSWORD_FIELD = "password"
  # ok: ruby-hardcoded-secret
  API_KEY_HEADER = "X-Api-Key-2"

  def connect
    # ruleid: ruby-hardcoded-secret
    Gateway::Client.new(user: "shop", password: "walnut-6093")
    # ok: ruby-hardcoded-secret
    Gateway::Client.new(user: "shop", password: ENV.fetch("GATEWAY_PASSWORD"))
    # ruleid: ruby-hardcoded-secret
    Rails.application.config.secret_key_base = "9f3c1b77d0a24e58"
    # ok: ruby-hardcoded-secret
    headers = { "secret" => "your-secret-1" }
    headers
  end

  def sign(claims)
    # ruleid: ruby-hardcoded-secret-key-argument
    JWT.encode(claims, "wharf-quill", "HS256")
  end

  def signed(claims)
    # ok: ruby-hardcoded-secret-key-argument
    JWT.encode(claims, Rails.application.credentials.jwt_secret, "HS256")
  end
end
