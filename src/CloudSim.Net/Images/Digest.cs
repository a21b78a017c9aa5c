using System.Security.Cryptography;
using System.Text;

namespace CloudSim.Net.Images;

/// <summary>
/// The name of a content: SHA-256 of what it is, so that equal contents have one name (OCI image specification, descriptor).
/// </summary>
/// <param name="Hex">64 hexadecimal digits.</param>
public readonly record struct Digest(string Hex) : IComparable<Digest>
{
    /// <summary>The digest of a text that describes a content in full.</summary>
    public static Digest Of(string text) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    /// <summary>The first twelve digits, as tools print it.</summary>
    public string Short => Hex[..12];

    /// <inheritdoc/>
    public int CompareTo(Digest other) => string.CompareOrdinal(Hex, other.Hex);

    /// <summary>Algorithm and digits.</summary>
    public override string ToString() => $"sha256:{Hex}";
}
