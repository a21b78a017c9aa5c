using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>
/// Slows a guest whose writes a pre-copy cannot keep up with, step by step (QEMU's auto-converge; migration_trigger_throttle in
/// migration/ram.c). A step is made when so many periods, of at least so long, saw more written than a share of what was sent.
/// </summary>
public sealed record AutoConverge
{
    /// <summary>As QEMU does by default.</summary>
    public AutoConverge(Parameters parameters)
    {
        var sheet = parameters.Part(nameof(AutoConverge)).Beside<AutoConverge>();
        (Initial, Increment, Most) = (sheet.Ratio("initial"), sheet.Ratio("increment"), sheet.Ratio("most"));
        (Trigger, Periods, Period) = (sheet.Ratio("trigger"), sheet.Whole("periods"), sheet.Duration("period"));
    }

    /// <summary>Share of the guest's time that the first step takes away.</summary>
    public double Initial { get; init => field = Check.Share(value); }

    /// <summary>What each further step takes away in addition.</summary>
    public double Increment { get; init => field = Check.Share(value); }

    /// <summary>Most that is taken away.</summary>
    public double Most { get; init => field = Check.Share(value); }

    /// <summary>A period is bad if more bytes are written in it than this share of those sent.</summary>
    public double Trigger { get; init => field = Check.Amount(value); }

    /// <summary>Bad periods that make a step.</summary>
    public int Periods { get; init => field = Check.Between(value, 1, int.MaxValue); }

    /// <summary>Rounds are judged together until they have taken longer than this.</summary>
    public TimeSpan Period { get; init => field = Check.Time(value); }
}
