#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which processes of a machine does a process see and end from a chroot, and which from a container?
// Look for: chroot changes the root directory, and nothing that ps or kill asks; a user namespace stops kill, but hides nobody.
// Change: NamespaceKinds.Container to NamespaceKinds.Pid alone, or to Mount | Net: what of a container does ps depend on?

var script = new Script("Which processes of a machine does a process see and end from a chroot, and which from a container?", runs: 20);
var beside = script.Option("--others", "N", "processes beside it, on average", 100, atLeast: 1, atMost: 1000);
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
        for (var i = 0; i < experiment.Value(kills); i++)
            if (trial.Streams["pids"].Next(1, all.Count + 1) is var pid && pid != jailed.Pid)
                jailed.Table.Kill(jailed, pid, Signal.Kill);
        return new Seen(100.0 * visible / all.Count, 100.0 * others.Count(o => !o.IsAlive) / others.Count);
    }, until: o => new { o.SeesPct }).ByCell();
    var rows = seen.Select(c => new { From = c.Cell.Name, Sees = c.Estimate(o => o.SeesPct), Ends = c.Estimate(o => o.EndsPct) }).ToList();
    experiment.Csv(rows.Select(r => new { r.From, SeesPct = r.Sees, EndsOthersPct = r.Ends }));
    experiment.Table(rows.Select(r => new { r.From, SeesPct = r.Sees, EndsOthersPct = r.Ends }));
    experiment.Finding($"{experiment.Value(kills)} random kills end {rows[1].Ends} % of the others from a {rows[1].From} and {rows[^1].Ends} % " +
        $"from a {rows[^1].From}, which sees {rows[^1].Sees} % of the machine's processes");
    experiment.Plot("view", Figure.GroupedBars($"A process in a {rows[1].From} sees {rows[1].Sees.Mean:0} % of the machine's processes, " +
        $"one in a {rows[^1].From} {rows[^1].Sees.Mean:0} %", new Axis("Processes (%)", Min: 0, Max: 100), from r in rows
            from bar in new[] { ("sees, of all", r.Sees), ("ends, of others", r.Ends) } select new GroupedBar(r.From, bar.Item1, bar.Item2),
        subtitle: $"Random trees of about {experiment.Value(beside)} others and 10 of its own; {experiment.Value(kills)} kills of random " +
            $"pids as root; {Conditions.Runs(seen[0].Runs.Count)}"));

    // Others at random places of a tree, then one in the jail, and random children of it
    static KernelProcess Grow(StreamScope streams, Jail jail, int others, int children)
    {
        var (table, tree) = (new ProcessTable(), streams["tree"]);
        KernelProcess Fork(KernelProcess parent, string name, NamespaceKinds kinds = NamespaceKinds.None) =>
            table.Fork(parent, name, kinds, out var child) == KernelError.None ? child! : throw new InvalidOperationException(name);
        void Add(List<KernelProcess> all, string name, double mean)
        {
            for (var more = 1 + tree.Poisson(mean); more > 0; more--)
                all.Add(Fork(all[tree.Next(all.Count)], $"{name} {all.Count}"));
        }
        Add([table.Init], "other", others);
        var jailed = Fork(table.Init, "jailed", jail.Kinds);
        table.ChangeRoot(jailed, jail.Root);
        Add([jailed], "child", children);
        return jailed;
    }
    // What ps shows to a viewer: pids there, programs below their parents
    static IEnumerable<string> Lines(KernelProcess viewer, KernelProcess? parent = null, string indent = "  ") =>
        from seen in viewer.Table.Visible(viewer)
        where parent is null ? seen.Key == 1 : seen.Value.Parent == parent
        from line in Lines(viewer, seen.Value, indent + "  ").Prepend($"{seen.Key,4}{indent}{seen.Value.Name}\n") select line;
});
record Jail(string Name, NamespaceKinds Kinds, string Root);
record Seen(double SeesPct, double EndsPct);
