namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>
/// Which series looks how. A platform has its own look everywhere; a series of a platform (<c>Xen PV, two vCPUs</c>) has the platform's
/// colour; any other name has the next look when it first comes, and keeps it in all figures of a script.
/// </summary>
internal sealed class Looks
{
    private readonly Dictionary<string, Look> given = [];
    private readonly Dictionary<string, int> ofPlatform = [];
    private int others;

    public Look Of(string name)
    {
        if (PlatformLooks.Of(name) is { } own)
            return own;
        if (given.TryGetValue(name, out var known))
            return known;
        return given[name] = PlatformLooks.Within(name) is { } platform ? OfPlatform(platform)
            : name.Length == 0 ? Palette.Number(0) : Palette.Number(others++);
    }

    /// <summary>Gives looks in this order.</summary>
    public void Add(IEnumerable<string> names)
    {
        foreach (var name in names)
            Of(name);
    }

    private Look OfPlatform(string platform)
    {
        var number = ofPlatform[platform] = ofPlatform.GetValueOrDefault(platform, -1) + 1;
        return Palette.Number(number, PlatformLooks.Of(platform)!.Value.Color);
    }
}
