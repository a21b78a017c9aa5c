using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>A closed program in a guest: unit after unit of one profile, each unit's events drawn anew.</summary>
/// <param name="guest">Where it runs.</param>
/// <param name="profile">One unit of its work.</param>
/// <remarks>It draws from the guest's stream of the profile's name: guests of one path do the same work on every platform.</remarks>
public sealed class BatchJob(Guest guest, WorkProfile profile)
{
    private static readonly Bytes Operation = 4.KiB;

    private readonly RandomStream stream = guest.Streams[$"job {profile.Name}"];

    /// <summary>Units done.</summary>
    public long Completed { get; private set; }

    /// <summary>Runs this many units; the process ends with the last, or when the guest is stopped.</summary>
    public Process Run(long units) => guest.Host.Simulation.Process(Work(units));

    private IEnumerable<Event> Work(long units)
    {
        for (long i = 0; i < units; i++)
        {
            var cost = guest.Cost(profile.Draw(stream) with { BlockOperations = 0 });
            var operations = Whole(profile.BlockOperations);
            yield return guest.Cpu.Execute(guest.Nanoseconds(cost.OnCpu));
            if (guest.Device is { } thread && cost.Device > Cycles.Zero)
                yield return thread.Execute(guest.Nanoseconds(cost.Device));
            if (profile.Wait > TimeSpan.Zero)
                yield return guest.Host.Simulation.Timeout(profile.Wait);
            for (var n = 0; n < operations; n++)
                foreach (var step in guest.BlockOperation(Operation))
                    yield return step;
            if (guest.State == GuestState.Stopped)
                yield break;
            Completed++;
        }
    }

    // The whole part, and one more as often as the rest says.
    private long Whole(double mean)
    {
        var whole = (long)mean;
        return whole + (stream.NextDouble() < mean - whole ? 1 : 0);
    }
}
