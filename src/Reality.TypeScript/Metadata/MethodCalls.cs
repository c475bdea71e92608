using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Reality.TypeScript.Metadata;

/// <summary>The calls in a method's code.</summary>
internal static class MethodCalls
{
    private const byte Call = 0x28;

    /// <summary>
    /// The names of what is called. Bytes that only look like a call name no method, or one more than there are: good enough to tell what
    /// a constructor of a few instructions hands on.
    /// </summary>
    public static IEnumerable<string> Of(MetadataReader reader, MethodBodyBlock body)
    {
        var code = body.GetILBytes() ?? [];
        for (var i = 0; i + 4 < code.Length; i++)
        {
            if (code[i] == Call && BitConverter.ToInt32(code, i + 1) is var token && (token >> 24) == (int)TableIndex.MemberRef
                && (token & 0xFFFFFF) <= reader.GetTableRowCount(TableIndex.MemberRef) && (token & 0xFFFFFF) > 0)
            {
                yield return reader.GetString(reader.GetMemberReference(MetadataTokens.MemberReferenceHandle(token & 0xFFFFFF)).Name);
            }
        }
    }
}
