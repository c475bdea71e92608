using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>Keys: types of placeholders, names of accessors, what a struct needs besides.</summary>
public sealed class KeyTests
{
    [Fact]
    public void Typed_placeholders() => SnapshotCase.Verify("TypedPlaceholders", """
        namespace Chat;

        public enum Kind { Open, Closed }

        public readonly record struct RoomId(Guid Value) : ISpanFormattable, ISpanParsable<RoomId>
        {
            public override string ToString() => Value.ToString();
            public string ToString(string? format, IFormatProvider? provider) => Value.ToString(format, provider);
            public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) => Value.TryFormat(destination, out charsWritten, format);
            public static RoomId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));
            public static RoomId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => new(Guid.Parse(s));
            public static bool TryParse(string? s, IFormatProvider? provider, out RoomId result) { result = default; return false; }
            public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out RoomId result) { result = default; return false; }
        }

        public sealed class Code : ISpanFormattable, ISpanParsable<Code>
        {
            public string ToString(string? format, IFormatProvider? provider) => "";
            public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) { charsWritten = 0; return true; }
            public static Code Parse(string s, IFormatProvider? provider) => new();
            public static Code Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => new();
            public static bool TryParse(string? s, IFormatProvider? provider, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Code result) { result = null; return false; }
            public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Code result) { result = null; return false; }
        }

        public interface ITyped
        {
            [RealityKey("t:a:<id>:b:<day>", Access = RealityAccess.Public)]
            Task<int> A(Guid id, DateOnly day);

            [RealityKey("t:c:<on>:d:<kind>", Access = RealityAccess.Public)]
            Task<int> B(bool on, Kind kind);

            [RealityKey("t:e:<room>:f:<code>", Access = RealityAccess.Public)]
            Task<int> C(RoomId room, Code code);

            [RealityKey("t:g:<small>:h:<wide>", Access = RealityAccess.Public)]
            Task<int> D(byte small, UInt128 wide);
        }
        """);

    [Fact]
    public void Names_of_accessors() => SnapshotCase.Verify("AccessorNames", """
        namespace Chat;

        public interface INames
        {
            [RealityKey("chat:<id>", Access = RealityAccess.Public)]
            Task<int> ById(string id);

            [RealityKey("chat:chat:<id>", Access = RealityAccess.Public)]
            Task<int> Same(string id);

            [RealityKey("chat:read-mark:<id>:of_all.kinds", Access = RealityAccess.Public)]
            Task<int> Words(string id);

            [RealityKey("chat:2fa:<id>", Access = RealityAccess.Public)]
            Task<int> Digit(string id);

            [RealityKey("3d:model:<id>", Access = RealityAccess.Public)]
            Task<int> DigitDomain(string id);

            [RealityKey("chat:equals", Access = RealityAccess.Public)]
            Task<int> Taken();

            [RealityKey("chat:other:<id>", Access = RealityAccess.Public, Name = "Custom")]
            Task<int> Named(string id);

            [RealityKey("chat:chat-keys:<id>", Access = RealityAccess.Public)]
            Task<int> Extended(string id);

            [RealityKey("keys:room:<id>", Access = RealityAccess.Public)]
            Task<int> ExtendedDomain(string id);

            [RealityKey("chat:try-parse-custom", Access = RealityAccess.Public)]
            Task<int> Parser();

            [RealityKey("team:<teamId>:chat:<channelId>", Access = RealityAccess.Public)]
            Task<int> Two(string teamId, int channelId);
        }
        """, include: static name => name.Contains("Accessors"));

    [Fact]
    public void Placeholders_named_like_what_a_struct_has() => SnapshotCase.Verify("StructMembers", """
        namespace Chat;

        public interface INames
        {
            [RealityKey("chat:a:<text>:b:<key>", Access = RealityAccess.Public)]
            Task<int> A(string text, int key);

            [RealityKey("chat:c:<equals>:d:<chatCDKey>", Access = RealityAccess.Public)]
            Task<int> B(string equals, string chatCDKey);

            [RealityKey("chat:e:<reader>:f:<tryParse>", Access = RealityAccess.Public)]
            Task<int> C(string reader, bool tryParse);

            [RealityKey("chat:g:<_text>:h:<keys>", Access = RealityAccess.Public)]
            Task<int> D(string _text, string keys);
        }
        """, include: static name => name.Contains("Contract") || name.Contains("Accessors"));

    [Fact]
    public void Internal_types_make_internal_keys() => SnapshotCase.Verify("InternalKeys", """
        namespace Chat;

        internal sealed record Secret(int Id);

        internal enum Kind { A }

        internal interface IInternal
        {
            [RealityKey("chat:secret", Access = RealityAccess.Public)]
            Task<Secret> A();

            [RealityKey("chat:kind:<kind>", Access = RealityAccess.Public)]
            Task<int> B(Kind kind);

            [RealityKey("chat:open", Access = RealityAccess.Public)]
            Task<int> C();

            [RealityKey("hidden:one", Access = RealityAccess.Public)]
            Task<Secret> D();
        }
        """, include: static name => name.Contains("Contract") || name.Contains("Accessors"));
}
