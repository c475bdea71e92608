using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Reality.Server.Reporting;

/// <summary>Puts the middleware before everything that the application configures.</summary>
internal sealed class ReportingStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<ReportingMiddleware>();
        next(app);
    };
}
