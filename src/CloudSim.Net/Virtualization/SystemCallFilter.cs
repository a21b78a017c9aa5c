using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// A filter of system calls (seccomp): a program of the classic Berkeley packet filter that the kernel runs at each call before it does
/// it (<c>__seccomp_filter</c>). The program compares the call's number with one after the other of those that are allowed, so that a
/// call costs by its place in the list. Since Linux 5.11 the kernel knows beforehand which calls the program allows whatever their
/// arguments are, and tests a bit for them (<c>seccomp_cache_prepare</c>); only calls whose arguments are looked at run the program.
/// </summary>
public sealed record SystemCallFilter : IParameterized
{
    private static readonly Version Bitmap = new(5, 11), Usual = new(6, 1);

    /// <summary>Its name.</summary>
    public required string Name { get; init => field = Check.NotNull(value); }

    /// <summary>Calls in its list, 0 or more: comparisons until the last one is found.</summary>
    public required int Calls { get; init => field = Check.Count(value); }

    /// <summary>Where in the list a call stands in the mean over calls as they are made: 0 the first, 1 the last.</summary>
    public required double MeanPlace { get; init => field = Check.Share(value); }

    /// <summary>Share of the calls made whose arguments are looked at (0 to 1).</summary>
    public required double Arguments { get; init => field = Check.Share(value); }

    /// <summary>Cycles to enter the program and to leave it, with what it is told about the call.</summary>
    public required Cycles Enter { get; init => field = Check.Amount(value); }

    /// <summary>Cycles of a comparison with its jump, translated to the CPU's code.</summary>
    public required Cycles Compare { get; init => field = Check.Amount(value); }

    /// <summary>Cycles of the slow way into the kernel and a test of the call's bit.</summary>
    public required Cycles TestBit { get; init => field = Check.Amount(value); }

    /// <summary>Version of the kernel that runs it; left out, that of the host (<see cref="HostModel.KernelVersion"/>).</summary>
    public Version? Kernel { get; init; }

    /// <summary>
    /// The filter that the process has inherited, which runs too: nobody can take one off. The bit is one for all of them; where one of
    /// them looks at a call's arguments, all run.
    /// </summary>
    public SystemCallFilter? Inherited { get; init; }

    /// <summary>Every number that it was made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>What it adds to a call, in the mean.</summary>
    /// <param name="host">Version of the kernel around it, where it names none itself; 6.1 if left out.</param>
    public Cycles PerCall(Version? host = null) => TestBit + Running * ((Kernel ?? host ?? Usual) < Bitmap ? 1 : Inspected);

    /// <summary>What running the program for a call at this place costs.</summary>
    /// <param name="place">0 the first of the list, 1 the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 1.</exception>
    public Cycles Program(double place) => Enter + Compare * (Calls * Check.Share(place));

    private Cycles Running => Program(MeanPlace) + (Inherited?.Running ?? Cycles.Zero);

    private double Inspected => 1 - (1 - Arguments) * (1 - (Inherited?.Inspected ?? 0));

    // Below the outermost one that it has inherited already.
    internal SystemCallFilter In(SystemCallFilter around) => this with { Inherited = Inherited?.In(around) ?? around };

    /// <summary>The profile that Docker and containerd give containers which are not privileged.</summary>
    /// <exception cref="ArgumentNullException">No parameters.</exception>
    public static SystemCallFilter Default(Parameters parameters) => Check.NotNull(parameters, nameof(parameters))
        .Make(nameof(SystemCallFilter), p =>
    {
        var sheet = p.Beside<SystemCallFilter>();
        return new SystemCallFilter
        {
            Name = "Docker's default", Calls = sheet.Whole("calls"), MeanPlace = sheet.Ratio("mean_place"),
            Arguments = sheet.Ratio("arguments"), Enter = sheet.Cycles("enter"), Compare = sheet.Cycles("compare"),
            TestBit = sheet.Cycles("test_bit"), Uses = p.Uses,
        };
    });
}
