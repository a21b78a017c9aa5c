#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which processes of a machine does a process see and end from a chroot, and which from a container?
// Look for: chroot changes the root directory, and nothing that ps or kill asks. A user namespace hides nobody. It stops kill here
// because its root is a user of its own on the machine, as with subuid(5); one that is mapped to the machine's root could kill.
// Change: --others 10; or NamespaceKinds.Container to NamespaceKinds.Pid, then to NamespaceKinds.Net: what does ps depend on?

var script = new Script("Which processes of a machine does a process see and end from a chroot, and which from a container?", runs: 10);
var beside = script.Option("--others", "N", "others beside it, on average", 100, atLeast: 1, atMost: 1000);
var signals = script.Option("--kills", "N", "signals that the process sends to random pids", 50, atLeast: 1, atMost: 10_000);
return script.Main(args, experiment =>
{
    var (others, kills, machines) = (experiment.Value(beside), experiment.Value(signals), 20); // machines of a run
    Jail host = new("host", Root: "/"), chroot = new("chroot"), user = new("chroot in a user namespace", NamespaceKinds.User);
    var container = new Jail("container", NamespaceKinds.Container);
    foreach (var jail in new[] { host, chroot, container })
        experiment.Note($"ps from the {jail.Name}: {string.Join("; ", Ps(Start(jail, 3, 2)))}");

    var seen = experiment.Run("kills", [host, chroot, user, container], (trial, jail) =>
        Enumerable.Range(0, machines).Select(_ => Kill(trial, jail, others, kills)).ToList()).ByCell();
    var rows = seen.Select(c => new { From = c.Cell, SeesPct = Estimate.Of(c.Outcomes.SelectMany(o => o).Select(m => m.SeesPct)),
        EndsPct = Estimate.Of(c.Outcomes.SelectMany(o => o).Select(m => m.EndsPct)) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (free, held) = (rows.Single(r => r.From == chroot), rows.Single(r => r.From == container));
    experiment.Finding($"{kills} random kills end {free.EndsPct} % of the other processes from a chroot and {held.EndsPct} % from a " +
        $"container, which sees {held.SeesPct} % of the machine's processes");
    experiment.Plot("view", Figure.GroupedBars($"A process in a chroot sees {free.SeesPct.Mean:0} % of the machine's processes, " +
        $"one in a container {held.SeesPct.Mean:0} %", new Axis("Processes (%)", Min: 0, Max: 100),
        rows.SelectMany(r => new GroupedBar[]
            { new(r.From.Name, "sees, of all", r.SeesPct), new(r.From.Name, "ends, of the others", r.EndsPct) }),
        subtitle: $"About {others} others, 10 children of its own, {kills} kills of random pids as root; {machines} machines a run, " +
            Conditions.Runs(seen[0].Runs.Count)));
});
static IEnumerable<string> Ps(KernelProcess viewer) => viewer.Table.Visible(viewer).Select(p => $"{p.Key} {p.Value.Name}, child of " +
    viewer.Table.Visible(viewer).FirstOrDefault(q => q.Value == p.Value.Parent).Key); // 0: nobody that is seen
static Share Kill(Trial trial, Jail jail, int others, int kills)
{
    var (count, random) = (trial.Streams["count"], trial.Streams["pids"]);
    var jailed = Start(jail, 1 + count.Poisson(others), 1 + count.Poisson(10));
    var all = jailed.Table.Processes.Values.ToList();
    var sees = jailed.Table.Visible(jailed).Count;
    var pids = Enumerable.Range(0, kills).Select(_ => random.Next(1, all.Count + 1)).ToList();
    pids.Where(pid => pid != jailed.Pid).ToList().ForEach(pid => jailed.Table.Kill(jailed, pid, Signal.Kill)); // not itself
    return new(100.0 * sees / all.Count, 100.0 * all.Count(p => p.Name == "other" && !p.IsAlive) / all.Count(p => p.Name == "other"));
}
static KernelProcess Start(Jail jail, long others, long children)
{
    var table = new ProcessTable();
    for (var i = 0; i < others; i++)
        table.Fork(table.Init, "other", NamespaceKinds.None, out _);
    table.Fork(table.Init, "jailed", jail.Kinds, out var jailed);
    table.ChangeRoot(jailed!, jail.Root);
    for (var i = 0; i < children; i++)
        table.Fork(jailed!, "child", NamespaceKinds.None, out _);
    return jailed!;
}
record Jail(string Name, NamespaceKinds Kinds = NamespaceKinds.None, string Root = "/srv");
record Share(double SeesPct, double EndsPct);
