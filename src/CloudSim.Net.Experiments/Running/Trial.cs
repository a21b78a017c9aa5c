using System.Threading;
using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Running;

/// <summary>
/// What one replication of one cell works with. A trial must draw all its randomness from <see cref="Streams"/> and
/// share nothing that it writes to: trials run in parallel and in any order.
/// </summary>
public sealed class Trial
{
    private readonly Action<double, string?> progress;
    private readonly Experiment experiment;

    internal Trial(Experiment experiment, int run, CancellationToken cancellation, Action<double, string?> progress)
    {
        (this.experiment, Seed, Run, Cancellation, this.progress) = (experiment, experiment.Seed, run, cancellation, progress);
        Streams = new RandomStreams(Seed, run);
    }

    /// <summary>The numbers of the models, as <c>--set</c> and the machine's options have them.</summary>
    public Parameters Parameters => experiment.Parameters;

    /// <summary>The machine that <c>--host</c>, <c>--cores</c> and <c>--memory</c> ask for (<see cref="Experiment.Machine"/>).</summary>
    public HostModel Machine => experiment.Machine;

    /// <summary>A guest as <c>--guest-memory</c> has it (<see cref="Experiment.Guest(Platform, WebApplication?)"/>).</summary>
    /// <exception cref="InputException">So little cannot hold it.</exception>
    public GuestSpec Guest(Platform platform, WebApplication? application = null) => experiment.Guest(platform, application);

    /// <summary>The seed of the whole experiment (<c>--seed</c>).</summary>
    public long Seed { get; }

    /// <summary>The replication, from 0.</summary>
    public int Run { get; }

    /// <summary>
    /// The random numbers of this replication, by name. They depend on seed and replication only, not on the cell:
    /// cells are compared on common random numbers.
    /// </summary>
    public RandomStreams Streams { get; }

    /// <summary>Set when the user cancels; long trials should look at it now and then.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Tells the user how far this trial has come; also ends it if the user has cancelled.</summary>
    /// <param name="fraction">The share that is done, from 0 to 1.</param>
    /// <param name="note">What it is doing, in a few words.</param>
    /// <exception cref="OperationCanceledException">The user has cancelled.</exception>
    public void Progress(double fraction, string? note = null)
    {
        Cancellation.ThrowIfCancellationRequested();
        progress(Math.Clamp(fraction, 0, 1), note);
    }
}
