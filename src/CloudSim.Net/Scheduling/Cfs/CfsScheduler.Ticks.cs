using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Cfs;

/// <content>
/// The timer tick: one instant for all CPUs, stopped while none needs it, and skipped over rounds that only repeat themselves.
/// </content>
public sealed partial class CfsScheduler
{
    // Ticks of all CPUs fall on one instant; the tick stops with the last CPU that needs it.
    internal override void StartTick(int cpu)
    {
        if (IsCooperative)
            return;
        ticking[cpu >> 6] |= 1UL << (cpu & 63);
        if (TickAlarm.IsSet)
            return;
        // Who needs the tick at the very instant of one still gets it.
        var now = ClockNs;
        NextTick = (now + Rules.KernelTime) % TickNs == 0 && lastTick != now ? now : Rules.Next(now, TickNs);
        Set(TickAlarm, NextTick);
    }

    internal bool LateTick() => Rules.TickSkew > 0 && Skew.Next() < 0.5;

    // When a busy CPU last brought all its averages up to date (rebalance_domains).
    internal long BalancedAt(CfsCpu cpu)
    {
        var jiffies = (ClockNs + Rules.KernelTime) / TickNs;
        var last = domains?.LastLook(cpu.Index, jiffies) ?? balancer.LastLook(cpu.Index, jiffies);
        return AlarmTime((last * TickNs) - Rules.KernelTime);
    }

    // Something happens between ticks: what follows need not repeat what was.
    internal void Disturb()
    {
        if (TickTime < 0)
            Changes++;
    }

    private protected override void OnTick()
    {
        var now = NowNs;
        Phase.Enter(now, TickPriority);
        if (IsPassing)
            Land(now);
        else
            Tick(now);
        var any = false;
        foreach (var word in ticking)
            any |= word != 0;
        if ((!any && !IsUneven) || TickAlarm.IsSet)
            return;
        // Where the CPUs tick in an order that is drawn each time, each tick is needed for its draws.
        var ahead = Rules.SkipRounds && !IsVirtual && domains == null && order == null && Caches == null ? rounds.Ahead(lastTick) : null;
        IsPassing = ahead != null;
        Set(TickAlarm, ahead ?? NextTick);
    }

    // A reader or an act finds everything as if no round had been passed: the ticks since the last whole round are made up for. That of
    // this very instant has its place behind all that is not a tick or a switch.
    private protected override void StopPassing()
    {
        IsPassing = false;
        var now = NowNs;
        var last = Phase.HasPassed(now, TickPriority) ? now : now - 1;
        lastTick = rounds.Stop(last);
        NextTick = Rules.Next(lastTick, TickNs);
        while (AlarmTime(NextTick) is var time && time <= last)
            Tick(time);
        rounds.Touched(now);
        Set(TickAlarm, NextTick);
    }

    private protected override void LateTick(Processor cpu)
    {
        TickTime = NowNs;
        ((CfsCpu)cpu).Ticking = true;
        StartTick(cpu.Index);
        OnTick((CfsCpu)cpu, Balances, (TickTime + Rules.KernelTime) / TickNs);
        TickTime = -1;
    }

    private void Tick(long now)
    {
        TickTime = lastTick = now;
        NextTick = Rules.Next(lastTick, TickNs);
        var jiffies = (lastTick + Rules.KernelTime) / TickNs;
        var balance = Balances;
        if (order is { } cpus)
            foreach (var index in Shuffled(cpus))
                OnTick(Processors[index], balance, jiffies);
        else
            for (var word = 0; word < ticking.Length; word++)
                for (var bits = balance ? WordOfCpus(word) : ticking[word]; bits != 0; bits &= bits - 1)
                    OnTick(Processors[(word << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits)], balance, jiffies);
        TickTime = -1;
    }

    // The tick at the end of rounds that were passed at once.
    private void Land(long now)
    {
        IsPassing = false;
        rounds.Land(now);
        TickTime = lastTick = now;
        NextTick = Rules.Next(lastTick, TickNs);
        var balance = Balances;
        foreach (var cpu in Processors)
            if (balance || cpu.Ticking)
                cpu.AfterTick();
        TickTime = -1;
    }

    private void OnTick(CfsCpu cpu, bool balance, long jiffies)
    {
        var ticked = balance || cpu.Ticking;
        if (ticked && cpu.PutsOffTick())
        {
            StopTick(cpu);
            return;
        }

        if (ticked)
            cpu.Tick();
        if (balance && domains != null)
            domains.OnTick(cpu.Index, jiffies);
        else if (balance)
            balancer.OnTick(cpu, jiffies);
        if (!cpu.WantsTick)
            StopTick(cpu);

        if (cpu.Curr == null && cpu.Root.NrRunning > 0)
            cpu.Schedule();
        else if (ticked)
            cpu.AfterTick();
    }

    private void StopTick(CfsCpu cpu)
    {
        cpu.Ticking = false;
        ticking[cpu.Index >> 6] &= ~(1UL << (cpu.Index & 63));
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

    private ulong WordOfCpus(int word) => Cpus - (word << 6) >= 64 ? ulong.MaxValue : (1UL << (Cpus & 63)) - 1;
}
