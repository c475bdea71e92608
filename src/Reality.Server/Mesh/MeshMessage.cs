using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reality.Server.Mesh;

/// <summary>What servers tell each other, as a request and as its answer. Settable, since generated JSON code drops the defaults of init-only members.</summary>
internal sealed record MeshMessage
{
    /// <summary>The sender's id.</summary>
    public string From { get; set; } = "";

    /// <summary>This life of the sender: a random text for each start, so that a server that meets itself under another URL notices.</summary>
    public string Run { get; set; } = "";

    /// <summary>Where the sender can be reached, if it can.</summary>
    public string? Url { get; set; }

    /// <summary>Where clients reach it, if that is another place.</summary>
    public string? ClientUrl { get; set; }

    /// <summary>The epoch that <see cref="ServerVersion"/> belongs to.</summary>
    public string Epoch { get; set; } = "";

    /// <summary>The highest commit token that the sender heard of.</summary>
    public long ServerVersion { get; set; }

    /// <summary>Some of the peers that it knows.</summary>
    public IReadOnlyList<MeshPeerView> Peers { get; set; } = [];

    /// <summary>The hints that this message is about.</summary>
    public IReadOnlyList<MeshNews> News { get; set; } = [];
}

/// <summary>What one server knows of another.</summary>
internal sealed record MeshPeerView
{
    public string Id { get; set; } = "";

    public string Url { get; set; } = "";

    public string? ClientUrl { get; set; }

    public long ServerVersion { get; set; }

    public string Health { get; set; } = "unknown";

    /// <summary>How long ago it last gave a sign of life, in milliseconds, by the clock of the one who tells.</summary>
    public long SeenAgoMs { get; set; }
}

/// <summary>That a server wrote. Of one run of one server, a greater number makes every smaller one old.</summary>
internal sealed record MeshNews
{
    public string Server { get; set; } = "";

    public string Run { get; set; } = "";

    public long Number { get; set; }

    public string Epoch { get; set; } = "";

    public long ServerVersion { get; set; }

    /// <summary>How many servers passed it on.</summary>
    public int Hops { get; set; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    MaxDepth = 8,
    RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MeshMessage))]
internal sealed partial class MeshJson : JsonSerializerContext;
