using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>A state in which a machine runs nothing and draws little, with what it takes to get there and back.</summary>
public sealed record SleepState : IParameterized
{
    /// <summary>Power asleep.</summary>
    public required Watts Asleep { get; init => field = Check.Amount(value); }

    /// <summary>Time to fall asleep.</summary>
    public required TimeSpan FallAsleep { get; init => field = Check.Time(value); }

    /// <summary>Power while it falls asleep.</summary>
    public required Watts FallingAsleep { get; init => field = Check.Amount(value); }

    /// <summary>Time to wake up, until it can run something.</summary>
    public required TimeSpan WakeUp { get; init => field = Check.Time(value); }

    /// <summary>Power while it wakes up.</summary>
    public required Watts Waking { get; init => field = Check.Amount(value); }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>Suspend to RAM (ACPI S3): memory keeps its contents, all else is off (<c>SuspendToRam.csv</c>).</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="full">The machine's power with all CPUs busy, of which the powers are parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The power is negative or not finite.</exception>
    public static SleepState SuspendToRam(Parameters parameters, Watts full) => Read(parameters, nameof(SuspendToRam), full);

    /// <summary>Shut down but for its management controller, and booted to serve again (<c>PoweredOff.csv</c>).</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="full">The machine's power with all CPUs busy, of which the powers are parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The power is negative or not finite.</exception>
    public static SleepState PoweredOff(Parameters parameters, Watts full) => Read(parameters, nameof(PoweredOff), full);

    private static SleepState Read(Parameters parameters, string sheet, Watts full)
    {
        Check.Amount(full);
        var part = parameters.Part(sheet);
        var p = part[sheet];
        return new SleepState
        {
            Asleep = full * p.Ratio("asleep"),
            FallAsleep = p.Duration("fall_asleep"),
            FallingAsleep = full * p.Ratio("falling_asleep"),
            WakeUp = p.Duration("wake_up"),
            Waking = full * p.Ratio("waking"),
            Uses = part.Uses,
        };
    }
}
