namespace Reality.TypeScript.Tests.Shapes;

/// <summary>A key for every form that the JSON of a payload can have.</summary>
internal interface IShapes
{
    /// <summary>One of each simple type. Not */ the end.</summary>
    [RealityKey("shape:scalars:<id>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    Task<Scalars> Scalars(string id);

    [RealityKey("shape:collections:<id>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    Task<Collections> Collections(string id);

    [RealityKey("shape:named:<id>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    Task<Named?> Named(string id);

    [RealityKey("shape:figures:<id>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    Task<IReadOnlyList<Figure>> Figures(string id);

    [RealityKey("shape:page:<id>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    Task<Page<Item?>> Items(string id);

    [RealityKey("shape:numbers:<id>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    Task<Numbers> Numbers(string id);

    [RealityKey("shape:strange:<id>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    Task<Strange> Strange(string id);

    [RealityKey("shape:same:<id>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    Task<Same> Same(string id);

    [RealityKey("shape:names", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    Task<Dictionary<string, string?[]>> Names();

    /// <summary>Every type that a placeholder can have.</summary>
    [RealityKey("shape:<class>:typed:<key>:more", Access = RealityAccess.Public, Route = "/typed/{key}/{class}/räume")]
    Task<int> Typed(string @class, Color key);

    [RealityKey("shape:day:<day>:guid:<guid>", Access = RealityAccess.Public)]
    Task<int> Days(DateOnly day, Guid guid);

    [RealityKey("shape:number:<small>:wide:<wide>", Access = RealityAccess.Public, Route = "numbers/{small}/{wide}")]
    Task<int> Wide(short small, long wide);

    [RealityKey("shape:flag:<on>", Access = RealityAccess.Public, Route = "/flags/{on}")]
    Task<bool?> Flag(bool on);
}
