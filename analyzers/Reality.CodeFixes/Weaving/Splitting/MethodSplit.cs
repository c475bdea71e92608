using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Reality.CodeFixes.Text;
using Reality.Generators.Binding;

namespace Reality.CodeFixes.Weaving.Splitting;

/// <summary>Makes of one method two: the contract stays where it is, and the body goes to a private core directly below.</summary>
internal static class MethodSplit
{
    /// <summary>Whether a method can be split: it has a body, and a shape that can be woven.</summary>
    public static bool CanBeSplit(MethodDeclarationSyntax syntax, IMethodSymbol method) =>
        (syntax.Body is not null || syntax.ExpressionBody is not null)
        && !method.IsStatic && !method.IsGenericMethod && method.ExplicitInterfaceImplementations.IsEmpty
        && Signature.ReturnOf(method.ReturnType).Kind != Generators.Models.ReturnKind.Other
        && method.Parameters.All(static parameter => parameter.RefKind == RefKind.None && !DataTypes.IsTransaction(parameter.Type))
        && method.Parameters.Count(static parameter => DataTypes.IsConnection(parameter.Type)) <= 1;

    /// <summary>Writes the split.</summary>
    /// <param name="edits">Takes the changes.</param>
    /// <param name="site">The method's document.</param>
    /// <param name="syntax">The method.</param>
    /// <param name="method">Its symbol.</param>
    /// <param name="contract">The method that the core is named after.</param>
    /// <param name="keepsContract">Whether a contract stays; where an interface has it, only the core does.</param>
    /// <returns>The body with what was taken out of it; <see langword="null"/> where other changes are in the way.</returns>
    public static SplitBody? Write(Edits edits, FixSite site, MethodDeclarationSyntax syntax, IMethodSymbol method, IMethodSymbol contract, bool keepsContract)
    {
        var body = new SplitBody(site, syntax);
        var handed = syntax.ParameterList.Parameters.FirstOrDefault(one => site.Model.GetDeclaredSymbol(one) is { } parameter && DataTypes.IsConnection(parameter.Type));
        string? todo = null;
        var connection = handed is null ? OwnConnection.TakeOut(body, out todo) : new(handed.Type!.ToString(), handed.Identifier.Text);
        OwnTransaction.TakeOut(body, connection?.Name ?? "the connection");
        var head = CoreHead(body, syntax, CoreBinder.NameOf(contract), connection, handed);
        var line = SourceLines.BreakOf(site.Text);
        var indentation = SourceLines.IndentationAt(site.Text, syntax.GetFirstToken().SpanStart);
        var comment = todo is null ? string.Empty : $"// {todo}{line}{indentation}";
        var start = syntax.Modifiers.Count > 0 ? syntax.Modifiers[0].SpanStart : syntax.ReturnType.SpanStart;
        var end = syntax.ConstraintClauses.Count > 0 ? syntax.ConstraintClauses.Last().Span.End : syntax.ParameterList.Span.End;
        List<TextChange> changes = [.. body.Edits.Changes()];
        if (keepsContract)
        {
            changes.Add(new(TextSpan.FromBounds(start, syntax.ReturnType.SpanStart), Modifiers(syntax)));
            changes.Add(new(new(end, 0), $";{line}{line}{indentation}{comment}{head}"));
            if (handed is not null)
            {
                changes.Add(new(WithComma(syntax.ParameterList.Parameters, handed), string.Empty));
            }
        }
        else
        {
            changes.Add(new(TextSpan.FromBounds(start, end), comment + head));
        }

        if (!edits.TryAdd(site.Document, changes))
        {
            return null;
        }

        if (connection is { IsGeneral: true })
        {
            UsingDirectives.Ensure(edits, site, syntax.SpanStart, "System.Data.Common", "DbConnection");
        }

        return body;
    }

    private static string Modifiers(MethodDeclarationSyntax syntax)
    {
        var kept = syntax.Modifiers.Where(static one => !one.IsKind(SyntaxKind.AsyncKeyword) && !one.IsKind(SyntaxKind.PartialKeyword)).Select(static one => one.Text).ToList();
        if (!syntax.Modifiers.Any(static one => SyntaxFacts.IsAccessibilityModifier(one.Kind())))
        {
            kept.Insert(0, "public");
        }

        return string.Join(" ", [.. kept, "partial "]);
    }

    private static string CoreHead(SplitBody body, MethodDeclarationSyntax syntax, string name, OwnConnection? connection, ParameterSyntax? handed)
    {
        var modifiers = new List<string> { "private" };
        if (!InstanceUses.Any(body))
        {
            modifiers.Add("static");
        }

        modifiers.AddRange(syntax.Modifiers.Where(static one => one.IsKind(SyntaxKind.AsyncKeyword) || one.IsKind(SyntaxKind.UnsafeKeyword)).Select(static one => one.Text));
        return $"{string.Join(" ", modifiers)} {syntax.ReturnType} {name}{Parameters(body, syntax, connection, handed)}";
    }

    private static TextSpan WithComma(SeparatedSyntaxList<ParameterSyntax> parameters, ParameterSyntax parameter)
    {
        var i = parameters.IndexOf(parameter);
        return i + 1 < parameters.Count ? TextSpan.FromBounds(parameter.SpanStart, parameters[i + 1].SpanStart)
            : i > 0 ? TextSpan.FromBounds(parameters[i - 1].Span.End, parameter.Span.End)
            : parameter.Span;
    }

    // As wide as the method's own list: on one line, or each parameter on its own.
    private static string Parameters(SplitBody body, MethodDeclarationSyntax syntax, OwnConnection? connection, ParameterSyntax? handed)
    {
        var parameters = syntax.ParameterList.Parameters.Where(one => one != handed).Select(static one => $"{one.Type} {one.Identifier.Text}").ToList();
        if (connection is not null)
        {
            parameters.Insert(0, $"{connection.Type} {connection.Name}");
        }

        var text = body.Site.Text;
        var first = syntax.ParameterList.Parameters.FirstOrDefault();
        if (first is null || !SourceLines.IsFirstInLine(text, first.SpanStart))
        {
            return $"({string.Join(", ", parameters)})";
        }

        var line = SourceLines.BreakOf(text) + SourceLines.IndentationAt(text, first.SpanStart);
        return $"({line}{string.Join("," + line, parameters)})";
    }
}
