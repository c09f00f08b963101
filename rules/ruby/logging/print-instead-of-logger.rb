class Payment
  def capture
    # ruleid: ruby-print-instead-of-logger
    puts "capturing #{id}"
    # ruleid: ruby-print-instead-of-logger
    p response
    # ruleid: ruby-print-instead-of-logger
    pp response.headers
    # ok: ruby-print-instead-of-logger
    logger.info("capturing #{id}")
    # ok: ruby-print-instead-of-logger
    puts_receipt(id)
    # ok: ruby-print-instead-of-logger
    file.write("captured")
  end
end
