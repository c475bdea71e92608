namespace Reality.Server.Tests.Hosting;

/// <summary>Keys of one placeholder, as the generator would write them.</summary>
internal interface INoteKey<TSelf> : IRealityKey<Note?>
    where TSelf : struct, INoteKey<TSelf>
{
    string Id { get; }

    static abstract TSelf Create(string id);
}

public readonly record struct RoomKey(string Id) : INoteKey<RoomKey>
{
    public string Text => KeyText.Create($"chat:room:{Id}");

    public static RoomKey Create(string id) => new(id);
}

public readonly record struct ProfileKey(string Id) : INoteKey<ProfileKey>
{
    public string Text => KeyText.Create($"user:{Id}:profile");

    public static ProfileKey Create(string id) => new(id);
}

public readonly record struct BoardKey(string Id) : INoteKey<BoardKey>
{
    public string Text => KeyText.Create($"team:{Id}:board");

    public static BoardKey Create(string id) => new(id);
}

/// <summary>Readable by policy, one key at a time.</summary>
public readonly record struct PageKey(string Id) : INoteKey<PageKey>
{
    public string Text => KeyText.Create($"doc:page:{Id}");

    public static PageKey Create(string id) => new(id);
}

/// <summary>Readable by policy, where an <see cref="IRealityAccess{TKey}"/> may answer for a set.</summary>
public readonly record struct ItemKey(string Id) : INoteKey<ItemKey>
{
    public string Text => KeyText.Create($"shop:item:{Id}");

    public static ItemKey Create(string id) => new(id);
}

/// <summary>Readable by nobody: declared without a rule.</summary>
public readonly record struct SecretKey(string Id) : INoteKey<SecretKey>
{
    public string Text => KeyText.Create($"vault:secret:{Id}");

    public static SecretKey Create(string id) => new(id);
}

/// <summary>Typed: a number has one text.</summary>
public readonly record struct OrderKey(int Number) : IRealityKey<Note?>
{
    public string Text => KeyText.Create($"shop:order:{Number}");
}
