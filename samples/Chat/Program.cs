using System.Data.Common;
using Chat.Accounts;
using Chat.Hosting;
using Chat.Messages;
using Chat.Profiles;
using Microsoft.AspNetCore.Authentication.Cookies;
using Reality;
using Reality.Server;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:5080");

ChatOptions options;
try
{
    options = ChatOptions.Read(args, builder.Configuration, builder.Environment.ContentRootPath);
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 64;
}

var reality = builder.Services.AddReality();
options.Database.AddTo(reality);
if (options.Redis is { } redis)
    reality.UseRedisHints(redis);

if (options.Mesh is { } mesh)
{
    reality.UseMesh(o =>
    {
        o.Url = mesh.Url;
        o.Secret = mesh.Secret;
        foreach (var peer in mesh.Peers)
            o.Peers.Add(peer);
    });
}

builder.Services.AddChatRepositories();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Session.Configure);
builder.Services.AddAuthorization();
builder.Services.AddProblemDetails();

var app = builder.Build();
try
{
    await options.Database.CreateAsync(app.Services);
}
catch (DbException exception)
{
    Console.Error.WriteLine($"The database cannot be used: {exception.Message}");
    return 69;
}

app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseAuthentication();
app.UseAuthorization();

app.MapReality();
app.MapMessages();
app.MapProfiles();
app.MapSession();

app.Run();
return 0;
