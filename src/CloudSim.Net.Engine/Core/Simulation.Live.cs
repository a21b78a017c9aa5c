using System.Runtime.ExceptionServices;

namespace CloudSim.Net.Engine;

/// <summary>The processes that have not ended.</summary>
public partial class Simulation
{
    private Process firstLive;
    private Process lastLive;
    private Dictionary<Process, List<Event>> deferredInterrupts;

    internal virtual void AddLive(Process process)
    {
        process.PreviousLive = lastLive;
        if (lastLive == null)
            firstLive = process;
        else
            lastLive.NextLive = process;
        lastLive = process;
    }

    internal virtual void RemoveLive(Process process)
    {
        if (process.PreviousLive != null)
            process.PreviousLive.NextLive = process.NextLive;
        else
            firstLive = process.NextLive;
        if (process.NextLive != null)
            process.NextLive.PreviousLive = process.PreviousLive;
        else
            lastLive = process.PreviousLive;
        process.PreviousLive = process.NextLive = null;
    }

    internal void DeferInterrupt(Process process, Event interrupt)
    {
        deferredInterrupts ??= [];
        if (!deferredInterrupts.TryGetValue(process, out var list))
            deferredInterrupts.Add(process, list = []);
        list.Add(interrupt);
    }

    internal IReadOnlyList<Event> TakeDeferredInterrupts(Process process) =>
        deferredInterrupts != null && deferredInterrupts.Remove(process, out var list) ? list : [];

    /// <summary>Ends the processes, so that their <c>using</c> and <c>finally</c> parts run: all of them, also if some throw.</summary>
    /// <returns>What was thrown first; null if nothing was.</returns>
    private ExceptionDispatchInfo EndLive()
    {
        ExceptionDispatchInfo thrown = null;
        while (firstLive != null)
        {
            ActiveProcess = firstLive;
            try
            {
                firstLive.End();
            }
            catch (Exception error)
            {
                thrown ??= ExceptionDispatchInfo.Capture(error);
            }
        }
        ActiveProcess = null;
        return thrown;
    }

    /// <summary>After an error: the process that made it is not going on.</summary>
    private void Abandon()
    {
        var process = ActiveProcess;
        ActiveProcess = null;
        process?.End();
    }
}
