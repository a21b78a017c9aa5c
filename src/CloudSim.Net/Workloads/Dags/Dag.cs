using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Dags;

/// <summary>A batch job as a directed acyclic graph of tasks, of one or more guests: a task begins when all before it have ended.</summary>
public sealed class Dag
{
    private readonly int[][] following;
    private readonly int[] before;

    /// <summary>A graph of these tasks.</summary>
    /// <exception cref="ArgumentException">There is no task, two have one name, one comes after a task that is not there, or tasks wait
    /// for each other in a circle; the message names them.</exception>
    public Dag(IEnumerable<DagTask> tasks)
    {
        Tasks = [.. Check.NotNull(tasks, nameof(tasks))];
        if (Tasks.Count == 0)
            throw new ArgumentException("a graph has at least one task", nameof(tasks));
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (i, task) in Tasks.Index())
            if (!numbers.TryAdd(task.Name, i))
                throw new ArgumentException($"two tasks are named '{task.Name}'", nameof(tasks));
        var next = Tasks.Select(_ => new List<int>()).ToList();
        before = new int[Tasks.Count];
        foreach (var (i, task) in Tasks.Index())
            foreach (var earlier in task.After.Distinct(StringComparer.Ordinal))
            {
                if (!numbers.TryGetValue(earlier, out var number))
                    throw new ArgumentException($"task '{task.Name}' comes after '{earlier}', which is not there", nameof(tasks));
                next[number].Add(i);
                before[i]++;
            }
        following = [.. next.Select(list => list.ToArray())];
        if (Circle(numbers) is { } circle)
            throw new ArgumentException($"tasks wait for each other: {circle}", nameof(tasks));
    }

    /// <summary>The tasks.</summary>
    public IReadOnlyList<DagTask> Tasks { get; }

    /// <summary>Runs the graph once, from now on.</summary>
    public DagRun Start() => new(this);

    internal IReadOnlyList<int> After(int task) => following[task];

    internal int[] Before() => [.. before];

    // Takes away what waits for nobody, again and again (Kahn 1962). Whoever is left waits for somebody who is left too.
    private string? Circle(Dictionary<string, int> numbers)
    {
        var (waits, ready) = (Before(), new Stack<int>(Enumerable.Range(0, Tasks.Count).Where(i => before[i] == 0)));
        var left = Tasks.Count;
        for (; ready.TryPop(out var task); left--)
            foreach (var later in following[task])
                if (--waits[later] == 0)
                    ready.Push(later);
        if (left == 0)
            return null;
        var path = new List<int> { Array.FindIndex(waits, wait => wait > 0) };
        while (true)
        {
            var earlier = Tasks[path[^1]].After.Select(name => numbers[name]).First(i => waits[i] > 0);
            var seen = path.IndexOf(earlier);
            path.Add(earlier);
            if (seen >= 0)
                return string.Join(" -> ", path.Skip(seen).Reverse().Select(i => Tasks[i].Name));
        }
    }
}
