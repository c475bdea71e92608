using System;
using System.Collections.Generic;
using System.Linq;

namespace Reality.Grammar;

/// <summary>
/// A parsed key template, such as <c>chat:room:&lt;roomId&gt;</c>. This source is compiled into the run-time library and into the
/// analyzers, so that there is one grammar. Two templates are equal if they differ in nothing but the names of placeholders.
/// </summary>
internal sealed class KeyTemplate : IEquatable<KeyTemplate>
{
    public const int MinSegments = 2;
    public const int MaxSegments = 5;

    /// <summary>The greatest length of a key in bytes of UTF-8; keys are ASCII, so in characters too.</summary>
    public const int MaxKeyLength = 512;

    /// <summary>Stands where parsing failed.</summary>
    public static readonly KeyTemplate None = new(string.Empty, []);

    internal KeyTemplate(string text, KeySegment[] segments)
    {
        Text = text;
        Segments = segments;
        Signature = KeyTemplateSignature.Of(segments);
    }

    /// <summary>The template as written.</summary>
    public string Text { get; }

    public IReadOnlyList<KeySegment> Segments { get; }

    /// <summary>The template without names, such as <c>chat:room:&lt;&gt;</c>: equal for equal templates.</summary>
    public string Signature { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template as written.</param>
    /// <param name="template">The template, or <see cref="None"/>.</param>
    /// <param name="error">
    /// What is wrong. Where the template parses, its kind is <see cref="KeyTemplateErrorKind.None"/> or a warning's
    /// (<see cref="KeyTemplateError.IsWarning"/>).
    /// </param>
    public static bool TryParse(string text, out KeyTemplate template, out KeyTemplateError error) =>
        KeyTemplateParser.TryParse(text, allowsFamily: false, out template, out error);

    /// <summary>
    /// Reads what an invalidation names: a template, or a family of keys, which is a template with <c>*</c> in place of every placeholder.
    /// </summary>
    public static bool TryParseInvalidation(string text, out KeyTemplate template, out KeyTemplateError error) =>
        KeyTemplateParser.TryParse(text, allowsFamily: true, out template, out error);

    /// <summary>Whether it stands for all keys of the template that it is equal to.</summary>
    public bool IsFamily => Segments.Any(static segment => segment.IsFamily);

    /// <summary>Whether the template may stand in a declaration: its placeholders are plain names, each once.</summary>
    public bool CanBeDeclared(out KeyTemplateError error) => KeyTemplateParser.CanBeDeclared(this, out error);

    /// <summary>
    /// Whether two different templates can form the same key: they have equally many segments, and no position separates them. Equal
    /// templates do not overlap; they are one.
    /// </summary>
    /// <param name="other">The other template.</param>
    /// <param name="canBe">
    /// Whether the placeholder at an index of a template can have a text as its value; it knows the placeholder's type
    /// (<see cref="KeyPlaceholderType.CanBe"/>).
    /// </param>
    public bool Overlaps(KeyTemplate other, Func<KeyTemplate, int, string, bool> canBe)
    {
        if (Segments.Count != other.Segments.Count || Equals(other))
        {
            return false;
        }

        for (var i = 0; i < Segments.Count; i++)
        {
            var mine = Segments[i];
            var its = other.Segments[i];
            var meet = (mine.IsPlaceholder, its.IsPlaceholder) switch
            {
                (false, false) => mine.Value == its.Value,
                (true, false) => canBe(this, i, its.Value),
                (false, true) => canBe(other, i, mine.Value),
                (true, true) => true,
            };
            if (!meet)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The template's text with its literals in lower case: what the fix of upper case writes.</summary>
    public string ToLowerCaseLiterals() => KeyTemplateSignature.ToLowerCaseLiterals(Text, Segments);

    public bool Equals(KeyTemplate? other) => other is not null && Signature == other.Signature;

    public override bool Equals(object? obj) => obj is KeyTemplate other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Signature);

    public override string ToString() => Text;
}
