using System.CommandLine;
using Reality.Postgres;
using Reality.Tool.Storages;

namespace Reality.Tool.Commands;

/// <summary>Prints what makes Reality's tables, for databases in which the application may not.</summary>
internal static class ScriptCommand
{
    public static Command Create()
    {
        var postgres = new Option<bool>("--postgres") { Description = "The script for PostgreSQL." };
        var schema = StorageOptions.SchemaOption();
        var command = new Command("script", "Prints the script that makes Reality's tables, for a role that may apply it. It can be applied any number of times.")
        {
            postgres,
            schema,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(postgres))
                result.AddError("Name the database: --postgres. SQLite's tables are made by the application.");
        });
        command.SetAction((arguments, _) => Reported.RunAsync(arguments, output => output.WriteLineAsync(Script(arguments.GetValue(schema)!))));
        return command;
    }

    private static string Script(string schema)
    {
        try
        {
            return PostgresRealityStorage.GetScript(schema);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(exception.Message, exception);
        }
    }
}
