using System.Diagnostics;
using Reality.Server.Families;

namespace Reality.Server.Replica;

/// <summary>
/// The keys of one request. Reused from request to request, so that asking allocates nothing: texts stand in one run of characters,
/// buckets find duplicates.
/// </summary>
internal sealed class AskedKeys
{
    // What one unusually large request needed is not kept for ever.
    private const int MaxKeptCharacters = 64 * 1024;
    private const int MaxKeptKeys = 4 * 1024;

    private char[] _characters = new char[1024];
    private AskedKey[] _keys = new AskedKey[32];
    private int[] _buckets = new int[64];
    private AskedFamily[] _families = new AskedFamily[8];
    private int _used;

    public int Count { get; private set; }

    /// <summary>The families of the keys' templates, as far as the replica has looked them up.</summary>
    public Span<AskedFamily> Families => _families.AsSpan(0, FamilyCount);

    public int FamilyCount { get; private set; }

    /// <summary>Which families they are.</summary>
    public FamilyMap? FamilyMap { get; private set; }

    public ref AskedKey this[int index]
    {
        get
        {
            Debug.Assert(index < Count);
            return ref _keys[index];
        }
    }

    public ReadOnlySpan<char> Text(int index) => _characters.AsSpan(_keys[index].Start, _keys[index].Length);

    /// <summary>Room for the text of the next key; what is written there counts only once it is added.</summary>
    public Span<char> Reserve(int length)
    {
        if (_characters.Length - _used < length)
            Array.Resize(ref _characters, Math.Max(_used + length, _characters.Length * 2));

        return _characters.AsSpan(_used, length);
    }

    /// <summary>Adds the key whose text was written to the reserved room.</summary>
    /// <returns><see langword="false"/> where the request has it already.</returns>
    public bool TryAdd(int length, long known)
    {
        if (Count == _buckets.Length)
            Rehash(Count * 2);

        var text = _characters.AsSpan(_used, length);
        ref var bucket = ref Bucket(text);
        for (var i = bucket - 1; i >= 0; i = _keys[i].Next)
        {
            if (Text(i).SequenceEqual(text))
                return false;
        }

        if (Count == _keys.Length)
            Array.Resize(ref _keys, Count * 2);

        _keys[Count] = new AskedKey { Start = _used, Length = length, Known = known, Next = bucket - 1 };
        bucket = ++Count;
        _used += length;
        return true;
    }

    public bool TryAdd(ReadOnlySpan<char> text, long known)
    {
        text.CopyTo(Reserve(text.Length));
        return TryAdd(text.Length, known);
    }

    /// <summary>Forgets the families of an earlier look.</summary>
    public void BeginFamilies(FamilyMap? map)
    {
        Array.Clear(_families, 0, FamilyCount);
        FamilyCount = 0;
        FamilyMap = map;
    }

    /// <summary>The place of a template's family; a new one where it is the template's first key.</summary>
    public int FamilyOf(RealityTemplate template, out bool isNew)
    {
        isNew = false;
        for (var i = FamilyCount - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_families[i].Template, template))
                return i;
        }

        if (FamilyCount == _families.Length)
            Array.Resize(ref _families, FamilyCount * 2);

        isNew = true;
        _families[FamilyCount] = new AskedFamily { Template = template };
        return FamilyCount++;
    }

    public void Clear()
    {
        BeginFamilies(null);
        if (_characters.Length > MaxKeptCharacters)
            _characters = new char[1024];

        if (_keys.Length > MaxKeptKeys)
        {
            _keys = new AskedKey[32];
            _buckets = new int[64];
        }
        else
        {
            Array.Clear(_keys, 0, Count);
            Array.Clear(_buckets);
        }

        Count = 0;
        _used = 0;
    }

    // The runtime's string hash is keyed per process, so nobody can craft keys that all fall into one bucket.
    private ref int Bucket(ReadOnlySpan<char> text) => ref _buckets[(uint)string.GetHashCode(text) % (uint)_buckets.Length];

    private void Rehash(int size)
    {
        _buckets = new int[size];
        for (var i = 0; i < Count; i++)
        {
            ref var bucket = ref Bucket(Text(i));
            _keys[i].Next = bucket - 1;
            bucket = i + 1;
        }
    }
}
