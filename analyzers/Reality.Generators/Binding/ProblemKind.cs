namespace Reality.Generators.Binding;

/// <summary>
/// What can be wrong with a declaration. Each kind names its rule and the arguments of its message. The kinds before
/// <see cref="LastThatOnlyWarns"/> leave the method woven.
/// </summary>
internal enum ProblemKind
{
    /// <summary>1002: template. A literal has upper case. Arguments: the grammar's message.</summary>
    UpperCase,

    /// <summary>1007: parameter. A read's parameter is not in the key. Arguments: parameter, template.</summary>
    ParameterOutsideKey,

    /// <summary>1008: template. A collection for everybody. Arguments: template, payload.</summary>
    CollectionForAll,

    /// <summary>3003: Access. A user's key that others may read. Arguments: template, access, placeholder.</summary>
    OpenUserKey,

    /// <summary>3001: method. No access rule. Arguments: template.</summary>
    NoAccess,

    /// <summary>Divides the kinds; never reported.</summary>
    LastThatOnlyWarns,

    /// <summary>1001: part of the template. Arguments: the grammar's message.</summary>
    Grammar,

    /// <summary>1003: placeholder. Arguments: placeholder, what was searched ("a parameter", or the type's name), candidates joined by ", ".</summary>
    BindsToNothing,

    /// <summary>1003: template. A family of no declared template. Arguments: family.</summary>
    FamilyUndeclared,

    /// <summary>1003: Route. A route parameter is no placeholder. Arguments: route parameter, template.</summary>
    RouteParameter,

    /// <summary>1003: Route. A parameter of the read has neither placeholder nor default, so no request can give it. Arguments: parameter, template.</summary>
    RouteLacksParameter,

    /// <summary>1004: placeholder. Arguments: placeholder, type.</summary>
    PlaceholderType,

    /// <summary>1004: placeholder. The value may be null. Arguments: placeholder, type.</summary>
    PlaceholderNullable,

    /// <summary>1004: placeholder. A collection where one value is needed: in a read, or beside another collection. Arguments: placeholder, type.</summary>
    PlaceholderCollection,

    /// <summary>1004: placeholder. The type differs from the one that the read declares. Arguments: placeholder, type, declared type.</summary>
    PlaceholderMismatch,

    /// <summary>1006: Name. Not an identifier. Arguments: name.</summary>
    AccessorName,

    /// <summary>1006: template. A type of the user's has the struct's name. Arguments: struct, template.</summary>
    StructTaken,

    /// <summary>2001: method. Annotated but not partial. Arguments: method.</summary>
    MethodNotPartial,

    /// <summary>2001: type. A type around an annotated method is not partial. Arguments: type.</summary>
    TypeNotPartial,

    /// <summary>2001: method. The class has annotated methods but no <c>[RealityRepository]</c>. Arguments: type.</summary>
    NotRepository,

    /// <summary>2001: type. The class implements an annotated interface method by hand. Arguments: type, interface method.</summary>
    ImplementedByHand,

    /// <summary>2002: method, or type in the interface form. Arguments: core's name, method, expected signature, the nearest one found or empty.</summary>
    NoCore,

    /// <summary>2003: type. Arguments: type.</summary>
    NoReality,

    /// <summary>2004: return type. Arguments: method, return type, what is expected.</summary>
    ReturnType,

    /// <summary>2004: parameter. By reference, ref-like or a pointer. Arguments: parameter, type.</summary>
    ParameterShape,

    /// <summary>2004: parameter. A connection or a transaction of somebody else's. Arguments: parameter, type, core's name.</summary>
    ConnectionParameter,

    /// <summary>2004: parameter. Hides the primary constructor's <c>IReality</c>. Arguments: parameter.</summary>
    ParameterShadows,

    /// <summary>2004: parameter. A second cancellation token. Arguments: parameter.</summary>
    SecondToken,

    /// <summary>2004: method. Static. Arguments: method.</summary>
    StaticMethod,

    /// <summary>2004: method. Has type parameters. Arguments: method.</summary>
    GenericMethod,

    /// <summary>2004: method or type. The type around it has type parameters. Arguments: type.</summary>
    GenericType,

    /// <summary>2004: type. A static class. Arguments: type.</summary>
    StaticType,

    /// <summary>2004: method. Both read and write. Arguments: method.</summary>
    ReadAndWrite,

    /// <summary>2004: method. Mentions a type that generated code cannot name. Arguments: type.</summary>
    Inaccessible,

    /// <summary>2006: return type. Arguments: path of the member, type, why.</summary>
    NotHashable,

    /// <summary>2006: Hash. <c>Value</c> on something that is no scalar. Arguments: type.</summary>
    NotScalar,

    /// <summary>2006: Hash. <c>Ids</c> on something whose elements have no identity. Arguments: type.</summary>
    NoIdentity,

    /// <summary>3002: Owner. Arguments: owner placeholder, template.</summary>
    OwnerMissing,

    /// <summary>3004: Policy. Empty.</summary>
    EmptyPolicy,
}
