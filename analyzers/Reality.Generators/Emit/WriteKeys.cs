using Reality.Generators.Linking;
using Reality.Generators.Models;

namespace Reality.Generators.Emit;

/// <summary>Writes how a write makes its keys and reports them.</summary>
internal sealed class WriteKeys(SourceWriter writer, LocalNames names, string write, string result, Func<string, string> rootOf)
{
    // Beyond this many keys of one collection, reading each view again costs more than the fetches that a hash may save.
    private const int MaxHashed = 16;

    private readonly Dictionary<LinkedBump, string> _locals = [];

    // Where keys are reported to.
    private string _report = $"{write}.Bump";

    /// <summary>Writes the keys that the parameters name.</summary>
    public void WriteBefore(LinkedBump bump)
    {
        if (bump.Bump.IsFamily || _locals.ContainsKey(bump))
        {
            return;
        }

        var local = names.Take(LocalOf(bump));
        _locals.Add(bump, local);
        if (bump.Bump.Collection is not null)
        {
            writer.Line($"var {local} = new global::System.Collections.Generic.HashSet<{TypeOf(bump)}>();");
            Collect(bump, key => writer.Line($"{local}.Add({key});"));
            return;
        }

        var (conditions, key) = KeyOf(bump, null, null);
        writer.Line(conditions.Count == 0
            ? $"var {local} = {key};"
            : $"{TypeOf(bump)}? {local} = {string.Join(" && ", conditions)} ? {key} : null;");
    }

    /// <summary>Writes what is known before the core of what it may change: the key itself, or the family of one that the result names.</summary>
    public void WriteMark(LinkedBump bump, string mark)
    {
        if (bump.Bump.NeedsResult || bump.Bump.IsFamily)
        {
            writer.Line($"{mark}.AddFamily({Binding.TypeText.Literal(bump.Bump.Family)});");
            return;
        }

        _report = $"{mark}.Add";
        WriteBump(bump);
        _report = $"{write}.Bump";
    }

    /// <summary>Writes the report of a bump, behind the core.</summary>
    public void WriteBump(LinkedBump bump)
    {
        if (bump.Bump.IsFamily)
        {
            writer.Line($"{_report}(new global::Reality.RealityFamily({Binding.TypeText.Literal(bump.Bump.Family)}));");
            return;
        }

        if (bump.Bump.Collection is not null)
        {
            WriteMany(bump);
            return;
        }

        if (bump.Bump.NeedsResult)
        {
            var (conditions, key) = KeyOf(bump, null, null);
            WriteIf(conditions, () => Report(bump, key, bump.Hash is not null));
            return;
        }

        var local = _locals[bump];
        var isNullable = bump.Bump.Bindings.Any(static binding => ConditionOf(binding));
        if (isNullable)
        {
            var found = names.Take(local + "Key");
            WriteIf([$"{local} is {{ }} {found}"], () => Report(bump, found, bump.Hash is not null));
        }
        else
        {
            Report(bump, local, bump.Hash is not null);
        }
    }

    private void WriteMany(LinkedBump bump)
    {
        if (!_locals.TryGetValue(bump, out var local))
        {
            local = names.Take(LocalOf(bump));
            writer.Line($"var {local} = new global::System.Collections.Generic.HashSet<{TypeOf(bump)}>();");
            Collect(bump, key => writer.Line($"{local}.Add({key});"));
        }

        var item = names.Take(LocalNames.Camel(ShortName(bump)));
        writer.Open($"foreach (var {item} in {local})");
        if (bump.Hash is null)
        {
            Report(bump, item, hashed: false);
        }
        else
        {
            writer.Open($"if ({local}.Count <= {MaxHashed})");
            Report(bump, item, hashed: true);
            writer.Close().Open("else");
            Report(bump, item, hashed: false);
            writer.Close();
        }

        writer.Close();
    }

    private void Collect(LinkedBump bump, Action<string> add)
    {
        var collection = bump.Bump.Collection!;
        var (owner, last) = OwnerOf(collection, Root(collection), collection.RootMayBeNull, 0, collection.CollectionAt);
        var sequence = last.Length == 0 ? owner.Text : $"{owner.Text}{owner.Access}{last}";
        var mayBeNull = owner.MayBeNull || (collection.CollectionAt == 0 ? collection.RootMayBeNull : collection.Path[collection.CollectionAt - 1].MayBeNull);
        var item = names.Take("item");
        writer.Open($"foreach (var {item} in {sequence}{(mayBeNull ? " ?? []" : string.Empty)})");
        var (conditions, key) = KeyOf(bump, collection, item);
        WriteIf(conditions, () => add(key));
        writer.Close();
    }

