class Member < ApplicationRecord
  def password=(password)
    # ruleid: ruby-weak-password-hash
    self.password_hash = Digest::MD5.hexdigest(password)
    # ruleid: ruby-weak-password-hash
    self.legacy_hash = Digest::SHA256.hexdigest("#{salt}#{password}")
    # ruleid: ruby-weak-password-hash
    self.old_hash = OpenSSL::Digest::SHA1.hexdigest(self.password)
    # ok: ruby-weak-password-hash
    self.password_digest = BCrypt::Password.create(password)
  end

  def fingerprint
    # ok: ruby-weak-password-hash
    Digest::SHA256.hexdigest(reset_password_token)
    # ok: ruby-weak-password-hash
    Digest::MD5.hexdigest(email.downcase)
  end
end
