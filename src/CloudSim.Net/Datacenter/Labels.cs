using System.Collections.Immutable;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>Keys with values that say what something belongs to, for instance <c>tier = web</c>.</summary>
public sealed class Labels
{
    private readonly ImmutableSortedDictionary<string, string> values;

    private Labels(ImmutableSortedDictionary<string, string> values) => this.values = values;

    /// <summary>None.</summary>
    public static Labels None { get; } = new(ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>The value of a key; null if it is not there.</summary>
    public string? this[string key] => values.GetValueOrDefault(Check.NotNull(key, nameof(key)));

    /// <summary>All, in order of their keys.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => values;

    /// <summary>These and one more; a key that is there gets the new value.</summary>
    public Labels With(string key, string value) =>
        new(values.SetItem(Check.NotNull(key, nameof(key)), Check.NotNull(value, nameof(value))));

    /// <summary>For instance <c>tenant=a, tier=web</c>.</summary>
    public override string ToString() => string.Join(", ", values.Select(pair => $"{pair.Key}={pair.Value}"));
}
