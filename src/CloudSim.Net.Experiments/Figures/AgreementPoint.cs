namespace CloudSim.Net.Experiments.Figures;

/// <summary>One value that is compared with another.</summary>
/// <param name="Series">What it belongs to.</param>
/// <param name="Expected">What it should be.</param>
/// <param name="Found">What it is.</param>
/// <param name="Label">What stands beside it; null for nothing.</param>
public sealed record AgreementPoint(string Series, double Expected, double Found, string? Label = null);
