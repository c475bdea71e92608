using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Tests.Hosting;

namespace Reality.Server.Tests.Drift;

public readonly record struct ClockKey(string Id) : IRealityKey<Note?>
{
    public string Text => KeyText.Create($"wall:clock:{Id}");
}

/// <summary>A view that is another one whenever it is read, as one with the time of day in it is.</summary>
internal sealed class ClockModule : RealityModule
{
    private static readonly RealityTemplate<ClockKey, Note?> Template = new()
    {
        Text = "wall:clock:<id>",
        Access = RealityAccess.Public,
        Route = "/api/clocks/{id}",
        Content = NoteRepository.Content,
        Parser = TryParse,
        Read = static (services, key, token) => services.GetRequiredService<IReality>().ReadAsync(
            (read, cancel) => ReadAsync(read.Connection, key, cancel), token, "Clocks.GetAsync"),
    };

    public override string Name => "Clocks";

    public override IReadOnlyList<RealityTemplate> Templates => [Template];

    public override IReadOnlyList<RealityRepositoryInfo> Repositories => [];

    public static Task RecordAsync(IReality reality, string id, CancellationToken cancellationToken) => reality.WriteAsync(
        (write, _) =>
        {
            write.Bump(new ClockKey(id), ReadAsync, NoteRepository.Content);
            return Task.CompletedTask;
        },
        cancellationToken);

    public override RealityTemplate? Match(ReadOnlySpan<char> key) => TryParse(key, out _) ? Template : null;

    private static async Task<Note?> ReadAsync(System.Data.Common.DbConnection db, ClockKey key, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand();
        command.CommandText = "select hex(randomblob(8))";
        return new Note(key.Id, (string)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private static bool TryParse(ReadOnlySpan<char> text, out ClockKey key)
    {
        var reader = new KeyReader(text);
        string? id = null;
        var parsed = reader.Literal("wall") && reader.Literal("clock") && reader.String(out id) && reader.End;
        key = new ClockKey(id ?? "");
        return parsed;
    }
}
