using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Reality.CodeFixes.Text;

/// <summary>Adds and removes arguments of an attribute.</summary>
internal static class AttributeArguments
{
    /// <summary>Sets a named argument: behind the template where it is new, since what it says is read first.</summary>
    public static void Set(Edits edits, Document document, AttributeSyntax attribute, string name, string value)
    {
        if (AttributeText.ArgumentOf(attribute, name) is { } argument)
        {
            edits.Replace(document, argument.Expression.Span, value);
        }
        else if (AttributeText.TemplateOf(attribute)?.Parent is AttributeArgumentSyntax template)
        {
            edits.Insert(document, template.Span.End, $", {name} = {value}");
        }
    }

    /// <summary>Adds a named argument behind all others.</summary>
    public static void Append(Edits edits, Document document, AttributeSyntax attribute, string name, string value)
    {
        if (attribute.ArgumentList is { Arguments: [.., var last] })
        {
            edits.Insert(document, last.Span.End, $", {name} = {value}");
        }
    }

    /// <summary>Removes a named argument.</summary>
    public static void Remove(Edits edits, Document document, AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        var index = list.Arguments.IndexOf(argument);
        var start = index > 0 ? list.Arguments[index - 1].Span.End : argument.SpanStart;
        edits.Replace(document, TextSpan.FromBounds(start, argument.Span.End), string.Empty);
    }
}
