namespace CloudSim.Net.Experiments.Sensitivity;

/// <summary>What a variant gave.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Values">The values with which it was found, in the variant's order.</param>
/// <param name="Refusals">Why others were refused, each once; empty where all could be as the variant has them.</param>
public sealed record Reached<T>(T Answer, IReadOnlyList<double> Values, IReadOnlyList<string> Refusals);
