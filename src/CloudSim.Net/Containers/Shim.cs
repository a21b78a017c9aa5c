using CloudSim.Net.Kernel;

namespace CloudSim.Net.Containers;

/// <summary>
/// The process between containerd and one container: parent of the container's first process, so that daemons can go and come while it
/// runs, and keeper of its exit code until somebody asks. If the shim itself is ended, the container is left without a parent but runs on.
/// </summary>
public sealed class Shim
{
    internal Shim(KernelProcess process, Simulation simulation) => (Process, Cleaned) = (process, new Event(simulation));

    /// <summary>Its process.</summary>
    public KernelProcess Process { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsAlive => Process.IsAlive;

    /// <summary>The exit code that it keeps; null while the container runs.</summary>
    public int? ExitCode { get; internal set; }

    internal Event Cleaned { get; }

    /// <summary>Whether a daemon has taken note of the exit.</summary>
    public bool Reported { get; internal set; }
}
