using Chat;
using Chat.Accounts;
using Chat.Messages;
using Chat.Profiles;
using Microsoft.AspNetCore.Authentication.Cookies;
using Reality;
using Reality.Server;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:5080");

var database = new Database(builder.Configuration["db"] ?? Path.Combine(builder.Environment.ContentRootPath, "chat.db"));
builder.Services.AddReality().UseSqlite(database.ConnectionString);
builder.Services.AddChatRepositories();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Session.Configure);
builder.Services.AddAuthorization();
builder.Services.AddProblemDetails();

var app = builder.Build();
await database.CreateAsync();

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
