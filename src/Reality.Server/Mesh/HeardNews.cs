namespace Reality.Server.Mesh;

/// <summary>Whose news: one life of one server. A restart begins a new one, so that its numbers may begin anew.</summary>
internal readonly record struct NewsOrigin(string Server, string Run);

/// <summary>The newest news of one origin.</summary>
/// <param name="News">What to pass on.</param>
/// <param name="From">The URL of the peer that told it; <see langword="null"/> for one's own, or where the teller has no URL.</param>
/// <param name="HeardAt">When.</param>
internal sealed record HeardNews(MeshNews News, string? From, long HeardAt)
{
    public NewsOrigin Origin => new(News.Server, News.Run);
}
