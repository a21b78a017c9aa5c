using CloudSim.Net.Calibration;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>One repetition of one scenario of the reference: built from its columns, simulated, compared.</summary>
public sealed class ReferenceScenario
{
    private readonly IReadOnlyList<ReferenceRow> rows;

    internal ReferenceScenario(string family, string name, int rep, IReadOnlyList<ReferenceRow> rows) =>
        (Family, Name, Rep, this.rows) = (family, name, rep, rows);

    /// <summary>S1..S12.</summary>
    public string Family { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The repetition, from 0.</summary>
    public int Rep { get; }

    internal ReferenceRow First => rows[0];

    /// <summary>CPUs of the machine.</summary>
    public int Cpus => rows[0].Integer("cpus", 1);

    /// <summary>
    /// Simulates the scenario and sets every number that the reference gives beside ours. Where the start is known to the tick, on one CPU,
    /// one simulation is enough; otherwise ours is the median of several: what the reference does not tell, as the start within a tick, and
    /// what is chance on several CPUs, is drawn anew in each; so is the instant at which a group's periods begin, where the kernel draws
    /// it.
    /// </summary>
    /// <param name="parameters">The numbers that the scheduler is made from.</param>
    /// <param name="kernel">The scheduler; null is <see cref="ReferenceKernel.Cfs"/>.</param>
    /// <param name="draws">How many simulations the median is taken of.</param>
    public IReadOnlyList<Comparison> Compare(Parameters parameters, ReferenceKernel? kernel = null, int draws = 5)
    {
        kernel ??= ReferenceKernel.Cfs();
        if (Cpus == 1 && rows[0].Has("start_monotonic_us") && !(kernel.DrawsPeriods && rows.Any(row => row.Has("quota_us"))))
            draws = 1;
        var runs = new List<ScenarioRun>();
        for (var draw = 0; draw < draws; draw++)
        {
            runs.Add(new ScenarioRun(parameters, rows, Rep, draw, draws, kernel));
            runs[^1].Run();
        }

        var comparisons = new List<Comparison>();
        foreach (var row in rows)
        {
            if (row.Text("entity_kind") == "system")
                continue;
            foreach (var column in row.Measured)
                if (row.Has(column) && row.Number(column) is >= 0 and var expected && Median(runs, row, column) is { } simulated)
                    comparisons.Add(new Comparison(Family, Name, Rep, Cpus, $"{row.Text("entity_kind")}:{row.Text("entity")}", column,
                        expected, simulated));
        }

        return comparisons;
    }

    private static double? Median(List<ScenarioRun> runs, ReferenceRow row, string column)
    {
        double[] values = [.. runs.Select(run => run.Value(row, column)).OfType<double>().Order()];
        return values.Length == 0 ? null : Samples.At(values, 0.5);
    }
}
