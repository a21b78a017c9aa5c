using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// What a guest's kernel and the services of its system do though nobody asks anything of them: timers, grace periods, write-back,
/// statistics, logs, daily jobs. A library with one program does nothing by itself.
/// </summary>
/// <param name="WakeUps">How often the guest wakes for it, in a second, with one CPU; not negative.</param>
/// <param name="WakeUpsPerCpu">How often more for each further CPU; not negative.</param>
/// <param name="Work">What it does each time, the halt and the interrupt counted.</param>
/// <param name="CachePerHour">Files that it reads and writes in an hour, which stay in its page cache: 0 B to 4 PiB.</param>
/// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
public sealed record Housekeeping(double WakeUps, double WakeUpsPerCpu, WorkProfile Work, Bytes CachePerHour)
{
    /// <summary>Nothing.</summary>
    public static Housekeeping None { get; } = new(0, 0, new WorkProfile { Name = "housekeeping" }, Bytes.Zero);

    /// <summary>How often the guest wakes for it, in a second, with one CPU; not negative.</summary>
    public double WakeUps { get; init => field = Check.Amount(value); } = Check.Amount(WakeUps);

    /// <summary>How often more for each further CPU; not negative.</summary>
    public double WakeUpsPerCpu { get; init => field = Check.Amount(value); } = Check.Amount(WakeUpsPerCpu);

    /// <summary>What it does each time, the halt and the interrupt counted.</summary>
    public WorkProfile Work { get; init => field = Check.NotNull(value); } = Check.NotNull(Work);

    /// <summary>Files that it reads and writes in an hour, which stay in its page cache: 0 B to 4 PiB.</summary>
    public Bytes CachePerHour { get; init => field = Check.Memory(value); } = Check.Memory(CachePerHour);

    /// <summary>How often a guest of so many CPUs wakes, in a second.</summary>
    public double WakeUpsOn(int cpus) => WakeUps + (WakeUpsPerCpu * (Check.Between(cpus, 1, 4096) - 1));

    /// <summary>That of a kernel's data file; nothing if it names none.</summary>
    internal static Housekeeping Read(ParameterSheet p) => !p.Has("idle_wakeups") ? None : new(
        p.Frequency("idle_wakeups").Value.Hertz, p.Frequency("idle_wakeups_per_cpu").Value.Hertz,
        new WorkProfile
        {
            Name = "housekeeping", Kernel = p.Cycles("idle_wakeup"), Interrupts = 1, ContextSwitches = 2, Halts = 1,
        },
        p.Bytes("cache_per_hour"));
}
