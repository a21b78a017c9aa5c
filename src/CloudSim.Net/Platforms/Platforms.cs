using System.Reflection;
using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms;

/// <summary>
/// The platforms that the project knows: every public static class of this namespace with a method <c>Of</c> that makes one.
/// </summary>
public static class Platforms
{
    private static readonly string[] Families = ["bare metal", "container", "user-space kernel", "unikernel", "microVM",
        "container in a microVM", "full VM", "paravirtualization", "binary translation", "emulation"];

    /// <summary>Who makes each of them, by the name of its class, for instance <c>Firecracker</c>; large and small letters are
    /// equal.</summary>
    public static IReadOnlyDictionary<string, Func<Parameters, Platform>> ByClass { get; } = new SortedDictionary<string,
        Func<Parameters, Platform>>(Makers().ToDictionary(make => make.Method.DeclaringType!.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, from nothing virtualized to everything.</summary>
    public static IReadOnlyList<Platform> Of(Parameters parameters) => parameters.Make<IReadOnlyList<Platform>>(nameof(Platforms), set =>
    [
        .. Makers().Select(make => make(set))
            .OrderBy(p => Array.IndexOf(Families, p.Family) is var place and >= 0 ? place : Families.Length)
                .ThenBy(p => p.Name, StringComparer.Ordinal),
    ]);

    /// <summary>The platform of this name.</summary>
    /// <exception cref="ArgumentException">No such platform; the message lists them.</exception>
    public static Platform Named(Parameters parameters, string name)
    {
        var all = Of(parameters.Unnoted());
        var found = all.FirstOrDefault(p => p.Name == name)
            ?? throw new ArgumentException($"no platform '{name}' (known: {string.Join(", ", all.Select(p => p.Name))})");
        parameters.Use(found);
        return found;
    }

    private static IEnumerable<Func<Parameters, Platform>> Makers() => typeof(Platforms).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(Platforms).Namespace && t.IsPublic)
        .Select(t => t.GetMethod("Of", BindingFlags.Public | BindingFlags.Static, [typeof(Parameters)]))
        .Where(of => of?.ReturnType == typeof(Platform))
        .Select(of => of!.CreateDelegate<Func<Parameters, Platform>>());
}
