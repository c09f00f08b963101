using Dapper;
using Npgsql;

public class CustomerRepository
{
    private const string Table = "customers";
    private readonly IDbConnection _db;

    public Customer ByName(NpgsqlConnection connection, string name)
    {
        // ruleid: csharp-sql-string-concatenation
        using var command = new NpgsqlCommand($"SELECT id, name FROM customers WHERE name = '{name}'", connection);
        return Read(command);
    }

    public Customer ByMail(NpgsqlCommand command, string mail)
    {
        var sql = "SELECT id, name FROM customers WHERE mail = '" + mail + "'";
        // ruleid: csharp-sql-string-concatenation
        command.CommandText = sql;
        return Read(command);
    }

    public IEnumerable<Customer> Search(string name, string city)
    {
        var sql = new StringBuilder("SELECT id, name FROM customers WHERE 1 = 1");
        if (city != null) sql.Append($" AND city = '{city}'");
        // ruleid: csharp-sql-string-concatenation
        return _db.Query<Customer>(sql.ToString());
    }

    public Task<Customer> ByPhone(string phone)
    {
        // ruleid: csharp-sql-string-concatenation
        return _db.QuerySingleAsync<Customer>(string.Format("SELECT id, name FROM customers WHERE phone = '{0}'", phone));
    }

    public Customer ById(NpgsqlConnection connection, int id)
    {
        // ok: csharp-sql-string-concatenation
        using var command = new NpgsqlCommand($"SELECT id, name FROM customers WHERE id = {id}", connection);
        return Read(command);
    }

    public IEnumerable<Customer> Bound(string name)
    {
        // ok: csharp-sql-string-concatenation
        return _db.Query<Customer>("SELECT id, name FROM " + Table + " WHERE name = @name", new { name });
    }

    public IEnumerable<Customer> Built(string city)
    {
        var sql = "SELECT id, name FROM customers WHERE 1 = 1";
        if (city != null) sql += " AND city = @city";
        // ok: csharp-sql-string-concatenation
        return _db.Query<Customer>(sql, new { city });
    }

    public void Placeholders(NpgsqlCommand command, string[] parameterNames)
    {
        // ok: csharp-sql-string-concatenation
        command.CommandText = $"SELECT id FROM customers WHERE id IN ({string.Join(", ", parameterNames)})";
    }
}
