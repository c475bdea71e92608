using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;

namespace Reality.Generators.Emit;

/// <summary>Writes the body of a read, and the bridge through which writes read again what it reads.</summary>
internal static class ReadMethods
{
    public static void Write(SourceWriter writer, RepositoryModel repository, LinkedMethod linked)
    {
        var method = linked.Method;
        var core = method.Core!;
        var names = new LocalNames(method.Parameters.Select(static parameter => parameter.Name).Concat([repository.Reality]));
        var read = core.Connection is null ? "_" : names.Take("read");
        var token = core.TakesToken ? names.Take("token") : "_";
        if (read == "_" && token == "_" && method.Parameters.Any(static parameter => parameter.Name == "_"))
        {
            (read, token) = (names.Take("read"), names.Take("token"));
        }

        // Of data elsewhere no connection is opened.
        var handed = method.IsElsewhere ? token : $"({read}, {token})";
        var call = MethodHead.CallOf(core, MethodHead.ConnectionOf(core, read), token, ordinal => method.Parameters[ordinal].Name);
        var lambda = core.MustBeAwaited ? $"async {handed} => await {call}.ConfigureAwait(false)"
            : core.Return == ReturnKind.ValueTaskOf ? $"{handed} => {call}.AsTask()"
            : $"{handed} => {call}";
        var arguments = $"""
            {lambda},
            {MethodHead.TokenOf(method)},
            {TypeText.Literal(method.Operation)}
            """;
        var target = $"{MethodHead.Reality(repository, method)}.{(method.IsElsewhere ? "ReadElsewhereAsync" : "ReadAsync")}<{method.Result}>(";
        writer.Line(MethodHead.Of(method, isAsync: false) + " =>").Indent();
        writer.Line(method.Return == ReturnKind.ValueTaskOf ? $"new({target}" : target).Indent();
        writer.Line(arguments + (method.Return == ReturnKind.ValueTaskOf ? "));" : ");")).Outdent().Outdent();
        if (linked.HasBridge)
        {
            WriteBridge(writer, method, core);
        }
    }

    private static void WriteBridge(SourceWriter writer, MethodModel method, CoreModel core)
    {
        var key = method.Read!.Key;
        var connection = core.Connection is null or "global::System.Data.Common.DbConnection" ? "connection" : $"({core.Connection})connection";
        var call = MethodHead.CallOf(core, connection, "token", ordinal => "key." + key.Placeholders.First(placeholder =>
            placeholder.Name == method.Parameters[ordinal].Name.TrimStart('@')).Property);
        var access = core.IsStatic ? "internal static" : "private";
        var result = $"global::System.Threading.Tasks.Task<{method.Result}>";
        var head = $"{access} {(core.MustBeAwaited ? "async " : string.Empty)}{result} {method.Bridge}("
            + $"global::System.Data.Common.DbConnection connection, {key.FullStruct} key, global::System.Threading.CancellationToken token)";
        var body = core.MustBeAwaited ? $"await {call}.ConfigureAwait(false)" : core.Return == ReturnKind.ValueTaskOf ? $"{call}.AsTask()" : call;
        writer.Line();
        writer.Summary($"Reads what is behind <c>{SourceWriter.Xml(key.Template)}</c> again, inside a write's transaction, so that its hash can be stored.");
        writer.Line($"{head} =>").Indent().Line($"{body};").Outdent();
    }
}
