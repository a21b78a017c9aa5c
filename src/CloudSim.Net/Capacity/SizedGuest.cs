using CloudSim.Net.Datacenter;
using CloudSim.Net.Traces;

namespace CloudSim.Net.Capacity;

/// <summary>A guest of a trace, or a part of one that is larger than a host, as a fleet's hosts see it.</summary>
/// <param name="Traced">The guest in the trace.</param>
/// <param name="Name">Its name; of a part with its number.</param>
/// <param name="Spec">What it is given.</param>
/// <param name="Needs">What it requests of a host.</param>
/// <param name="Scale">CPUs of a host, without a platform, for each CPU that the trace says it uses.</param>
public sealed record SizedGuest(TracedGuest Traced, string Name, GuestSpec Spec, Resources Needs, double Scale);
