using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server;
using Reality.Server.Hints;
using Reality.Server.Mesh;

namespace Reality;

/// <summary>Lets servers tell each other of writes.</summary>
public static class RealityMeshExtensions
{
    private const int ShortSecret = 16;

    /// <summary>
    /// Lets this server tell others of its writes, and be told, by signed HTTP requests. <c>MapReality</c> then maps
    /// <c>POST /reality/mesh</c>. Without a <see cref="MeshOptions.Secret"/> nothing is mapped and nothing is sent.
    /// </summary>
    /// <param name="builder">What <c>AddReality</c> returned.</param>
    /// <param name="configure">Says where this server and the others are, and what they share.</param>
    /// <exception cref="OptionsValidationException">An option cannot be used; the message says which and why.</exception>
    public static RealityBuilder UseMesh(this RealityBuilder builder, Action<MeshOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new MeshOptions();
        configure(options);

        // Where the options are wrong, the line that gave them fails, not the first message.
        if (new MeshOptionsValidation().Validate(null, options) is { Failed: true } invalid)
            throw new OptionsValidationException(nameof(MeshOptions), typeof(MeshOptions), invalid.Failures);

        if (string.IsNullOrEmpty(options.Secret))
            builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MissingSecret>());
        else
            AddMesh(builder.Services, options, options.Secret);

        return builder;
    }

    private static void AddMesh(IServiceCollection services, MeshOptions options, string secret)
    {
        if (services.Any(descriptor => descriptor.ServiceType == typeof(MeshGossip)))
            throw new InvalidOperationException("UseMesh was called twice; a server is part of one mesh.");

        services.AddSingleton(options);
        services.AddSingleton(provider => new MeshSigner(secret, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ReplayWindow(provider.GetRequiredService<TimeProvider>(), options.ClockTolerance));
        services.AddSingleton<RefusedMessages>();
        services.AddSingleton<HttpMeshLink>();
        services.AddSingleton(provider => CreateGossip(provider, options, secret));
        services.AddSingleton<IRealityHintTransport>(provider => provider.GetRequiredService<MeshGossip>());
        services.AddSingleton<IRealityPeers, MeshPeers>();
        services.AddSingleton<MeshEndpoint>();
    }

    private static MeshGossip CreateGossip(IServiceProvider provider, MeshOptions options, string secret)
    {
        var logger = provider.GetRequiredService<ILogger<MeshGossip>>();
        if (secret.Length < ShortSecret)
            logger.WeakSecret(secret.Length);

        return new MeshGossip(
            provider.GetRequiredService<IOptions<RealityOptions>>().Value.ServerId,
            options,
            provider.GetRequiredService<HttpMeshLink>(),
            provider.GetRequiredService<TimeProvider>(),
            new Random(),
            logger);
    }
}
