using Npgsql;

public class ReportRepository
{
    private const string Table = "reports";
    private readonly ReportContext _context;

    public void Sorted(NpgsqlCommand command, string sort)
    {
        // ruleid: csharp-sql-dynamic-identifier
        command.CommandText = $"SELECT id, title FROM reports ORDER BY {sort}";
    }

    public NpgsqlCommand Of(NpgsqlConnection connection, string kind)
    {
        // ruleid: csharp-sql-dynamic-identifier
        return new NpgsqlCommand("SELECT id, title FROM " + kind, connection);
    }

    public Task<int> Clear(string kind)
    {
        // ruleid: csharp-sql-dynamic-identifier
        return _context.Database.ExecuteSqlRawAsync($"DELETE FROM {kind}");
    }

    public void Constant(NpgsqlCommand command)
    {
        // ok: csharp-sql-dynamic-identifier
        command.CommandText = "SELECT id, title FROM " + Table;
    }

    public void Quoted(NpgsqlCommand command, string kind)
    {
        // ok: csharp-sql-dynamic-identifier
        command.CommandText = $"SELECT id, title FROM {_builder.QuoteIdentifier(kind)}";
    }

    public void Named(NpgsqlCommand command)
    {
        // ok: csharp-sql-dynamic-identifier
        command.CommandText = $"SELECT id, title FROM {nameof(Report)}";
    }
}