    private void WriteIf(List<string> conditions, Action body)
    {
        if (conditions.Count > 0)
        {
            writer.Open($"if ({string.Join(" && ", conditions)})");
        }

        body();
        if (conditions.Count > 0)
        {
            writer.Close();
        }
    }

    private void Report(LinkedBump bump, string key, bool hashed) => writer.Line(hashed
        ? $"{_report}({key}, {bump.Hash!.Read}, {bump.Hash.Content});"
        : $"{_report}({key});");

    /// <summary>The key's expression, and the conditions under which there is one: nothing on the way may be null.</summary>
    private (List<string> Conditions, string Key) KeyOf(LinkedBump bump, BindingModel? collection, string? item)
    {
        var conditions = new List<string>();
        var values = new List<string>();
        foreach (var binding in bump.Bump.Bindings)
        {
            var isElement = collection is not null && binding.CollectionAt >= 0;
            var root = isElement ? item! : Root(binding);
            var (owner, last) = OwnerOf(
                binding, root, isElement ? binding.ElementMayBeNull : binding.RootMayBeNull, isElement ? binding.CollectionAt : 0, binding.Path.Count);
            if (last.Length == 0)
            {
                values.Add(owner.Text);
            }
            else if (owner.MayBeNull)
            {
                var known = conditions.FirstOrDefault(condition => condition.StartsWith(owner.Text + " is { } ", StringComparison.Ordinal));
                var found = known?.Substring(owner.Text.Length + " is { } ".Length) ?? names.Take(LocalNames.Camel(binding.Placeholder.Split('.')[0]) + "Found");
                if (known is null)
                {
                    conditions.Add($"{owner.Text} is {{ }} {found}");
                }

                values.Add($"{found}.{last}");
            }
            else
            {
                values.Add($"{owner.Text}.{last}");
            }
        }

        return (conditions, bump.Struct.Length > 0 ? $"new {bump.Struct}({string.Join(", ", values)})" : $"new UnreadKey(global::Reality.KeyText.Create($\"{Text(bump, values)}\"))");
    }

    private static string Text(LinkedBump bump, List<string> values) =>
        string.Join(":", bump.Bump.Segments.Select(segment => segment.IsPlaceholder ? $"{{{values[segment.Placeholder]}}}" : segment.Literal));

    /// <summary>The expression that ends before the last member of a path, and that member; no member where the path is empty.</summary>
    private static ((string Text, bool MayBeNull, string Access) Owner, string Last) OwnerOf(
        BindingModel binding, string root, bool rootMayBeNull, int from, int to)
    {
        var text = root;
        var mayBeNull = rootMayBeNull;
        for (var i = from; i < to - 1; i++)
        {
            text += (mayBeNull ? "?." : ".") + binding.Path[i].Member;
            mayBeNull |= binding.Path[i].MayBeNull;
        }

        return ((text, mayBeNull, mayBeNull ? "?." : "."), from < to ? binding.Path[to - 1].Member : string.Empty);
    }

    // Only what is followed to a member has an owner that can be null.
    private static bool ConditionOf(BindingModel binding) =>
        binding.Path.Count > 0 && (binding.RootMayBeNull || binding.Path.Take(binding.Path.Count - 1).Any(static step => step.MayBeNull));

    private string Root(BindingModel binding) => binding.IsResult ? result : rootOf(binding.Root);

    private static string TypeOf(LinkedBump bump) => bump.Struct.Length > 0 ? bump.Struct : "UnreadKey";

    private static string LocalOf(LinkedBump bump) => LocalNames.Camel(ShortName(bump)) + (bump.Bump.Collection is null ? string.Empty : "Keys");

    // chat:room:<roomId> is 'room' to whoever reads the generated code.
    private static string ShortName(LinkedBump bump)
    {
        var words = bump.Bump.Segments.Where(static segment => !segment.IsPlaceholder).Skip(1).Select(static segment => Binding.AccessorName.Pascal(segment.Literal));
        var name = string.Concat(words);
        return name.Length == 0 ? Binding.AccessorName.Pascal(bump.Bump.Segments[0].Literal) : name;
    }
}
