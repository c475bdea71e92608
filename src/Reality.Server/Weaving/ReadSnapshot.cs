using System.Data.Common;
using Reality.Server.Storage;

namespace Reality.Server.Weaving;

/// <summary>
/// The snapshot that a payload and its node are read in. Reads that run side by side take turns on its connection: outside a payload
/// endpoint each would have had its own.
/// </summary>
internal sealed class ReadSnapshot(IStorageSnapshot snapshot, string operation, AmbientFrame? outer)
    : AmbientConnection(operation, outer)
{
    private volatile bool _isEnded;

    public override DbConnection Connection => snapshot.Connection;

    public bool IsEnded => _isEnded;

    /// <returns><see langword="null"/> where the snapshot has ended meanwhile.</returns>
    public async ValueTask<AmbientFrame?> EnterAsync(AmbientFrame caller, string operation, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task left;
            lock (Gate)
            {
                // A call whose surroundings returned without awaiting it has no place here any more.
                if (_isEnded || caller.HasLeft)
                    return null;

                if (TryEnter(caller, operation) is { } frame)
                    return frame;

                left = WaitForLeave();
            }

            await left.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the snapshot for new calls and waits for those that run.</summary>
    public async ValueTask EndAsync()
    {
        _isEnded = true;
        while (true)
        {
            Task left;
            lock (Gate)
            {
                if (IsIdle)
                    return;

                left = WaitForLeave();
            }

            await left;
        }
    }
}
