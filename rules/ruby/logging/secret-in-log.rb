class Login
  def call(params, user)
    # ruleid: ruby-secret-in-log
    Rails.logger.info("login #{params[:email_id]} #{params[:password]}")
    # ruleid: ruby-secret-in-log
    logger.debug "token #{user.access_token}"
    # ruleid: ruby-secret-in-log
    logger.warn("retry", user.api_key)
    # ok: ruby-secret-in-log
    logger.info("password changed for #{user.id}")
    # ok: ruby-secret-in-log
    logger.info("key #{user.api_key.name} used")
    # ok: ruby-secret-in-log
    logger.info("token present: #{user.access_token.present?}")
  end
end
