using Reality.Faults.Serving;

namespace Reality.Faults.Driving;

/// <summary>The views, by the text of their keys after the domain.</summary>
internal sealed class ViewNames
{
    private const string Domain = "faults:";
    private const int Users = 4;
    private readonly string[] _rooms;
    private readonly string[] _others;
    private readonly string[] _logs;
    private readonly string[] _nodes;
    private readonly string[] _files;

    public ViewNames(Load load)
    {
        _rooms = Named("room", load.Rooms);
        _logs = Named("log", load.Others);
        _others = [.. Named("tally", load.Others), .. Named("mail", Users)];
        _nodes = Named("node", load.Others);
        _files = Named("file", load.Others);
    }

    /// <summary>Everything that a user may ask for, and one thing that exists for nobody.</summary>
    public string[] For(string user) => [.. _rooms, .. _logs, .. _others.Where(name => IsFor(name, user)), .. _nodes, .. _files];

    public string[] Forbidden(string user) => [.. _others.Where(name => !IsFor(name, user)), "nothing:such"];

    /// <summary>What one transaction may write to.</summary>
    public string[] Joinable => [.. _rooms, .. _logs, .. _others];

    public string[] Nodes => _nodes;

    public string[] Files => _files;

    /// <summary>Keys whose versions count the lines of the table, and their families' names.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Counted =>
        Joinable.Select(name => KeyValuePair.Create(KeyOf(name), name.StartsWith("room:", StringComparison.Ordinal) ? KeyOf(RoomRepository.Family) : null));

    public static string UserOf(int client) => $"u{client % Users}";

    public static bool IsFor(string name, string user) => !name.StartsWith("mail:", StringComparison.Ordinal) || name == $"mail:{user}";

    public static string KeyOf(string name) => Domain + name;

    public static string NameOf(string key) => key[Domain.Length..];

    private static string[] Named(string kind, int count) => kind == "mail"
        ? [.. Enumerable.Range(0, count).Select(UserOf).Select(user => $"mail:{user}")]
        : [.. Enumerable.Range(0, count).Select(number => $"{kind}:{number}")];
}
