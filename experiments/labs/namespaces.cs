#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which processes of a machine does a process see and end from a chroot, and which from a container?
// Look for: chroot changes the root directory, and nothing that ps or kill asks; a user namespace stops kill, but hides nobody.
// Change: NamespaceKinds.Container to NamespaceKinds.Pid alone, or to Mount | Net: what of a container does ps depend on?

var script = new Script("Which processes of a machine does a process see and end from a chroot, and which from a container?", runs: 20);
var beside = script.Option("--others", "N", "others beside it, on average", 100, atLeast: 1, atMost: 1000);
var kills = script.Option("--kills", "N", "signals that the process sends to random pids", 50, atLeast: 1, atMost: 10_000);

return script.Main(args, experiment =>
{
    Jail[] jails = [new("host", NamespaceKinds.None, "/"), new("chroot", NamespaceKinds.None, "/srv"),
        new("chroot in a user namespace", NamespaceKinds.User, "/srv"), new("container", NamespaceKinds.Container, "/srv")];
    foreach (var jail in jails.Where(j => j != jails[2])) // the same small tree each time
        Console.WriteLine($"ps from the {jail.Name}:\n{string.Concat(Lines(Grow(new RandomStreams(experiment.Seed), jail, 4, 2)))}");

    var seen = experiment.Run("kills", jails, (trial, jail) =>
    {
        var jailed = Grow(trial.Streams, jail, experiment.Value(beside), 10);
        var (all, visible) = (jailed.Table.Processes.Values.ToList(), jailed.Table.Visible(jailed).Count);
        var others = all.Where(o => o.Name.StartsWith("other", StringComparison.Ordinal)).ToList();
        var pids = Enumerable.Range(0, experiment.Value(kills)).Select(_ => trial.Streams["pids"].Next(1, all.Count + 1));
        pids.Where(pid => pid != jailed.Pid).ToList().ForEach(pid => jailed.Table.Kill(jailed, pid, Signal.Kill));
        return new Seen(100.0 * visible / all.Count, 100.0 * others.Count(o => !o.IsAlive) / others.Count);
    }, until: o => new { o.Sees }).ByCell();
    var rows = seen.Select(c => new { From = c.Cell.Name, SeesPct = c.Estimate(o => o.Sees), EndsPct = c.Estimate(o => o.Ends) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    experiment.Finding($"{experiment.Value(kills)} random kills end {rows[1].EndsPct} % of the others from a {rows[1].From} and " +
        $"{rows[^1].EndsPct} % from a {rows[^1].From}, which sees {rows[^1].SeesPct} % of the machine's processes");
    experiment.Plot("view", Figure.GroupedBars($"A process in a {rows[1].From} sees {rows[1].SeesPct.Mean:0} % of the machine's " +
        $"processes, one in a {rows[^1].From} {rows[^1].SeesPct.Mean:0} %", new Axis("Processes (%)", Min: 0, Max: 100), from r in rows
            from x in new[] { ("sees, of all", r.SeesPct), ("ends, of others", r.EndsPct) }
            select new GroupedBar(r.From, x.Item1, x.Item2),
        subtitle: $"Random trees of about {experiment.Value(beside)} others and 10 of its own; {experiment.Value(kills)} kills of random " +
            $"pids but its own, as root; {Conditions.Runs(seen[0].Runs.Count)}"));

    // Others at random places of a tree, then one in the jail, and random children of it
    static KernelProcess Grow(StreamScope streams, Jail jail, int others, int children)
    {
        var (table, tree) = (new ProcessTable(), streams["tree"]);
        KernelProcess Fork(KernelProcess parent, string name, NamespaceKinds kinds = NamespaceKinds.None) =>
            table.Fork(parent, name, kinds, out var child) == KernelError.None ? child! : throw new InvalidOperationException(name);
        KernelProcess Under(KernelProcess root, string name, double mean) => Enumerable.Range(1, 1 + (int)tree.Poisson(mean)).Aggregate(
            new List<KernelProcess> { root }, (all, i) => [.. all, Fork(all[tree.Next(all.Count)], $"{name} {i}")])[0];
        Under(table.Init, "other", others);
        var jailed = Fork(table.Init, "jailed", jail.Kinds);
        table.ChangeRoot(jailed, jail.Root);
        return Under(jailed, "child", children);
    }
    // ps as a viewer has it: pids there, programs below their parents
    static IEnumerable<string> Lines(KernelProcess viewer, KernelProcess? parent = null, string indent = "  ") =>
        from seen in viewer.Table.Visible(viewer)
        where parent is null ? seen.Key == 1 : seen.Value.Parent == parent
        from line in Lines(viewer, seen.Value, indent + "  ").Prepend($"{seen.Key,4}{indent}{seen.Value.Name}\n") select line;
});
record Jail(string Name, NamespaceKinds Kinds, string Root);
record Seen(double Sees, double Ends);
