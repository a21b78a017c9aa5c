namespace CloudSim.Net.Datacenter;

/// <summary>Places that change while a request runs.</summary>
public sealed partial class Datacenter
{
    /// <summary>
    /// Moves a running request to another node: its place there is held from now on, and after this time the books switch. If it is
    /// stopped before, both places are given back.
    /// </summary>
    /// <param name="allocation">What runs.</param>
    /// <param name="target">Where to.</param>
    /// <param name="duration">How long the move takes, not negative.</param>
    /// <param name="moved">Told when the books have switched; not if it was stopped before.</param>
    /// <returns>Why it cannot be moved; null if it is on its way.</returns>
    internal Refusal? MoveAfter(Allocation allocation, Node target, TimeSpan duration, Action moved)
    {
        if (allocation.State != AllocationState.Running)
            return new("state", $"{allocation.Request.Name} is {allocation.State}, not {AllocationState.Running}");
        if (allocation.Node == target)
            return new("node", $"{allocation.Request.Name} stands on {target.Name}");
        if (!target.IsOpen)
            return new("node", $"{target.Name} takes nobody");
        var needs = allocation.Request.Needs;
        if (Refusal.Of(needs, target.Free) is { } refusal)
            return refusal;
        target.Take(needs);
        (allocation.Target, allocation.State) = (target, AllocationState.Moving);
        new Alarm(Simulation, () =>
        {
            if (allocation.Target != target)
                return; // it was stopped
            HasMoved(allocation);
            moved();
        }).Set(duration);
        return null;
    }

    /// <summary>A running request asks for less, or for more that its node has.</summary>
    /// <returns>What is short; null if it is done.</returns>
    internal Refusal? Rebook(Allocation allocation, Resources needs)
    {
        if (allocation.State != AllocationState.Running)
            return new("state", $"{allocation.Request.Name} is {allocation.State}, not {AllocationState.Running}");
        var (node, before) = (allocation.Node!, allocation.Request.Needs);
        if (Refusal.Of(needs, node.Free + before) is { } refusal)
            return refusal;
        node.Resize(before, needs);
        allocation.Request = allocation.Request with { Needs = needs };
        Record(allocation, node, node, "resized");
        if (Waiting > 0)
            TryAgain();
        return null;
    }

    private void HasMoved(Allocation allocation)
    {
        var (from, to) = (allocation.Node!, allocation.Target!);
        from.Remove(allocation);
        from.Give(allocation.Request.Needs);
        to.Add(allocation);
        (allocation.Target, allocation.State) = (null, AllocationState.Running);
        Record(allocation, to, from, "moved");
        if (Waiting > 0)
            TryAgain();
    }
}
