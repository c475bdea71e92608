namespace Reality.Client;

/// <summary>One of the servers that can be asked, and how it has fared.</summary>
/// <param name="name">What events call it.</param>
/// <param name="http">Sends to it.</param>
internal sealed class ServerEndpoint(string name, HttpClient http)
{
    internal string Name { get; } = name;

    internal HttpClient Http { get; } = http;

    /// <summary>How many requests in a row it has failed.</summary>
    internal int Failures { get; private set; }

    /// <summary>Before this the others are asked first.</summary>
    internal DateTimeOffset AsideUntil { get; private set; }

    /// <summary>Before this it is not to be asked: it said so.</summary>
    internal DateTimeOffset RefusedUntil { get; private set; }

    /// <summary>Whether its peers left it out although they had named it before.</summary>
    internal bool IsMissed { get; private set; }

    /// <summary>Whether its peers have named it.</summary>
    private bool _named;

    /// <summary>Whether its peers' word has brought it back, which counts once until it has kept it.</summary>
    private bool _vouchedFor;

    internal void Failed(DateTimeOffset asideUntil, DateTimeOffset refusedUntil)
    {
        Failures++;
        (AsideUntil, RefusedUntil) = (asideUntil, refusedUntil);
    }

    internal void Answered()
    {
        Failures = 0;
        (AsideUntil, RefusedUntil) = (default, default);
        (IsMissed, _vouchedFor) = (false, false);
    }

    /// <summary>Another server says which of its peers are well.</summary>
    internal void Told(bool isNamed)
    {
        IsMissed = _named && !isNamed;
        _named |= isNamed;
        if (!isNamed || _vouchedFor || Failures == 0)
            return;

        _vouchedFor = true;
        AsideUntil = default;
    }
}
