using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads.Laws;

namespace CloudSim.Net.Workloads.Services;

/// <summary>What a service does with requests.</summary>
public sealed record ServiceSpec
{
    /// <summary>Name of the service in its guest, which decides its random numbers.</summary>
    public string Name { get; init => field = Check.NotNull(value); } = "service";

    /// <summary>A mean request. The device thread takes one half of its packets before the work, the other half after it.</summary>
    public required WorkProfile Work { get; init => field = Check.NotNull(value); }

    /// <summary>By how much the work of requests differs: a factor, usually of mean 1. It does not touch packets.</summary>
    public Law Factor { get; init => field = Check.NotNull(value); } = Law.Constant(1);

    /// <summary>
    /// Worker threads, at least 1: so many requests are worked on at a time, the others wait in the order of arrival. As many workers as
    /// requests share the guest's CPUs instead.
    /// </summary>
    public int Workers { get; init => field = Check.Between(value, 1, int.MaxValue); } = 1;

    /// <summary>Requests that may wait for a worker (the accept queue); who comes beyond is rejected at once, at no cost.</summary>
    public int Backlog { get; init => field = Check.Count(value); } = int.MaxValue;

    /// <summary>Drops requests that have waited too long when their turn comes; null for none.</summary>
    public ControlledDelay? Shedding { get; init; }

    /// <summary>
    /// Whether the service notices that a client has gone: then a request that waits is dropped, and one that is worked on is given up
    /// after the current part of its work. If not, the work is done for nobody.
    /// </summary>
    public bool DropsAbandoned { get; init; }

    /// <summary>Memory that a request takes while a worker has it, and gives back.</summary>
    public Bytes Memory { get; init => field = Check.Memory(value); }

    /// <summary>Size of a request: what a service on another host of the datacenter's network sends here.</summary>
    public Bytes Request { get; init => field = Check.Memory(value); }

    /// <summary>Size of an answer, which leaves through the host's network interface; one to a service of the same host does not.</summary>
    public Bytes Response { get; init => field = Check.Memory(value); }

    /// <summary>Calls of other services on the way, in order of <see cref="Call.After"/>.</summary>
    public IReadOnlyList<Call> Calls { get; init => field = Ordered(value); } = [];

    private static IReadOnlyList<Call> Ordered(IReadOnlyList<Call> calls)
    {
        for (var i = 1; i < Check.NotNull(calls, nameof(Calls)).Count; i++)
            if (calls[i].After < calls[i - 1].After)
                throw new ArgumentException($"call {i + 1} comes before call {i}", nameof(Calls));
        return calls;
    }
}
