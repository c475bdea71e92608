namespace Reality.Sqlite.Worker;

/// <summary>A file of its own as data that is not in the database, and a write of it that can be held up at each step.</summary>
internal sealed class Elsewhere(IReality reality, TextWriter output)
{
    public Task WriteAsync(string path, bool heedsDeadline) => reality.WriteElsewhereAsync(
        mark => mark.Add(new CounterKey("elsewhere")),
        (write, token) =>
        {
            output.WriteLine("begun");
            Console.ReadLine();
            if (heedsDeadline)
                token.ThrowIfCancellationRequested();

            File.WriteAllText(path, "written");
            output.WriteLine("written");
            Console.ReadLine();
            write.Bump(new CounterKey("elsewhere"));
            return Task.CompletedTask;
        });
}
