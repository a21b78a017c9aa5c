namespace CloudSim.Net.Scheduling.Cfs;

/// <content>
/// The timer tick: one instant for all CPUs, stopped while none needs it, and skipped over rounds that only repeat themselves.
/// </content>
public sealed partial class CfsScheduler
{
    // Ticks of all CPUs fall on one instant; the tick stops with the last CPU that needs it.
    internal override void StartTick(int cpu)
    {
        ticking[cpu >> 6] |= 1UL << (cpu & 63);
        if (TickAlarm.IsSet)
            return;
        // Who needs the tick at the very instant of one still gets it: a running tick comes after what was timed earlier.
        var now = NowNs;
        NextTick = (now + Rules.KernelTime) % TickNs == 0 && lastTick != now ? now : Rules.Next(now, TickNs);
        Set(TickAlarm, NextTick);
    }

    internal bool LateTick() => Rules.TickSkew > 0 && Skew.Next() < 0.5;

    private protected override void OnTick()
    {
        TickTime = lastTick = NowNs;
        NextTick = Rules.Next(lastTick, TickNs);
        if (rounds.IsPassing)
        {
            Land();
            TickTime = -1;
            return;
        }

        var jiffies = (lastTick + Rules.KernelTime) / TickNs;
        var balance = Balances;
        if (order is { } cpus)
            foreach (var index in Shuffled(cpus))
                OnTick(Processors[index], balance, jiffies);
        else
            for (var word = 0; word < ticking.Length; word++)
                for (var bits = balance ? WordOfCpus(word) : ticking[word]; bits != 0; bits &= bits - 1)
                    OnTick(Processors[(word << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits)], balance, jiffies);
        var any = false;
        foreach (var word in ticking)
            any |= word != 0;
        TickTime = -1;
        if ((any || IsUneven) && !TickAlarm.IsSet)
            Set(TickAlarm, Rules.SkipRounds && domains == null ? rounds.NextTick(lastTick, NextTick) : NextTick);
    }

    private void OnTick(CfsCpu cpu, bool balance, long jiffies)
    {
        var ticked = balance || cpu.Ticking;
        if (ticked)
            cpu.Tick();
        if (balance && domains != null)
            domains.OnTick(cpu.Index, jiffies);
        else if (balance)
            balancer.OnTick(cpu, jiffies);
        if (!cpu.WantsTick)
        {
            cpu.Ticking = false;
            ticking[cpu.Index >> 6] &= ~(1UL << (cpu.Index & 63));
        }

        if (cpu.Curr == null && cpu.Root.NrRunning > 0)
            cpu.Schedule();
        else if (ticked)
            cpu.AfterTick();
    }

    // Ticks fall on one instant only up to the skew: which CPU asks first for what is left of a quota is another one each time.
    private int[] Shuffled(int[] cpus)
    {
        for (var i = cpus.Length - 1; i > 0; i--)
        {
            var j = (int)(Skew.Next() * (i + 1));
            (cpus[i], cpus[j]) = (cpus[j], cpus[i]);
        }

        return cpus;
    }

    // The tick at the end of rounds that were passed at once.
    private void Land()
    {
        rounds.Land(lastTick);
        var balance = Balances;
        foreach (var cpu in Processors)
            if (balance || cpu.Ticking)
                cpu.AfterTick();
        Set(TickAlarm, NextTick);
    }

    // Nothing happens while rounds are passed, unless a run was stopped or is made by steps.
    private void StopPassing()
    {
        if (!rounds.IsPassing)
            return;
        rounds.TakeBack();
        Set(TickAlarm, Rules.Next(NowNs, TickNs));
    }

    private ulong WordOfCpus(int word) => Cpus - (word << 6) >= 64 ? ulong.MaxValue : (1UL << (Cpus & 63)) - 1;
}
