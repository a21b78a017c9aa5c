namespace CloudSim.Net.Engine;

/// <summary>A process that switches its simulation to real time whenever it goes on.</summary>
public class PseudoRealtimeProcess : Process
{
    /// <summary>Schedules the first step of the method for now.</summary>
    /// <param name="environment">The simulation in which it runs.</param>
    /// <param name="generator">The method's events.</param>
    /// <param name="priority">Order of the first step among events of this instant: smaller first.</param>
    /// <param name="realtimeScale">Simulated seconds a second; positive.</param>
    public PseudoRealtimeProcess(
        PseudoRealtimeSimulation environment, IEnumerable<Event> generator, int priority = 0,
        double realtimeScale = PseudoRealtimeSimulation.DefaultRealtimeScale)
        : base(environment, generator, priority)
    {
        Environment = environment;
        RealtimeScale = realtimeScale;
    }

    /// <summary>Simulated seconds a second.</summary>
    public double RealtimeScale { get; set; }

    /// <summary>The simulation in which it runs.</summary>
    public new PseudoRealtimeSimulation Environment { get; }

    /// <inheritdoc/>
    protected internal override void Resume(Event @event)
    {
        Environment.SetRealtime(RealtimeScale);
        base.Resume(@event);
    }
}
