namespace CloudSim.Net.Experiments.Running;

/// <summary>What one replication of one cell gave.</summary>
/// <param name="Cell">The cell of the grid.</param>
/// <param name="Run">The replication, from 0.</param>
/// <param name="Outcome">What the trial returned.</param>
/// <param name="CellIndex">The cell's place in the grid, from 0.</param>
public sealed record Result<TCell, TOutcome>(TCell Cell, int Run, TOutcome Outcome, int CellIndex);
