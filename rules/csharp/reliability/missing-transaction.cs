public class Transfers
{
    public async Task Move(Account from, Account to, int amount)
    {
        from.Balance -= amount;
        // ruleid: csharp-missing-transaction
        await _context.SaveChangesAsync();
        to.Balance += amount;
        await _context.SaveChangesAsync();
    }

    public void Book(Entry entry)
    {
        _context.Entries.Add(entry);
        // ruleid: csharp-missing-transaction
        _context.SaveChanges();
        _context.Totals.Update(entry.Total);
        _context.SaveChanges();
    }

    public async Task Close(Account account, CancellationToken token)
    {
        // ruleid: csharp-missing-transaction
        await _db.SaveChangesAsync(token);
        account.Closed = true;
        await _db.SaveChangesAsync(token);
    }

    public async Task Safe(Account from, Account to, int amount)
    {
        await using var transaction = await _context.Database.BeginTransactionAsync();
        from.Balance -= amount;
        // ok: csharp-missing-transaction
        await _context.SaveChangesAsync();
        to.Balance += amount;
        await _context.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    public async Task Once(Account from)
    {
        // ok: csharp-missing-transaction
        await _context.SaveChangesAsync();
    }

    public void Scoped(Entry entry)
    {
        using (var scope = new TransactionScope())
        {
            // ok: csharp-missing-transaction
            _context.SaveChanges();
            _context.Totals.Update(entry.Total);
            _context.SaveChanges();
        }
    }
}
