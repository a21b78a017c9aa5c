namespace CloudSim.Net.Kernel;

/// <summary>The signals that end a process.</summary>
public enum Signal
{
    /// <summary>SIGTERM (15): a process may handle it.</summary>
    Terminate = 15,

    /// <summary>SIGKILL (9): it cannot be handled.</summary>
    Kill = 9,
}
