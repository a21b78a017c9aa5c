using System.Globalization;

namespace CloudSim.Net.Experiments.Validation.Containers;

/// <summary>One point of a measurement: what was timed under which parameters, with its statistics.</summary>
/// <param name="File">Name of the file without ending.</param>
/// <param name="Id">The group of the point.</param>
/// <param name="What">What was timed.</param>
/// <param name="Parameters">As written, <c>k=v;k=v</c>.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Statistics">Values by statistic.</param>
public sealed record MeasuredPoint(string File, string Id, string What, string Parameters, string Unit, IReadOnlyDictionary<string,
    double> Statistics)
{
    /// <summary>The file that it was read from, for messages.</summary>
    public string Path { get; init; } = $"{File}.csv";

    /// <summary>Its first line there; null if it was read from none.</summary>
    public int? Line { get; init; }

    /// <summary>
    /// Its name among facts: <c>measured/FILE/ID/WHAT/PARAMETERS</c>, without blanks and commas. Numbers of data files name what they were
    /// taken from so, mostly with a star after the file.
    /// </summary>
    public string FactId => string.Join('_', $"{Series}/{Id}/{What}/{Parameters}".Replace(',', ';')
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The series of measurements that it is a part of: who has seen one point of a file has seen them all.</summary>
    public string Series => $"measured/{File}";

    /// <summary>The median; else the single figure that there is.</summary>
    public double Middle => Statistics.TryGetValue("median", out var median) ? median : Statistics.Values.First();

    /// <summary>Lower end of the spread: the fastest sample; NaN for a single figure.</summary>
    public double Low => Statistics.GetValueOrDefault("min", double.NaN);

    /// <summary>Upper end of the spread: the 95th percentile; NaN for a single figure.</summary>
    public double High => Statistics.GetValueOrDefault("p95", double.NaN);

    /// <summary>A parameter as text; empty if there is none of that name.</summary>
    public string this[string name] =>
        Parameters.Split(';').Select(p => p.Split('=', 2)).FirstOrDefault(p => p[0] == name) is [_, var value] ? value : "";

    /// <summary>A parameter as a whole number from 0 to <paramref name="most"/>.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public int Number(string name, int most = 1_000_000) =>
        int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most
            ? value : throw new InputException(Path, Line, $"'{Parameters}' has no such number '{name}'", $"{name}=0 to {name}={most}");
}
