using Microsoft.CodeAnalysis;
using Reality.Generators.Models;
using Reality.Grammar;

namespace Reality.Generators.Binding;

/// <summary>
/// What an annotated method declares, and what is wrong with it as far as the method alone tells. The generator and the rules bind
/// methods through here alike.
/// </summary>
internal sealed class Declaration
{
    private readonly List<DeclarationProblem> _problems = [];

    private Declaration(Signature signature) => Signature = signature;

    public Signature Signature { get; }

    public IMethodSymbol Method => Signature.Method;

    /// <summary>The key; <see langword="null"/> where the method declares none or none can be made of it.</summary>
    public KeyModel? Key { get; private set; }

    /// <summary>The read; <see langword="null"/> where the method declares none or it cannot be served.</summary>
    public ReadModel? Read { get; private set; }

    public EquatableArray<BumpModel> Bumps { get; private set; }

    public IReadOnlyList<DeclarationProblem> Problems => _problems;

    public bool IsRefused => _problems.Any(static problem => problem.Kind > ProblemKind.LastThatOnlyWarns);

    /// <summary>Binds a method's attributes.</summary>
    public static Declaration Bind(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        var declaration = BindKey(method, compilation, out var attribute, out var index);
        if (attribute is not null)
        {
            declaration.Read = ReadBinder.Bind(declaration, attribute, index, compilation, declaration._problems, cancellationToken);
        }

        declaration.Bumps = BumpBinder.Bind(declaration.Signature, compilation, declaration._problems).ToEquatableArray();
        if (attribute is not null && method.GetAttributes().Any(static other => other.Is(KnownNames.Invalidates)))
        {
            declaration._problems.Add(new(ProblemKind.ReadAndWrite, new(ProblemPlace.Method), [method.Name]));
        }

        return declaration;
    }

    /// <summary>Binds the key alone: what the key structs and the accessors are made of.</summary>
    public static Declaration BindKey(IMethodSymbol method, Compilation compilation) => BindKey(method, compilation, out _, out _);

    private static Declaration BindKey(IMethodSymbol method, Compilation compilation, out AttributeData? attribute, out int index)
    {
        var problems = new List<DeclarationProblem>();
        var declaration = new Declaration(Signature.Bind(method, compilation, problems));
        declaration._problems.AddRange(problems);
        attribute = null;
        index = 0;
        var attributes = method.GetAttributes();
        for (var i = 0; i < attributes.Length && attribute is null; i++)
        {
            if (attributes[i].Is(KnownNames.Key))
            {
                (attribute, index) = (attributes[i], i);
                declaration.Key = KeyBinder.Bind(declaration.Signature, attribute, i, declaration._problems);
            }
        }

        return declaration;
    }

    /// <summary>Parses a template and collects what breaks the grammar.</summary>
    public static KeyTemplate? Parse(string text, int attribute, List<DeclarationProblem> problems, bool allowsFamily = false)
    {
        var parsed = allowsFamily ? KeyTemplate.TryParseInvalidation(text, out var template, out var error) : KeyTemplate.TryParse(text, out template, out error);
        if (error.Kind != KeyTemplateErrorKind.None)
        {
            problems.Add(new(
                error.IsWarning ? ProblemKind.UpperCase : ProblemKind.Grammar,
                new(ProblemPlace.Argument, attribute, string.Empty, error.Start, error.Length),
                [error.Message]));
        }

        return parsed ? template : null;
    }

    /// <summary>A template's segments, with the indexes of its placeholders.</summary>
    public static EquatableArray<SegmentModel> Segments(KeyTemplate template)
    {
        var index = 0;
        return template.Segments
            .Select(segment => segment.IsPlaceholder ? new SegmentModel(string.Empty, index++) : new SegmentModel(segment.Value, -1))
            .ToEquatableArray();
    }
}
