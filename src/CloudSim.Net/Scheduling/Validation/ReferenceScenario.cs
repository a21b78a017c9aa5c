namespace CloudSim.Net.Scheduling.Validation;

/// <summary>One repetition of one scenario of the reference: built from its columns, simulated, compared.</summary>
public sealed class ReferenceScenario
{
    private const long Settling = 80_000_000;

    private readonly IReadOnlyList<ReferenceRow> rows;

    internal ReferenceScenario(string family, string name, int rep, IReadOnlyList<ReferenceRow> rows) =>
        (Family, Name, Rep, this.rows) = (family, name, rep, rows);

    /// <summary>S1..S9.</summary>
    public string Family { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The repetition, from 0.</summary>
    public int Rep { get; }

    /// <summary>CPUs of the machine.</summary>
    public int Cpus => rows[0].Integer("cpus", 1);

    /// <summary>Simulates the scenario and sets every number that the reference gives beside ours.</summary>
    /// <param name="change">Changes the tunables, for ablations; null leaves them.</param>
    public IReadOnlyList<Comparison> Compare(Func<CfsTunables, CfsTunables>? change = null)
    {
        var run = new ScenarioRun(rows, Rep, Settling, change ?? (tunables => tunables));
        run.Run();
        var comparisons = new List<Comparison>();
        foreach (var row in rows)
        {
            if (row.Text("entity_kind") == "system")
                continue;
            foreach (var column in row.Columns.SkipWhile(column => column != "window_us").Skip(1))
                if (row.Has(column) && row.Number(column) is >= 0 and var expected && run.Value(row, column) is { } simulated)
                    comparisons.Add(new Comparison(Family, Name, Rep, Cpus, $"{row.Text("entity_kind")}:{row.Text("entity")}", column, expected, simulated));
        }

        return comparisons;
    }
}
