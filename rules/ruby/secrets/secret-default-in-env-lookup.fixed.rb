Mailer.configure do |config|
  # ruleid: ruby-secret-default-in-env-lookup-environment
  config.api_key = ENV.fetch("MAILER_API_KEY")
  # ruleid: ruby-secret-default-in-env-lookup-environment
  config.password = ENV.fetch("MAILER_PASSWORD")
  # ruleid: ruby-secret-default-in-env-lookup-environment
  config.secret = ENV.fetch("MAILER_WEBHOOK_SECRET")
  # ruleid: ruby-secret-default-in-env-lookup
  config.signing_secret = ENV["MAILER_SIGNING_SECRET"].presence || "plum-otter"
  # ok: ruby-secret-default-in-env-lookup
  config.user = ENV.fetch("MAILER_USER", "shop")
  # ok: ruby-secret-default-in-env-lookup
  config.token_url = ENV.fetch("MAILER_TOKEN_URL", "https://mail.example/token")
  # ok: ruby-secret-default-in-env-lookup
  config.signing_key = ENV.fetch("MAILER_SIGNING_KEY")
  # ok: ruby-secret-default-in-env-lookup
  config.proxy_password = ENV.fetch("PROXY_PASSWORD", "")
end
