using Reality.Server.Families;
using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>What is true of everything that the replica holds, as of its last pull.</summary>
/// <param name="Identity">Who the storage is.</param>
/// <param name="Token">The commit token that is covered.</param>
/// <param name="Latest">The token that an answer tells: no write that is included has a greater one.</param>
/// <param name="Cursor">Where the next pull continues; <see langword="null"/> where it begins anew.</param>
/// <param name="IsComplete">Whether a key that is not held is known to be unwritten. True only by a full load (3b).</param>
/// <param name="Families">Which families keys belong to in this epoch.</param>
/// <param name="Moment">When the pull was sent.</param>
internal sealed record ReplicaState(StorageIdentity Identity, long Token, long Latest, StorageCursor? Cursor, bool IsComplete, FamilyMap Families, PullMoment Moment);

/// <summary>The moment before a pull was sent: what was committed or hinted at until then is in what it found.</summary>
/// <param name="Sent">The timestamp of the clock.</param>
/// <param name="Hints">How many hints had come.</param>
internal readonly record struct PullMoment(long Sent, long Hints);
