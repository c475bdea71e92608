using System.CommandLine;
using Reality.Tool.Storages;

namespace Reality.Tool.Commands;

/// <summary>Begins a new epoch: for a database that was restored or copied, and so went back in time.</summary>
internal static class NewEpochCommand
{
    public static Command Create()
    {
        var command = new Command(
            "new-epoch",
            "Begins a new epoch of a storage, after its database was restored from a backup or copied: everything that clients hold counts as changed, and versions go on above all that were ever given out.");
        var storages = new StorageOptions();
        storages.AddTo(command);
        command.SetAction((arguments, cancellationToken) => Reported.RunAsync(arguments, output => RunAsync(storages, arguments, output, cancellationToken)));
        return command;
    }

    private static async Task RunAsync(StorageOptions storages, ParseResult arguments, TextWriter output, CancellationToken cancellationToken)
    {
        await using var opened = storages.Open(arguments);
        var before = await opened.Storage.InitializeAsync(cancellationToken);
        var after = await opened.Storage.NewEpochAsync(cancellationToken);
        await output.WriteLineAsync($"storage    {opened.Name}");
        await output.WriteLineAsync($"old epoch  {before.Epoch}  base {before.Base}");
        await output.WriteLineAsync($"new epoch  {after.Epoch}  base {after.Base}");
    }
}
