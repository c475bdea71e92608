using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Reality.Generators.Binding;
using Reality.Generators.Rules;

namespace Reality.CodeFixes.Weaving;

/// <summary>RLT2007: calls the contract in place of its core. What the contract does itself, the connection, is no longer handed over.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallContractFix))]
[Shared]
public sealed class CallContractFix() : RealityFixProvider("RLT2007")
{
    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(FixProperties.Contract, out var name) && name is not null
            && site.Around<InvocationExpressionSyntax>(diagnostic.Location.SourceSpan) is { } call
            && site.Model.GetOperation(call, cancellationToken) is IInvocationOperation invocation
            && ContractOf(invocation.TargetMethod, name) is { } contract
            && FitsResult(call, invocation.TargetMethod, contract)
            && NameOf(call, site, cancellationToken) is { } written)
        {
            List<TextChange> changes = [new(written, TypeText.Identifier(name)), .. Removed(call, invocation, contract)];
            yield return Offer.Of($"Call {name}", "RLT2007", edits => edits.TryAdd(site.Document, changes));
        }
    }

    private static IMethodSymbol? ContractOf(IMethodSymbol core, string name) => core.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
        .FirstOrDefault(method => !method.IsStatic && CoreBinder.NameOf(method) == core.Name && ValuesOf(method).SequenceEqual(ValuesOf(core)));

    // What both take: neither the connection nor the token.
    private static IEnumerable<string> ValuesOf(IMethodSymbol method) => method.Parameters
        .Where(static parameter => !IsConnection(parameter) && !IsToken(parameter))
        .Select(static parameter => TypeText.Bare(parameter.Type));

    private static bool IsToken(IParameterSymbol parameter) => TypeText.Is(parameter.Type, KnownNames.Token);

    private static bool IsConnection(IParameterSymbol parameter)
    {
        for (var type = parameter.Ordinal == 0 ? parameter.Type : null; type is not null; type = type.BaseType)
        {
            if (TypeText.Is(type, KnownNames.Connection) || TypeText.Is(type, "System.Data.IDbConnection"))
            {
                return true;
            }
        }

        return false;
    }

    // A core may return more than its contract; then the result must be left alone.
    private static bool FitsResult(InvocationExpressionSyntax call, IMethodSymbol core, IMethodSymbol contract) =>
        TypeText.Bare(core.ReturnType) == TypeText.Bare(contract.ReturnType)
        || call.Parent is ExpressionStatementSyntax or AwaitExpressionSyntax { Parent: ExpressionStatementSyntax };

    /// <summary>The part of the call that names the core; <see langword="null"/> where no instance is there to call the contract of.</summary>
    private static TextSpan? NameOf(InvocationExpressionSyntax call, FixSite site, CancellationToken cancellationToken)
    {
        var hasInstance = site.Model.GetEnclosingSymbol(call.SpanStart, cancellationToken) is { } around && HasInstance(around);
        return call.Expression switch
        {
            IdentifierNameSyntax name when hasInstance => name.Span,
            MemberAccessExpressionSyntax access when site.Model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is not INamedTypeSymbol => access.Name.Span,
            MemberAccessExpressionSyntax access when hasInstance && IsWithin(call, access, site, cancellationToken) => access.Span,
            _ => null,
        };
    }

    private static bool HasInstance(ISymbol around)
    {
        for (var symbol = around; symbol is not null and not INamedTypeSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.IsStatic)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWithin(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, FixSite site, CancellationToken cancellationToken) =>
        SymbolEqualityComparer.Default.Equals(
            site.Model.GetEnclosingSymbol(call.SpanStart, cancellationToken)?.ContainingType,
            site.Model.GetSymbolInfo(access.Expression, cancellationToken).Symbol);

    private static IEnumerable<TextChange> Removed(InvocationExpressionSyntax call, IInvocationOperation invocation, IMethodSymbol contract)
    {
        var takesToken = contract.Parameters.Any(IsToken);
        var arguments = call.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = invocation.Arguments.FirstOrDefault(one => one.Syntax == arguments[i])?.Parameter;
            if (parameter is not null && (IsConnection(parameter) || (IsToken(parameter) && !takesToken)))
            {
                yield return new(
                    i + 1 < arguments.Count ? TextSpan.FromBounds(arguments[i].SpanStart, arguments[i + 1].SpanStart)
                    : i > 0 ? TextSpan.FromBounds(arguments[i - 1].Span.End, arguments[i].Span.End)
                    : arguments[i].Span,
                    string.Empty);
            }
        }
    }
}
