using Microsoft.Extensions.Logging;
using Npgsql;
using Reality.Server.Hints;

namespace Reality.Postgres.Hints;

/// <summary>
/// Hints by LISTEN and NOTIFY. A notification is sent after the write's commit and outside its transaction: inside, it would make commits
/// wait for each other. One connection listens; it is asked now and then whether it is still there, and made anew when it is not.
/// </summary>
internal sealed class PostgresHints(HintConnections connections, string channel, TimeProvider time, ILogger<PostgresHints> logger)
    : IRealityHintTransport, IAsyncDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private volatile bool _isListening;
    private bool _isFailing;

    /// <inheritdoc/>
    public string Name => "postgres";

    /// <inheritdoc/>
    public bool IsConnected => _isListening;

    /// <inheritdoc/>
    public async Task RunAsync(Action<RealityHint> received, CancellationToken stopping)
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(received, stopping).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                pause = _isListening ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                if (!_isFailing)
                    logger.CannotListen(channel, Reason(exception));

                _isFailing = true;
            }
            catch (Exception)
            {
                // Stopped, however the connection put it.
            }
            finally
            {
                _isListening = false;
            }

            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async Task SendAsync(RealityHint hint, CancellationToken cancellationToken)
    {
        var connection = await connections.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            using var command = new NpgsqlCommand("select pg_notify($1, $2)", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = RealityHintText.Format(hint) });
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connections.DisposeAsync();

    private async Task ListenAsync(Action<RealityHint> received, CancellationToken stopping)
    {
        var connection = await connections.OpenAsync(stopping).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += OnNotification;
            try
            {
                await RunAsync(connection, $"listen {HintChannel.Quote(channel)}", stopping).ConfigureAwait(false);
                _isListening = true;
                _isFailing = false;
                logger.Listening(channel);

                // No server, no epoch: nobody knows what was notified while this connection was away.
                received(new RealityHint("", "", 0));
                while (true)
                {
                    if (!await connection.WaitAsync(CheckInterval, stopping).ConfigureAwait(false))
                        await RunAsync(connection, "select 1", stopping).ConfigureAwait(false);
                }
            }
            finally
            {
                connection.Notification -= OnNotification;
            }
        }

        // Anybody who may connect may notify; what is no hint is none.
        void OnNotification(object sender, NpgsqlNotificationEventArgs notification)
        {
            if (notification.Channel == channel && RealityHintText.TryParse(notification.Payload, out var hint))
                received(hint);
        }
    }

    // An outage is no fault of the program: where it was noticed tells nobody anything.
    private static string Reason(Exception exception) =>
        exception.InnerException is { } inner && !exception.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{OneLine(exception)} {OneLine(inner)}"
            : OneLine(exception);

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");

    // A server that does not answer even this soon is as good as gone.
    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stopping)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 5 };
        await command.ExecuteNonQueryAsync(stopping).ConfigureAwait(false);
    }
}
