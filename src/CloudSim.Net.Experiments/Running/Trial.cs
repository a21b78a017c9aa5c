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
public sealed partial class Trial
{
    private readonly Action<double, string?> progress;
    private readonly TrialSetting setting;
    private readonly Func<string, Stream> open; // a file of series

    internal Trial(TrialSetting setting, int run, CancellationToken cancellation, Action<double, string?> progress,
        Func<string, Stream> open)
    {
        (this.setting, Run, Cancellation, this.progress, this.open) = (setting, run, cancellation, progress, open);
        Streams = new RandomStreams(Seed, run);
    }

    /// <summary>The numbers of the models, as <c>--set</c> and the machine's options have them.</summary>
    public Parameters Parameters => setting.Parameters;

    /// <summary>The machine that <c>--host</c>, <c>--cores</c> and <c>--memory</c> ask for.</summary>
    public HostModel Machine => setting.Machine();

    /// <summary>A guest with as much memory as <c>--guest-memory</c> says, else as <see cref="GuestSizes"/> does.</summary>
    /// <param name="platform">Its platform.</param>
    /// <param name="application">What it runs; null for nothing.</param>
    /// <exception cref="InputException">So little cannot hold it.</exception>
    public GuestSpec Guest(Platform platform, WebApplication? application = null) =>
        setting.Guest(platform, application is null ? GuestSizes.For(platform) : GuestSizes.For(platform, application));

    /// <summary>The seed of the whole experiment (<c>--seed</c>).</summary>
    public long Seed => setting.Seed;

    /// <summary>Whether a small run was asked for (<c>--quick</c>): it ends within five CPU seconds.</summary>
    public bool Quick => setting.Quick;

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
