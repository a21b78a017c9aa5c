using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// An instance that wants CPU as a trace says, from its start on, and gets what its node has for it: the guest of a study that knows of
/// real machines no more than their utilization. Nothing happens for it between moves: see <see cref="DemandAccount"/>.
/// </summary>
public sealed class TracedInstance : IMovableSandbox
{
    private readonly DemandAccounts accounts;
    private DateTime started;

    private TracedInstance(Node node, InstanceType type, DemandTrace trace, DemandAccounts accounts)
    {
        (Type, Trace, this.accounts, Home) = (type, trace, accounts, accounts.Of(node));
        Most = type.VCpus * type.Clock!.Value.Hertz;
    }

    /// <summary>What it is.</summary>
    public InstanceType Type { get; }

    /// <summary>What it wants over time.</summary>
    public DemandTrace Trace { get; }

    /// <summary>The account of the node that it runs on.</summary>
    public DemandAccount Home { get; private set; }

    /// <summary>The account of the node that it is moving to; null if it is not.</summary>
    public DemandAccount? Target { get; private set; }

    /// <summary>Cycles a second that it may use at most.</summary>
    public double Most { get; }

    /// <summary>Cycles a second that it wants now.</summary>
    public double Demand => DemandAt(accounts.Simulation.Now);

    /// <summary>Whether it wants nothing now and until its next sample.</summary>
    public bool IsIdle => Trace.IsIdleFrom(accounts.Simulation.Now - started);

    /// <summary>Cycles that it has wanted up to the last change of its node's guests.</summary>
    public double Demanded { get; internal set; }

    /// <summary>Cycles that it has got of them.</summary>
    public double Delivered { get; internal set; }

    /// <inheritdoc/>
    public Action<string>? Ended { private get; set; }

    /// <summary>How it is asked for.</summary>
    /// <param name="type">What it is; with a clock.</param>
    /// <param name="trace">What it wants, as a share of its virtual CPUs at their clock.</param>
    /// <param name="accounts">Where what it uses is kept.</param>
    /// <exception cref="ArgumentException">The type has no clock.</exception>
    public static MakeSandbox Of(InstanceType type, DemandTrace trace, DemandAccounts accounts)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(accounts);
        if (type.Clock is null)
            throw new ArgumentException($"{type.Name} has no clock: a demand is a share of cycles a second", nameof(type));
        return (Node node, out Refusal? refusal) =>
        {
            refusal = null;
            return new TracedInstance(node, type, trace, accounts);
        };
    }

    /// <inheritdoc/>
    public Event? Start()
    {
        started = accounts.Simulation.Now;
        Home.Add(this, isArriving: false);
        return null;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        Home.Remove(this);
        EndMove();
    }

    /// <summary>Ends by itself.</summary>
    internal void End(string why) => Ended?.Invoke(why);

    /// <inheritdoc/>
    public Refusal? Prepare(Node target)
    {
        Home.Advance();
        Target = accounts.Of(target);
        Target.Add(this, isArriving: true);
        return null;
    }

    /// <inheritdoc/>
    public void SwitchOver()
    {
        if (Target is not { } target)
            return;
        Home.Remove(this);
        (Home, Target) = (target, null);
        Home.Arrive(this);
    }

    /// <inheritdoc/>
    public void EndMove()
    {
        Target?.Remove(this);
        Target = null;
    }

    /// <inheritdoc/>
    Bytes IMovable.Memory => Type.Memory;

    /// <inheritdoc/>
    Bytes IMovable.Zero => Bytes.Zero;

    /// <inheritdoc/>
    DirtyCurve IMovable.Dirty => Type.Dirty;

    /// <inheritdoc/>
    int IMovable.VCpus => (int)Math.Ceiling(Type.VCpus);

    // What a move takes from it is in the accounts (DemandAccounts.Overhead).
    void IMovable.Pause()
    {
    }

    void IMovable.Resume()
    {
    }

    void IMovable.Throttle(double share)
    {
    }

    void IMovable.Tracking(bool on)
    {
    }

    void IMovableSandbox.Charge(Cycles work)
    {
    }

    internal double DemandAt(DateTime time) => Most * Trace.At(time - started);

    internal DateTime NextSample(DateTime time) =>
        Trace.NextSample(time - started) is var next && next < DateTime.MaxValue - started ? started + next : DateTime.MaxValue;
}
