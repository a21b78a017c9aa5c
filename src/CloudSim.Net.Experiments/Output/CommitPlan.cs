using System.Text.Json;

namespace CloudSim.Net.Experiments.Output;

/// <summary>What a commit does: it lies in the folder from the moment on which it can no longer be undone until it is done.</summary>
/// <param name="Files">Files to put in place.</param>
/// <param name="Gone">Files of an earlier run to remove.</param>
internal sealed record CommitPlan(IReadOnlyList<string> Files, IReadOnlyList<string> Gone)
{
    private const int MostBytes = 16 << 20;

    /// <summary>Reads a plan; null for what is none.</summary>
    public static CommitPlan? Read(string path)
    {
        var plan = Parse(path, document => new CommitPlan(Names(document, nameof(Files)), Names(document, nameof(Gone))));
        return plan is not null && plan.Files.Concat(plan.Gone).All(IsName) ? plan : null;
    }

    /// <summary>The files that a manifest names, if it is one of this script.</summary>
    public static IReadOnlyList<string> Former(string manifest, string script) =>
        Parse(manifest, document => document.GetProperty("script").GetString() == script ? Names(document, "files") : [])?
            .Where(name => IsName(name) && (name.StartsWith(script, StringComparison.Ordinal) || SeriesNames.Has(name))).ToList() ?? [];

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, IReadOnlyList<string>>
    {
        [nameof(Files)] = Files, [nameof(Gone)] = Gone,
    }, Options);

    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Whether it is the name of a file in the folder itself, and not a way out of it.</summary>
    private static bool IsName(string name) => name.Length > 0 && !name.StartsWith('.') && name.IndexOfAny(['/', '\\', ':', '\0']) < 0;

    private static List<string> Names(JsonElement document, string property) =>
        [.. document.GetProperty(property).EnumerateArray().Select(e => e.GetString() ?? "")];

    private static T? Parse<T>(string path, Func<JsonElement, T> use)
        where T : class
    {
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length is 0 or > MostBytes)
                return null;
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return use(document.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or KeyNotFoundException)
        {
            return null;
        }
    }
}
