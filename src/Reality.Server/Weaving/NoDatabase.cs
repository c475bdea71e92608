namespace Reality.Server.Weaving;

internal static class NoDatabase
{
    public static InvalidOperationException For(string operation, Type storage) => new(
        $"'{operation}' needs a database connection, and the storage {storage.Name} has none. Choose a storage that has one, such as "
        + "services.AddReality().UseSqlite(\"Data Source=app.db\").");
}
