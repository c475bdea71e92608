using Reality;

namespace Board.Contracts;

/// <summary>A board, as lists of boards name it.</summary>
/// <param name="Id">Chosen by the client that made it.</param>
/// <param name="Name">What people call it.</param>
public sealed record BoardName(string Id, string Name);

/// <summary>A board's columns, in order.</summary>
/// <param name="Id">The board.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Columns">The columns, from left to right.</param>
public sealed record BoardPlan(string Id, string Name, IReadOnlyList<Column> Columns);

/// <summary>A column of a board.</summary>
/// <param name="Id">The column.</param>
/// <param name="Title">What stands above it.</param>
/// <param name="Limit">How many cards it may hold; any number where it is <see langword="null"/>.</param>
public sealed record Column(string Id, string Title, int? Limit);

/// <summary>The boards: what can be read, and what each write makes new.</summary>
public interface IBoards
{
    /// <summary>All boards, by name.</summary>
    [RealityKey("boards:all", Access = RealityAccess.Public, Route = "/api/boards")]
    Task<IReadOnlyList<BoardName>> GetBoardsAsync(CancellationToken ct = default);

    /// <summary>A board's name and columns; <see langword="null"/> where there is no such board.</summary>
    [RealityKey("board:plan:<boardId>", Access = RealityAccess.Public, Route = "/api/boards/{boardId}")]
    Task<BoardPlan?> GetPlanAsync(string boardId, CancellationToken ct = default);

    /// <summary>Adds a board with the usual columns. Done once, however often it is asked for.</summary>
    [RealityInvalidates("boards:all")]
    [RealityInvalidates("board:plan:<board.Id>")]
    Task AddBoardAsync(BoardName board, CancellationToken ct = default);

    /// <summary>Renames a board.</summary>
    [RealityInvalidates("boards:all")]
    [RealityInvalidates("board:plan:<board.Id>")]
    Task RenameBoardAsync(BoardName board, CancellationToken ct = default);

    /// <summary>Removes a board and all that is on it.</summary>
    [RealityInvalidates("boards:all")]
    [RealityInvalidates("board:plan:<boardId>")]
    [RealityInvalidates("board:cards:<boardId>")]
    Task RemoveBoardAsync(string boardId, CancellationToken ct = default);

    /// <summary>Renames a column.</summary>
    [RealityInvalidates("board:plan:<boardId>")]
    Task RenameColumnAsync(string boardId, string columnId, string title, CancellationToken ct = default);
}
