using System.Text.Json.Nodes;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>What a script's manifest says.</summary>
internal static class ManifestFile
{
    public static JsonNode Read(TemporaryFolder folder) => JsonNode.Parse(File.ReadAllText(folder.At("manifest.json")))!;

    /// <summary>The numbers that were read, each with its origin, by <c>FILE.NAME</c>.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Parameters(TemporaryFolder folder) =>
        Read(folder)["parameters"]!.AsArray().ToDictionary(p => $"{p!["sheet"]}.{p["name"]}", p => p!);
}
