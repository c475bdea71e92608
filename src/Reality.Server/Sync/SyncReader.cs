using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Reality.Server.Sync;

/// <summary>
/// Reads a sync's body in place, without intermediate objects, and accepts exactly what the protocol allows. Unknown members are passed
/// over, so that the protocol can grow.
/// </summary>
internal ref struct SyncReader
{
    /// <summary>The greatest integer that every JSON implementation holds exactly.</summary>
    public const long MaxInteger = (1L << 53) - 1;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly SyncRequest _request;
    private readonly RealityOptions _options;
    private Utf8JsonReader _json;
    private bool _hasKnown;
    private bool _hasSeen;
    private bool _hasEpoch;
    private bool _hasWait;

    private SyncReader(ReadOnlySpan<byte> body, SyncRequest request, RealityOptions options)
    {
        _request = request;
        _options = options;
        _json = new Utf8JsonReader(body);
    }

    /// <summary>Reads a body into a request.</summary>
    /// <returns>What is wrong with it; <see langword="null"/> where nothing is.</returns>
    public static SyncProblem? Read(ReadOnlySpan<byte> body, SyncRequest request, RealityOptions options)
    {
        if (!Utf8.IsValid(body))
            return new SyncProblem("The body is not UTF-8.", "#");

        // RFC 8259 forbids a byte order mark to senders and lets readers ignore it.
        if (body.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];

        try
        {
            return new SyncReader(body, request, options).ReadBody();
        }
        catch (JsonException exception)
        {
            return new SyncProblem(
                $"The body is not JSON, at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.",
                "#");
        }
        catch (InvalidOperationException)
        {
            return new SyncProblem("A name or string of the body has an escape that is half a surrogate pair.", "#");
        }
    }

    private SyncProblem? ReadBody()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            return new SyncProblem($"The body is {Name(_json.TokenType)}; an object with 'known' was expected.", "#");

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var problem = ReadMember();
            if (problem is not null)
                return problem;
        }

        // Fails where anything follows the object.
        _json.Read();
        return _hasKnown ? null : new SyncProblem("The body has no member 'known'.", "#/known");
    }

    private SyncProblem? ReadMember()
    {
        if (_json.ValueTextEquals("known"u8))
            return IsTwice(ref _hasKnown, "known") ?? ReadKnown();

        if (_json.ValueTextEquals("seen"u8))
            return IsTwice(ref _hasSeen, "seen") ?? ReadSeen();

        if (_json.ValueTextEquals("epoch"u8))
            return IsTwice(ref _hasEpoch, "epoch") ?? ReadEpoch();

        if (_json.ValueTextEquals("wait"u8))
            return IsTwice(ref _hasWait, "wait") ?? ReadWait();

        if (_json.ValueTextEquals("clientId"u8))
            _request.HasClientId = IsGiven();
        else if (_json.ValueTextEquals("mode"u8))
            _request.HasMode = IsGiven();
        else
            _json.Read();

        _json.Skip();
        return null;
    }

    // What these members say tells nothing but the dialect: whatever it is, the request is as good as without it.
    private bool IsGiven()
    {
        _json.Read();
        return _json.TokenType != JsonTokenType.Null;
    }

    private static SyncProblem? IsTwice(ref bool has, string member)
    {
        var twice = has;
        has = true;
        return twice ? new SyncProblem($"The member '{member}' stands twice in the body.", "#/" + member) : null;
    }

    private SyncProblem? ReadKnown()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            return new SyncProblem($"'known' is {Name(_json.TokenType)}; an object from key to version was expected.", "#/known");

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var problem = ReadKey();
            if (problem is not null)
                return problem;
        }

        return null;
    }

    private SyncProblem? ReadKey()
    {
        if (_request.Keys.Count == _options.MaxKeys)
            return new SyncProblem($"'known' has more than {_options.MaxKeys} keys. Ask in several requests.", "#/known");

        // A key has at most as many characters as its escaped form has bytes.
        var length = _json.CopyString(_request.Keys.Reserve(_json.ValueSpan.Length));
        ReadOnlySpan<char> key = _request.Keys.Reserve(length)[..length];
        if (length == 0)
            return new SyncProblem("'known' has an empty key.", "#/known/");

        var bytes = Encoding.UTF8.GetByteCount(key);
        if (bytes > _options.MaxKeyLength)
        {
            return new SyncProblem(
                $"The key that begins '{SyncProblem.Show(key)}' has {bytes} bytes; at most {_options.MaxKeyLength} are allowed.",
                "#/known");
        }

        _json.Read();
        if (!TryReadInteger(out var known))
        {
            return SyncProblem.InKey(
                key.ToString(),
                $"The version of '{SyncProblem.Show(key)}' is {Found()}; a whole number from 0 to 2^53-1 was expected.");
        }

        return _request.Keys.TryAdd(length, known)
            ? null
            : SyncProblem.InKey(key.ToString(), $"The key '{SyncProblem.Show(key)}' stands twice in 'known'.");
    }

    private SyncProblem? ReadSeen()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Null)
            return null;

        if (!TryReadInteger(out var seen))
            return new SyncProblem($"'seen' is {Found()}; a whole number from 0 to 2^53-1 was expected.", "#/seen");

        _request.Seen = seen;
        return null;
    }

    private SyncProblem? ReadEpoch()
    {
        _json.Read();
        if (_json.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            return new SyncProblem($"'epoch' is {Name(_json.TokenType)}; a string was expected.", "#/epoch");

        _request.Epoch = _json.GetString();
        return null;
    }

    private SyncProblem? ReadWait()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Null)
            return null;

        if (!TryReadInteger(out var wait))
            return new SyncProblem($"'wait' is {Found()}; a whole number of milliseconds from 0 to 2^53-1 was expected.", "#/wait");

        _request.Wait = wait;
        return null;
    }

    private readonly bool TryReadInteger(out long value)
    {
        value = 0;
        return _json.TokenType == JsonTokenType.Number
            && _json.ValueSpan[0] != '-'
            && _json.TryGetInt64(out value)
            && value <= MaxInteger;
    }

    private readonly string Found() => _json.TokenType == JsonTokenType.Number
        ? SyncProblem.Show(Encoding.UTF8.GetString(_json.ValueSpan))
        : Name(_json.TokenType);

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };
}
