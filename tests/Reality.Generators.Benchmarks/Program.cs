using Reality.Benchmarks.Measuring;
using Reality.Generators.Benchmarks.Building;
using Reality.Generators.Benchmarks.Generating;
using Reality.Generators.Benchmarks.Typing;

const string Usage = """
    A bench of the compiler's part, by its name:
      generator   an edit elsewhere among 1,000 repositories, against a generator that only reads the same attributes and signatures
      keystroke   an edit in one of 1,000 repositories: the generator's time and the rules'
      build       dotnet build of 300 repositories: the rules' share of it, and the SDK's own rules beside them
    --rounds N, --seconds N (of a turn), --smoke (one short round)
    """;

try
{
    switch (args)
    {
        case ["generator", .. var rest]:
            await GeneratorBench.RunAsync(BenchOptions.Parse(rest));
            return 0;
        case ["keystroke", .. var rest]:
            await KeystrokeBench.RunAsync(BenchOptions.Parse(rest));
            return 0;
        case ["build", .. var rest]:
            await BuildBench.RunAsync(BenchOptions.Parse(rest));
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 64;
    }
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 64;
}
