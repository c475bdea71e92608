using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Reality.Server.Payloads;

/// <summary>Leads from the URL of a payload to its key.</summary>
internal static class PayloadRoute
{
    /// <summary>What keeps a template's route from being mapped.</summary>
    public static IEnumerable<string> Check(RealityTemplate template)
    {
        RoutePattern pattern;
        string? broken = null;
        try
        {
            pattern = RoutePatternFactory.Parse(template.Route!);
        }
        catch (RoutePatternException exception)
        {
            broken = exception.Message;
            pattern = RoutePatternFactory.Parse("/");
        }

        if (broken is not null)
        {
            yield return $"The route '{template.Route}' of '{template.Text}' is not a route template: {broken}";
            yield break;
        }

        foreach (var placeholder in Placeholders(template))
        {
            if (RouteSegments.IndexOf(pattern, placeholder) < 0)
            {
                yield return $"The route '{template.Route}' of '{template.Text}' must have '{{{placeholder}}}' as a whole path segment, so that "
                    + "the key can be told from the URL.";
            }
        }
    }

    /// <summary>The text that the URL gives the template's key, escaped; it may be no canonical key.</summary>
    /// <param name="context">The request.</param>
    /// <param name="template">The template.</param>
    /// <param name="fault">The parameter at fault, where the URL gives no text.</param>
    public static string? GetKeyText(HttpContext context, RealityTemplate template, out string? fault)
    {
        fault = null;
        var segments = template.Text.Split(':');
        var longest = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            if (!IsPlaceholder(segments[i]))
                continue;

            var parameter = segments[i][1..^1];
            if (RealityRoute.GetValue(context, parameter) is not { } value || TryEscape(value) is not { } escaped)
            {
                fault = parameter;
                return null;
            }

            segments[i] = escaped;
            if (escaped.Length > longest)
            {
                longest = escaped.Length;
                fault = parameter;
            }
        }

        var text = string.Join(':', segments);
        if (text.Length > KeyText.MaxLength)
            return null;

        fault = null;
        return text;
    }

    private static IEnumerable<string> Placeholders(RealityTemplate template) =>
        template.Text.Split(':').Where(IsPlaceholder).Select(segment => segment[1..^1]);

    private static bool IsPlaceholder(string segment) => segment.StartsWith('<');

    private static string? TryEscape(string value)
    {
        try
        {
            return KeyText.Escape(value);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
