using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>
/// What a migration needs of a guest. Its calls come from a running simulation: none of them fails, also if the guest has ended meanwhile.
/// </summary>
public interface IMovable
{
    /// <summary>Its memory.</summary>
    Bytes Memory { get; }

    /// <summary>How much of it was never written, or is all zeros: of these pages only a header is sent.</summary>
    Bytes Zero { get; }

    /// <summary>
    /// Which pages it writes while it runs and nothing slows it. It may become another one at any time; a round that is under way is then
    /// judged by the new one.
    /// </summary>
    DirtyCurve Dirty { get; }

    /// <summary>Virtual CPUs that write: so many can wait for a page each while the others run.</summary>
    int VCpus { get; }

    /// <summary>
    /// What it has done with its time so far: pages are written in the time in which it runs. Null if it is not known: it is taken to run
    /// whenever it is not paused or throttled, at any time.
    /// </summary>
    GuestTime? Time => null;

    /// <summary>Stops its virtual CPUs.</summary>
    void Pause();

    /// <summary>Lets its virtual CPUs run again.</summary>
    void Resume();

    /// <summary>
    /// Takes away a share of the time in which it could run, in place of the share taken away so far: 0 is none, with 1 it does not run.
    /// </summary>
    void Throttle(double share);

    /// <summary>
    /// Writes are tracked from now on, or no longer. What that costs is told to <see cref="MigrationJob.ChargeGuest"/>.
    /// </summary>
    void Tracking(bool on);
}
