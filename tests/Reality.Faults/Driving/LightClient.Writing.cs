using System.Globalization;
using System.Net;
using Reality.Faults.History;
using Reality.Faults.Serving;

namespace Reality.Faults.Driving;

internal sealed partial class LightClient
{
    private int _writes;

    private async Task<bool> WriteAsync(ServerProcess server, CancellationToken cancel)
    {
        var write = string.Create(CultureInfo.InvariantCulture, $"{id}-{++_writes}");
        var (kind, views) = Choose();
        var delta = random.Next(100) < load.Idle ? 0 : random.Next(1, Items.Contents);
        var pause = random.Next(100) < load.Slow ? random.Next(20, 300) : 0;
        var fails = kind is not (WriteKind.Node or WriteKind.File) && random.Next(12) == 0;
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/write?kind={kind}&id={write}&names={string.Join(',', views)}&delta={delta}&pause={pause}&fail={(fails ? "true" : "false")}");

        var start = Clock.Now;
        var outcome = Outcome.Unknown;
        Dictionary<string, long> bumped = [];
        try
        {
            using var answer = await requests.PostAsync(server, path, _user, null, cancel);
            outcome = answer.StatusCode switch
            {
                HttpStatusCode.NoContent => Outcome.Acknowledged,
                HttpStatusCode.Conflict => Outcome.Failed,
                _ => Outcome.Unknown,
            };
            if (outcome == Outcome.Acknowledged)
            {
                See(Requests.Header(answer, "Reality-Seen"));
                bumped = Bumped(Requests.Header(answer, "Reality-Bumped"));
            }

            return outcome != Outcome.Unknown || answer.StatusCode == HttpStatusCode.Accepted;
        }
        finally
        {
            history.Writes.Enqueue(new Write(id, write, start, Clock.Now, outcome, bumped, server.Id) { LeavesLine = kind is not (WriteKind.Node or WriteKind.File) });
        }
    }

    private (WriteKind Kind, string[] Views) Choose()
    {
        var dice = random.Next(100);
        if ((dice -= load.Kinds.Nodes) < 0)
            return (WriteKind.Node, [Any(names.Nodes)]);
        if ((dice -= load.Kinds.Files) < 0)
            return (WriteKind.File, [Any(names.Files)]);
        if (random.Next(100) < load.Families)
            return (WriteKind.Single, [RoomRepository.Family]);
        if ((dice -= load.Kinds.Joined) < 0)
            return (WriteKind.Joined, Several());
        if ((dice -= load.Kinds.Begun) < 0)
            return (WriteKind.Begun, Several());

        return dice - load.Kinds.Detached < 0 ? (WriteKind.Detached, Several()) : (WriteKind.Single, [Any(names.Joinable)]);
    }

    private string[] Several()
    {
        string[] views = [.. names.Joinable.OrderBy(_ => random.Next()).Take(random.Next(2, 4))];
        return random.Next(100) < load.Families ? [.. views, RoomRepository.Family] : views;
    }

    private string Any(string[] all) => all[random.Next(all.Length)];

    private Dictionary<string, long> Bumped(string? header)
    {
        Dictionary<string, long> bumped = new(StringComparer.Ordinal);
        foreach (var pair in (header ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')))
        {
            if (pair[0].Contains('*', StringComparison.Ordinal))
                continue;

            bumped.Add(pair[0], Number(pair[1]));
            if (!ViewNames.IsFor(ViewNames.NameOf(pair[0]), _user))
                history.Leaks.Enqueue(new Leak(id, $"was told that {pair[0]} was bumped"));
        }

        return bumped;
    }
}
