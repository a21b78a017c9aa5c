namespace CloudSim.Net.Networking;

/// <summary>What a container gets when it asks for a name.</summary>
/// <param name="Address">The address; null if the name is unknown.</param>
/// <param name="Server">Who answered: <c>127.0.0.11</c> (the embedded server), or the machine's own resolver.</param>
public readonly record struct NameAnswer(string? Address, string Server);
