namespace CloudSim.Net.Scheduling.Fluid;

/// <summary>
/// A group as generalized processor sharing sees it: classes of members with work, and how its rate is divided among them.
/// Weighted max-min fairness with ceilings: there is a level such that every member gets min(ceiling, weight x level) and
/// all together the group's rate (Bertsekas and Gallager, Data Networks, 1992, section 6.5.2, with weights).
/// </summary>
internal sealed class FluidGroup : FluidMember
{
    private readonly Stack<RateClass> spare;
    private double wantedNs, wants, wantsSince;

    /// <summary>A group without members.</summary>
    /// <param name="parent">The group around it; null for the root.</param>
    /// <param name="spare">Classes to use again.</param>
    /// <param name="before">What it was on the machine that it has left, frozen there.</param>
    public FluidGroup(FluidGroup? parent, Stack<RateClass> spare, FluidGroup? before = null)
        : base(parent) => (this.spare, wantedNs) = (spare, before?.wantedNs ?? 0);

    /// <summary>The first of its classes, in order of the level at which they reach their ceiling; null without work.</summary>
    public RateClass? Classes { get; private set; }

    /// <summary>CPUs that the limit allows; the root's is the number of CPUs.</summary>
    public double Limit { get; set; } = double.PositiveInfinity;

    /// <summary>CPUs that the members together can use, the limit kept.</summary>
    public double Ceiling { get; set; }

    /// <summary>Own class's clock when the members' clocks were last brought up to date.</summary>
    public double SyncedAt { get; set; }

    /// <summary>Index among the mixed members of its class; -1 = none.</summary>
    public int MixedSlot { get; set; } = -1;

    /// <summary>Whether the division depends on the rate: members of different kinds, here or below.</summary>
    public bool IsMixed => Classes is { } first && (first.Next != null || first.HasMixed);

    /// <summary>Brings the members' clocks forward by so much service of the group.</summary>
    public void Advance(double service)
    {
        if (service != 0)
            for (var c = Classes; c != null; c = c.Next)
                c.Clock += c.Share * service;
    }

    public void Join(FluidMember member, double ceiling)
    {
        for (var c = Classes; c != null; c = c.Next)
            if (c.Weight == member.Weight && c.Ceiling == ceiling)
            {
                c.Add(member);
                return;
            }

        if (!spare.TryPop(out var made))
            made = new RateClass();
        made.Open(member.Weight, ceiling);
        made.Add(member);
        RateClass? before = null;
        for (var c = Classes; c != null && c.Key <= made.Key; c = c.Next)
            before = c;
        if (before == null)
            (made.Next, Classes) = (Classes, made);
        else
            (made.Next, before.Next) = (before.Next, made);
    }

    public void Part(FluidMember member)
    {
        var from = member.Class!;
        from.Remove(member);
        if (from.Count > 0)
            return;
        if (Classes == from)
            Classes = from.Next;
        else
        {
            var before = Classes!;
            while (before.Next != from)
                before = before.Next!;
            before.Next = from.Next;
        }

        from.Next = null;
        spare.Push(from);
    }

    /// <summary>CPUs that the members could use now if the group had no limit.</summary>
    public double Demand()
    {
        double sum = 0;
        for (var c = Classes; c != null; c = c.Next)
            sum += c.Count * c.Ceiling;
        return sum;
    }

    /// <summary>From this instant on it could use so many CPUs, whether it gets them or not.</summary>
    public void Want(double cpus, double nowNs)
    {
        if (cpus == wants)
            return;
        wantedNs += wants * (nowNs - wantsSince);
        (wants, wantsSince) = (cpus, nowNs);
    }

    /// <summary>CPU time that it could have used so far, in nanoseconds.</summary>
    public double WantedNs(double nowNs) => wantedNs + (wants * (nowNs - wantsSince));

    /// <summary>Divides a rate: from the class that fills first on, as long as the level reaches the ceiling.</summary>
    public void Divide(double rate)
    {
        double weight = 0, left = rate;
        for (var c = Classes; c != null; c = c.Next)
            weight += c.Count * c.Weight;
        var isAlone = Classes is { Next: null };
        for (var c = Classes; c != null; c = c.Next)
        {
            var before = c.Rate;
            c.Rate = Math.Min(c.Ceiling, c.Weight * (left / weight));
            c.RateChanged = c.Rate != before;
            c.Share = isAlone ? 1.0 / c.Count : c.Rate / rate;
            left -= c.Count * c.Rate;
            weight -= c.Count * c.Weight;
        }
    }

    /// <summary>The class with the first tag, and the service of the group until then; no class without work.</summary>
    public (RateClass? First, double Service) Next()
    {
        RateClass? first = null;
        var least = double.PositiveInfinity;
        for (var c = Classes; c != null; c = c.Next)
            if (c.Ahead is var ahead && ahead < least)
                (first, least) = (c, ahead);
        return (first, least);
    }
}
