namespace CloudSim.Net.Scheduling.Fluid;

/// <summary>
/// A group as generalized processor sharing sees it: classes of members with work, and how its rate is divided among them.
/// Weighted max-min fairness with ceilings: there is a level such that every member gets min(ceiling, weight x level) and
/// all together the group's rate (Bertsekas and Gallager, Data Networks, 1992, section 6.5.2, with weights).
/// </summary>
internal sealed class FluidGroup : FluidMember
{
    // In order of the level at which they reach their ceiling.
    private readonly List<RateClass> classes = [];
    private readonly Stack<RateClass> spare;

    public FluidGroup(FluidGroup? parent, Stack<RateClass> spare)
        : base(parent) => this.spare = spare;

    public List<RateClass> Classes => classes;

    /// <summary>CPUs that the limit allows; the root's is the number of CPUs.</summary>
    public double Limit { get; set; } = double.PositiveInfinity;

    /// <summary>CPUs that the members together can use, the limit kept.</summary>
    public double Ceiling { get; set; }

    /// <summary>Own class's clock when the members' clocks were last brought up to date.</summary>
    public double SyncedAt { get; set; }

    /// <summary>Index among the mixed members of its class; -1 = none.</summary>
    public int MixedSlot { get; set; } = -1;

    /// <summary>Whether the division depends on the rate: members of different kinds, here or below.</summary>
    public bool IsMixed
    {
        get
        {
            if (classes.Count > 1)
                return true;
            return classes.Count == 1 && classes[0].Mixed.Count > 0;
        }
    }

    /// <summary>Brings the members' clocks forward by so much service of the group.</summary>
    public void Advance(double service)
    {
        if (service != 0)
            foreach (var c in classes)
                c.Clock += c.Share * service;
    }

    public void Join(FluidMember member, double ceiling)
    {
        var at = 0;
        for (; at < classes.Count; at++)
        {
            var c = classes[at];
            if (c.Weight == member.Weight && c.Ceiling == ceiling)
            {
                c.Add(member);
                return;
            }
        }

        if (!spare.TryPop(out var made))
            made = new RateClass();
        made.Open(member.Weight, ceiling);
        made.Add(member);
        for (at = classes.Count; at > 0 && classes[at - 1].Key > made.Key; at--)
        {
        }

        classes.Insert(at, made);
    }

    public void Part(FluidMember member)
    {
        var from = member.Class!;
        from.Remove(member);
        if (from.Count > 0)
            return;
        classes.Remove(from);
        spare.Push(from);
    }

    /// <summary>CPUs that the members can use now.</summary>
    public double Demand()
    {
        double sum = 0;
        foreach (var c in classes)
            sum += c.Count * c.Ceiling;
        return Math.Min(sum, Limit);
    }

    /// <summary>Divides a rate: from the class that fills first on, as long as the level reaches the ceiling.</summary>
    public void Divide(double rate)
    {
        double weight = 0, left = rate;
        foreach (var c in classes)
            weight += c.Count * c.Weight;
        foreach (var c in classes)
        {
            var before = c.Rate;
            c.Rate = Math.Min(c.Ceiling, c.Weight * (left / weight));
            c.RateChanged = c.Rate != before;
            c.Share = classes.Count == 1 ? 1.0 / c.Count : c.Rate / rate;
            left -= c.Count * c.Rate;
            weight -= c.Count * c.Weight;
        }
    }

    /// <summary>The class with the first tag, and the service of the group until then; no class without work.</summary>
    public (RateClass? First, double Service) Next()
    {
        RateClass? first = null;
        var least = double.PositiveInfinity;
        foreach (var c in classes)
            if (c.Ahead is var ahead && ahead < least)
                (first, least) = (c, ahead);
        return (first, least);
    }
}
