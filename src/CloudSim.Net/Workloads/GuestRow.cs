using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>A guest of a <see cref="GuestTrace"/>.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Submitted">When it is asked for, since the start of the simulation.</param>
/// <param name="Duration">How long it runs.</param>
/// <param name="Cpus">CPUs that it asks for, more than 0.</param>
/// <param name="Memory">Memory that it asks for.</param>
public sealed record GuestRow(string Id, TimeSpan Submitted, TimeSpan Duration, double Cpus, Bytes Memory)
{
    /// <summary>Its name.</summary>
    public string Id { get; init => field = Check.NotNull(value); } = Check.NotNull(Id);

    /// <summary>When it is asked for, since the start of the simulation.</summary>
    public TimeSpan Submitted { get; init => field = Check.Time(value); } = Check.Time(Submitted);

    /// <summary>How long it runs.</summary>
    public TimeSpan Duration { get; init => field = Check.Time(value); } = Check.Time(Duration);

    /// <summary>CPUs that it asks for, more than 0.</summary>
    public double Cpus { get; init => field = Check.Positive(value); } = Check.Positive(Cpus);

    /// <summary>Memory that it asks for.</summary>
    public Bytes Memory { get; init => field = Check.Memory(value); } = Check.Memory(Memory);

    /// <summary>
    /// A request for a guest of a platform of this size: it touches half of its memory, is limited to its CPUs (<c>cpu.max</c>), and works
    /// on all of them from its start on, for a part of its time; then it idles until that is over.
    /// </summary>
    /// <param name="platform">How it is isolated.</param>
    /// <param name="busy">CPU time that it needs, as a share (0 to 1) of all that it might have.</param>
    public Datacenter.Request Request(Platform platform, double busy)
    {
        Check.Share(busy, nameof(busy));
        var vcpus = (int)Math.Ceiling(Cpus);
        var work = Duration * (busy * Cpus / vcpus);
        var spec = new GuestSpec(Memory, Memory * 0.5)
        {
            VCpus = vcpus, Limits = new() { CpuMax = new(Durations.OfSeconds(Cpus), TimeSpan.FromSeconds(1)) },
        };
        var request = GuestSandbox.Request(Id, platform, spec, Work);
        return request with { Duration = Duration, Needs = request.Needs.WithCpus(Cpus) };

        void Work(Guest guest)
        {
            for (var i = 0; i < vcpus && work > TimeSpan.Zero; i++)
                guest.CreateThread($"worker {i}").Demand(work);
        }
    }
}
