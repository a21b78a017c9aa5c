using CloudSim.Net.Networking;

namespace CloudSim.Net.Containers;

/// <summary>What is asked of an engine for one container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Image">A tag of the store.</param>
public sealed record ContainerSpec(string Name, string Image)
{
    /// <summary>The network; the default bridge if left out.</summary>
    public Network? Network { get; init; }

    /// <summary>Names beside its own by which others on the network find it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Ports to publish: the machine's, the container's.</summary>
    public IReadOnlyList<(int Machine, int Container)> Ports { get; init; } = [];

    /// <summary>Limits: files of the cgroup and what to write into them.</summary>
    public IReadOnlyList<(string File, string Text)> Limits { get; init; } = [];

    /// <summary>When to start it again.</summary>
    public RestartPolicy Restart { get; init; }

    /// <summary>Most starts again for <see cref="RestartPolicy.OnFailure"/>; 0 = no limit.</summary>
    public int MostRestarts { get; init; }

    /// <summary>Whether its program ends on SIGTERM. As first process of its pid namespace it gets no SIGTERM without a handler.</summary>
    public bool HandlesTerminate { get; init; }

    internal bool HasValidName => Name.Length > 0 && !Name.Any(c => c == '/' || char.IsControl(c));

    /// <summary>What its program does once it runs; null: it stays until it is ended. The exit code is 0 when it ends.</summary>
    public Func<OciContainer, IEnumerable<Event>>? Program { get; init; }
}
