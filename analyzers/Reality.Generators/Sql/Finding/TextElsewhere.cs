using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Sql.Finding;

/// <summary>Folds what a member of a type in another file is given, from its syntax alone: literals, and members of the same type by their names.</summary>
internal sealed class TextElsewhere(CancellationToken cancellationToken)
{
    private const int Deepest = 50;
    private const int MostSteps = 1000;

    private int _depth;
    private int _steps;

    /// <summary>Folds the value of a member of a type.</summary>
    public ConstantText Fold(ExpressionSyntax expression, INamedTypeSymbol type)
    {
        if (_depth >= Deepest || ++_steps > MostSteps)
        {
            return ConstantText.NotKnown("it is nested too deeply");
        }

        _depth++;
        var text = expression switch
        {
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => TextFolding.FoldText(literal.Token.ValueText),
            ParenthesizedExpressionSyntax inner => Fold(inner.Expression, type),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Fold(sum.Left, type).Then(Fold(sum.Right, type)),
            InterpolatedStringExpressionSyntax interpolated => FoldParts(interpolated, type),
            IdentifierNameSyntax name => FoldMember(name.Identifier.ValueText, type),
            _ => ConstantText.NotKnown("it is in another file"),
        };
        _depth--;
        return text;
    }

    private ConstantText FoldParts(InterpolatedStringExpressionSyntax interpolated, INamedTypeSymbol type)
    {
        var text = ConstantText.Empty;
        foreach (var part in interpolated.Contents)
        {
            text = text.Then(part switch
            {
                InterpolatedStringTextSyntax literal => TextFolding.FoldPart(literal, interpolated),
                InterpolationSyntax { FormatClause: null, AlignmentClause: null } hole => Fold(hole.Expression, type),
                _ => ConstantText.NotKnown("it is in another file"),
            });
        }

        return text;
    }

    private ConstantText FoldMember(string name, INamedTypeSymbol type)
    {
        for (var owner = type; owner is not null; owner = owner.ContainingType)
        {
            if (owner.GetMembers(name) is [var member])
            {
                return member switch
                {
                    IFieldSymbol { HasConstantValue: true, Type.TypeKind: not TypeKind.Enum } constant => TextFolding.FoldConstant(constant.ConstantValue),
                    IFieldSymbol { IsStatic: true, IsReadOnly: true, Type.SpecialType: SpecialType.System_String } or IPropertySymbol { IsStatic: true, Type.SpecialType: SpecialType.System_String }
                        when UnchangedValues.Of(member, cancellationToken) is { } value => Fold(value, owner),
                    _ => ConstantText.NotKnown("it is in another file"),
                };
            }
        }

        return ConstantText.NotKnown("it is in another file");
    }
}
