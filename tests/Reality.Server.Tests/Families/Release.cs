using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reality.Server.Tests.Hosting;

namespace Reality.Server.Tests.Families;

/// <summary>A release of an application: the templates that it declares.</summary>
internal sealed class Release(params string[] templates) : RealityModule
{
    private readonly RealityTemplate[] _templates = [.. templates.Select(Template)];

    public override string Name => "Release";

    public override IReadOnlyList<RealityTemplate> Templates => _templates;

    public override IReadOnlyList<RealityRepositoryInfo> Repositories => [];

    public override RealityTemplate? Match(ReadOnlySpan<char> key)
    {
        foreach (var template in _templates)
        {
            if (template.TryParse(key, out _))
                return template;
        }

        return null;
    }

    public static Action<WebApplicationBuilder> Of(params string[] templates) => builder =>
    {
        builder.Services.RemoveAll<RealityModule>();
        builder.Services.AddSingleton<RealityModule>(new Release(templates));
    };

    /// <param name="text">Placeholders named <c>number</c> take numbers, the others any text.</param>
    public static RealityTemplate Template(string text) => new RealityTemplate<AnyKey, Note?>
    {
        Text = text,
        Access = RealityAccess.Public,
        Placeholders = [.. text.Split(':').Where(segment => segment[0] == '<').Select(segment => segment == "<number>" ? typeof(int) : typeof(string))],
        Content = NoteRepository.Content,
        Parser = (ReadOnlySpan<char> key, out AnyKey parsed) => TryParse(key.ToString(), text, out parsed),
    };

    private static bool TryParse(string key, string template, out AnyKey parsed)
    {
        parsed = new AnyKey(key);
        var values = key.Split(':');
        var segments = template.Split(':');
        return values.Length == segments.Length
            && values.Zip(segments).All(static pair => pair.Second == "<number>" ? int.TryParse(pair.First, out _) : pair.Second[0] == '<' || pair.First == pair.Second);
    }
}

public readonly record struct AnyKey(string Text) : IRealityKey<Note?>;
