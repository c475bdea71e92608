using Microsoft.AspNetCore.Authorization;

namespace Reality.Server.Tests.Hosting;

/// <summary>Policies that decide by user and key, and remember what they were asked.</summary>
internal static class Policies
{
    public static List<(string? User, object? Resource)> Asked { get; } = [];

    /// <summary>Whoever a page is named after reads it.</summary>
    public static bool IsReader(AuthorizationHandlerContext context)
    {
        lock (Asked)
            Asked.Add((context.User.FindFirst("sub")?.Value, context.Resource));

        return context.Resource is PageKey page && page.Id.StartsWith(context.User.FindFirst("sub")?.Value ?? "?", StringComparison.Ordinal);
    }

    /// <summary>Items whose name has an even number of letters are for everyone.</summary>
    public static bool IsShopper(AuthorizationHandlerContext context) => context.Resource is ItemKey { Id.Length: var length } && length % 2 == 0;
}
