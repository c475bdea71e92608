using System.Runtime.InteropServices;
using SQLitePCL;

namespace Reality.Sqlite.Connections;

/// <summary>What SQLite offers and its wrapper does not.</summary>
internal static partial class NativeSqlite
{
    private const string Library = "e_sqlite3";
    private const int HasMovedControl = 20;

    // Another native library (SQLCipher, the system's own) has handles of its own: asking this one about them would crash.
    private static readonly bool IsOurLibrary = raw.GetNativeLibraryName() == Library;

    /// <summary>Whether the open file is no longer the one at its path: deleted, renamed or replaced. Never true where that cannot be told.</summary>
    public static bool HasMoved(sqlite3 db)
    {
        if (!IsOurLibrary)
            return false;

        var moved = 0;
        return FileControl(db.DangerousGetHandle(), "main", HasMovedControl, ref moved) == raw.SQLITE_OK && moved != 0;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileControl(IntPtr db, string database, int operation, ref int value);
}
