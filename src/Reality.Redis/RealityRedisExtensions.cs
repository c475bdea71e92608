using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Redis;
using Reality.Server;
using Reality.Server.Hints;
using StackExchange.Redis;

namespace Reality;

/// <summary>Lets servers hear of each other's writes by Redis.</summary>
public static class RealityRedisExtensions
{
    /// <summary>
    /// Sends and receives hints by Redis pub/sub, over a connection of its own. The server neither waits for Redis nor needs it: without
    /// it, others hear of writes later.
    /// </summary>
    /// <param name="builder">What <c>AddReality</c> returned.</param>
    /// <param name="configuration">Where Redis is, such as <c>localhost:6379</c>, in the form of StackExchange.Redis.</param>
    /// <param name="configure">Sets further options.</param>
    /// <exception cref="ArgumentException">The configuration or an option cannot be used.</exception>
    public static RealityBuilder UseRedisHints(this RealityBuilder builder, string configuration, Action<RedisHintOptions>? configure = null) =>
        builder.UseRedisHints(ConfigurationOptions.Parse(configuration), configure);

    /// <summary>As with a text, for what a text cannot say.</summary>
    /// <param name="builder">What <c>AddReality</c> returned.</param>
    /// <param name="configuration">Where Redis is, and how it is reached. Only its time-outs and what happens without Redis are set here.</param>
    /// <param name="configure">Sets further options.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static RealityBuilder UseRedisHints(
        this RealityBuilder builder,
        ConfigurationOptions configuration,
        Action<RedisHintOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return builder.Add(configure, (_, options) => new RedisConnection(configuration, options));
    }

    /// <summary>Sends and receives hints by the application's own <see cref="IConnectionMultiplexer"/>, a singleton among its services.</summary>
    /// <param name="builder">What <c>AddReality</c> returned.</param>
    /// <param name="configure">Sets further options.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static RealityBuilder UseRedisHints(this RealityBuilder builder, Action<RedisHintOptions>? configure = null) =>
        builder.Add(configure, static (services, _) => new RedisConnection(services.GetRequiredService<IConnectionMultiplexer>()));

    private static RealityBuilder Add(
        this RealityBuilder builder,
        Action<RedisHintOptions>? configure,
        Func<IServiceProvider, RedisHintOptions, RedisConnection> connect)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new RedisHintOptions();
        configure?.Invoke(options);
        options.Validate();
        builder.Services.AddSingleton<IRealityHintTransport>(services => new RedisHints(
            connect(services, options),
            options,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<RedisHints>>()));
        return builder;
    }
}
