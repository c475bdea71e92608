using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Reality.CodeFixes.Tests.Harness;

/// <summary>Gives Fix All the diagnostics that were found before.</summary>
internal sealed class KnownDiagnostics(IReadOnlyList<(DocumentId Document, Diagnostic Diagnostic)> found) : FixAllContext.DiagnosticProvider
{
    public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
        Task.FromResult(found.Where(one => one.Document == document.Id).Select(static one => one.Diagnostic));

    public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult(Enumerable.Empty<Diagnostic>());

    public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult(found.Where(one => one.Document.ProjectId == project.Id).Select(static one => one.Diagnostic).AsEnumerable());
}
