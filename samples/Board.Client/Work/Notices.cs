namespace Board.Client.Work;

/// <summary>What the person has to be told, once.</summary>
public sealed class Notices
{
    private readonly List<Notice> _shown = [];

    /// <summary>There is another one, or one less.</summary>
    public event Action? Changed;

    /// <summary>What is shown, oldest first.</summary>
    public IReadOnlyList<Notice> Shown => _shown;

    /// <summary>Tells something.</summary>
    public void Add(string text)
    {
        _shown.Add(new Notice(text));
        Changed?.Invoke();
    }

    /// <summary>It was read.</summary>
    public void Remove(Notice notice)
    {
        _shown.Remove(notice);
        Changed?.Invoke();
    }
}

/// <summary>Something to tell.</summary>
/// <param name="text">What.</param>
public sealed class Notice(string text)
{
    /// <summary>What.</summary>
    public string Text => text;
}
