using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Reality.Generators.Rules.Keys.Texts;

/// <summary>Finds the texts in what is given for a key: constants, interpolated strings, and either of them in collections.</summary>
internal static class WrittenKeyReader
{
    /// <summary>Whether an expression may hold texts at all; told without looking at symbols.</summary>
    public static bool MayHoldTexts(IOperation value) => Plain(value) switch
    {
        { ConstantValue: { HasValue: true, Value: string } } => true,
        IInterpolatedStringOperation or IInterpolatedStringHandlerCreationOperation or IBinaryOperation { Type.SpecialType: SpecialType.System_String } => true,
        IConditionalOperation choice => MayHoldTexts(choice.WhenTrue) || (choice.WhenFalse is { } other && MayHoldTexts(other)),
        ICollectionExpressionOperation or IArrayCreationOperation or IObjectCreationOperation { Initializer: not null } => true,
        _ => false,
    };

    /// <summary>The texts, each with the expression that it stands in.</summary>
    public static IEnumerable<(IOperation Place, WrittenKey Key)> Of(IOperation value)
    {
        var plain = Plain(value);
        switch (plain)
        {
            case { ConstantValue: { HasValue: true, Value: string text } }:
                return [(plain, WrittenKey.Of([new(text)], escapesHoles: false))];
            case IConditionalOperation choice:
                return [.. Of(choice.WhenTrue), .. choice.WhenFalse is { } other ? Of(other) : []];
            case ICollectionExpressionOperation collection:
                return collection.Elements.SelectMany(Of);
            case IArrayCreationOperation { Initializer: { } array }:
                return array.ElementValues.SelectMany(Of);
            case IObjectCreationOperation { Initializer: { } initializer }:
                return initializer.Initializers.SelectMany(OfElement);
            case IInterpolatedStringHandlerCreationOperation { Content: { } content }:
                return PartsOf(content) is { } parts && HasText(parts) ? [(plain, WrittenKey.Of(parts, escapesHoles: true))] : [];
            case IInterpolatedStringOperation or IBinaryOperation:
                return PartsOf(plain) is { } pieces && HasText(pieces) ? [(plain, WrittenKey.Of(pieces, escapesHoles: false))] : [];
            default:
                return [];
        }
    }

    private static bool HasText(IEnumerable<WrittenPart> parts) => parts.Any(static part => part.Text is not null);

    // new Dictionary<string, long> { ["chat:room:1"] = 0 }, new List<string> { "chat:room:1" }
    private static IEnumerable<(IOperation Place, WrittenKey Key)> OfElement(IOperation element) => element switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [var index, ..] } } => Of(index.Value),
        IInvocationOperation { Arguments: [var first, ..] } => Of(first.Value),
        _ => [],
    };

    private static IOperation Plain(IOperation value)
    {
        while (!value.ConstantValue.HasValue || value.ConstantValue.Value is not string)
        {
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    continue;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    continue;
                default:
                    return value;
            }
        }

        // The conversion of a constant is one too; what a person wrote is within it.
        return value is IConversionOperation { Operand: { } operand } ? Plain(operand) : value;
    }

    private static List<WrittenPart>? PartsOf(IOperation text)
    {
        text = Plain(text);
        switch (text)
        {
            case { ConstantValue: { HasValue: true, Value: string constant } }:
                return [new(constant)];
            case IInterpolatedStringOperation interpolated:
                return [.. interpolated.Parts.SelectMany(PartOf)];
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return [.. PartsOf(sum.LeftOperand) ?? [], .. PartsOf(sum.RightOperand) ?? []];
            case IInterpolatedStringAdditionOperation addition:
                return [.. PartsOf(addition.Left) ?? [], .. PartsOf(addition.Right) ?? []];
            default:
                return [HoleOf(text, isFormatted: false)];
        }
    }

    private static IEnumerable<WrittenPart> PartOf(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } } => [new(text)],
        IInterpolationOperation { Expression: var expression } hole => PartOfHole(expression, hole.Alignment is not null || hole.FormatString is not null),
        IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [var argument, ..] } call } =>
            PartOfHole(argument.Value, call.Arguments.Skip(1).Any(static other => other is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "format" or "alignment" })),
        _ => [new(null)],
    };

    private static IEnumerable<WrittenPart> PartOfHole(IOperation expression, bool isFormatted) =>
        !isFormatted && Plain(expression) is { ConstantValue: { HasValue: true, Value: string text } } ? [new(text)] : [HoleOf(Plain(expression), isFormatted)];

    private static WrittenPart HoleOf(IOperation value, bool isFormatted) => new(null, value.Type, isFormatted ? null : value.Syntax.ToString());
}
