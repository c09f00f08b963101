class Vault
  def seal(text)
    # ruleid: ruby-weak-cryptography
    OpenSSL::Cipher.new("rc4")
    # ruleid: ruby-weak-cryptography
    OpenSSL::Cipher.new("aes-256-ecb")
    # ok: ruby-weak-cryptography
    OpenSSL::Cipher.new("aes-256-gcm")
  end

  def signature(payload)
    # ruleid: ruby-weak-cryptography-secret-digest
    Digest::SHA1.hexdigest("#{payload}#{api_key}")
    # ok: ruby-weak-cryptography-secret-digest
    Digest::MD5.hexdigest(payload)
    # ok: ruby-weak-cryptography-secret-digest
    OpenSSL::HMAC.hexdigest("SHA256", api_key, payload)
  end

  def keypair
    # ruleid: ruby-weak-cryptography-key
    OpenSSL::PKey::RSA.new(2048)
    bits = 1024
    # ruleid: ruby-weak-cryptography-key-name
    OpenSSL::PKey::RSA.new(bits)
    # ok: ruby-weak-cryptography-key
    OpenSSL::PKey::RSA.new(3072)
  end
end
