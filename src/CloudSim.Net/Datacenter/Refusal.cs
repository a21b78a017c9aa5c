namespace CloudSim.Net.Datacenter;

/// <summary>Why a node, or a whole datacenter, does not take a guest, in numbers.</summary>
/// <param name="Filter">Who refuses: a resource (<c>memory</c>), a filter's name, or <c>host</c> for what the machine itself has run out
/// of.</param>
/// <param name="Detail">What was asked and what there is, for instance <c>asked 8 GiB, at most 3.2 GiB free on a node</c>.</param>
public sealed record Refusal(string Filter, string Detail)
{
    /// <summary>The filter and the detail.</summary>
    public override string ToString() => $"{Filter}: {Detail}";

    /// <summary>A node has too little of something; null if it has enough.</summary>
    public static Refusal? Of(in Resources asked, in Resources free)
    {
        foreach (var kind in asked.ShortOf(free))
            return Short(kind, asked, free);
        return null;
    }

    /// <summary>A node has too little of one resource.</summary>
    internal static Refusal Short(ResourceKind kind, in Resources asked, in Resources free) =>
        new(Resources.Name(kind), $"asked {asked.Text(kind)}, {free.Text(kind)} free");
}
