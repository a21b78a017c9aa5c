namespace CloudSim.Net.Experiments.Recording;

/// <summary>A row of a table of what was recorded.</summary>
/// <param name="Cell">The cell of the grid.</param>
/// <param name="Run">The replication, from 0; null where all are merged.</param>
/// <param name="Outcome">What was recorded.</param>
internal sealed record RecordedRow<TCell, T>(TCell Cell, int? Run, T Outcome);
