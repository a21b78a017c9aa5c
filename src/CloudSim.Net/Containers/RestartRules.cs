
namespace CloudSim.Net.Containers;

/// <summary>When the engine starts a container again whose program has ended (moby: restartmanager, and the daemon's restore).</summary>
internal static class RestartRules
{
    /// <summary>
    /// Whether its policy asks for another start, when its program has ended or when the daemon comes up and finds it so.
    /// </summary>
    public static bool Again(OciContainer container, bool atDaemonStart) => container.Spec.Restart switch
    {
        _ when container.Spec.AutoRemove => false,
        RestartPolicy.OnFailure => !atDaemonStart && !container.StoppedByHand && container.ExitCode != 0
            && (container.Spec.MostRestarts == 0 || container.Restarts < container.Spec.MostRestarts),
        RestartPolicy.Always => atDaemonStart || !container.StoppedByHand,
        RestartPolicy.UnlessStopped => !container.StoppedByHand,
        _ => false,
    };

    /// <summary>
    /// How long the engine waits before the next start: twice as long as before, up to a limit, and from the first wait again after a run
    /// that was long enough.
    /// </summary>
    /// <param name="costs">The engine's times.</param>
    /// <param name="before">The last wait; zero for none.</param>
    /// <param name="ran">How long the program ran.</param>
    public static TimeSpan Backoff(EngineCosts costs, TimeSpan before, TimeSpan ran)
    {
        if (before == TimeSpan.Zero || ran >= costs.BackoffReset)
            return costs.FirstBackoff;
        return 2 * before < costs.LongestBackoff ? 2 * before : costs.LongestBackoff;
    }
}
