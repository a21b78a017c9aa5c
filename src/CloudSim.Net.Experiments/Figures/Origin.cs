namespace CloudSim.Net.Experiments.Figures;

/// <summary>What made a figure, for the file's metadata. Nothing that differs between two runs of one command.</summary>
/// <param name="Software">Program and version.</param>
/// <param name="Comment">The command, the script and the seed.</param>
internal sealed record Origin(string Software, string Comment);
