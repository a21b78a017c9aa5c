using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>A closed program in a guest: unit after unit of one profile, each unit's events drawn anew.</summary>
/// <param name="guest">Where it runs.</param>
/// <param name="profile">One unit of its work.</param>
/// <param name="stream">Draws of the events; the same stream gives every platform the same work.</param>
public sealed class BatchJob(Guest guest, WorkProfile profile, RandomStream stream)
{
    private static readonly Bytes Operation = 4.KiB;

    /// <summary>Units done.</summary>
    public long Completed { get; private set; }

    /// <summary>Runs this many units; the process ends with the last.</summary>
    public Process Run(long units) => guest.Host.Simulation.Process(Work(units));

    private IEnumerable<Event> Work(long units)
    {
        for (long i = 0; i < units; i++)
        {
            var unit = profile.Draw(stream);
            var computing = guest.Bill(unit with { BlockOperations = 0 });
            yield return guest.Cpu.Execute(guest.Nanoseconds(computing.OnCpu));
            for (var n = stream.Poisson(profile.BlockOperations); n > 0; n--)
                foreach (var step in guest.BlockOperation(Operation))
                    yield return step;
            Completed++;
        }
    }
}
