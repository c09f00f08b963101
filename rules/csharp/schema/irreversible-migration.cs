public class AddCity : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("City", "Customers");
    }

    // ruleid: csharp-irreversible-migration
    protected override void Down(MigrationBuilder migrationBuilder)
    {
    }
}

public class AddStreet : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Street", "Customers");
    }

    // ruleid: csharp-irreversible-migration
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        throw new NotSupportedException();
    }
}

public class AddZip : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Zip", "Customers");
    }

    // ruleid: csharp-irreversible-migration
    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotImplementedException();
}

public class AddCountry : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Country", "Customers");
    }

    // ok: csharp-irreversible-migration
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("Country", "Customers");
    }
}

public class Merge : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
    }

    // ok: csharp-irreversible-migration
    protected override void Down(MigrationBuilder migrationBuilder)
    {
    }
}

public class Elevator
{
    // ok: csharp-irreversible-migration
    public void Down(Floor floor)
    {
    }
}
