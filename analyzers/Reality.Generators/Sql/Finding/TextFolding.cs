using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Sql.Lexing;

namespace Reality.Generators.Sql.Finding;

/// <summary>Folds an expression to the texts that it can be: constants, concatenation, interpolation, choices, locals and fields that never change.</summary>
/// <param name="models">The models of the trees that may be asked for.</param>
/// <param name="arguments">What is known of the parameters of the method at hand.</param>
/// <param name="cancellationToken">Ends the work early.</param>
internal sealed class TextFolding(
    SourceModels models,
    IReadOnlyDictionary<IParameterSymbol, ConstantText> arguments,
    CancellationToken cancellationToken)
{
    private const int Deepest = 200;
    private const int MostSteps = 2000;

    private int _depth;
    private int _steps;

    /// <summary>Folds an expression.</summary>
    public ConstantText Fold(ExpressionSyntax expression)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (models.Of(expression.SyntaxTree) is not { } model)
        {
            return ConstantText.NotKnown("it is in another file");
        }

        // A member of an enumeration is written by its name, not by its number.
        if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true } constant
            && model.GetTypeInfo(expression, cancellationToken).Type?.TypeKind != TypeKind.Enum)
        {
            models.NoteAll(expression, model, cancellationToken);
            return FoldConstant(constant.Value);
        }

        // What is being typed may refer to itself.
        if (_depth >= Deepest || ++_steps > MostSteps)
        {
            return ConstantText.NotKnown("it is nested too deeply");
        }

        _depth++;

        var text = expression switch
        {
            ParenthesizedExpressionSyntax inner => Fold(inner.Expression),
            PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => Fold(postfix.Operand),
            BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && IsString(sum, model) => Fold(sum.Left).Then(Fold(sum.Right)),
            InterpolatedStringExpressionSyntax interpolated => FoldInterpolated(interpolated),
            ConditionalExpressionSyntax choice => Fold(choice.WhenTrue).Or(Fold(choice.WhenFalse)),
            SwitchExpressionSyntax choice => FoldArms(choice),
            IdentifierNameSyntax or MemberAccessExpressionSyntax => FoldSymbol(model.GetSymbolInfo(expression, cancellationToken).Symbol, expression),
            _ => null,
        };
        _depth--;
        return text ?? FoldHole(model.GetTypeInfo(expression, cancellationToken).Type);
    }

    /// <summary>What a constant writes into a text.</summary>
    public static ConstantText FoldConstant(object? value) => value switch
    {
        null => ConstantText.Empty,
        string text => FoldText(text),
        char text => FoldText(text.ToString()),
        bool flag => ConstantText.Known(flag ? "True" : "False"),
        IFormattable number => ConstantText.Known(number.ToString(null, System.Globalization.CultureInfo.InvariantCulture)),
        _ => ConstantText.NotKnown("it is not constant"),
    };

    public static ConstantText FoldText(string text) =>
        text.Any(SqlHoles.IsHole) ? ConstantText.NotKnown("it has control characters") : ConstantText.Known(text);

    /// <summary>What a value that is not known writes into a text.</summary>
    private static ConstantText FoldHole(ITypeSymbol? type) => ConstantText.Known((type?.SpecialType switch
    {
        SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single => SqlHoles.Value,
        _ => SqlHoles.Text,
    }).ToString());

    private bool IsString(ExpressionSyntax expression, SemanticModel model) =>
        model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType == SpecialType.System_String;

    private ConstantText FoldInterpolated(InterpolatedStringExpressionSyntax interpolated)
    {
        var text = ConstantText.Empty;
        foreach (var part in interpolated.Contents)
        {
            text = text.Then(part switch
            {
                InterpolatedStringTextSyntax literal => FoldPart(literal, interpolated),

                // A format may write a constant in another way.
                InterpolationSyntax { FormatClause: null, AlignmentClause: null } hole => Fold(hole.Expression),
                InterpolationSyntax hole => FoldHole(models.Of(hole.SyntaxTree)?.GetTypeInfo(hole.Expression, cancellationToken).Type),
                _ => ConstantText.NotKnown("it is not constant"),
            });
        }

        return text;
    }

    /// <summary>What stands between the holes.</summary>
    public static ConstantText FoldPart(InterpolatedStringTextSyntax part, InterpolatedStringExpressionSyntax interpolated)
    {
        var isRaw = interpolated.StringStartToken.Kind() is SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken;
        var text = part.TextToken.ValueText;
        return FoldText(isRaw ? text : text.Replace("{{", "{").Replace("}}", "}"));
    }

    private ConstantText FoldArms(SwitchExpressionSyntax choice)
    {
        var arms = choice.Arms.Where(static arm => arm.Expression is not ThrowExpressionSyntax).Select(arm => Fold(arm.Expression)).ToList();
        return arms.Count == 0 ? ConstantText.NotKnown("it is not constant") : arms.Aggregate(static (all, arm) => all.Or(arm));
    }

    private ConstantText? FoldSymbol(ISymbol? symbol, ExpressionSyntax use) => models.Note(symbol) switch
    {
        IParameterSymbol parameter when arguments.TryGetValue(parameter, out var text) => text,
        ILocalSymbol local => UnchangedValues.Of(local, cancellationToken) is { } value ? Fold(value) : FoldSteps(local, use),
        IFieldSymbol { IsStatic: true, IsReadOnly: true } or IPropertySymbol { IsStatic: true } =>
            UnchangedValues.Of(symbol!, cancellationToken) is { } value ? FoldMember(value, symbol!.ContainingType) : null,
        _ => null,
    };

    private ConstantText? FoldSteps(ILocalSymbol local, ExpressionSyntax use)
    {
        if (local.Type.SpecialType != SpecialType.System_String
            || local.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax declarator
            || use.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() != declarator.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>())
        {
            return null;
        }

        return LocalTexts.Of(declarator, use, Fold);
    }

    private ConstantText FoldMember(ExpressionSyntax value, INamedTypeSymbol type) =>
        models.Of(value.SyntaxTree) is null ? new TextElsewhere(cancellationToken).Fold(value, type) : Fold(value);
}
