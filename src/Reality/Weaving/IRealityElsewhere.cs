namespace Reality;

/// <summary>Takes the keys that a write elsewhere may change, before it begins.</summary>
public interface IRealityMark
{
    /// <summary>Marks a key.</summary>
    /// <param name="key">The key.</param>
    void Add(IRealityKey key);

    /// <summary>Marks every key of a template, for a write whose key is known only from its result.</summary>
    /// <param name="family">The template with <c>*</c> in place of each placeholder, such as <c>chat:room:*</c>.</param>
    void AddFamily(string family);
}

/// <summary>A write in progress whose data is not in the storage's database.</summary>
public interface IRealityElsewhere
{
    /// <summary>
    /// Reports that this write changes what is behind a key. The key was marked, itself or by its family, and gets a fresh hash.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <exception cref="InvalidOperationException">Nothing was marked that the key belongs to. It is recorded all the same.</exception>
    void Bump(IRealityKey key);

    /// <summary>Reports that this write changes what is behind every key of a template. The family was marked.</summary>
    /// <param name="family">The family.</param>
    /// <exception cref="InvalidOperationException">It was not marked. It is recorded all the same.</exception>
    void Bump(RealityFamily family);
}
