using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Reality.Server.Access;
using Reality.Server.Replica;
using Reality.Wire;

namespace Reality.Server.Reporting;

/// <summary>
/// Writes <c>Reality-Bumped</c>: <c>chat:room:general=7, user:9:profile=3</c>. Only keys that the request's user may read, by the rules
/// of every other way to them, and only as many as fit.
/// </summary>
internal sealed class BumpedHeader(KeyAccess access, IOptions<RealityOptions> options)
{
    private const int NumberLength = 16;

    public async ValueTask<string?> FormatAsync(HttpContext context, KeyValuePair<string, long>[] bumped)
    {
        var limit = options.Value.MaxBumpedHeaderLength;
        var keys = new AskedKeys();
        var length = 0;
        foreach (var (key, version) in bumped)
        {
            // Room is counted before access is asked, so that asking is bounded too.
            length += key.Length + NumberLength + 3;
            if (length > limit)
                break;

            keys.TryAdd(key, version);
        }

        if (keys.Count == 0 || await access.DecideAsync(context, keys) == keys.Count)
            return null;

        var readable = new List<BumpedKey>(keys.Count);
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].IsReadable)
                readable.Add(new BumpedKey(keys.Text(i).ToString(), keys[i].Known));
        }

        return BumpedKeys.Format(readable, limit);
    }
}
