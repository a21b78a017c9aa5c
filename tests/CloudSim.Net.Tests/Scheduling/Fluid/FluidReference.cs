namespace CloudSim.Net.Tests.Scheduling.Fluid;

/// <summary>
/// Weighted max-min sharing the slow way: after each event every rate is computed anew by raising a level, and every task's
/// work is moved on. Shares no code with the model.
/// </summary>
internal sealed class FluidReference(double cpus)
{
    public readonly Node Root = new() { Limit = cpus };

    public double Now { get; private set; }

    /// <summary>Moves on to an instant in nanoseconds, telling when each piece of work ends.</summary>
    public void RunTo(double until, Action<Node, double> ended)
    {
        while (true)
        {
            var running = Root.Leaves().Where(t => t.Work > 0).ToList();
            Share(Root, Math.Min(cpus, Ceiling(Root)));
            var step = running.Select(t => t.Work / t.Rate).Append(until - Now).Min();
            foreach (var task in running)
            {
                task.Work = Math.Max(0, task.Work - step * task.Rate);
                task.Served += step * task.Rate;
            }

            Now += step;
            foreach (var task in running.Where(t => t.Work < 1e-3))
            {
                task.Work = 0;
                ended(task, Now);
            }

            if (Now >= until)
                return;
        }
    }

    private static double Ceiling(Node node) => node.IsTask ? (node.Work > 0 ? 1 : 0) : Math.Min(node.Limit, node.Members.Sum(Ceiling));

    private static void Share(Node node, double rate)
    {
        node.Rate = rate;
        var open = node.Members.Where(m => Ceiling(m) > 0).ToList();
        while (open.Count > 0)
        {
            var level = rate / open.Sum(m => m.Weight);
            var full = open.Where(m => Ceiling(m) <= m.Weight * level).ToList();
            if (full.Count == 0)
            {
                open.ForEach(m => Share(m, m.Weight * level));
                return;
            }

            full.ForEach(m => Share(m, Ceiling(m)));
            rate -= full.Sum(Ceiling);
            open = [.. open.Except(full)];
        }
    }

    internal sealed class Node
    {
        public readonly List<Node> Members = [];
        public double Weight = 1, Limit = double.PositiveInfinity, Work, Served, Rate;
        public bool IsTask;
        public int Number;

        public IEnumerable<Node> Leaves() => IsTask ? [this] : Members.SelectMany(m => m.Leaves());
    }
}
