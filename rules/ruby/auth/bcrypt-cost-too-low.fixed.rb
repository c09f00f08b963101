class Credential
  def self.digest(password)
    # ruleid: ruby-bcrypt-cost-too-low
    BCrypt::Password.create(password, cost: 12)
    # ok: ruby-bcrypt-cost-too-low
    BCrypt::Password.create(password, cost: 12)
    # ok: ruby-bcrypt-cost-too-low
    BCrypt::Password.create(password)
  end

  def self.named(password)
    rounds = 8
    # ruleid: ruby-bcrypt-cost-too-low-name
    BCrypt::Password.create(password, cost: rounds)
  end

  def self.cheapest(password)
    # ruleid: ruby-bcrypt-cost-too-low-minimum
    BCrypt::Password.create(password, cost: 12)
    # ok: ruby-bcrypt-cost-too-low-minimum
    BCrypt::Password.create(password, cost: COST)
  end
end

Devise.setup do |config|
  # ruleid: ruby-bcrypt-cost-too-low
  config.stretches = Rails.env.test? ? 1 : 12
  # ruleid: ruby-bcrypt-cost-too-low
  config.stretches = 12
  # ok: ruby-bcrypt-cost-too-low
  config.stretches = Rails.env.test? ? 1 : 12
end

if Rails.env.test?
  # ok: ruby-bcrypt-cost-too-low
  BCrypt::Engine.cost = 4
end
