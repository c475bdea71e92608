namespace Reality.Generators;

/// <summary>The names of the generator's steps, by which tests prove what is cached.</summary>
internal static class TrackingNames
{
    public const string Assembly = nameof(Assembly);
    public const string Methods = "Methods";
    public const string Keys = nameof(Keys);
    public const string KeyCatalog = nameof(KeyCatalog);
    public const string KeyGroups = nameof(KeyGroups);
    public const string KeyFiles = nameof(KeyFiles);
    public const string Domains = nameof(Domains);
    public const string Repositories = nameof(Repositories);
    public const string Tables = nameof(Tables);
    public const string Orphans = nameof(Orphans);
    public const string JsonContexts = nameof(JsonContexts);
    public const string TemplateIndex = nameof(TemplateIndex);
    public const string LinkedRepositories = nameof(LinkedRepositories);
    public const string RepositoryFacts = nameof(RepositoryFacts);
    public const string ContractFacts = nameof(ContractFacts);
    public const string Contents = nameof(Contents);
    public const string Module = nameof(Module);
}
