namespace Reality.Server.Tests.Protocol;

/// <summary>
/// Bodies that the protocol refuses, each with the pointer to the member at fault, and odd ones that it accepts. A table of its own, so
/// that other readers of the protocol can be held against it.
/// </summary>
internal static class MalformedBodies
{
    private static readonly string LongKey = "chat:room:" + new string('a', 503);

    public static IEnumerable<(string Name, string Body, string Pointer)> Refused =>
    [
        ("nothing", "", "#"),
        ("blanks", "  \n ", "#"),
        ("no JSON", "known=1", "#"),
        ("half an object", """{"known":{"chat:room:a":1""", "#"),
        ("an array", "[]", "#"),
        ("a string", "\"known\"", "#"),
        ("a number", "1", "#"),
        ("null", "null", "#"),
        ("an object and more", """{"known":{}} {}""", "#"),
        ("an object and a comma", """{"known":{}},""", "#"),
        ("a comma too many", """{"known":{"chat:room:a":1,}}""", "#"),
        ("a comment", """{"known":{}/* none */}""", "#"),
        ("single quotes", "{'known':{}}", "#"),
        ("a control character in a key", "{\"known\":{\"chat:\u0001\":1}}", "#"),
        ("a broken escape", """{"known":{"\x":1}}""", "#"),
        ("half a surrogate pair in a key", """{"known":{"chat:room:\ud83d":1}}""", "#"),
        ("half a surrogate pair in an unknown name", """{"known":{},"\udc00":1}""", "#"),
        ("too deep", """{"known":{},"more":""" + new string('[', 70) + new string(']', 70) + "}", "#"),
        ("a version with leading zeros", """{"known":{"chat:room:a":01}}""", "#"),
        ("a version with a plus", """{"known":{"chat:room:a":+1}}""", "#"),
        ("NaN", """{"known":{"chat:room:a":NaN}}""", "#"),

        ("no known", "{}", "#/known"),
        ("known in another case", """{"Known":{}}""", "#/known"),
        ("known twice", """{"known":{},"known":{}}""", "#/known"),
        ("known twice, once escaped", """{"known":{},"\u006bnown":{}}""", "#/known"),
        ("known null", """{"known":null}""", "#/known"),
        ("known an array", """{"known":["chat:room:a"]}""", "#/known"),
        ("known a string", """{"known":"chat:room:a"}""", "#/known"),
        ("known a number", """{"known":1}""", "#/known"),
        ("an empty key", """{"known":{"":1}}""", "#/known/"),
        ("a key of 513 bytes", $$$"""{"known":{"{{{LongKey}}}":1}}""", "#/known"),
        ("a key of 258 characters of two bytes", $$$"""{"known":{"{{{new string('é', 258)}}}":1}}""", "#/known"),
        ("a negative version", """{"known":{"chat:room:a":-1}}""", "#/known/chat%3Aroom%3Aa"),
        ("minus zero", """{"known":{"chat:room:a":-0}}""", "#/known/chat%3Aroom%3Aa"),
        ("a fraction", """{"known":{"chat:room:a":1.5}}""", "#/known/chat%3Aroom%3Aa"),
        ("a whole number with a fraction", """{"known":{"chat:room:a":1.0}}""", "#/known/chat%3Aroom%3Aa"),
        ("an exponent", """{"known":{"chat:room:a":1e3}}""", "#/known/chat%3Aroom%3Aa"),
        ("2^53", """{"known":{"chat:room:a":9007199254740992}}""", "#/known/chat%3Aroom%3Aa"),
        ("2^64", """{"known":{"chat:room:a":18446744073709551616}}""", "#/known/chat%3Aroom%3Aa"),
        ("infinity", """{"known":{"chat:room:a":1e999}}""", "#/known/chat%3Aroom%3Aa"),
        ("a version as text", """{"known":{"chat:room:a":"1"}}""", "#/known/chat%3Aroom%3Aa"),
        ("a version null", """{"known":{"chat:room:a":null}}""", "#/known/chat%3Aroom%3Aa"),
        ("a version true", """{"known":{"chat:room:a":true}}""", "#/known/chat%3Aroom%3Aa"),
        ("a version object", """{"known":{"chat:room:a":{}}}""", "#/known/chat%3Aroom%3Aa"),
        ("a version array", """{"known":{"a/b~c":[1]}}""", "#/known/a~1b~0c"),
        ("a key twice", """{"known":{"chat:room:a":1,"chat:room:b":1,"chat:room:a":2}}""", "#/known/chat%3Aroom%3Aa"),
        ("a key twice, once escaped", """{"known":{"chat:room:a":1,"chat:room:\u0061":1}}""", "#/known/chat%3Aroom%3Aa"),
        ("a key twice, both escaped", """{"known":{"\u0063hat:room:a":1,"chat:room:\u0061":1}}""", "#/known/chat%3Aroom%3Aa"),
        ("a key twice, slash escaped", """{"known":{"a/b":1,"a\/b":1}}""", "#/known/a~1b"),

        ("seen negative", """{"known":{},"seen":-1}""", "#/seen"),
        ("seen a fraction", """{"known":{},"seen":0.5}""", "#/seen"),
        ("seen too large", """{"known":{},"seen":9007199254740992}""", "#/seen"),
        ("seen a string", """{"known":{},"seen":"1"}""", "#/seen"),
        ("seen an object", """{"known":{},"seen":{}}""", "#/seen"),
        ("wait negative", """{"known":{},"wait":-1}""", "#/wait"),
        ("wait a fraction", """{"known":{},"wait":0.5}""", "#/wait"),
        ("wait too large", """{"known":{},"wait":9007199254740992}""", "#/wait"),
        ("wait a string", """{"known":{},"wait":"1"}""", "#/wait"),
        ("wait an object", """{"known":{},"wait":{"for":"it"}}""", "#/wait"),
        ("wait twice", """{"known":{},"wait":1,"wait":1}""", "#/wait"),
        ("seen twice", """{"known":{},"seen":1,"seen":1}""", "#/seen"),
        ("epoch a number", """{"known":{},"epoch":1}""", "#/epoch"),
        ("epoch an object", """{"known":{},"epoch":{}}""", "#/epoch"),
        ("epoch twice", """{"epoch":"a","known":{},"epoch":"a"}""", "#/epoch"),
    ];

