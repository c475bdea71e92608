using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;

namespace Reality.Generators.Emit;

/// <summary>Writes the contracts of one repository.</summary>
internal static class Repositories
{
    private const string MadeByInjection =
        "[global::System.Diagnostics.CodeAnalysis.SuppressMessage(\"Performance\", \"CA1812\", Justification = \"Dependency injection makes the instances.\")]";

    public static void Write(SourceWriter writer, LinkedRepository linked)
    {
        var repository = linked.Repository;
        for (var i = 0; i < repository.Levels.Count; i++)
        {
            if (i == repository.Levels.Count - 1 && repository is { IsPublic: false, IsRegistered: true })
            {
                writer.Line(MadeByInjection);
            }

            writer.Open(repository.Levels[i].Declaration);
        }

        var isFirst = true;
        if (repository.RealityField.Length > 0)
        {
            writer.Line(repository.RealityField);
            isFirst = false;
        }

        if (repository is { IsMember: false, Reality.Length: > 0 } && linked.Methods.All(static method => method.Refusal.Length > 0))
        {
            writer.Line("// The parameter counts as read, so that its own warning (CS9113) does not stand beside the rule's error.");
            writer.Line($"private global::Reality.IReality RealityOfRefusedMethods => {repository.Reality};");
            isFirst = false;
        }

        foreach (var method in linked.Methods)
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            Write(writer, repository, method);
        }

        foreach (var _ in repository.Levels)
        {
            writer.Close();
        }

        if (linked.Methods.SelectMany(static method => method.Bumps).Any(static bump => bump.Struct.Length == 0))
        {
            writer.Line().Line("""
                /// <summary>A key that no read declares: nobody may read it yet, but its version is raised.</summary>
                file sealed record UnreadKey(string Text) : global::Reality.IRealityKey;
                """);
        }
    }

    private static void Write(SourceWriter writer, RepositoryModel repository, LinkedMethod method)
    {
        if (method.Method.Form != MethodForm.Partial)
        {
            writer.Line("/// <inheritdoc/>");
        }

        if (method.Refusal.Length > 0)
        {
            WriteRefused(writer, method.Method);
        }
        else if (method.Method.Read is not null)
        {
            ReadMethods.Write(writer, repository, method);
        }
        else
        {
            new WriteMethod(writer, repository, method).Write();
        }
    }

    private static void WriteRefused(SourceWriter writer, MethodModel method)
    {
        var message = TypeText.Literal($"{method.Operation} is not woven: see the error at its declaration.");
        writer.Line(MethodHead.Of(method, isAsync: false)).Indent();
        writer.Line($"=> throw new global::System.NotSupportedException({message});").Outdent();
    }
}
