using Reality.Processes.Running;

namespace Cluster.Tests;

/// <summary>Options that do not fit are refused before anything starts, with the option's name and what it expects.</summary>
public sealed class OptionTests
{
    [Theory]
    [InlineData("Chat", "--storage wants sqlite or postgres, not 'mysql'", "--storage", "mysql")]
    [InlineData("Chat", "--storage postgres wants --connection too", "--storage", "postgres")]
    [InlineData("Chat", "--connection wants Host=", "--storage", "postgres", "--connection", "no connection string")]
    [InlineData("Chat", "--connection is PostgreSQL's: add --storage postgres", "--connection", "Host=db")]
    [InlineData("Chat", "--db names a SQLite file, and --storage is postgres", "--storage", "postgres", "--connection", "Host=db", "--db", "chat.db")]
    [InlineData("Chat", "--redis wants an address such as 127.0.0.1:6379, not 'redis'", "--redis", "redis")]
    [InlineData("Chat", "--mesh-url is missing", "--mesh", "http://10.0.0.2:5080")]
    [InlineData("Chat", "--mesh-secret wants 16 characters or more", "--mesh", "http://10.0.0.2:5080", "--mesh-url", "http://10.0.0.1:5080")]
    [InlineData("Chat", "--mesh wants addresses such as http://10.0.0.2:5080, not 'there'", "--mesh", "there", "--mesh-url", "http://10.0.0.1:5080", "--mesh-secret", "0123456789abcdef")]
    [InlineData("Chat", "--conection is not an option", "--conection", "Host=db")]
    [InlineData("Cluster", "--servers wants a number from 1 to 16, not 'many'", "--servers", "many")]
    [InlineData("Cluster", "'--sirvers' is not an option", "--sirvers", "3")]
    public async Task An_option_that_does_not_fit_is_named(string sample, string said, params string[] options)
    {
        using var process = ChildProcess.Start("dotnet", [Samples.Assembly(sample), .. options]);
        Assert.Equal(64, await process.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains(said, process.Output, StringComparison.Ordinal);
    }
}
