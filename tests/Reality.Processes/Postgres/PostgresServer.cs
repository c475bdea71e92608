using System.Globalization;
using Npgsql;
using Reality.Processes.Network;
using Reality.Processes.Running;

namespace Reality.Processes.Postgres;

/// <summary>
/// A PostgreSQL on a free port of the loopback interface, for as long as a test needs it. Where the tests run as root, it runs as the user
/// <c>postgres</c>.
/// </summary>
public sealed partial class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder;
    private readonly PostgresOptions _options;
    private ChildProcess? _process;

    private PostgresServer(TemporaryFolder folder, PostgresOptions options)
    {
        _folder = folder;
        _options = options;
        Port = Loopback.FreePort();
    }

    /// <summary>What has to be installed before one can be started; <see langword="null"/> where nothing is missing.</summary>
    public static string? Missing => PostgresBinaries.Missing;

    /// <summary>Where it listens; the same after a restart.</summary>
    public int Port { get; }

    /// <summary>Its files.</summary>
    public string DataFolder => Path.Combine(_folder.Path, "data");

    /// <summary>The super user on the database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    /// <summary>Whether its main process lives, be it paused.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Starts a fresh one.</summary>
    public static async Task<PostgresServer> StartAsync(PostgresOptions? options = null, CancellationToken cancel = default)
    {
        var server = await PrepareAsync(options ?? new(), cancel);
        return await StartedAsync(server, server._options.OwnIdentifier ? PostgresTemplate.InitializeAsync : PostgresTemplate.CopyAsync, cancel);
    }

    /// <summary>The super user on a database of it, without pooling: a pool would outlive a kill.</summary>
    public string ConnectionStringOf(string database, int? port = null) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port ?? Port};Username=postgres;Database={database};Pooling=false;Timeout=15");

    /// <summary>Makes a database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancel = default)
    {
        await ExecuteAsync($"create database \"{name}\"", cancel: cancel);
        return ConnectionStringOf(name);
    }

    /// <summary>Runs statements as the super user.</summary>
    /// <returns>The first column of the first row.</returns>
    public async Task<object?> ExecuteAsync(string sql, string database = "postgres", CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringOf(database));
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>SIGKILL to all of its processes at once: what it had not given to the operating system is lost, as when power fails.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;

        await ProcessTree.KillAsync(_process);
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGSTOP to all of its processes.</summary>
    public void Pause() => ProcessTree.Pause(_process!);

    /// <summary>SIGCONT to all of its processes.</summary>
    public void Resume() => ProcessTree.Resume(_process!);

    /// <summary>Ends it in order; open transactions are rolled back.</summary>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        if (_process is null)
            return;

        _process.Signal(Native.Interrupt);
        await _process.WaitForExitAsync(cancel);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts it again on its files, after a kill or a stop, and waits until it answers.</summary>
    public async Task StartAgainAsync(CancellationToken cancel = default)
    {
        _process = ChildProcess.Start(PostgresBinaries.Of("postgres"), ["-D", DataFolder, .. _options.Arguments(Port)], isService: true);
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                await ExecuteAsync("select 1", cancel: cancel);
                return;
            }
            catch (NpgsqlException exception)
            {
                if (_process.HasExited)
                    throw new InvalidOperationException($"PostgreSQL did not start: {_process.Output}", exception);
                if (Environment.TickCount64 > until)
                    throw new TimeoutException($"PostgreSQL does not answer: {_process.Output}", exception);
            }

            await Task.Delay(20, cancel);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // In order where it can: it gives its shared memory back.
        if (_process is { HasExited: false })
        {
            ProcessTree.Resume(_process);
            _process.Signal(Native.Quit);
            if (await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(5))) is Task<int>)
                _process.Dispose();
            else
                await KillAsync();
        }

        _folder.Dispose();
    }

    private static async Task<PostgresServer> PrepareAsync(PostgresOptions options, CancellationToken cancel)
    {
        if (Missing is { } missing)
            throw new InvalidOperationException(missing);

        var server = new PostgresServer(new TemporaryFolder("reality-postgres-"), options);
        await ServiceUser.GiveAsync(server._folder.Path, cancel);
        return server;
    }

    private static async Task<PostgresServer> StartedAsync(
        PostgresServer server,
        Func<string, CancellationToken, Task> fill,
        CancellationToken cancel)
    {
        try
        {
            await fill(server.DataFolder, cancel);
            await server.StartAgainAsync(cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
