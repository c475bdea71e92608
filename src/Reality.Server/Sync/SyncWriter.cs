using System.Text.Json;
using Reality.Server.Hints;
using Reality.Server.Replica;
using Reality.Server.Storage;

namespace Reality.Server.Sync;

/// <summary>Writes the answer to a sync.</summary>
internal static class SyncWriter
{
    private static readonly JsonEncodedText Changed = JsonEncodedText.Encode("changed");
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
    private static readonly JsonEncodedText Hash = JsonEncodedText.Encode("hash");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");
    private static readonly JsonEncodedText Mesh = JsonEncodedText.Encode("mesh");
    private static readonly JsonEncodedText Peers = JsonEncodedText.Encode("peers");
    private static readonly JsonEncodedText ServerVersion = JsonEncodedText.Encode("serverVersion");
    private static readonly JsonEncodedText ServerTime = JsonEncodedText.Encode("serverTime");
    private static readonly JsonEncodedText Epoch = JsonEncodedText.Encode("epoch");
    private static readonly JsonEncodedText Refused = JsonEncodedText.Encode("refused");

    /// <returns>The number of keys that changed.</returns>
    public static int Write(SyncRequest request, ReplicaState state, IRealityPeers? peers, DateTimeOffset now, bool hasRefused)
    {
        var json = request.Answer.Writer;
        json.WriteStartObject();
        var changed = WriteChanged(json, request, state.Identity);

        json.WriteStartObject(Mesh);
        if (request.IsOriginal)
            WritePeerHealth(json, peers?.Peers ?? []);
        else
            WriteHealthyPeers(json, peers?.HealthyPeers ?? []);

        json.WriteNumber(ServerVersion, state.Latest);
        json.WriteEndObject();

        json.WriteNumber(ServerTime, now.ToUnixTimeMilliseconds());
        json.WriteString(Epoch, state.Identity.Epoch);
        if (hasRefused)
            WriteRefused(json, request.Keys);

        json.WriteEndObject();
        json.Flush();
        return changed;
    }

    private static void WriteHealthyPeers(Utf8JsonWriter json, IReadOnlyList<string> peers)
    {
        json.WriteStartArray(Peers);
        for (var i = 0; i < peers.Count; i++)
            json.WriteStringValue(peers[i]);

        json.WriteEndArray();
    }

    private static void WritePeerHealth(Utf8JsonWriter json, IReadOnlyList<RealityPeer> peers)
    {
        json.WriteStartObject(Peers);
        for (var i = 0; i < peers.Count; i++)
            json.WriteString(peers[i].Url, peers[i].Health.ToText());

        json.WriteEndObject();
    }

    private static int WriteChanged(Utf8JsonWriter json, SyncRequest request, StorageIdentity identity)
    {
        var changed = 0;
        var otherEpoch = request.Epoch is not null && request.Epoch != identity.Epoch;
        json.WriteStartObject(Changed);
        for (var i = 0; i < request.Keys.Count; i++)
        {
            ref var key = ref request.Keys[i];
            if (!key.IsReadable)
                continue;

            // A version above ours, after a second look: the storage was reset, and what the client holds is from before.
            var version = EffectiveVersion.Of(identity, key.Version);
            if (version == key.Known && !otherEpoch)
                continue;

            changed++;
            WriteNode(json, request.Keys.Text(i), version, key);
        }

        json.WriteEndObject();
        return changed;
    }

    private static void WriteNode(Utf8JsonWriter json, ReadOnlySpan<char> key, long version, in AskedKey node)
    {
        json.WriteStartObject(key);
        json.WriteString(Key, key);
        json.WriteNumber(Version, version);
        json.WriteString(Hash, node.Hash ?? StorageNode.FreshHash(version));
        json.WriteNumber(UpdatedAt, node.UpdatedAt);
        json.WriteEndObject();
    }

    private static void WriteRefused(Utf8JsonWriter json, AskedKeys keys)
    {
        json.WriteStartArray(Refused);
        for (var i = 0; i < keys.Count; i++)
        {
            if (!keys[i].IsReadable)
                json.WriteStringValue(keys.Text(i));
        }

        json.WriteEndArray();
    }
}
