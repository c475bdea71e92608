using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Reality.CodeFixes.Weaving.Splitting;

/// <summary>Takes a transaction out of a call's arguments.</summary>
internal static class TransactionArgument
{
    /// <summary>What takes it out; <see langword="null"/> where the call cannot do without it.</summary>
    public static Action? Remove(SplitBody body, ArgumentSyntax argument)
    {
        if (argument.Parent is not ArgumentListSyntax list || body.Site.Model.GetOperation(argument) is not IArgumentOperation { Parameter: { } parameter })
        {
            return null;
        }

        var index = list.Arguments.IndexOf(argument);
        var isLast = list.Arguments.Skip(index + 1).All(static other => other.NameColon is not null);
        if ((argument.NameColon is not null || isLast) && (parameter.IsOptional || HasShorter(parameter)))
        {
            return () => body.Edits.Remove(SpanOf(list, index));
        }

        var takesNull = parameter.Type.NullableAnnotation != NullableAnnotation.NotAnnotated || parameter.DeclaringSyntaxReferences.IsEmpty;
        return takesNull ? () => body.Edits.Replace(argument.Expression, "null") : null;
    }

    private static bool HasShorter(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && constructor.ContainingType.InstanceConstructors.Any(other => other.Parameters.Length == constructor.Parameters.Length - 1
            && other.Parameters.Select(static one => one.Type).SequenceEqual(
                constructor.Parameters.Where(one => one.Ordinal != parameter.Ordinal).Select(static one => one.Type), SymbolEqualityComparer.Default));

    private static TextSpan SpanOf(ArgumentListSyntax list, int index) =>
        index > 0 ? TextSpan.FromBounds(list.Arguments.GetSeparator(index - 1).SpanStart, list.Arguments[index].Span.End)
        : list.Arguments.Count > 1 ? TextSpan.FromBounds(list.Arguments[0].SpanStart, list.Arguments[1].SpanStart)
        : list.Arguments[0].Span;
}
