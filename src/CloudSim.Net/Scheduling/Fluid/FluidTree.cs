using CloudSim.Net.Hardware;

namespace CloudSim.Net.Scheduling.Fluid;

/// <summary>
/// The groups from the root down: their clocks of service brought up to date along one path, and after a change new ceilings upward and new
/// rates downward.
/// </summary>
internal sealed class FluidTree(FluidGroup root, CpuTopology topology)
{
    private long sequence;

    /// <summary>CPUs in use.</summary>
    public double Rate { get; private set; }

    /// <summary>Work per time of the CPUs in use: less than their number where threads share cores.</summary>
    public double Speed { get; private set; }

    /// <summary>The instant up to which the root's clocks are right, in nanoseconds.</summary>
    public double SyncedNs { get; set; }

    public long NextSequence() => ++sequence;

    // Brings the clocks from the root down to the members of a group up to date.
    public void Sync(FluidGroup group, double now)
    {
        if (group.Parent == null)
        {
            if (now > SyncedNs)
            {
                group.Advance(Speed * (now - SyncedNs));
                SyncedNs = now;
            }

            return;
        }

        Sync(group.Parent, now);
        Follow(group);
    }

    public static void Follow(FluidGroup group)
    {
        if (group.Class == null)
            return;
        group.Advance(group.Class.Clock - group.SyncedAt);
        group.SyncedAt = group.Class.Clock;
    }

    // The clock of a member's class at this instant, nothing changed.
    public double ClockOf(FluidMember member, double now)
    {
        var group = member.Parent!;
        var service = group.Parent == null ? Speed * (now - SyncedNs) : ClockOf(group, now) - group.SyncedAt;
        return member.Class!.Clock + member.Class.Share * service;
    }

    public void Include(FluidGroup group)
    {
        group.Sequence = NextSequence();
        group.Tag = double.PositiveInfinity;
        group.Parent!.Join(group, group.Ceiling);
        group.SyncedAt = group.Class!.Clock;
    }

    public static void Exclude(FluidGroup group)
    {
        Unmix(group);
        group.Parent!.Part(group);
    }

    // The members of a group have changed, all clocks from the root to it being up to date: new ceilings upward, new rates downward.
    public void Changed(FluidGroup group)
    {
        for (var g = group; ; g = g.Parent)
        {
            var demand = g.Demand();
            var ceiling = Math.Min(demand, g.Limit);
            if (g.Parent == null)
            {
                g.Want(demand, SyncedNs);
                g.Ceiling = ceiling;
                break;
            }

            if (ceiling == g.Ceiling && (g.Class != null) == (ceiling > 0))
                continue;
            g.Want(ceiling, SyncedNs);
            if (g.Class != null)
                Exclude(g);
            g.Ceiling = ceiling;
            if (ceiling > 0)
                Include(g);
        }

        Rate = root.Ceiling;
        Speed = SpeedAt(Rate);
        Redivide(group, null);
        for (var g = group; g.Parent != null; g = g.Parent)
            if (g.Class != null)
            {
                Retag(g);
                Remix(g);
            }
    }

    // Work that so many busy threads do together: a core with several does as much as its threads together, all cores having as many.
    private double SpeedAt(double threads) => topology.Throughput(threads);

    // Divides anew in each group from the root down to this one.
    private void Redivide(FluidGroup group, FluidGroup? below)
    {
        if (group.Parent != null)
            Redivide(group.Parent, group);
        if (group.Parent == null || group.Class != null)
            Divide(group, group.Class?.Rate ?? Rate, below);
    }

    // Divides a group's rate, and in turn that of members whose inside depends on their rate; not of the one that has its turn later.
    private static void Divide(FluidGroup group, double rate, FluidGroup? later)
    {
        group.Divide(rate);
        for (var c = group.Classes; c != null; c = c.Next)
            if (c.RateChanged && c.HasMixed)
                foreach (var mixed in c.Mixed)
                    if (mixed != later)
                    {
                        Follow(mixed);
                        Divide(mixed, c.Rate, null);
                        Retag(mixed);
                    }
    }

    private static void Retag(FluidGroup group)
    {
        group.Tag = group.Class!.Clock + group.Next().Service;
        group.Class.Retag(group);
    }

    private static void Remix(FluidGroup group)
    {
        if (group.IsMixed == group.MixedSlot >= 0)
            return;
        if (group.MixedSlot >= 0)
        {
            Unmix(group);
            return;
        }

        group.MixedSlot = group.Class!.Mixed.Count;
        group.Class.Mixed.Add(group);
    }

    private static void Unmix(FluidGroup group)
    {
        if (group.MixedSlot < 0)
            return;
        var list = group.Class!.Mixed;
        (list[group.MixedSlot] = list[^1]).MixedSlot = group.MixedSlot;
        list.RemoveAt(list.Count - 1);
        group.MixedSlot = -1;
    }
}
