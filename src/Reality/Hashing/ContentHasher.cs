using System.Diagnostics.CodeAnalysis;

namespace Reality;

/// <summary>
/// Collects a payload's representation, member by member, and hashes it. Generated code is its caller; hand-written walks may use it
/// through <see cref="ContentHash{T}"/>, and must not keep it. Every value is self-delimiting: fixed length, or length first; nothing
/// that may be null goes without a mark.
/// </summary>
public sealed partial class ContentHasher
{
    private const int MaxDepth = 64;

    private int _depth;

    /// <summary>Marks a value that may be null.</summary>
    /// <returns>Whether there is a value to add.</returns>
    public bool AddPresence(bool present)
    {
        Add(present);
        return present;
    }

    /// <summary>Adds the number of elements that follow.</summary>
    public void AddCount(int count) => Add(count);

    /// <summary>Goes one level down in a recursive type.</summary>
    /// <exception cref="InvalidOperationException">The value is nested deeper than 64 levels, or has a cycle.</exception>
    public void Enter(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (++_depth > MaxDepth)
        {
            throw new InvalidOperationException($"A {type} is nested deeper than {MaxDepth} levels (or holds itself) and cannot be hashed.");
        }
    }

    /// <summary>Comes back up.</summary>
    public void Leave() => _depth--;

    /// <summary>Makes sure that a value is exactly of its declared type: members of a derived type would not be seen.</summary>
    /// <exception cref="InvalidOperationException">The run-time type is another; the message names both.</exception>
    public static void Expect(object value, Type declared)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.GetType() != declared)
        {
            ThrowOtherType(value.GetType(), declared);
        }
    }

    /// <summary>Begins a collection whose order means nothing: a set or a dictionary.</summary>
    /// <param name="count">The number of elements.</param>
    public UnorderedScope BeginUnordered(int count)
    {
        AddCount(count);
        return new UnorderedScope(this, _length);
    }

    [DoesNotReturn]
    private static void ThrowOtherType(Type found, Type declared) => throw new InvalidOperationException(
        $"A value declared as {declared} is a {found} at run time, and its content hash would miss members. List it with [JsonDerivedType] on {declared}, or return the declared type.");

    /// <summary>
    /// A collection whose order means nothing: each element is hashed on its own and the hashes are added up, so equal elements count as
    /// often as they occur.
    /// </summary>
    public ref struct UnorderedScope
    {
        private readonly ContentHasher _hasher;
        private readonly int _start;
        private UInt128 _sum;

        internal UnorderedScope(ContentHasher hasher, int start)
        {
            _hasher = hasher;
            _start = start;
        }

        /// <summary>Ends one element: call it after adding the element.</summary>
        public void EndElement() => _sum = unchecked(_sum + _hasher.TakeHash(_start));

        /// <summary>Ends the collection.</summary>
        public readonly void End() => _hasher.Add(_sum);
    }
}
