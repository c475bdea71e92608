using System.Runtime.InteropServices;

namespace Reality.Processes.Running;

/// <summary>The calls of the operating system that .NET has no name for.</summary>
internal static partial class Native
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);
}
