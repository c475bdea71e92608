using System.CommandLine;
using System.CommandLine.Parsing;

namespace Reality.Tool.Storages;

/// <summary>The options that say which storage a command is about: one of two databases.</summary>
internal sealed class StorageOptions
{
    private readonly Option<string?> _sqlite = new("--sqlite")
    {
        Description = "The connection string of a SQLite file, such as \"Data Source=app.db\".",
        HelpName = "connection string",
    };

    private readonly Option<string> _prefix = new("--prefix")
    {
        Description = "What the names of Reality's tables in the SQLite file begin with.",
        DefaultValueFactory = _ => "reality_",
        HelpName = "prefix",
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "The connection string of a PostgreSQL database, such as \"Host=db;Database=app;Username=app\".",
        HelpName = "connection string",
    };

    private readonly Option<string> _schema = SchemaOption();

    public static Option<string> SchemaOption() => new("--schema")
    {
        Description = "The schema of Reality's tables in the PostgreSQL database.",
        DefaultValueFactory = _ => "reality",
        HelpName = "schema",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_sqlite);
        command.Options.Add(_prefix);
        command.Options.Add(_postgres);
        command.Options.Add(_schema);
        command.Validators.Add(Validate);
    }

    /// <summary>Opens the storage that was named. It must be there already.</summary>
    /// <exception cref="ToolException">It is not there, or cannot be used.</exception>
    public OpenedStorage Open(ParseResult arguments) => arguments.GetValue(_sqlite) is { } file
        ? SqliteFile.Open(file, arguments.GetValue(_prefix)!)
        : PostgresDatabase.Open(arguments.GetValue(_postgres)!, arguments.GetValue(_schema)!);

    private void Validate(CommandResult result)
    {
        var isSqlite = result.GetResult(_sqlite) is not null;
        var isPostgres = result.GetResult(_postgres) is not null;
        if (isSqlite == isPostgres)
            result.AddError("Name the storage: either --sqlite or --postgres.");
        else if (isSqlite && result.GetResult(_schema) is { Implicit: false })
            result.AddError("--schema goes with --postgres. The tables in a SQLite file have a --prefix.");
        else if (isPostgres && result.GetResult(_prefix) is { Implicit: false })
            result.AddError("--prefix goes with --sqlite. The tables in a PostgreSQL database have a --schema.");
    }
}
