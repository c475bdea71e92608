using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;

namespace Reality.Generators.Emit;

/// <summary>
/// Writes the body of a write: keys that the parameters name are made before the transaction begins, so that a bad one never begins it;
/// keys that the result names are made behind the core. A core without a connection runs in no transaction: what it may change is marked
/// before it.
/// </summary>
internal sealed class WriteMethod
{
    private readonly SourceWriter _writer;
    private readonly RepositoryModel _repository;
    private readonly LinkedMethod _linked;
    private readonly MethodModel _method;
    private readonly CoreModel _core;
    private readonly LocalNames _names;
    private readonly Dictionary<int, string> _sequences = [];
    private readonly string _write;
    private readonly string _token;
    private readonly string _result;

    public WriteMethod(SourceWriter writer, RepositoryModel repository, LinkedMethod linked)
    {
        (_writer, _repository, _linked, _method, _core) = (writer, repository, linked, linked.Method, linked.Method.Core!);
        _names = new(_method.Parameters.Select(static parameter => parameter.Name).Concat([repository.Reality]));
        _write = _names.Take("write");
        _token = _names.Take("token");
        _result = _names.Take("result");
    }

    private bool HasResult => _method.Result.Length > 0;

    public void Write()
    {
        _writer.Open(MethodHead.Of(_method, isAsync: true));
        WriteSequences();
        var keys = new WriteKeys(_writer, _names, _write, _result, RootOf);
        foreach (var bump in _linked.Bumps.Where(static bump => !bump.Bump.NeedsResult))
        {
            keys.WriteBefore(bump);
        }

        var target = $"{MethodHead.Reality(_repository, _method)}.{(_method.IsElsewhere ? "WriteElsewhereAsync" : "WriteAsync")}{(HasResult ? $"<{_method.Result}>" : string.Empty)}(";
        _writer.Line($"{(HasResult ? "return " : string.Empty)}await {target}").Indent();
        if (_method.IsElsewhere)
        {
            WriteMarks(keys);
        }

        _writer.Open($"async ({_write}, {(_core.TakesToken ? _token : "_")}) =>");
        var call = MethodHead.CallOf(_core, MethodHead.ConnectionOf(_core, _write), _token, ordinal => RootOf(_method.Parameters[ordinal].Name));
        _writer.Line($"{(HasResult ? $"var {_result} = " : string.Empty)}await {call}.ConfigureAwait(false);");
        foreach (var bump in _linked.Bumps)
        {
            keys.WriteBump(bump);
        }

        if (HasResult)
        {
            _writer.Line($"return {_result};");
        }

        _writer.Close(",");
        _writer.Line($"{MethodHead.TokenOf(_method)},");
        _writer.Line($"{TypeText.Literal(_method.Operation)}).ConfigureAwait(false);").Outdent();
        _writer.Close();
    }

    private void WriteMarks(WriteKeys keys)
    {
        var mark = _names.Take("mark");
        _writer.Open($"{mark} =>");
        foreach (var bump in _linked.Bumps)
        {
            keys.WriteMark(bump, mark);
        }

        _writer.Close(",");
    }

    /// <summary>A sequence that keys are made of may give its elements only once, and the core needs them too.</summary>
    private void WriteSequences()
    {
        for (var i = 0; i < _method.Parameters.Count; i++)
        {
            var parameter = _method.Parameters[i];
            var isUsed = _linked.Bumps.SelectMany(static bump => bump.Bump.Bindings)
                .Any(binding => !binding.IsResult && binding.CollectionAt == 0 && binding.Root == parameter.Name);
            if (parameter.IsSequence && isUsed)
            {
                var local = _names.Take(LocalNames.Camel(parameter.Name) + "List");
                var binding = _linked.Bumps.SelectMany(static bump => bump.Bump.Bindings).First(binding => binding.Root == parameter.Name);
                _writer.Line(binding.RootMayBeNull
                    ? $"var {local} = {parameter.Name} is null ? null : global::System.Linq.Enumerable.ToList({parameter.Name});"
                    : $"var {local} = global::System.Linq.Enumerable.ToList({parameter.Name});");
                _sequences.Add(i, local);
            }
        }
    }

    private string RootOf(string parameter)
    {
        for (var i = 0; i < _method.Parameters.Count; i++)
        {
            if (_method.Parameters[i].Name == parameter && _sequences.TryGetValue(i, out var local))
            {
                return local;
            }
        }

        return parameter;
    }
}
