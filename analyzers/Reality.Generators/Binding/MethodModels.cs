using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Makes the model of a bound contract: what is emitted for it, without any symbol.</summary>
internal static class MethodModels
{
    public static MethodModel Of(INamedTypeSymbol type, Declaration declaration, IMethodSymbol woven, MethodForm form, (IMethodSymbol Symbol, CoreModel Model)? core, string refusal)
    {
        var signature = declaration.Signature;
        return new(
            TypeText.Identifier(woven.Name),
            form,
            HeadOf(woven, form),
            form == MethodForm.Partial ? string.Empty : TypeText.Full(declaration.Method.ContainingType),
            TypeText.Full(woven.ReturnType),
            signature.Return,
            signature.Result is null ? string.Empty : TypeText.Full(signature.Result),
            signature.Result is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated },
            MethodText.TypeParameters(woven),
            form == MethodForm.Explicit ? string.Empty : MethodText.Constraints(woven),
            woven.Parameters.Select(parameter => MethodText.Parameter(parameter, form, signature)).ToEquatableArray(),
            core?.Model,
            declaration.Read,
            declaration.Bumps,
            $"{type.Name}.{woven.Name}",
            refusal,
            declaration.Key is { } key ? BridgeName(type, key) : string.Empty,
            HashingOf(type, declaration, core?.Model));
    }

    private static string BridgeName(INamedTypeSymbol type, KeyModel key)
    {
        var name = $"Read{key.Struct.Substring(0, key.Struct.Length - 3)}Async";
        while (!type.GetMembers(name).IsEmpty)
        {
            name = "Bridge" + name;
        }

        return name;
    }

    private static FreshReason HashingOf(INamedTypeSymbol type, Declaration declaration, CoreModel? core)
    {
        if (declaration.Read is not { } read || core is null)
        {
            return FreshReason.Refused;
        }

        return read.Hash == HashStrategy.Version ? FreshReason.VersionStrategy
            : core.Connection is null ? FreshReason.NoConnection
            : !core.IsStatic && InstanceState.Of(type).Any() ? FreshReason.InstanceState
            : declaration.Signature.Values.Any(parameter => !read.Key.Placeholders.Any(placeholder => placeholder.Name == parameter.Name)) ? FreshReason.ParameterOutsideKey
            : FreshReason.None;
    }

    private static string HeadOf(IMethodSymbol method, MethodForm form)
    {
        if (form != MethodForm.Partial)
        {
            return form == MethodForm.Implicit ? "public " : string.Empty;
        }

        var syntax = method.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).OfType<MethodDeclarationSyntax>().First();
        var modifiers = syntax.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.PartialKeyword) && !modifier.IsKind(SyntaxKind.AsyncKeyword));
        return string.Concat(modifiers.Select(static modifier => modifier.Text + " "));
    }
}
