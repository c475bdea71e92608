using Microsoft.Extensions.Options;

namespace Reality.Server.Mesh;

/// <summary>Says at start which options cannot work, and what would.</summary>
internal sealed class MeshOptionsValidation : IValidateOptions<MeshOptions>
{
    public ValidateOptionsResult Validate(string? name, MeshOptions options)
    {
        var failures = new List<string>();
        ExpectUrl(options.Url, nameof(options.Url));
        ExpectUrl(options.ClientUrl, nameof(options.ClientUrl));
        foreach (var peer in options.Peers)
            ExpectUrl(peer ?? "", nameof(options.Peers));

        Expect(options.Fanout is >= 1 and <= 64, nameof(options.Fanout), options.Fanout, "from 1 to 64");
        Expect(options.MaxPeers is >= 1 and <= 65_536, nameof(options.MaxPeers), options.MaxPeers, "from 1 to 65,536");
        Expect(
            options.Peers.Count <= options.MaxPeers,
            nameof(options.MaxPeers),
            options.MaxPeers,
            $"at least {options.Peers.Count}, the number of configured peers");
        Expect(
            options.MaxMessageLength is >= 4096 and <= 16 * 1024 * 1024,
            nameof(options.MaxMessageLength),
            options.MaxMessageLength,
            "from 4 KiB to 16 MiB");
        ExpectTime(options.Timeout, nameof(options.Timeout), TimeSpan.FromMinutes(1));
        ExpectTime(options.DegradedLatency, nameof(options.DegradedLatency), TimeSpan.FromMinutes(1));
        ExpectTime(options.PeerExpiry, nameof(options.PeerExpiry), TimeSpan.FromDays(7));
        ExpectTime(options.ClockTolerance, nameof(options.ClockTolerance), TimeSpan.FromHours(1));
        Expect(
            options.Interval >= TimeSpan.Zero && options.Interval <= TimeSpan.FromSeconds(10),
            nameof(options.Interval),
            options.Interval,
            "from zero to 10 seconds");
        Expect(options.AllowPeer is not null, nameof(options.AllowPeer), "null", "a function from a URL to whether it may be contacted");
        Expect(options.AllowClientUrl is not null, nameof(options.AllowClientUrl), "null", "a function from a URL to whether clients may be told of it");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Expect(bool holds, string option, object value, string expected)
        {
            if (!holds)
                failures.Add($"MeshOptions.{option} is {value}; it must be {expected}.");
        }

        void ExpectTime(TimeSpan value, string option, TimeSpan most) =>
            Expect(value > TimeSpan.Zero && value <= most, option, value, $"more than zero and at most {most}");

        void ExpectUrl(string? value, string option) =>
            Expect(
                value is null || MeshUrl.TryParse(value, out _),
                option,
                $"'{value}'",
                $"an absolute http or https URL of at most {MeshUrl.MaxLength} characters without user, query or fragment");
    }
}
