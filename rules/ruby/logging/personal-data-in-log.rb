class Signup
  def call(user)
    # ruleid: ruby-personal-data-in-log
    Rails.logger.info("signed up #{user.email}")
    # ruleid: ruby-personal-data-in-log
    logger.warn "bounce for #{user.phone_number}"
    # ruleid: ruby-personal-data-in-log
    logger.info("invited", user.email)
    # ok: ruby-personal-data-in-log
    logger.info("signed up #{user.id}")
    # ok: ruby-personal-data-in-log
    logger.info("version #{version.full_name} built")
    # ok: ruby-personal-data-in-log
    logger.info("email sent to user #{user.id}")
  end
end
