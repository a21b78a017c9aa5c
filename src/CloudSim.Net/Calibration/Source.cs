namespace CloudSim.Net.Calibration;

/// <summary>Where numbers come from: a paper, an official document, a public data set, a measurement of our own, or an estimate.</summary>
/// <param name="Id">Short key that data files cite, for instance <c>agache2020</c>.</param>
/// <param name="Kind">
/// <c>paper</c>, <c>document</c>, <c>data</c>, <c>code</c>, <c>measurement</c>, <c>estimate</c> or <c>override</c>.
/// </param>
/// <param name="Citation">Authors, title, venue and year; for an estimate, what kind of reasoning it is.</param>
public sealed record Source(string Id, string Kind, string Citation)
{
    /// <summary>The user, who set the number for this run.</summary>
    public static Source Override { get; } = new("override", "override", "set for this run, by an option or by the script");

    /// <summary>Whether numbers of this source are estimates, whose notes must say why.</summary>
    public bool IsEstimate => Kind == "estimate";
}
