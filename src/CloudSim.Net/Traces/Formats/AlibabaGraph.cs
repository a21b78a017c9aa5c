using System.Globalization;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// What batch tasks of Alibaba's trace of 2018 wait for: a name such as <c>M5_3_4</c> is task 5 of its job, after 3 and 4; any other is of
/// a task without a place in a graph (github.com/alibaba/clusterdata, cluster-trace-v2018/trace_2018.md). Up to <see cref="Most"/> tasks.
/// </summary>
internal sealed class AlibabaGraph
{
    private const int Most = DistinctNames.Most;

    private readonly Dictionary<(string Job, int Number), long> ends = [];
    private readonly List<(string Job, long Start, int[] Parents)> waiting = [];
    private long independent, edges, roots;
    private bool isFull;

    /// <summary>Takes a task.</summary>
    public void Add(string job, string name, long start, long end)
    {
        if (Number(name) is not { } number)
        {
            independent++;
            return;
        }

        int[] parents = [.. name.Split('_').Skip(1).Select(Whole).OfType<int>()];
        edges += parents.Length;
        roots += parents.Length == 0 ? 1 : 0;
        isFull |= ends.Count + waiting.Count >= Most;
        if (isFull)
            return;
        ends[(job, number)] = end;
        if (parents.Length > 0)
            waiting.Add((job, start, parents));
    }

    /// <summary>Reports them.</summary>
    public void Report(TraceReading reading)
    {
        reading.Figure("independent_tasks_(name without a DAG)", independent);
        reading.Figure("edges", edges);
        reading.Figure("tasks_without_parents", roots);
        if (isFull)
        {
            reading.Remark($"more than {Most} tasks: whether parents are there, and end before, is not looked for");
            return;
        }

        var missing = waiting.Count(task => task.Parents.Any(parent => !ends.ContainsKey((task.Job, parent))));
        var early = waiting.Count(task => task.Start > 0
            && task.Parents.Any(parent => ends.GetValueOrDefault((task.Job, parent)) > task.Start));
        reading.Figure("tasks_with_a_parent_that_is_not_in_the_job", missing);
        reading.Figure("tasks_that_start_before_a_parent_ends", early);
        if (early > 0)
            reading.Remark($"{early} tasks start before one that they wait for has ended: times and graph do not agree; times are told");
    }

    // Letters, then a number, then what it waits for.
    private static int? Number(string name)
    {
        var first = name.AsSpan(0, name.IndexOf('_', StringComparison.Ordinal) is >= 0 and var at ? at : name.Length);
        var letters = first.IndexOfAnyExceptInRange('A', 'Z');
        return letters > 0 && int.TryParse(first[letters..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
    }

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
