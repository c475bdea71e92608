using Microsoft.Extensions.Options;

namespace Reality.Server;

/// <summary>Says at start which options cannot work, and what would.</summary>
internal sealed class RealityOptionsValidation : IValidateOptions<RealityOptions>
{
    public ValidateOptionsResult Validate(string? name, RealityOptions options)
    {
        var failures = new List<string>();
        Expect(options.MaxKeys >= 1, nameof(options.MaxKeys), options.MaxKeys, "at least 1");
        Expect(
            options.MaxKeyLength is >= 1 and <= KeyText.MaxLength,
            nameof(options.MaxKeyLength),
            options.MaxKeyLength,
            $"from 1 to {KeyText.MaxLength}, the length that every storage holds");
        Expect(
            options.MaxBodyLength is >= 2 and <= 64 * 1024 * 1024,
            nameof(options.MaxBodyLength),
            options.MaxBodyLength,
            "from 2 bytes to 64 MiB: a body is read whole");
        Expect(options.ReplicaCapacity >= 1, nameof(options.ReplicaCapacity), options.ReplicaCapacity, "at least 1");
        Expect(
            options.StorageTimeout > TimeSpan.Zero && options.StorageTimeout <= TimeSpan.FromHours(1),
            nameof(options.StorageTimeout),
            options.StorageTimeout,
            "more than zero and at most an hour");
        Expect(
            options.RetryAfter > TimeSpan.Zero && options.RetryAfter <= TimeSpan.FromDays(1),
            nameof(options.RetryAfter),
            options.RetryAfter,
            "more than zero and at most a day");
        Expect(
            options.MarkTimeout > TimeSpan.Zero && options.MarkTimeout <= TimeSpan.FromHours(1),
            nameof(options.MarkTimeout),
            options.MarkTimeout,
            "more than zero and at most an hour");
        Expect(
            options.MarkRetention >= options.MarkTimeout && options.MarkRetention <= TimeSpan.FromDays(365),
            nameof(options.MarkRetention),
            options.MarkRetention,
            "at least RealityOptions.MarkTimeout and at most a year");
        Expect(Enum.IsDefined(options.Drift), nameof(options.Drift), options.Drift, "Heal, Report or Off");
        Expect(options.MaxTransactionAttempts >= 1, nameof(options.MaxTransactionAttempts), options.MaxTransactionAttempts, "at least 1");
        Expect(
            options.MaxBumpedHeaderLength is >= 0 and <= 32 * 1024,
            nameof(options.MaxBumpedHeaderLength),
            options.MaxBumpedHeaderLength,
            "from 0 to 32 KiB: proxies refuse larger headers");
        Expect(
            options.MaxStaleness >= TimeSpan.Zero && options.MaxStaleness <= TimeSpan.FromHours(1),
            nameof(options.MaxStaleness),
            options.MaxStaleness,
            "from zero to an hour");
        Expect(
            options.MaxWait >= TimeSpan.Zero && options.MaxWait <= TimeSpan.FromSeconds(25),
            nameof(options.MaxWait),
            options.MaxWait,
            "from zero to 25 seconds");
        Expect(options.MaxHeldSyncs >= 0, nameof(options.MaxHeldSyncs), options.MaxHeldSyncs, "at least 0");
        Expect(options.MaxHeldSyncsPerUser >= 0, nameof(options.MaxHeldSyncsPerUser), options.MaxHeldSyncsPerUser, "at least 0");
        Expect(options.MaxHeldKeys >= 0, nameof(options.MaxHeldKeys), options.MaxHeldKeys, "at least 0");
        Expect(
            options.HeldSyncPollInterval == TimeSpan.Zero
                || (options.HeldSyncPollInterval >= TimeSpan.FromMilliseconds(50) && options.HeldSyncPollInterval <= TimeSpan.FromHours(1)),
            nameof(options.HeldSyncPollInterval),
            options.HeldSyncPollInterval,
            "zero, or from 50 milliseconds to an hour");
        Expect(options.MaxEventStreams >= 0, nameof(options.MaxEventStreams), options.MaxEventStreams, "at least 0");
        Expect(options.MaxEventStreamsPerUser >= 0, nameof(options.MaxEventStreamsPerUser), options.MaxEventStreamsPerUser, "at least 0");
        Expect(options.MaxEventKeys is >= 1 and <= 256, nameof(options.MaxEventKeys), options.MaxEventKeys, "from 1 to 256");
        Expect(
            options.EventHeartbeat >= TimeSpan.FromMilliseconds(100) && options.EventHeartbeat <= TimeSpan.FromMinutes(5),
            nameof(options.EventHeartbeat),
            options.EventHeartbeat,
            "from 100 milliseconds to 5 minutes");
        Expect(
            options.MaxEventStreamTime >= TimeSpan.FromSeconds(1) && options.MaxEventStreamTime <= TimeSpan.FromDays(1),
            nameof(options.MaxEventStreamTime),
            options.MaxEventStreamTime,
            "from a second to a day");
        Expect(
            options.ServerId is { Length: >= 1 and <= 128 } id && !id.AsSpan().ContainsAnyExceptInRange('!', '~'),
            nameof(options.ServerId),
            $"'{options.ServerId}'",
            "1 to 128 printable ASCII characters without spaces");
        Expect(options.GetUserId is not null, nameof(options.GetUserId), "null", "a function from the user to an id");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Expect(bool holds, string option, object value, string expected)
        {
            if (!holds)
                failures.Add($"RealityOptions.{option} is {value}; it must be {expected}.");
        }
    }
}
