namespace Reality;

/// <summary>
/// The typed keys of an application: <c>Keys.Chat.Room("general")</c>. Empty here; the generator extends it in every assembly that
/// declares keys, with one member per domain.
/// </summary>
public static class Keys;
