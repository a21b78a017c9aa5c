namespace CloudSim.Net.Experiments.Running;

/// <summary>What a script's exit code means.</summary>
public static class ExitCode
{
    /// <summary>Everything was computed and written.</summary>
    public const int Done = 0;

    /// <summary>It failed; nothing was written.</summary>
    public const int Failed = 1;

    /// <summary>An argument or an input cannot be used; nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Everything was computed and written, and a stated goal was missed.</summary>
    public const int GoalMissed = 3;

    /// <summary>The user cancelled; nothing was written but what a later run of the same command resumes from.</summary>
    public const int Cancelled = 130;
}
