using Reality.Generators.Linking;

namespace Reality.Generators.Emit;

/// <summary>Writes the method that registers an assembly's repositories.</summary>
internal static class Registration
{
    public static string Write(ModuleModel module)
    {
        var writer = new SourceWriter().Using("Microsoft.Extensions.DependencyInjection.Extensions").Line().Namespace("Microsoft.Extensions.DependencyInjection");
        writer.Summary($"Registers the repositories of the module <c>{module.Name}</c>.");
        writer.Open($"public static class {module.Name}RepositoriesServiceCollectionExtensions");
        writer.Summary("Adds the repositories, each as itself and as the contracts that it implements, and tells the server of their keys.");
        writer.Line("/// <remarks>What is registered already stays: a test may put another implementation in place first.</remarks>");
        writer.Open($"public static IServiceCollection Add{module.Name}Repositories(this IServiceCollection services)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(services);");
        writer.Line($"services.TryAddEnumerable(ServiceDescriptor.Singleton<global::Reality.RealityModule, global::Reality.Generated.{module.Name}.{ModuleClass.NameOf(module)}>());");
        foreach (var repository in module.Repositories.Where(static repository => repository.IsRegistered))
        {
            writer.Line($"services.TryAdd{repository.Lifetime}<{repository.Type}>();");
            foreach (var contract in repository.Contracts)
            {
                writer.Line($"services.TryAdd{repository.Lifetime}<{contract}>(static provider => provider.GetRequiredService<{repository.Type}>());");
            }
        }

        return writer.Line("return services;").Close().Close().ToString();
    }
}
