using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Chat.Storage;

/// <summary>
/// The keys that cookies are encrypted with, in the database that all servers share. Who can read it can sign in as anybody, so an
/// application that matters also encrypts them (<c>ProtectKeysWithCertificate</c>).
/// </summary>
internal sealed class CookieKeys(string connectionString) : IXmlRepository
{
    private const int LifetimeDays = 90;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = new NpgsqlConnection(connectionString);
        return [.. db.Query<string>("select xml from cookie_keys order by id").Select(static xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = new NpgsqlConnection(connectionString);
        db.Execute(
            "insert into cookie_keys (name, xml) values (@friendlyName, @xml)",
            new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) });
    }

    /// <summary>Makes the first key, unless there is one. The caller holds a lock that all servers share.</summary>
    public static void EnsureOne(IKeyManager keys, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (!keys.GetAllKeys().Any(key => !key.IsRevoked && key.ExpirationDate > now))
            keys.CreateNewKey(now, now.AddDays(LifetimeDays));
    }
}
