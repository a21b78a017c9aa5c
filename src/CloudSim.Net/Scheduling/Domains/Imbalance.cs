namespace CloudSim.Net.Scheduling.Domains;

/// <summary>What a balancing would move.</summary>
/// <param name="Amount">Tasks, or load.</param>
/// <param name="ByLoad">Whether it is load (<c>migrate_load</c>) rather than tasks (<c>migrate_task</c>).</param>
/// <param name="Idle">Whether the CPU that balances is idle.</param>
/// <param name="NewlyIdle">Whether it has just run out of work.</param>
/// <param name="Failed">Balancings that moved nothing, since the last that did.</param>
/// <param name="NiceTries">Of these so many leave cache-hot tasks alone.</param>
internal readonly record struct Imbalance(double Amount, bool ByLoad, bool Idle, bool NewlyIdle, int Failed, int NiceTries);
