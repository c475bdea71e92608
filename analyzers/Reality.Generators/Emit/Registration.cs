using Reality.Generators.Linking;

namespace Reality.Generators.Emit;

/// <summary>Writes the method that registers an assembly's repositories.</summary>
internal static class Registration
{
    public static string Write(ModuleModel module)
    {
        var writer = new SourceWriter().Namespace("Microsoft.Extensions.DependencyInjection");
        writer.Summary($"Registers the repositories of the module <c>{module.Name}</c>.");
        writer.Open($"public static class {module.Name}RepositoriesServiceCollectionExtensions");
        writer.Summary("Adds the repositories, each as itself and as the contracts that it implements, and tells the server of their keys.");
        writer.Line("/// <remarks>What is registered already stays: a test may put another implementation in place first.</remarks>");
        writer.Open($"public static global::Microsoft.Extensions.DependencyInjection.IServiceCollection Add{module.Name}Repositories(this global::Microsoft.Extensions.DependencyInjection.IServiceCollection services)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(services);");
        writer.Line("global::Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAddEnumerable(").Indent();
        writer.Line("services,");
        writer.Line($"global::Microsoft.Extensions.DependencyInjection.ServiceDescriptor.Singleton<global::Reality.RealityModule, global::Reality.Generated.{module.Name}.{ModuleClass.NameOf(module)}>());").Outdent();
        foreach (var repository in module.Repositories.Where(static repository => repository.IsRegistered))
        {
            var add = $"global::Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAdd{repository.Lifetime}";
            writer.Line($"{add}<{repository.Type}>(services);");
            foreach (var contract in repository.Contracts)
            {
                writer.Line($"{add}<{contract}>(services, static provider => global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<{repository.Type}>(provider));");
            }
        }

        return writer.Line("return services;").Close().Close().ToString();
    }
}
