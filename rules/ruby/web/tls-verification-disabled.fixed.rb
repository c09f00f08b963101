class StockClient
  def connection
    http = Net::HTTP.new("stock.example", 443)
    # ruleid: ruby-tls-verification-disabled
    http.verify_mode = OpenSSL::SSL::VERIFY_PEER
    # ok: ruby-tls-verification-disabled
    http.verify_mode = OpenSSL::SSL::VERIFY_PEER
    # ruleid: ruby-tls-verification-disabled-off
    Faraday.new("https://stock.example", ssl: { verify: true })
    # ruleid: ruby-tls-verification-disabled-off
    RestClient::Resource.new("https://stock.example", verify_ssl: true)
    # ok: ruby-tls-verification-disabled
    Faraday.new("https://stock.example", ssl: { ca_file: CA })
    if options[:insecure]
      # ok: ruby-tls-verification-disabled
      http.verify_mode = OpenSSL::SSL::VERIFY_NONE
    end
  end
end
