using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>
/// How a machine's CPUs change their clock: a core that was idle starts slowly until the governor has seen it busy, and few
/// busy cores turbo higher than all of them.
/// </summary>
/// <param name="Slowest">Clock of a core that has just left a long idle time.</param>
/// <param name="Ramp">How long it stays there, busy, until it is at full speed (samples of the governor).</param>
/// <param name="ColdAfter">Idle time after which a core starts slowly again.</param>
/// <param name="OneCore">Clock of a single busy core; from there down to the CPU model's clock with all cores busy.</param>
public sealed record ClockGovernor(Frequency Slowest, TimeSpan Ramp, TimeSpan ColdAfter, Frequency OneCore)
{
    /// <summary>Clock of a core that has just left a long idle time.</summary>
    public Frequency Slowest { get; init => field = Check.Rate(value); } = Check.Rate(Slowest);

    /// <summary>How long it stays there, busy, until it is at full speed (samples of the governor).</summary>
    public TimeSpan Ramp { get; init => field = Check.Time(value); } = Check.Time(Ramp);

    /// <summary>Idle time after which a core starts slowly again.</summary>
    public TimeSpan ColdAfter { get; init => field = Check.Time(value); } = Check.Time(ColdAfter);

    /// <summary>Clock of a single busy core; from there down to the CPU model's clock with all cores busy.</summary>
    public Frequency OneCore { get; init => field = Check.Rate(value); } = Check.Rate(OneCore);

    /// <summary>The governor of a host's data file; null where it names none: every core always runs at the CPU model's clock.</summary>
    public static ClockGovernor? From(ParameterSheet sheet) => !sheet.Has("clock_slowest") ? null : new ClockGovernor(
        sheet.Frequency("clock_slowest"), sheet.Duration("clock_ramp"), sheet.Duration("clock_cold_after"),
        sheet.Frequency("clock_one_core"));
}
