#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which processes of a machine does a process see and end from a chroot, and which from a container?
// Look for: chroot changes the root directory, and nothing that ps or kill asks; a user namespace stops kill, but hides nobody.
// Change: NamespaceKinds.Container to NamespaceKinds.Pid alone, or to Mount | Net: what of a container does ps depend on?

var script = new Script("Which processes of a machine does a process see and end from a chroot, and which from a container?", runs: 20);
var kills = script.Option("--kills", "N", "signals that the process sends to random pids", 50, atLeast: 1, atMost: 10_000);

return script.Main(args, experiment =>
{
    Jail[] jails = [new("host", NamespaceKinds.None, "/"), new("chroot", NamespaceKinds.None, "/srv"),
        new("chroot in a user namespace", NamespaceKinds.User, "/srv"), new("container", NamespaceKinds.Container, "/srv")];
    foreach (var jail in jails.Where(j => j != jails[2])) // the same small tree each time
        Console.WriteLine($"ps from the {jail.Name}:\n{string.Concat(Lines(Grow(new RandomStreams(experiment.Seed), jail, 4, 2)))}");

    var cells = from jail in jails from n in new[] { 10, 30, 100, 300 } select new Cell(jail, n);
    var seen = experiment.Run("kills", cells, (trial, cell) =>
    {
        var jailed = Grow(trial.Streams, cell.Jail, cell.Others, 10);
        var (all, visible) = (jailed.Table.Processes.Values.ToList(), jailed.Table.Visible(jailed).Count);
        var others = all.Where(o => o.Name.StartsWith("other", StringComparison.Ordinal)).ToList();
        for (var i = 0; i < experiment.Value(kills); i++)
            if (trial.Streams["pids"].Next(1, all.Count + 1) is var pid && pid != jailed.Pid)
                jailed.Table.Kill(jailed, pid, Signal.Kill);
        return new Seen(100.0 * visible / all.Count, 100.0 * others.Count(o => !o.IsAlive) / others.Count);
    }, until: o => new { o.SeesPct }).ByCell();
    var rows = seen.Select(c => new { From = c.Cell.Jail.Name, c.Cell.Others, SeesPct = c.Estimate(o => o.SeesPct),
        EndsOthersPct = c.Estimate(o => o.EndsPct) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (beside, usual) = (100, rows.Where(r => r.Others == 100).ToList());
    experiment.Finding($"beside about {beside} others, with {experiment.Value(kills)} random kills, a process in a {usual[1].From} sees " +
        $"{usual[1].SeesPct} % of a machine's processes and ends {usual[1].EndsOthersPct} % of the others, one in a {usual[^1].From} sees " +
        $"{usual[^1].SeesPct} % and ends {usual[^1].EndsOthersPct} %");
    experiment.Plot("view", Figure.GroupedBars($"In a {usual[1].From} a process sees {usual[1].SeesPct.Mean:0} % of a machine's processes, as " +
        $"on the host; in a {usual[^1].From} {usual[^1].SeesPct.Mean:0} %", new Axis("Processes (%)", Min: 0, Max: 100),
        from r in usual from bar in new[] { ("sees, of all", r.SeesPct), ("ends, of others", r.EndsOthersPct) }
        select new GroupedBar(r.From, bar.Item1, bar.Item2),
        subtitle: $"About {beside} others and 10 of its own, random trees; {experiment.Value(kills)} kills of random pids as root; " +
            Conditions.Runs(seen[0].Runs.Count)));

    // Others at random places of a tree, then one in the jail, and random children of it
    static KernelProcess Grow(StreamScope streams, Jail jail, int others, int children)
    {
        var (table, tree) = (new ProcessTable(), streams["tree"]);
        List<KernelProcess> Add(KernelProcess root, string name, long count) => [.. Enumerable.Range(1, (int)count).Aggregate(
            new List<KernelProcess> { root }, (all, i) => [.. all, Fork(all[tree.Next(all.Count)], $"{name} {i}")])];
        KernelProcess Fork(KernelProcess parent, string name, NamespaceKinds kinds = NamespaceKinds.None) =>
            table.Fork(parent, name, kinds, out var child) == KernelError.None ? child! : throw new InvalidOperationException(name);
        Add(table.Init, "other", 1 + streams["others"].Poisson(others));
        var jailed = Fork(table.Init, "jailed", jail.Kinds);
        table.ChangeRoot(jailed, jail.Root);
        return Add(jailed, "child", 1 + streams["children"].Poisson(children))[0];
    }
    // What ps shows to a viewer: pids there, programs below their parents
    static IEnumerable<string> Lines(KernelProcess viewer, KernelProcess? parent = null, string indent = "  ") =>
        from seen in viewer.Table.Visible(viewer)
        where parent is null ? seen.Key == 1 : seen.Value.Parent == parent
        from line in Lines(viewer, seen.Value, indent + "  ").Prepend($"{seen.Key,4}{indent}{seen.Value.Name}\n") select line;
});
record Jail(string Name, NamespaceKinds Kinds, string Root);
record Cell(Jail Jail, int Others);
record Seen(double SeesPct, double EndsPct);
