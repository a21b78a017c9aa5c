namespace CloudSim.Net.Containers;

/// <summary>When the engine starts a container again whose program has ended (moby: restartmanager, and the daemon's restore).</summary>
internal static class RestartRules
{
    /// <summary>Whether its policy asks for another start, when its program has ended or when the daemon comes up and finds it so.</summary>
    public static bool Again(OciContainer container, bool atDaemonStart) => container.Spec.Restart switch
    {
        RestartPolicy.OnFailure => !atDaemonStart && !container.StoppedByHand && container.ExitCode != 0
            && (container.Spec.MostRestarts == 0 || container.Restarts < container.Spec.MostRestarts),
        RestartPolicy.Always => atDaemonStart || !container.StoppedByHand,
        RestartPolicy.UnlessStopped => !container.StoppedByHand,
        _ => false,
    };

    /// <summary>How long the engine waits before the next start: twice as long each time, up to a limit.</summary>
    public static TimeSpan Backoff(int restarts)
    {
        var (first, longest) = (ContainerEngine.Sheet.Duration("backoff_first").Value, ContainerEngine.Sheet.Duration("backoff_longest").Value);
        var wait = first * Math.Pow(2, Math.Min(restarts, 30));
        return wait < longest ? wait : longest;
    }
}
