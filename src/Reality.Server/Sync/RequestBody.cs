using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Reality.Server.Sync;

/// <summary>A request's body in one pooled buffer, read no further than its limit.</summary>
internal struct RequestBody : IDisposable
{
    private byte[] _buffer;
    private int _length;

    public readonly ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Reads a body.</summary>
    /// <returns><see langword="null"/> where it is longer than the limit.</returns>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;

        // One byte more than was announced, so that the end is seen without growing.
        var body = new RequestBody { _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(request.ContentLength ?? 4096, limit) + 1) };
        try
        {
            while (true)
            {
                if (body._length == body._buffer.Length)
                    body.Grow();

                var read = await request.Body.ReadAsync(body._buffer.AsMemory(body._length), cancellationToken);
                if (read == 0)
                    return body;

                body._length += read;
                if (body._length > limit)
                {
                    body.Dispose();
                    return null;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
