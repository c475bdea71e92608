#if REALITY_FAULTS
namespace Reality.Server.Weaving;

/// <summary>Without begin-not-async, BeginAsync is an async method, and what it sets for its caller's flow is gone when it returns.</summary>
internal sealed partial class Weaver
{
    private async Task<IRealityTransaction> BeginInAnAsyncMethodAsync(CancellationToken cancellationToken)
    {
        var transaction = new WriteTransaction(nameof(BeginAsync), ambient.Find());
        ambient.Current = transaction.Root;
        return await new BegunTransaction(transaction, ambient, runner, completion).OpenAsync(cancellationToken);
    }
}
#endif
