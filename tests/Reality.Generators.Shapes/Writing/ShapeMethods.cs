using System.Text;

namespace Reality.Generators.Shapes.Writing;

/// <summary>The methods of a shape: contracts, cores, and the code that exercises them.</summary>
internal sealed class ShapeMethods
{
    private const string Token = "global::System.Threading.CancellationToken";

    private readonly Shape _shape;
    private readonly StringBuilder _contracts = new();
    private readonly StringBuilder _cores = new();

    public ShapeMethods(Shape shape)
    {
        _shape = shape;
        WriteRead();
        WriteWrite();
        WriteFaults();
    }

    public string Contracts => _contracts.ToString();

    public string Cores => _cores.ToString();

    /// <summary>Types that the bindings need.</summary>
    public string Types => _shape.Binding.Name switch
    {
        "member" or "no such member" => $"/// <summary>Input.</summary>\npublic sealed record Input§(Input§.Part Inner, long Number)\n{{\n/// <summary>Part.</summary>\npublic sealed record Part({IdType} Thing);\n}}",
        "result" => $"/// <summary>Output.</summary>\npublic sealed record Output§({IdType} Thing, long Number);",
        _ => "",
    };

    /// <summary>Writes, reads, and writes the same again; compares what the storage recorded.</summary>
    public string Exercise
    {
        get
        {
            var repository = _shape.Container.Text == "nested" ? "Outer§.Repo§" : "Repo§";
            var write = _shape.Binding.Name switch
            {
                "member" => "repository.Set§Async(new Input§(new Input§.Part(id), n){0})",
                "result" => "repository.Set§Async(id, n{0})",
                "collection" => "repository.Set§Async(new[] {{ id }}, n{0})",
                _ => "repository.Set§Async(id, n{0})",
            };
            var token = _shape.Fault.Name is "params" or "no token" ? "" : $", {TokenName}: token";
            var call = string.Format(System.Globalization.CultureInfo.InvariantCulture, write, token);
            var read = $"repository.Get§Async(id{(_shape.Fault.Name is "no token" ? "" : ", token")})";
            return $$"""
                internal static class Exercise§
                {
                    public static global::System.Threading.Tasks.Task RunAsync(Shapes.Bench bench)
                    {
                        {{_shape.Id.Text}} id = {{_shape.Id.Sample}};
                        return bench.RunAsync<{{repository}}>(
                            §,
                            {{(_shape.IsHashed ? "true" : "false")}},
                            async (repository, n, token) => { await {{call}}; },
                            async (repository, token) => (object?)await {{read}});
                    }
                }
                """;
        }
    }

    private string IdType => _shape.Id.Text;

    private string Parameter => _shape.Name.Text;

    private string Domain => $"s{_shape.Number}";

    private string Template => Named(_shape.Template.Text);

    private bool HasToken => _shape.Fault.Name != "no token";

    private bool CoreHasToken => HasToken && _shape.Fault.Name != "core without token";

    private string Partial => _shape.IsContract ? "" : _shape.Fault.Name == "not partial" ? "public " : "public partial ";

    private string CoreModifiers => _shape.Fault.Name is "instance core" ? "private " : "private static ";

    private string TokenName => Parameter == "token" ? "cancel" : "token";

    private string ContractToken => HasToken ? $", {Token} {TokenName} = default" : "";

    private string CoreToken => CoreHasToken ? $", {Token} {TokenName}" : "";

    private string PassedToken => CoreHasToken ? TokenName : $"{Token}.None";

    private string Connection => Parameter == "db" ? "connection" : "db";

    private string Named(string template) => template
        .Replace("#", Domain, StringComparison.Ordinal)
        .Replace("%id%", Parameter.TrimStart('@'), StringComparison.Ordinal);

    private void WriteRead()
    {
        var payload = _shape.Payload.Text;
        var returns = _shape.Returns.Text.Replace("$", payload, StringComparison.Ordinal);
        var core = _shape.Returns.Rule is not null ? $"global::System.Threading.Tasks.Task<{payload}>"
            : _shape.Fault.Name == "ValueTask core" ? $"global::System.Threading.Tasks.ValueTask<{payload}>" : returns;
        var extra = _shape.Fault.Name == "parameter outside the key" ? ", int take" : "";
        var notPartial = _shape.Fault.Name == "not partial" && !_shape.IsContract;
        var end = notPartial ? " => throw new global::System.InvalidOperationException();" : ";";
        _contracts.AppendLine($$"""
            /// <summary>Reads.</summary>
            [RealityKey("{{Template}}"{{Named(_shape.Access.Text)}}{{_shape.Strategy.Text}})]
            {{Partial}}{{returns}} Get§Async({{IdType}} {{Parameter}}{{extra}}{{ContractToken}}){{end}}
            """);
        if (notPartial || _shape.Fault.Name == "no core")
        {
            return;
        }

        var parameters = _shape.Fault.Name == "core of other parameters"
            ? $"global::System.Data.Common.DbConnection {Connection}, global::System.TimeSpan other{CoreToken}"
            : _shape.Fault.Name == "read without connection"
                ? $"{IdType} {Parameter}{extra}{CoreToken}"
                : $"{_shape.Connection.Text} {Connection}, {IdType} {Parameter}{extra}{CoreToken}";
        var n = _shape.Fault.Name switch
        {
            "core of other parameters" => "await global::System.Threading.Tasks.Task.FromResult(0L).ConfigureAwait(false)",
            "read without connection" => "await Data.ElsewhereAsync(§).ConfigureAwait(false)",
            _ => $"await Data.ReadAsync({Connection}, §, {PassedToken}).ConfigureAwait(false)",
        };
        var modifiers = CoreModifiers;
        if (_shape.Fault.Name == "core with state")
        {
            modifiers = "private ";
            n += " + _tenant";
            _cores.AppendLine("private readonly long _tenant = global::System.Environment.ProcessId;");
        }

        _cores.AppendLine($$"""
            {{modifiers}}async {{core}} Get§CoreAsync({{parameters}})
            {
                long n = {{n}};
                return {{_shape.Payload.Sample}};
            }
            """);
    }

