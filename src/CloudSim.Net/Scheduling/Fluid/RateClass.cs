namespace CloudSim.Net.Scheduling.Fluid;

/// <summary>
/// Siblings of one weight and one ceiling: they always run at one rate, so one clock of service serves them all. A change of
/// the rate moves the clock's speed and no member's tag. The members stand in a heap by tag.
/// </summary>
internal sealed class RateClass
{
    /// <summary>The next class of the group, by <see cref="Key"/>.</summary>
    public RateClass? Next;

    private FluidMember? first;
    private FluidMember[] heap = []; // not kept while there is one member
    private List<FluidGroup>? mixed;

    /// <summary>Members whose inside depends on the rate itself, not on service alone.</summary>
    public List<FluidGroup> Mixed => mixed ??= [];

    /// <summary>Whether there are such members.</summary>
    public bool HasMixed => mixed is { Count: > 0 };

    public double Weight { get; private set; }

    /// <summary>Most CPUs that a member can use.</summary>
    public double Ceiling { get; private set; }

    /// <summary>Service of each member so far, in nanoseconds of CPU time.</summary>
    public double Clock { get; set; }

    /// <summary>CPUs that each member has; stale in groups that are not mixed, where only <see cref="Share"/> counts.</summary>
    public double Rate { get; set; }

    /// <summary>Whether the last division gave another rate.</summary>
    public bool RateChanged { get; set; }

    /// <summary>Part of the group's service that each member gets.</summary>
    public double Share { get; set; }

    public int Count { get; private set; }

    public FluidMember First => first!;

    public FluidMember this[int index] => index == 0 ? first! : heap[index];

    /// <summary>The level at which the members reach their ceiling.</summary>
    public double Key => Ceiling / Weight;

    /// <summary>Service of the group until the first member's tag.</summary>
    public double Ahead => (first!.Tag - Clock) / Share;

    public void Open(double weight, double ceiling) => (Weight, Ceiling, Clock, Rate, Share) = (weight, ceiling, 0, 0, 0);

    public void Add(FluidMember member)
    {
        member.Class = this;
        if (Count == 0)
        {
            (first, member.Slot, Count) = (member, 0, 1);
            return;
        }

        if (Count >= heap.Length)
            Array.Resize(ref heap, Math.Max(4, 2 * Count));
        if (Count == 1)
            heap[0] = first!;
        Rise(Count++, member);
        first = heap[0];
    }

    public void Remove(FluidMember member)
    {
        Count--;
        member.Class = null;
        if (Count == 0)
        {
            first = null;
            return;
        }

        var last = heap[Count];
        heap[Count] = null!;
        if (last != member)
            Place(member.Slot, last);
        first = heap[0];
        if (Count == 1)
            heap[0] = null!;
    }

    /// <summary>Restores the order after a new tag.</summary>
    public void Retag(FluidMember member)
    {
        if (Count == 1)
            return;
        Place(member.Slot, member);
        first = heap[0];
    }

    private static bool Before(FluidMember a, FluidMember b) => a.Tag != b.Tag ? a.Tag < b.Tag : a.Sequence < b.Sequence;

    private void Place(int at, FluidMember member)
    {
        if (at > 0 && Before(member, heap[(at - 1) / 2]))
            Rise(at, member);
        else
            Sink(at, member);
    }

    private void Rise(int at, FluidMember member)
    {
        for (int up; at > 0 && Before(member, heap[up = (at - 1) / 2]); at = up)
            (heap[at] = heap[up]).Slot = at;
        (heap[at] = member).Slot = at;
    }

    private void Sink(int at, FluidMember member)
    {
        for (int down; (down = 2 * at + 1) < Count; at = down)
        {
            if (down + 1 < Count && Before(heap[down + 1], heap[down]))
                down++;
            if (!Before(heap[down], member))
                break;
            (heap[at] = heap[down]).Slot = at;
        }

        (heap[at] = member).Slot = at;
    }
}
