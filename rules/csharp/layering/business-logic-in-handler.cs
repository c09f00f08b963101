public class BillsController : ControllerBase
{
    [HttpPost]
    // ruleid: csharp-business-logic-in-handler
    public IActionResult Total(Bill bill)
    {
        var total = 0m;
        foreach (var line in bill.Lines)
        {
            total += line.Price * line.Count;
        }
        return Ok(total);
    }

    [HttpPost("login")]
    // ruleid: csharp-business-logic-in-handler
    public IActionResult Login(Credentials credentials)
    {
        var token = new JwtSecurityToken(issuer: "shop", claims: Claims(credentials));
        return Ok(token);
    }

    [HttpPut("{id}")]
    // ruleid: csharp-business-logic-in-handler
    public IActionResult Age(int id, List<Line> lines)
    {
        foreach (var line in lines)
        {
            if (line.Days > 30)
            {
                line.Late = true;
            }
        }
        return NoContent();
    }

    [HttpGet("{id}")]
    // ok: csharp-business-logic-in-handler
    public IActionResult One(int id)
    {
        return Ok(_bills.OfId(id));
    }

    [HttpGet]
    // ok: csharp-business-logic-in-handler
    public IActionResult Names()
    {
        var names = new List<string>();
        foreach (var bill in _bills.All())
        {
            names.Add(bill.Name);
        }
        return Ok(names);
    }

    // ok: csharp-business-logic-in-handler
    public IActionResult Helper(Credentials credentials)
    {
        return Ok(new JwtSecurityToken(issuer: "shop"));
    }
}
