public class StockService
{
    public int Of(int product)
    {
        // ruleid: csharp-broad-except
        try
        {
            return _stock.Of(product);
        }
        catch (Exception)
        {
            return 0;
        }
    }

    public int At(int shelf)
    {
        // ruleid: csharp-broad-except
        try
        {
            return _stock.At(shelf);
        }
        catch
        {
            return 0;
        }
    }

    public int In(int hall)
    {
        // ruleid: csharp-broad-except
        try
        {
            return _stock.In(hall);
        }
        catch (Exception e)
        {
            return 0;
        }
    }

    public int Logged(int product)
    {
        // ok: csharp-broad-except
        try
        {
            return _stock.Of(product);
        }
        catch (Exception e)
        {
            _logger.LogError(e, "stock of {Product}", product);
            return 0;
        }
    }

    public int Undone(int product)
    {
        // ok: csharp-broad-except
        try
        {
            return _stock.Of(product);
        }
        catch
        {
            _stock.Release(product);
            throw;
        }
    }

    public int Narrow(int product)
    {
        // ok: csharp-broad-except
        try
        {
            return _stock.Of(product);
        }
        catch (KeyNotFoundException)
        {
            return 0;
        }
    }
}
