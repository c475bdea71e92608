using Microsoft.JSInterop;

namespace Board.Client.Work;

/// <summary>Who sits before the screen: a name of their choice, which their browser keeps.</summary>
public sealed class Person(IJSRuntime js)
{
    private const string Place = "board:name";
    private const string Nobody = "Guest";

    /// <summary>The name that others see.</summary>
    public string Name { get; private set; } = Nobody;

    /// <summary>Reads the name.</summary>
    public async Task LoadAsync() => Name = await js.InvokeAsync<string?>("localStorage.getItem", Place) is { Length: > 0 } name ? name : Nobody;

    /// <summary>Changes the name.</summary>
    public async Task RenameAsync(string? name)
    {
        Name = name?.Trim() is { Length: > 0 } trimmed ? trimmed : Nobody;
        await js.InvokeVoidAsync("localStorage.setItem", Place, Name);
    }
}
