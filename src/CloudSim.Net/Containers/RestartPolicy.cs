namespace CloudSim.Net.Containers;

/// <summary>When an engine starts a container again whose program has ended (docker run --restart).</summary>
public enum RestartPolicy
{
    /// <summary>Never.</summary>
    No,

    /// <summary>If its exit code is not 0.</summary>
    OnFailure,

    /// <summary>Whenever it ends, and when the engine comes up, unless it was stopped by hand while the engine was up.</summary>
    Always,

    /// <summary>As always, but not when the engine comes up after it was stopped by hand.</summary>
    UnlessStopped,
}