    private void WriteWrite()
    {
        var (parameters, template, result) = _shape.Binding.Name switch
        {
            "member" => ("Input§ input", "input.Inner.Thing", ""),
            "result" => ($"{IdType} {Parameter}, long n", "result.Thing", "Output§"),
            "collection" => ($"{IdType}[] {Parameter}, long n", Parameter.TrimStart('@'), ""),
            "no such parameter" => ($"{IdType} other, long n", Parameter.TrimStart('@'), ""),
            "no such member" => ("Input§ input", "input.Inner.Nothing", ""),
            _ => ($"{IdType} {Parameter}, long n", Parameter.TrimStart('@'), ""),
        };
        var task = result.Length > 0 ? $"global::System.Threading.Tasks.Task<{result}>" : "global::System.Threading.Tasks.Task";
        var number = parameters.StartsWith("Input§", StringComparison.Ordinal) ? "input.Number" : "n";
        var extra = _shape.Fault.Name switch
        {
            "default value" => ", int retries = 3, string label = \"a\\\"b\"",
            "params" => ", params string[] labels",
            "parameter named reality" => ", int reality",
            "ref parameter" => ", ref int counter",
            "span parameter" => ", global::System.ReadOnlySpan<char> span",
            _ => "",
        };
        var contractToken = _shape.Fault.Name is "params" ? "" : ContractToken;
        var coreToken = _shape.Fault.Name is "params" ? "" : CoreToken;
        var passed = _shape.Fault.Name is "params" ? $"{Token}.None" : PassedToken;
        var invalidated = _shape.Template.Text.Replace("#", Domain, StringComparison.Ordinal).Replace("%id%", template, StringComparison.Ordinal);
        var generic = _shape.Fault.Name == "generic method" ? "<TAny>" : "";
        var modifier = _shape.Fault.Name == "static method" ? "public static partial " : _shape.Fault.Name == "not partial" && !_shape.IsContract ? "public partial " : Partial;
        _contracts.AppendLine($$"""
            /// <summary>Writes.</summary>
            [RealityInvalidates("{{invalidated}}")]
            {{modifier}}{{task}} Set§Async{{generic}}({{parameters}}{{extra}}{{contractToken}});
            """);
        var connection = $"{_shape.Connection.Text} {Connection}, ";
        var coreExtra = extra.Replace(" = 3", "", StringComparison.Ordinal).Replace(" = \"a\\\"b\"", "", StringComparison.Ordinal).Replace("params ", "", StringComparison.Ordinal);
        var header = $"{CoreModifiers}{(coreExtra.Contains("ref ", StringComparison.Ordinal) || coreExtra.Contains("Span", StringComparison.Ordinal) ? "" : "async ")}{task} Set§CoreAsync{generic}({connection}{parameters}{coreExtra}{coreToken})";
        var statement = $"await Data.WriteAsync({Connection}, §, {number}, {passed}).ConfigureAwait(false);";
        var body = header.Contains("async ", StringComparison.Ordinal)
            ? $"{{\n{statement}\n{(result.Length > 0 ? $"return new Output§({Parameter}, n);" : "")}\n}}"
            : $" => throw new global::System.InvalidOperationException();";
        _cores.AppendLine($"{header}\n{body}");
    }

    private void WriteFaults()
    {
        switch (_shape.Fault.Name)
        {
            case "overlapping template":
                WriteSecond($"{Domain}:<kind>:{Domain}", "string kind", "kind");
                WriteSecond($"{Domain}:other:<other>", "string other", "other");
                break;
            case "accessor twice":
                WriteSecond($"{Domain}:twice-over:<kind>", "string kind", "kind");
                WriteSecond($"{Domain}:twice_over:<other>", "string other", "other");
                break;
        }
    }

    private void WriteSecond(string template, string parameter, string name)
    {
        _contracts.AppendLine($$"""
            /// <summary>Reads {{name}}.</summary>
            [RealityKey("{{template}}", Access = RealityAccess.Public)]
            {{Partial}}global::System.Threading.Tasks.Task<long> Get{{name}}§Async({{parameter}});
            """);
        _cores.AppendLine($$"""
            private static global::System.Threading.Tasks.Task<long> Get{{name}}§CoreAsync(global::System.Data.Common.DbConnection db, {{parameter}}) => global::System.Threading.Tasks.Task.FromResult(1L);
            """);
    }
}
