using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Scheduling.Eevdf;

namespace CloudSim.Net.Tests.Kernel.Locks;

/// <summary>
/// What a hand-over takes: the word's way to the next holder; where all spin on one word, also the requests of half of the others, which
/// come first (Boyd-Wickizer et al., OLS 2012); where each spins on a word of its own, no more.
/// </summary>
public class HandOverTests
{
    private const int Waiters = 5;

    [Theory]
    [InlineData(SpinLockKind.Ticket, true)]
    [InlineData(SpinLockKind.ParavirtualTicket, true)]
    [InlineData(SpinLockKind.Unfair, true)]
    [InlineData(SpinLockKind.Queued, false)]
    [InlineData(SpinLockKind.UnfairQueued, false)]
    [InlineData(SpinLockKind.ParavirtualQueued, false)]
    [InlineData(SpinLockKind.ParavirtualQueuedInOrder, false)]
    public void On_one_word_it_grows_by_half_a_request_for_each_that_spins(SpinLockKind kind, bool onOneWord)
    {
        // Long enough to be seen on the simulation's clock of 100 ns.
        var machine = HostModel.RackServer(P.With("SpinLocks.transfer", "30000cycles").With("SpinLocks.request", "20000cycles"));
        var (transfer, request) = (30_000 / machine.Cpu.Clock.Hertz * 1e9, 20_000 / machine.Cpu.Clock.Hertz * 1e9);
        var sim = new Simulation();
        var (scheduler, held) = (new EevdfScheduler(sim, Waiters + 1, P), new SpinLock(machine, kind));
        var (waits, released) = (new List<long>(), 0L);
        for (var i = 0; i <= Waiters; i++)
        {
            var (task, holds) = (scheduler.CreateTask($"task {i}"), false);
            task.Done = () =>
            {
                if (!holds)
                {
                    held.Acquire(task, Taken);
                    return;
                }

                released = scheduler.NowNs;
                task.Done = () => { };
                held.Release(task);
            };
            task.Demand(1_000 * (i + 1));

            void Taken()
            {
                waits.Add(scheduler.NowNs - released);
                holds = true;
                task.Demand(200_000);
            }
        }

        sim.Run(TimeSpan.FromMilliseconds(10));
        Assert.Equal(Waiters + 1, waits.Count);
        for (var spinning = 0; spinning < Waiters; spinning++)
            Assert.Equal(transfer + (onOneWord ? spinning * request / 2 : 0), waits[Waiters - spinning], 200.0);
    }
}
