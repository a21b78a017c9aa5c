using System.Globalization;

namespace CloudSim.Net.Experiments.Validation.Containers;

/// <summary>
/// The forms of a measured point: units, and values of parameters by key. A value that no measurement can have is malformed; one that a
/// measurement can have is perhaps not modelled.
/// </summary>
internal static class PointForms
{
    // The largest value of any unit: a million seconds in microseconds.
    private const double Most = 1e12;

    private static readonly string[] Units = ["us", "ms", "1/s", "Gbit/s", "calls"];
    private static readonly string[] Kinds = ["mnt", "pid", "net", "uts", "ipc", "user", "cgroup", "time"];

    private static readonly Dictionary<string, (long Least, long Most)> Numbers = new(StringComparer.Ordinal)
    {
        ["existing"] = (0, 1_000_000), ["existing_ports"] = (0, 1_000_000), ["parallel"] = (1, 1_000), ["layers"] = (0, 500),
        ["lower_layers"] = (1, 500), ["mounts_in_caller"] = (0, 1_000_000), ["parent_touched_mib"] = (0, 1_000_000),
        ["bytes"] = (0, 1_000_000), ["file_bytes"] = (0, 1_000_000_000_000), ["streams"] = (1, 1_000), ["answers"] = (0, 1_000),
        ["netns"] = (0, 1_000_000), ["published_port"] = (0, 1),
    };

    // What is simulated, and what is known beside it.
    private static readonly Dictionary<string, (string[] Modelled, string[] Others)> Words = new(StringComparer.Ordinal)
    {
        ["cgroup"] = (["v1", "v2"], []), ["ns"] = (Kinds, []),
        ["call"] = (["fork", "fork+exec", "vfork+exec", "posix_spawn"], ["vfork", "clone", "clone3"]),
        ["upper_fs"] = (["ext4", "tmpfs"], ["xfs", "btrfs"]), ["cache"] = (["warm"], ["cold"]),
        ["option"] = (["none", "volatile"], ["metacopy=on", "index=on"]),
        ["engine"] = (["dockerd", "containerd_ctr"], ["podman", "crio"]), ["runtime"] = (["runc", "crun"], ["youki", "runsc", "kata"]),
        ["net"] = (["none", "host", "bridge", "user_defined"], ["macvlan", "ipvlan"]), ["proto"] = (["udp", "tcp"], ["icmp"]),
        ["storage"] = (["overlay2", "overlayfs_snapshotter"], ["btrfs", "zfs", "vfs", "devicemapper", "native_snapshotter"]),
        ["variant"] = (["default", "nonet", "userns", "limits", "mntpid"], ["nonetns_nocg"]), ["exe"] = (["static", "dynamic"], []),
    };

    // The same of keys whose value names several, with + between them.
    private static readonly Dictionary<string, string[]> Sums = new(StringComparer.Ordinal)
    {
        ["flags"] = ["none", "all7", .. Kinds], ["features"] = ["mntonly", "all", "net", "veth", "cg1", "cg2"],
        ["limits"] = ["cpu", "memory"],
        ["controllers"] = ["none", "cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "pids", "net_cls", "net_prio",
            "perf_event", "hugetlb", "rdma", "misc"],
    };

    // Keys with names of the measurement's own: all may stand, these are simulated. The predictor looks at paths itself.
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["seccomp"] = ["unconfined"], ["file_in"] = ["bottom"], ["veth_in"] = ["all"], ["conditions"] = ["no_priority_heavier_load"],
        ["resolver"] = ["dnsmasq_over_bridge", "dnsmasq_in_container_ns", "dnsmasq_refused_name"], ["source"] = ["etc_hosts_200_entries"],
    };

    // What is wrong with a row, and what would be right; null for nothing.
    public static (string What, string Right)? Wrong(string parameters, double value, string unit, string n)
    {
        if (!(value > 0 && value <= Most))
            return (string.Create(CultureInfo.InvariantCulture, $"a value of {value}"), "a positive number of at most 1e12");
        if (!Units.Contains(unit))
            return ($"unit '{Short(unit)}' is not known", string.Join(", ", Units));
        if (!int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var samples) || samples == 0)
            return ($"'{Short(n)}' in column n is no number of samples", "a whole number from 1 up");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, text) in Pairs(parameters))
            if (text is null || key.Length == 0)
                return ($"'{Short(key)}' in column parameters", "KEY=VALUE, with a semicolon between two");
            else if (!seen.Add(key))
                return ($"{Short(key)} stands twice in column parameters", "each key once");
            else if (Right(key, text) is { } right)
                return ($"{key}={Short(text)} in column parameters", right);
        return null;
    }

    /// <summary>Whether every parameter is one that the models know.</summary>
    public static bool AreModelled(string parameters) => Pairs(parameters).All(p => Words.TryGetValue(p.Key, out var words)
        ? words.Modelled.Contains(p.Value) : Names.TryGetValue(p.Key, out var names) ? names.Contains(p.Value)
        : Numbers.ContainsKey(p.Key) || Sums.ContainsKey(p.Key) || p.Key is "path" or "already_running");

    private static IEnumerable<(string Key, string? Value)> Pairs(string parameters) =>
        parameters.Length == 0 ? [] : parameters.Split(';').Select(p => p.Split('=', 2)).Select(p => (p[0], p.ElementAtOrDefault(1)));

    // The right form of a key's value; null if it has it.
    private static string? Right(string key, string value)
    {
        if (Numbers.TryGetValue(key, out var range))
            return IsNumber(value, range.Least, range.Most) ? null : $"{key}={range.Least} to {key}={range.Most}";
        if (Words.TryGetValue(key, out var words))
            return words.Modelled.Concat(words.Others).Contains(value) ? null : string.Join(", ", words.Modelled.Concat(words.Others));
        if (Sums.TryGetValue(key, out var parts))
            return value.Split('+').All(parts.Contains) ? null : $"{string.Join(", ", parts)}, with + between two";
        return key != "already_running" || IsRange(value) ? null : "a range such as 30-39, at most 1000000";
    }

    private static bool IsRange(string value) => value.Split('-') is { Length: 2 } ends
        && ends.All(e => IsNumber(e, 0, 1_000_000)) && int.Parse(ends[0], CultureInfo.InvariantCulture)
            <= int.Parse(ends[1], CultureInfo.InvariantCulture);

    private static bool IsNumber(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most;

    private static string Short(string text) => Printable.Of(text, most: 40);
}
