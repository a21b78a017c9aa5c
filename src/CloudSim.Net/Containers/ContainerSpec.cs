using System.Runtime.CompilerServices;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>What is asked of an engine for one container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Image">A tag of the store.</param>
/// <exception cref="ArgumentNullException">A name or a list is null.</exception>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
/// <exception cref="ArgumentException">An alias is null or empty; a limit's file or text is null.</exception>
public sealed record ContainerSpec(string Name, string Image)
{
    private const int LastPort = 65_535;

    /// <summary>Its name.</summary>
    public string Name { get; init => field = Check.NotNull(value); } = Check.NotNull(Name);

    /// <summary>A tag of the store.</summary>
    public string Image { get; init => field = Check.NotNull(value); } = Check.NotNull(Image);

    /// <summary>The network; the default bridge if left out.</summary>
    public Network? Network { get; init; }

    /// <summary>Names beside its own by which others on the network find it.</summary>
    public IReadOnlyList<string> Aliases
    {
        get;
        init => field = Each(value, alias => ArgumentException.ThrowIfNullOrEmpty(alias, nameof(Aliases)));
    } = [];

    /// <summary>Ports to publish: the machine's, 1 to 65,535, or 0 for any that is free; the container's, 1 to 65,535.</summary>
    public IReadOnlyList<(int Machine, int Container)> Ports
    {
        get;
        init => field = Each(value, port =>
        {
            Check.Between(port.Machine, 0, LastPort, nameof(Ports));
            Check.Between(port.Container, 1, LastPort, nameof(Ports));
        });
    } = [];

    /// <summary>Limits: files of the cgroup and what to write into them.</summary>
    public IReadOnlyList<(string File, string Text)> Limits
    {
        get;
        init => field = Each(value, limit =>
        {
            ArgumentNullException.ThrowIfNull(limit.File, nameof(Limits));
            ArgumentNullException.ThrowIfNull(limit.Text, nameof(Limits));
        });
    } = [];

    /// <summary>When to start it again.</summary>
    public RestartPolicy Restart { get; init; }

    /// <summary>Most starts again, 0 or more, for <see cref="RestartPolicy.OnFailure"/>; 0 = no limit.</summary>
    public int MostRestarts { get; init => field = Check.Count(value); }

    /// <summary>
    /// Whether the engine removes it once its program has ended (<c>docker run --rm</c>); it is not started again then, whatever
    /// <see cref="Restart"/> says.
    /// </summary>
    public bool AutoRemove { get; init; }

    /// <summary>Whether its program ends on SIGTERM. As first process of its pid namespace it gets no SIGTERM without a handler.</summary>
    public bool HandlesTerminate { get; init; }

    internal bool HasValidName => Name.Length > 0 && !Name.Any(c => c == '/' || char.IsControl(c));

    /// <summary>
    /// What its program does once it runs; null: it stays until it is ended. The exit code is 0 when it ends, and one that returns null
    /// ends at once.
    /// </summary>
    public Func<OciContainer, IEnumerable<Event>>? Program { get; init; }

    private static IReadOnlyList<T> Each<T>(IReadOnlyList<T> value, Action<T> check, [CallerMemberName] string name = "")
    {
        foreach (var one in Check.NotNull(value, name))
            check(one);
        return value;
    }
}
