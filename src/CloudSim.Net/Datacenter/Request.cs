using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>What somebody wants to run in a datacenter: how much it needs, and how it is made where it is placed.</summary>
/// <param name="Name">Its name, for records and reports.</param>
/// <param name="Needs">What it requests. A node's requests never exceed what it allows; what is really used is another book.</param>
/// <param name="Make">Makes it on the node that was chosen; it may refuse (the host has run out of something that nobody requests).</param>
public sealed record Request(string Name, Resources Needs, MakeSandbox Make)
{
    /// <summary>Its name, for records and reports.</summary>
    public string Name { get; init => field = Check.NotNull(value); } = Check.NotNull(Name);

    /// <summary>What it requests: nothing less than 0.</summary>
    public Resources Needs { get; init => field = NotNegative(value); } = NotNegative(Needs);

    /// <summary>Makes it on the node that was chosen.</summary>
    public MakeSandbox Make { get; init => field = Check.NotNull(value); } = Check.NotNull(Make);

    /// <summary>Who goes first where the queue goes by priority: the higher one.</summary>
    public int Priority { get; init; }

    /// <summary>
    /// How long it waits for a place; null waits for ever, zero is refused at once if it has no place: also if there is one, but its turn
    /// does not come because of others who wait before it.
    /// </summary>
    public TimeSpan? Patience { get; init => field = value is { } given ? Check.Time(given) : null; } = TimeSpan.Zero;

    /// <summary>How long it runs from the moment that it has started; null until somebody stops it.</summary>
    public TimeSpan? Duration { get; init => field = value is { } given ? Check.Time(given) : null; }

    /// <summary>What it belongs to, for filters: tenant, application, tier.</summary>
    public Labels Labels { get; init => field = Check.NotNull(value); } = Labels.None;

    /// <summary>Near whom, and away from whom, it wants to be.</summary>
    public Affinity Affinity { get; init => field = Check.NotNull(value); } = Affinity.None;

    /// <summary>The image that its host fetches before it starts, unless the host has it; null for none.</summary>
    public RequestImage? Image { get; init; }

    private static Resources NotNegative(in Resources needs)
    {
        for (var kind = ResourceKind.Cpus; kind <= ResourceKind.Slots; kind++)
            if (needs[kind] < 0)
                throw new ArgumentOutOfRangeException(nameof(Needs),
                    $"a request needs 0 or more of {Resources.Name(kind)}, not {needs.Text(kind)}");
        return needs;
    }
}
