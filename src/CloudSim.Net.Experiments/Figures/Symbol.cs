namespace CloudSim.Net.Experiments.Figures;

/// <summary>What a legend shows of a series.</summary>
internal enum Symbol
{
    Line,
    Dot,
    Bar,
}
