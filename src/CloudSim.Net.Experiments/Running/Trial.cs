using System.Threading;

namespace CloudSim.Net.Experiments.Running;

/// <summary>
/// What one replication of one cell works with. A trial must draw all its randomness from <see cref="Streams"/> and
/// share nothing that it writes to: trials run in parallel and in any order.
/// </summary>
public sealed class Trial
{
    private readonly Action<double, string?> progress;

    internal Trial(long seed, int run, CancellationToken cancellation, Action<double, string?> progress) =>
        (Seed, Run, Streams, Cancellation, this.progress) = (seed, run, new RandomStreams(seed, run), cancellation, progress);

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
