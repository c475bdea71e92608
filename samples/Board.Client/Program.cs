using Board.Client;
using Board.Client.Work;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Reality.Client.Blazor;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.RootComponents.Add<HeadOutlet>("head::after");
builder.Services.AddRealityBlazor(options =>
{
    options.Live = true;
    // A board is looked at all day: however long the server was away, it should be back soon after it.
    options.RetryLimit = TimeSpan.FromSeconds(4);
    options.MaxRetries = int.MaxValue;
});
builder.Services.AddScoped<Outbox>();
builder.Services.AddScoped<Notices>();
builder.Services.AddScoped<Person>();

await builder.Build().RunAsync();
