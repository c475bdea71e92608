using System.Data.Common;
using System.Text.Json.Serialization;

namespace Reality.Server.Tests.Hosting;

/// <summary>The payload of most tests' keys: a line of text in a table.</summary>
public sealed record Note(string Id, string Text);

[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(IReadOnlyList<Note>))]
internal sealed partial class NoteJson : JsonSerializerContext;

/// <summary>What the generator would write for a repository of notes, by hand.</summary>
public sealed class NoteRepository(IReality reality)
{
    public static ContentHash<Note?> Content { get; } = new("0a1b2c3d", static (hasher, note) =>
    {
        if (hasher.AddPresence(note is not null))
        {
            hasher.Add(note!.Id);
            hasher.Add(note.Text);
        }
    });

    public Task<Note?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        reality.ReadAsync((read, token) => ReadCoreAsync(read.Connection, id, token), cancellationToken, "NoteRepository.GetAsync");

    public Task SetAsync(string id, string text, CancellationToken cancellationToken = default) =>
        reality.WriteAsync(
            async (write, token) =>
            {
                await WriteCoreAsync(write.Connection, id, text, token);
                write.Bump(new RoomKey(id), static (db, key, token) => ReadCoreAsync(db, key.Id, token), Content);
            },
            cancellationToken,
            "NoteRepository.SetAsync");

    /// <summary>A write whose second half fails.</summary>
    public Task SetHalfAsync(string id, string text, CancellationToken cancellationToken = default) =>
        reality.WriteAsync(
            async (write, token) =>
            {
                await WriteCoreAsync(write.Connection, id, text, token);
                throw new InvalidDataException("half of the write is done");
            },
            cancellationToken,
            "NoteRepository.SetHalfAsync");

    /// <summary>A write whose core calls another woven write.</summary>
    public Task SetTwoAsync(string first, string second, string text, CancellationToken cancellationToken = default) =>
        reality.WriteAsync(
            async (write, token) =>
            {
                await SetAsync(first, text, token);
                await WriteCoreAsync(write.Connection, second, text, token);
                write.Bump(new RoomKey(second));
            },
            cancellationToken,
            "NoteRepository.SetTwoAsync");

    public static async Task<Note?> ReadCoreAsync(DbConnection db, string id, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand();
        command.CommandText = "select text from notes where id = @id";
        command.Bind("@id", id);
        return await command.ExecuteScalarAsync(cancellationToken) is string text ? new Note(id, text) : null;
    }

    public static Task WriteCoreAsync(DbConnection db, string id, string text, CancellationToken cancellationToken) =>
        db.RunAsync(
            "insert into notes (id, text) values (@id, @text) on conflict (id) do update set text = excluded.text",
            cancellationToken,
            ("@id", id),
            ("@text", text));
}
