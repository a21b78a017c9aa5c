using System.Runtime.CompilerServices;

namespace CloudSim.Net.Tests.Engine;

/// <summary>
/// An event that tells how many wait for it. What is left behind is measured here and not by the memory of the process, which other tests
/// use too.
/// </summary>
internal sealed class Counted(Simulation sim) : Event(sim)
{
    private readonly List<WeakReference> waits = [];

    public int Listeners => CallbackList.Count;

    /// <summary>Remembers one of those who waited, without keeping it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Event Watch(Event wait)
    {
        if (waits.Count < 1_000)
            waits.Add(new WeakReference(wait));
        return wait;
    }

    /// <summary>How many of those watched anything still holds.</summary>
    public int Held
    {
        get
        {
            GC.Collect();
            return waits.Count(w => w.IsAlive);
        }
    }
}
