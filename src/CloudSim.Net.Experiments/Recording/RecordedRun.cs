namespace CloudSim.Net.Experiments.Recording;

/// <summary>What one replication of one cell has recorded.</summary>
/// <param name="CellIndex">The cell's place in the grid, from 0.</param>
/// <param name="Run">The replication, from 0.</param>
/// <param name="Recorded">What.</param>
/// <param name="SeriesPaths">Where the files of its series lie, in their order.</param>
internal sealed record RecordedRun(int CellIndex, int Run, Recorded Recorded, IReadOnlyList<string> SeriesPaths);
