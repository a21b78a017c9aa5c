using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>
/// What a request asks of other services on the way: it goes to all of them at once and its worker waits, without CPU time, until the last
/// has answered. Fails one, the request fails.
/// </summary>
/// <param name="After">Share of the request's own work that is done before, 0 to 1.</param>
/// <param name="To">Who is asked, one request each; a backend may stand there several times.</param>
public sealed record Call(double After, IReadOnlyList<Backend> To)
{
    /// <summary>Share of the request's own work that is done before, 0 to 1.</summary>
    public double After { get; init => field = Check.Share(value); } = Check.Share(After);

    /// <summary>Who is asked, one request each; at least one.</summary>
    public IReadOnlyList<Backend> To { get; init => field = Checked(value); } = Checked(To);

    private static IReadOnlyList<Backend> Checked(IReadOnlyList<Backend> to) =>
        Check.NotNull(to, nameof(To)).Count > 0 ? to : throw new ArgumentException("a call goes to somebody", nameof(To));
}
