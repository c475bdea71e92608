using System.Data.Common;

namespace Reality.Server.Tests.Hosting;

internal static class Commands
{
    public static void Bind(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    public static async Task RunAsync(
        this DbConnection db,
        string sql,
        CancellationToken cancellationToken,
        params (string Name, object Value)[] parameters)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Bind(name, value);

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
