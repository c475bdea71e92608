namespace Reality.Faults.Serving;

/// <summary>Makes writes as it is told to.</summary>
internal sealed class WriteEndpoint(
    IReality reality,
    RoomRepository rooms,
    TallyRepository tallies,
    MailRepository mail,
    LogRepository logs,
    FileRepository files,
    IServiceScopeFactory scopes)
{
    public async Task<IResult> HandleAsync(WriteKind kind, string id, string[] names, long delta, int pause, bool fail, CancellationToken cancel)
    {
        try
        {
            switch (kind)
            {
                case WriteKind.Single:
                    await AddAsync(names[0], new Change(id, delta, pause, fail), cancel);
                    break;
                case WriteKind.Joined:
                    await reality.TransactAsync(token => AddAllAsync(id, names, delta, pause, fail, token), cancel);
                    break;
                case WriteKind.Begun:
                    return await BeginAsync(id, names, delta, pause, fail, cancel);
                case WriteKind.Detached:
                    _ = DetachAsync(id, names, delta, pause, fail);
                    return Results.Accepted();
                case WriteKind.File:
                    await files.AppendAsync(names[0]["file:".Length..], new Change(id, delta, pause, fail), cancel);
                    break;
                case WriteKind.Node:
                    await reality.UpdateNodeAsync($"faults:{names[0]}", cancellationToken: cancel);
                    break;
            }

            return Results.NoContent();
        }
        catch (DeliberateException)
        {
            return Results.Conflict();
        }
    }

    // Whoever begins by hand, and leaves without a commit, has written nothing.
    private async Task<IResult> BeginAsync(string id, string[] names, long delta, int pause, bool fail, CancellationToken cancel)
    {
        await using var transaction = await reality.BeginAsync(cancel);
        await AddAllAsync(id, names, delta, pause, false, cancel);
        if (fail)
            return Results.Conflict();

        await transaction.CommitAsync(cancel);
        return Results.NoContent();
    }

    private async Task DetachAsync(string id, string[] names, long delta, int pause, bool fail)
    {
        await Task.Yield();
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<WriteEndpoint>()
                .HandleAsync(WriteKind.Joined, id, names, delta, pause, fail, CancellationToken.None);
        }
        catch (Exception)
        {
            // Its outcome is in the table; nobody waits for it here.
        }
    }

    private async Task AddAllAsync(string id, string[] names, long delta, int pause, bool fail, CancellationToken cancel)
    {
        foreach (var name in names)
            await AddAsync(name, new Change(id, delta, pause, fail && name == names[^1]), cancel);
    }

    private Task AddAsync(string name, Change change, CancellationToken cancel) => name.Split(':', 2) switch
    {
        ["room", "*"] => rooms.AddToAllAsync(change, cancel),
        ["room", var room] => rooms.AddAsync(room, change, cancel),
        ["tally", var tally] => tallies.AddAsync(tally, change, cancel),
        ["mail", var user] => mail.AddAsync(user, change, cancel),
        ["log", var log] => logs.AddAsync(log, change, cancel),
        _ => throw new ArgumentException($"Nothing is called '{name}'.", nameof(name)),
    };
}
