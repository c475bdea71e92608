using System.Security.Claims;

namespace Reality.Server.Access;

/// <summary>The signed-in user's id in the text form of keys, made once a request and only where a key asks for its owner.</summary>
internal ref struct OwnerSegment(ClaimsPrincipal user, Func<ClaimsPrincipal, string?> getUserId)
{
    private readonly ClaimsPrincipal _user = user;
    private readonly Func<ClaimsPrincipal, string?> _getUserId = getUserId;
    private bool _isRead;
    private string? _escaped;

    public bool Is(ReadOnlySpan<char> segment)
    {
        if (!_isRead)
        {
            _isRead = true;
            _escaped = Read();
        }

        return _escaped is not null && segment.SequenceEqual(_escaped);
    }

    private readonly string? Read()
    {
        if (_user.Identity is not { IsAuthenticated: true } || _getUserId(_user) is not { } id)
            return null;

        try
        {
            return KeyText.Escape(id);
        }
        catch (ArgumentException)
        {
            // An id that has no text form owns no key.
            return null;
        }
    }
}
