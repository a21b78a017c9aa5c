namespace CloudSim.Net.Datacenter.Migration;

/// <summary>A way to move a running guest to another host.</summary>
public interface ILiveMigration
{
    /// <summary>
    /// Moves a guest: the method of a process (<c>sim.Process(how.Move(job))</c>). When it has ended, <see cref="MigrationJob.Result"/>
    /// tells how. The process may be interrupted at any instant, with the reason as cause: the flow then ends, and the guest runs on as
    /// before, where it was; unless it lived on the target already and not all its pages did, in which case it is lost.
    /// </summary>
    IEnumerable<Event> Move(MigrationJob job);
}
