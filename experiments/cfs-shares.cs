#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which share of a CPU does a weight, a nice level or a place in a tree of groups get?

var script = new Script("Which share of a CPU does a weight, a nice level or a place in a tree of groups get?");
var allowed = script.Option("--allowed", "X", "largest distance between a share on one CPU and the closed form", 0.005, atLeast: 0,
    atMost: 1);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    experiment.Simulates(SchedulerKind.Cfs);
    // A way from the root, outermost first: the weight of each group, and the nice level of the spinning tasks in the innermost.
    Case[] cases =
    [
        .. new[] { 1, 5, 10, 15, 19 }
            .Select(nice => new Case("nice", $"0 and {nice}", [new("nice 0", [], 0), new($"nice {nice}", [], nice)])),
        .. new[] { 100, 200, 400, 1_000, 10_000 }
            .Select(weight => new Case("weight", $"100 and {weight}", [new("a", [100], 0), new("b", [weight], 0)])),
        new("weight", "100, 200 and 700", [new("a", [100], 0), new("b", [200], 0), new("c", [700], 0)]),
        new("tasks in a group", "1 and 4", [new("1 task", [100], 0), new("4 tasks", [100], 0, 4)]),
        new("tasks in a group", "1 and 16", [new("1 task", [100], 0), new("16 tasks", [100], 0, 16)]),
        new("nested", "a/x a/y b", [new("a/x", [200, 100], 0), new("a/y", [200, 300], 0), new("b", [100], 0)]),
        new("nested", "three levels",
            [new("a/x/p", [300, 100, 100], 0), new("a/x/q", [300, 100, 200], 0), new("a/y", [300, 200], 0), new("b", [100], 0)]),
        new("nested", "group beside tasks", [new("group", [100], 0, 3), new("task at nice 0", [], 0), new("task at nice 5", [], 5)]),
    ];
    var grid = from one in cases from cpus in experiment.Quick ? new[] { 1 } : new[] { 1, 4 } select new Cell(one, cpus);
    var duration = (experiment.Quick ? 20 : 300).Seconds;

    var rows = experiment.Run("shares", grid, (_, cell) =>
    {
        var sim = new Simulation();
        var cpu = new CfsScheduler(sim, cell.Cpus, parameters);
        var groups = new Dictionary<string, TaskGroup>();
        var measured = new List<(Place Place, List<CpuTask> Tasks)>();
        foreach (var place in cell.Case.Places)
        {
            // The names of the groups are the steps of the place's name.
            TaskGroup? group = null;
            var steps = place.Name.Split('/');
            for (var level = 0; level < place.Weights.Length; level++)
            {
                var path = string.Join('/', steps[..(level + 1)]);
                if (!groups.TryGetValue(path, out var found))
                {
                    groups[path] = found = cpu.CreateGroup(steps[level], group);
                    found.Weight = place.Weights[level];
                }

                group = found;
            }

            // As many tasks as CPUs at each place, so that every place can use all of them.
            var tasks = Enumerable.Range(0, place.Tasks * cell.Cpus).Select(i => cpu.CreateTask($"{place.Name}#{i}", group, place.Nice))
                .ToList();
            tasks.ForEach(task => task.Demand(CpuTask.Forever));
            measured.Add((place, tasks));
        }

        sim.Run(duration);
        var total = measured.Sum(m => m.Tasks.Sum(task => task.CpuTime));
        return measured.Select(m => new Row(
            cell.Case.Kind, cell.Case.Name, cell.Cpus, m.Place.Name, Expected(cell, m.Place, 0),
            (double)m.Tasks.Sum(task => task.CpuTime) / total,
            m.Tasks.Sum(task => task.InvoluntarySwitches) / duration.TotalSeconds,
            m.Tasks.Sum(task => task.Migrations) / duration.TotalSeconds)).ToList();
    }, runs: 1).SelectMany(r => r.Outcome).ToList();

    experiment.Csv(rows);
    experiment.Table(rows);
    var worst = rows.GroupBy(r => r.Cpus).ToDictionary(g => g.Key, g => g.Max(r => Math.Abs(r.Error)));
    foreach (var (cpus, error) in worst)
        experiment.Note($"largest distance from the closed form on {cpus} CPU(s): {error:0.0000}");
    experiment.Goal($"shares on one CPU within {experiment.Value(allowed)} of the closed form", worst[1] <= experiment.Value(allowed));

    // Of the pairs the last entity, whose setting is the one that changes; of a tree all places.
    var paired = rows.Where(row => row == rows.Last(r => (r.Kind, r.Case, r.Cpus) == (row.Kind, row.Case, row.Cpus))).ToList();
    Show("nice", [.. paired.Where(r => r.Kind == "nice")], r => $"nice {r.Case.Split(' ')[^1]}",
        shown => $"A task at {Least(shown).Entity} gets {Percent(Least(shown))} of a CPU beside one at nice 0, the one at " +
            $"{Largest(shown).Entity} {Percent(Largest(shown))}", "one task per CPU at nice 0, one at the level that is named");
    Show("weight", [.. paired.Where(r => r.Kind == "weight" && !r.Case.Contains(','))], r => $"weight {r.Case.Split(' ')[^1]}",
        shown => $"Beside a group of weight 100 one of weight {Least(shown).Case.Split(' ')[^1]} gets {Percent(Least(shown))} of the CPU " +
            $"time, one of {Largest(shown).Case.Split(' ')[^1]} {Percent(Largest(shown))}",
        "one task per CPU in each of two groups, one of cpu.weight 100 and the one that is named");
    Show("nested", [.. rows.Where(r => r.Case == "three levels")],
        r => string.Join(" in ", r.Entity.Split('/').Reverse()),
        shown => $"In a tree of groups {string.Join(" in ", Least(shown).Entity.Split('/').Reverse())} gets least, " +
            $"{Percent(Least(shown))} of the CPU time: weights divide it at each level",
        "group a (cpu.weight 300) beside b (100); in a x (100) beside y (200); in x p (100) beside q (200); one task per CPU in each " +
        "innermost group");
    Show("beside", [.. rows.Where(r => r.Case == "group beside tasks")],
        r => $"{(r.Entity == "group" ? "group of 3 tasks per CPU" : r.Entity)}, {Cpus(r.Cpus)}",
        shown => string.Join(", ", shown.Where(r => r.Entity == "group").Select((r, i) =>
            $"{(i == 0 ? $"A group of weight 100 beside tasks gets {Percent(r)} of" : $"{Percent(r)} of")} {Cpus(r.Cpus)}")),
        "a group of cpu.weight 100 with 3 tasks per CPU, beside one task per CPU at nice 0 and one at nice 5");

    void Show(string name, List<Row> shown, Func<Row, string> label, Func<List<Row>, string> finding, string load)
    {
        // Where the number of CPUs is in the name of the bars' group, it is not in the series'.
        var isNamed = shown.Any(r => label(r).EndsWith(Cpus(r.Cpus), StringComparison.Ordinal));
        var closed = shown.DistinctBy(label).Select(r => new GroupedBar(label(r), "closed form", Math.Round(100 * r.ExpectedShare, 2)));
        experiment.Plot(name, Figure.GroupedBars(
            $"{finding(shown)}; the closed form is met within {Math.Ceiling(1e4 * shown.Max(r => Math.Abs(r.Error))) / 100:0.00} points",
            new Axis("Share of the CPU time (%)", Min: 0),
            closed.Concat(shown.Select(r => new GroupedBar(label(r), isNamed ? "simulated" : $"simulated, {Cpus(r.Cpus)}",
                Math.Round(100 * r.Share, 2)))),
            subtitle: $"CFS, {string.Join(" and ", shown.Select(r => Cpus(r.Cpus)).Distinct())}; {load}; tasks never sleep; one run of " +
                $"{duration.TotalSeconds:0} s, nothing in it is random"));
    }
});

