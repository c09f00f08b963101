public class UsersController : ControllerBase
{
    public async Task<IActionResult> One(int id)
    {
        var user = await _context.Users.FindAsync(id);
        // ruleid: csharp-entity-returned-directly
        return Ok(user);
    }

    public async Task<List<User>> All()
    {
        // ruleid: csharp-entity-returned-directly
        return await _context.Users.ToListAsync();
    }

    public async Task<IActionResult> Active()
    {
        // ruleid: csharp-entity-returned-directly
        return Ok(await _context.Users.Where(u => u.Active).ToListAsync());
    }

    public async Task<IActionResult> Mapped(int id)
    {
        var user = await _context.Users.FindAsync(id);
        // ok: csharp-entity-returned-directly
        return Ok(_mapper.Map<UserDto>(user));
    }

    public async Task<List<UserDto>> Projected()
    {
        // ok: csharp-entity-returned-directly
        return await _context.Users.Select(u => new UserDto(u.Id)).ToListAsync();
    }

    public async Task<int> Count()
    {
        // ok: csharp-entity-returned-directly
        return await _context.Users.CountAsync();
    }
}
