using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <content>A live move: its tasks go on where they were, on another machine.</content>
public sealed partial class Instance
{
    private CpuThrottle? throttle;
    private CpuTask? tracker; // of its host: what the tracking of its writes takes
    private Node? other; // while it moves: where it holds memory beside

    /// <inheritdoc/>
    Bytes IMovable.Memory => Type.Memory;

    /// <inheritdoc/>
    Bytes IMovable.Zero => Bytes.Min(Type.Zero, Type.Memory);

    /// <inheritdoc/>
    DirtyCurve IMovable.Dirty => Type.Dirty;

    /// <inheritdoc/>
    int IMovable.VCpus => (int)Math.Ceiling(Type.VCpus);

    private CpuThrottle Throttling => throttle ??= new(Node.Host.Simulation, frozen =>
    {
        if (!isStopped)
            group.IsSuspended = frozen;
    });

    /// <inheritdoc/>
    GuestTime? IMovable.Time => new(CpuTime, Durations.OfNanoseconds(Used.StealNs), Throttling.Stood);

    /// <inheritdoc/>
    void IMovable.Pause() => Throttling.Pause(true);

    /// <inheritdoc/>
    void IMovable.Resume() => Throttling.Pause(false);

    /// <inheritdoc/>
    void IMovable.Throttle(double share) => Throttling.Throttle(share);

    /// <inheritdoc/>
    void IMovable.Tracking(bool on)
    {
        if (on)
            return;
        tracker?.ExitWhenDone();
        tracker = null;
    }

    /// <inheritdoc/>
    public void Charge(Cycles work)
    {
        if (isStopped || work.NanosecondsAt(clock) is not (> 0 and var time))
            return;
        Throttling.Owe(Durations.OfNanoseconds(time / ((IMovable)this).VCpus));
        tracker ??= Node.Host.Scheduler.CreateTask("dirty tracking");
        tracker.Demand(time);
    }

    /// <inheritdoc/>
    public Refusal? Prepare(Node target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var memory = target.Host.Memory;
        if (Node.Host.MoveRefusal(target.Host) is { } refusal)
            return refusal;
        if (Node.Host.Fidelity != Fidelity.Fluid)
            return new("fidelity", "instances move between fluid hosts, guests of platforms also between those in time slices");
        if (!target.Host.IsAwake)
            return new("host", $"{target}: {Host.NotAwake}");
        if (!memory.TryChargeKernel(Type.Memory))
            return new("host", $"asked {Type.Memory} of memory, {memory.Available} available on {target}");
        other = target;
        return null;
    }

    /// <inheritdoc/>
    public void SwitchOver()
    {
        if (isStopped || other is not { } target)
            return;
        var (from, speed) = (Node, target.Host.Model.Cpu.Clock);
        group.IsSuspended = true;
        target.Host.Scheduler.Adopt(group, target.Host.Scheduler.Root, clock.Hertz / speed.Hertz);
        (Node, other, clock) = (target, from, speed);
        Limit(target.Host);
        group.IsSuspended = Throttling.IsFrozen;
    }

    /// <inheritdoc/>
    public void EndMove()
    {
        other?.Host.Memory.UnchargeKernel(Type.Memory);
        other = null;
    }
}
