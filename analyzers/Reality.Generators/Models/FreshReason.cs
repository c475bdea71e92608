namespace Reality.Generators.Models;

/// <summary>Why a bump stores a fresh hash instead of the content's.</summary>
internal enum FreshReason
{
    /// <summary>It stores the content's hash.</summary>
    None,

    /// <summary>No read of this program declares the template.</summary>
    NoRead,

    /// <summary>Several reads declare the template.</summary>
    SeveralReads,

    /// <summary>The read's strategy is <c>Version</c>.</summary>
    VersionStrategy,

    /// <summary>The read is woven in another assembly.</summary>
    OtherAssembly,

    /// <summary>The read's core belongs to an instance of another class.</summary>
    InstanceCore,

    /// <summary>The read's core belongs to an instance that holds more than its <c>IReality</c>.</summary>
    InstanceState,

    /// <summary>The read has a parameter that is not in the key.</summary>
    ParameterOutsideKey,

    /// <summary>The read's core asks for no connection: its data lives elsewhere.</summary>
    NoConnection,

    /// <summary>The write's core asks for no connection: no transaction of it reads the view again.</summary>
    WriteElsewhere,

    /// <summary>The read's class cannot be reached from other classes.</summary>
    PrivateClass,

    /// <summary>All keys of the template are meant: no one content is theirs.</summary>
    Family,

    /// <summary>The read's strategy is <c>Ids</c>, and the write may edit rows in place.</summary>
    EditsInPlace,

    /// <summary>A rule refuses the read.</summary>
    Refused,
}