static Row Least(List<Row> rows) => rows.MinBy(r => r.Share)!;

static Row Largest(List<Row> rows) => rows.MaxBy(r => r.Share)!;

static string Percent(Row row) => $"{100 * row.Share:0.0} %";

static string Cpus(int count) => count == 1 ? "1 CPU" : $"{count} CPUs";

// The closed form: at each level of the tree a place gets its weight over the sum of the weights of its neighbours. A group has one
// weight for all CPUs together, whatever it holds; tasks have each their own: on more CPUs, more tasks weigh more beside a group.
static double Expected(Cell of, Place place, int level)
{
    var path = Prefix(place, level);
    var neighbours = of.Case.Places.Where(other => other.Weights.Length >= level && Prefix(other, level) == path)
        .GroupBy(other => other.Weights.Length > level ? Prefix(other, level + 1) : $"task {other.Name}")
        .Select(g => (Own: g.Contains(place), Weight: g.First() is var first && first.Weights.Length > level
            ? LoadWeight.OfCpuWeight(first.Weights[level])
            : first.Tasks * of.Cpus * LoadWeight.OfNice(first.Nice))).ToList();
    var share = (double)neighbours.First(n => n.Own).Weight / neighbours.Sum(n => n.Weight);
    return place.Weights.Length > level ? share * Expected(of, place, level + 1) : share;
}

static string Prefix(Place place, int levels) => string.Join('/', place.Name.Split('/')[..levels]);

record Place(string Name, int[] Weights, int Nice, int Tasks = 1);

record Case(string Kind, string Name, Place[] Places);

record Cell(Case Case, int Cpus);

record Row(string Kind, string Case, int Cpus, string Entity, double ExpectedShare, double Share, double SwitchesPerS,
    double MigrationsPerS)
{
    public double Error => Share - ExpectedShare;
}
