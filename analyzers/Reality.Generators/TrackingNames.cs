namespace Reality.Generators;

/// <summary>The names of the generator's steps, by which tests prove what is cached.</summary>
internal static class TrackingNames
{
    public const string Assembly = nameof(Assembly);
    public const string Methods = "Methods";
    public const string Keys = nameof(Keys);
    public const string KeyCatalog = nameof(KeyCatalog);
    public const string Domains = nameof(Domains);
    public const string Repositories = nameof(Repositories);
    public const string Tables = nameof(Tables);
    public const string Orphans = nameof(Orphans);
    public const string JsonContexts = nameof(JsonContexts);
    public const string TemplateIndex = nameof(TemplateIndex);
    public const string LinkedRepositories = nameof(LinkedRepositories);
    public const string RepositoryFiles = nameof(RepositoryFiles);
    public const string RepositoryFacts = nameof(RepositoryFacts);
    public const string ContractFiles = nameof(ContractFiles);
    public const string Module = nameof(Module);
}
