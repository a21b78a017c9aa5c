using System.Runtime.CompilerServices;

namespace CloudSim.Net.Datacenter.Recording;

/// <summary>
/// Takes the samples of all time series of one simulation with one alarm. It goes on only while anything else is going to happen, so that a
/// run to the end of all events ends.
/// </summary>
internal sealed class Sampler
{
    // Belongs to the simulation and goes with it.
    private static readonly ConditionalWeakTable<Simulation, Sampler> All = [];

    private readonly Simulation simulation;
    private readonly List<ISampled> open = [];
    private readonly Alarm alarm;

    private Sampler(Simulation simulation)
    {
        this.simulation = simulation;
        alarm = new Alarm(simulation, Ring);
    }

    public static Sampler Of(Simulation simulation) => All.GetValue(simulation, s => new Sampler(s));

    public void Add(ISampled series)
    {
        open.Add(series);
        Arm();
    }

    public void Remove(ISampled series)
    {
        open.Remove(series);
        if (open.Count == 0)
            alarm.Cancel();
    }

    private void Ring()
    {
        for (var i = open.Count - 1; i >= 0; i--)
            if (open[i].Due <= simulation.Now && !open[i].Take())
                open.RemoveAt(i);
        if (open.Count > 0 && simulation.Peek() < DateTime.MaxValue)
            Arm();
    }

    private void Arm()
    {
        var first = open[0].Due;
        for (var i = 1; i < open.Count; i++)
            if (open[i].Due < first)
                first = open[i].Due;
        alarm.SetAt(first > simulation.Now ? first : simulation.Now);
    }
}
