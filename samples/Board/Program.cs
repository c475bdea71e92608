using Board.Boards;
using Board.Cards;
using Board.Storage;
using Microsoft.Data.Sqlite;
using Reality;
using Reality.Server;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:5070");
// The browser's program lies beside its project until it is published.
builder.WebHost.UseStaticWebAssets();

var file = builder.Configuration["db"] ?? Path.Combine(builder.Environment.ContentRootPath, "board.db");
var connection = new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString;
builder.Services.AddReality().UseSqlite(connection);
builder.Services.AddBoardRepositories();
builder.Services.AddAuthorization();
builder.Services.AddProblemDetails();

var app = builder.Build();
await Tables.CreateAsync(connection);
await FirstBoard.AddAsync(app.Services);

app.UseExceptionHandler();
app.UseAuthorization();

app.MapReality();
app.MapBoards();
app.MapCards();
app.MapStaticAssets();
app.MapFallbackToFile("index.html");

app.Run();
