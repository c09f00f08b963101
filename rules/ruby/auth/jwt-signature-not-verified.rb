class TokenReader
  def subject(token)
    # ruleid: ruby-jwt-signature-not-verified
    JWT.decode(token, nil, false).first["sub"]
  end

  def claims(token)
    # ruleid: ruby-jwt-signature-not-verified
    payload, = JWT.decode(token, nil, false, algorithm: "RS256")
    payload
  end

  def unsigned(token)
    # ruleid: ruby-jwt-signature-not-verified-none
    JWT.decode(token, nil, true, algorithm: "none")
    # ok: ruby-jwt-signature-not-verified-none
    JWT.decode(token, key, true, algorithm: "ES256")
  end

  def issuer(token)
    # ruleid: ruby-jwt-signature-not-verified
    JWT.decode(token, nil, false).last
  end

  def verified(token)
    # ok: ruby-jwt-signature-not-verified
    JWT.decode(token, public_key, true, algorithm: "RS256")
    # ok: ruby-jwt-signature-not-verified
    JWT.decode(token, secret, true, { algorithm: "HS256" })
  end

  def from_known_issuer(token)
    # ok: ruby-jwt-signature-not-verified
    _, header = JWT.decode(token, nil, false)
    JWT.decode(token, keys.fetch(header["kid"]), true, algorithm: "RS256")
  end
end
