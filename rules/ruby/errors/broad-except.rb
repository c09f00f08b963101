class Importer
  def run(rows)
    rows.each { |row| import(row) }
  # ruleid: ruby-broad-except
  rescue Exception
    nil
  end

  def import(row)
    begin
      Row.create!(row)
    # ruleid: ruby-broad-except
    rescue Exception => e
      logger.error(e.message)
    end
  end

  def date(text)
    Date.parse(text)
  # ruleid: ruby-broad-except
  rescue ::Exception => error
    error.message
  end

  def checked(row)
    import(row)
  # ok: ruby-broad-except
  rescue Exception => e
    logger.error(e.message)
    raise
  end

  def tried(row)
    import(row)
  # ok: ruby-broad-except
  rescue StandardError => e
    logger.error(e.message)
  end

  def parsed(text)
    JSON.parse(text)
  # ok: ruby-broad-except
  rescue JSON::ParserError
    {}
  end
end
