using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Reality.Client.Blazor;

/// <summary>Registers what the components need.</summary>
public static class RealityBlazorServices
{
    /// <summary>
    /// Registers a <see cref="RealityClient"/> for each scope (the application in WebAssembly, the circuit on a server), over the scope's
    /// <see cref="HttpClient"/>. In WebAssembly one is made where none is registered, for the address that the application came from.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options of each client. The page's focus, visibility and network are watched in any case.</param>
    public static IServiceCollection AddRealityBlazor(this IServiceCollection services, Action<RealityClientOptions>? configure = null) =>
        AddRealityBlazor(services, HttpOf, (_, options) => configure?.Invoke(options));

    /// <summary>Registers a <see cref="RealityClient"/> for each scope, over an <see cref="HttpClient"/> that acts for the scope's user.</summary>
    /// <param name="services">The services.</param>
    /// <param name="http">
    /// Gives the scope's <see cref="HttpClient"/>: one that sends this user's cookies or token and no other's. It is not disposed.
    /// </param>
    /// <param name="configure">Changes the options of a client, knowing the services of its scope.</param>
    public static IServiceCollection AddRealityBlazor(
        this IServiceCollection services,
        Func<IServiceProvider, HttpClient> http,
        Action<IServiceProvider, RealityClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(http);
        services.TryAddScoped<BrowserTriggers>();
        services.TryAddScoped(scope =>
        {
            var options = new RealityClientOptions();
            configure?.Invoke(scope, options);
            options.Triggers = [.. options.Triggers, scope.GetRequiredService<BrowserTriggers>()];
            return new RealityClient(http(scope), options);
        });
        return services;
    }

    private static HttpClient HttpOf(IServiceProvider scope)
    {
        if (scope.GetService<HttpClient>() is { } http)
            return http;

        return OperatingSystem.IsBrowser()
            ? new HttpClient { BaseAddress = new Uri(scope.GetRequiredService<NavigationManager>().BaseUri) }
            : throw new InvalidOperationException(
                "AddRealityBlazor found no HttpClient. Outside of the browser, register a scoped one that has a BaseAddress and sends the "
                + "user's cookies or token, or give AddRealityBlazor a function that makes it.");
    }
}
