namespace Reality.Generators.Sql;

/// <summary>What is known of a set of columns.</summary>
internal enum ColumnExtent
{
    Listed,

    /// <summary>Every column that the table has.</summary>
    All,

    /// <summary>Some, and the text does not tell which.</summary>
    Unknown,
}
