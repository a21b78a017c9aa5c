namespace CloudSim.Net.Datacenter;

/// <summary>A request in a datacenter, from its submission to its end: where it is, and since when.</summary>
public sealed class Allocation
{
    private readonly Datacenter datacenter;
    private Event? started, ended;

    internal Allocation(Datacenter datacenter, Request request, long number)
    {
        (this.datacenter, Request, Number) = (datacenter, request, number);
        Submitted = datacenter.Simulation.Now;
    }

    /// <summary>What was asked; its needs are those of the last resize.</summary>
    public Request Request { get; internal set; }

    /// <summary>Number in order of submission, from 0.</summary>
    public long Number { get; }

    /// <summary>Where it is in its life.</summary>
    public AllocationState State { get; internal set; }

    /// <summary>The node that holds its place; null while it waits and after its end.</summary>
    public Node? Node { get; internal set; }

    /// <summary>
    /// While it moves, the other node that holds a place for it: the one that it is moving to, or that it has left and where pages of it
    /// are yet.
    /// </summary>
    public Node? Target { get; internal set; }

    /// <summary>What runs; null before it is placed.</summary>
    public ISandbox? Sandbox { get; internal set; }

    /// <summary>Why it was refused, or had no place at its first try; null if nobody refused it.</summary>
    public Refusal? Refusal { get; internal set; }

    /// <summary>Why it ended; null while it has not.</summary>
    public string? EndedBy { get; internal set; }

    /// <summary>When it was submitted.</summary>
    public DateTime Submitted { get; }

    /// <summary>When it got its first place; null if it has had none.</summary>
    public DateTime? Placed { get; internal set; }

    /// <summary>When it ran first; null if it has not.</summary>
    public DateTime? Started { get; internal set; }

    /// <summary>When it ended or was refused; null before that.</summary>
    public DateTime? Finished { get; internal set; }

    /// <summary>
    /// Succeeds when it runs; fails with the <see cref="Refusal"/>, or with why it ended before (<see cref="EndedBy"/>), if it never will.
    /// </summary>
    public Event WhenStarted => started ??= Started is not null ? Done() : Finished is not null ? Failed() : new(Simulation);

    /// <summary>Succeeds when it has ended, or was refused.</summary>
    public Event WhenEnded => ended ??= Finished is not null ? Done() : new(Simulation);

    /// <summary>Ends it, in whatever state; nothing happens if it has ended.</summary>
    public void Stop() => datacenter.Stop(this, "stopped");

    /// <summary>
    /// Asks for another size where it stands: smaller always, larger if its node has room. One that waits for its first place waits for
    /// the new size.
    /// </summary>
    /// <param name="needs">All that it requests from now on.</param>
    /// <returns>What is short, with nothing changed; null if it is done.</returns>
    public Refusal? Resize(in Resources needs) => datacenter.Resize(this, needs);

    /// <summary>The name, the state and the node.</summary>
    public override string ToString() => $"{Request.Name} {State}{(Node is null ? "" : $" on {Node.Name}")}";

    /// <summary>Its move that is under way; null if none is.</summary>
    public Relocation? Move { get; internal set; }

    internal bool IsOf(Datacenter other) => datacenter == other;

    internal Alarm? Life { get; set; } // its duration, or its patience

    internal int Place { get; set; } = -1; // in its node's list

    internal int Tries { get; set; }

    internal Alarm? Again { get; set; } // its next try after a wait

    internal bool IsResized { get; set; } // while it waited: it is not what its request makes

    private object? WhyNot => Refusal is null ? EndedBy : Refusal;

    private Simulation Simulation => datacenter.Simulation;

    internal void TellStarted() => started?.Succeed();

    internal void TellEnded()
    {
        if (Started is null && started is { IsTriggered: false })
            started.Fail(WhyNot);
        ended?.Succeed();
    }

    private Event Done()
    {
        var done = new Event(Simulation);
        done.Succeed();
        return done;
    }

    private Event Failed()
    {
        var failed = new Event(Simulation);
        failed.Fail(WhyNot);
        return failed;
    }
}
