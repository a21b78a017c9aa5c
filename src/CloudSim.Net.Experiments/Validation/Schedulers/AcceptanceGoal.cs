namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>One goal of the validation, judged over some of the rows.</summary>
/// <param name="Family">The families of the reference that it speaks about.</param>
/// <param name="Metric">The column of the reference.</param>
/// <param name="Rows"><c>one CPU</c>, <c>several CPUs</c> or <c>all rows</c>.</param>
/// <param name="N">How many numbers.</param>
/// <param name="Goal">What should hold.</param>
/// <param name="Found">What does.</param>
/// <param name="Kernel">The same with a repetition of the kernel as the prediction of the next one; empty if no scenario has two.</param>
/// <param name="Met">Whether the goal is met.</param>
/// <param name="Stated">Whether the project says that it is: if such a goal is missed, the validation fails.</param>
public sealed record AcceptanceGoal(string Family, string Metric, string Rows, int N, string Goal, string Found, string Kernel, bool Met,
    bool Stated);
