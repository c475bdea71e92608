using System.Globalization;
using Reality.Processes.Network;
using Reality.Processes.Postgres;
using Reality.Processes.Running;

namespace Reality.Processes.PgBouncer;

/// <summary>A PgBouncer before a PostgreSQL, pooling by transaction.</summary>
public sealed class PgBouncerServer : IAsyncDisposable
{
    private const string Program = "pgbouncer";
    private readonly TemporaryFolder _folder = new("reality-pgbouncer-");
    private ChildProcess? _process;

    private PgBouncerServer()
    {
    }

    /// <summary>What has to be installed before one can be started; <see langword="null"/> where nothing is missing.</summary>
    public static string? Missing => Binaries.Find(Program) is null ? Binaries.Missing(Program, "install pgbouncer") : PostgresServer.Missing;

    /// <summary>Where it listens; the same after a restart.</summary>
    public int Port { get; } = Loopback.FreePort();

    /// <summary>Starts one.</summary>
    /// <param name="server">Where it leads to.</param>
    /// <param name="poolSize">How many connections it opens at most.</param>
    /// <param name="cancel">Cancels the start.</param>
    public static async Task<PgBouncerServer> StartAsync(PostgresServer server, int poolSize = 10, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        var bouncer = new PgBouncerServer();
        try
        {
            await bouncer.ConfigureAsync(server.Port, poolSize, cancel);
            await bouncer.StartAgainAsync(cancel);
            return bouncer;
        }
        catch
        {
            await bouncer.DisposeAsync();
            throw;
        }
    }

    /// <summary>The super user on a database, through it.</summary>
    public string ConnectionStringOf(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Pooling=false;Timeout=15");

    /// <summary>Starts it again, after a kill.</summary>
    public async Task StartAgainAsync(CancellationToken cancel = default)
    {
        var process = _process = ChildProcess.Start(Binaries.Require(Program, "install pgbouncer"), [Path.Combine(_folder.Path, "pgbouncer.ini")], isService: true);
        await Loopback.WaitForListenerAsync(Port, TimeSpan.FromSeconds(30), () => process.HasExited ? $"PgBouncer did not start: {process.Output}" : null, cancel);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;

        await _process.KillAsync();
        _process.Dispose();
        _process = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private async Task ConfigureAsync(int port, int poolSize, CancellationToken cancel)
    {
        var users = Path.Combine(_folder.Path, "users.txt");
        await File.WriteAllTextAsync(users, "\"postgres\" \"\"\n", cancel);
        var settings = string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host=127.0.0.1 port={port} user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            pool_mode = transaction
            default_pool_size = {poolSize}
            max_client_conn = 500
            ignore_startup_parameters = extra_float_digits

            """);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "pgbouncer.ini"), settings, cancel);
        await ServiceUser.GiveAsync(_folder.Path, cancel);
    }
}
