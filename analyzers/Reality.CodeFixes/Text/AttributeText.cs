using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.CodeFixes.Text;

/// <summary>Reads and changes the project's attributes in source.</summary>
internal static class AttributeText
{
    /// <summary>Whether an attribute is written with a name such as <c>RealityKey</c>, qualified or not, with or without its suffix.</summary>
    public static bool IsNamed(AttributeSyntax attribute, string name)
    {
        var written = (attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax alias => alias.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        })?.Identifier.ValueText;
        return written == name || written == name + "Attribute";
    }

    public static bool IsKey(AttributeSyntax attribute) => IsNamed(attribute, "RealityKey");

    public static bool IsInvalidation(AttributeSyntax attribute) => IsNamed(attribute, "RealityInvalidates");

    /// <summary>The template's expression.</summary>
    public static ExpressionSyntax? TemplateOf(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(static argument => argument.NameEquals is null)?.Expression;

    /// <summary>A named argument.</summary>
    public static AttributeArgumentSyntax? ArgumentOf(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>The keys and invalidations that a declaration says.</summary>
    public static IEnumerable<AttributeSyntax> DeclarationsOf(MemberDeclarationSyntax member) =>
        member.AttributeLists.SelectMany(static list => list.Attributes).Where(static one => IsKey(one) || IsInvalidation(one));
}
