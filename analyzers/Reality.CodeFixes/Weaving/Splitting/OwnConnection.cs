using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;

namespace Reality.CodeFixes.Weaving.Splitting;

/// <summary>The connection that a method opens or finds by itself, and that its core is handed.</summary>
/// <param name="Type">The parameter's type.</param>
/// <param name="Name">The parameter's name.</param>
internal sealed record OwnConnection(string Type, string Name)
{
    private const string General = "DbConnection";

    public bool IsGeneral => Type == General;

    /// <summary>Takes the opening out of the body where it is plain to see.</summary>
    /// <returns><see langword="null"/> where the method has nothing to do with a database.</returns>
    public static OwnConnection? TakeOut(SplitBody body, out string? todo)
    {
        todo = null;
        var locals = body.Syntax.DescendantNodes().OfType<VariableDeclarationSyntax>()
            .Where(declaration => declaration.Variables.Count == 1 && DataTypes.IsConnection(TypeOf(body, declaration)))
            .ToList();
        if (locals.Count == 1 && ConnectionOpening.TakeOut(body, locals[0]) is { } local)
        {
            return new(TypeNeeded(body, local, ((ILocalSymbol)local).Type), body.Site.Model.GetDeclaredSymbol(locals[0].Variables[0])!.Name);
        }

        var members = locals.Count > 0 ? [] : MembersOf(body);
        if (members is [var member] && ConnectionMember.TypeOf(member) is { } type)
        {
            body.HandedIn = member;
            return DataTypes.IsConnection(type) ? OfMember(body, member, type) : ConnectionMember.OfSource(body, member, type);
        }

        if (locals.Count == 0 && members.Count == 0 && !UsesData(body))
        {
            return null;
        }

        var name = body.Free("db", "connection");
        todo = $"TODO: '{name}' is open already, and in the contract's transaction where it writes. Use it for the SQL below and remove the connection that is opened here.";
        return new(General, name);
    }

    private static OwnConnection OfMember(SplitBody body, ISymbol member, ITypeSymbol type)
    {
        ConnectionOpening.RemoveCalls(body, member);
        var uses = body.UsesOf(member);
        var needed = TypeNeeded(body, member, type);
        var plain = member.Name.TrimStart('_');
        plain = char.ToLowerInvariant(plain[0]) + plain.Substring(1);
        var name = plain == member.Name ? plain : body.Free(plain, "db", "connection");
        foreach (var whole in uses.Select(SplitBody.WholeOf).Where(whole => whole.ToString() != name))
        {
            body.Edits.Replace(whole, name);
        }

        return new(needed, name);
    }

    /// <summary>The fields, properties and primary constructor's parameters that are connections or give commands.</summary>
    private static List<ISymbol> MembersOf(SplitBody body) =>
    [
        .. body.Names.SelectMany(static names => names)
            .Select(body.SymbolOf)
            .Where(symbol => symbol is not null && ConnectionMember.TypeOf(symbol) is { } type && (DataTypes.IsConnection(type) || DataTypes.IsDataSource(type)))
            .Select(static symbol => symbol!)
            .Distinct(SymbolEqualityComparer.Default)
            .Select(static symbol => symbol!),
    ];

    private static bool UsesData(SplitBody body) => body.Syntax.DescendantNodes().OfType<ExpressionSyntax>().Any(node =>
        body.TypeOf(node) is { } type && (DataTypes.IsConnection(type) || DataTypes.IsDataSource(type) || DataTypes.IsCommand(type)));

    /// <summary>DbConnection, unless something asks for what only the provider's type has.</summary>
    private static string TypeNeeded(SplitBody body, ISymbol connection, ITypeSymbol type)
    {
        if (type.Name is General or "IDbConnection")
        {
            return General;
        }

        return body.UsesOf(connection).All(use => IsGeneralUse(body, SplitBody.WholeOf(use))) ? General : type.ToMinimalDisplayString(body.Site.Model, body.Method.SpanStart).TrimEnd('?');
    }

    private static bool IsGeneralUse(SplitBody body, ExpressionSyntax use)
    {
        if (use.Parent is MemberAccessExpressionSyntax access && access.Expression == use)
        {
            return body.SymbolOf(access) switch
            {
                IMethodSymbol { ReducedFrom: { } extension } => extension.Parameters[0].Type.Name is General or "IDbConnection",
                IMethodSymbol { Name: "BeginTransaction" or "BeginTransactionAsync" } => true,
                { } member => member.ContainingType.Name == General,
                _ => false,
            };
        }

        return use.Parent is ArgumentSyntax && body.Site.Model.GetTypeInfo(use).ConvertedType?.Name is General or "IDbConnection";
    }

    private static ITypeSymbol? TypeOf(SplitBody body, VariableDeclarationSyntax declaration) =>
        (body.Site.Model.GetDeclaredSymbol(declaration.Variables[0]) as ILocalSymbol)?.Type;
}