    public static IEnumerable<(string Name, string Body)> Accepted =>
    [
        ("no keys", """{"known":{}}"""),
        ("blanks around", " \r\n\t{ \"known\" : { } } \n"),
        ("known escaped", """{"\u006bnown":{}}"""),
        ("a byte order mark", "\uFEFF{\"known\":{}}"),
        ("the greatest version", """{"known":{"chat:room:a":9007199254740991}}"""),
        ("a key of 512 bytes", $$$"""{"known":{"{{{LongKey[..512]}}}":1}}"""),
        ("a key that is none", """{"known":{"no key at all":1}}"""),
        ("an emoji", """{"known":{"\ud83d\ude00":1}}"""),
        ("null where optional", """{"known":{},"seen":null,"epoch":null}"""),
        ("members of the original", """{"clientId":"c","known":{},"mode":"deterministic","hint":"focus","timestamp":1.5}"""),
        ("members of the original of other types", """{"clientId":{},"known":{},"mode":[1],"hint":null,"timestamp":"now"}"""),
        ("wait", """{"known":{},"wait":25000}"""),
        ("wait beyond any patience", """{"known":{},"wait":9007199254740991}"""),
        ("wait null", """{"known":{},"wait":null}"""),
        ("unknown members, nested", """{"x":[{"known":{"a":-1}}],"known":{},"y":{"seen":"no"}}"""),
        ("an unknown member twice", """{"known":{},"x":1,"x":2}"""),
    ];
}
