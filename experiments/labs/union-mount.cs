#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which layer answers for a name, and how much does a container copy up when it changes a little of many files?
// Look for: layers are asked from the top, 0 is the writable one, until one answers; a whiteout answers that the name is gone.
// Look for: overlayfs copies the whole file up when it is opened for writing the first time, however little is written then.
// Change: --write 16KiB (which numbers change?); the 500 files to 50; one more step below, such as
// Do("a", a, "rm /data/db", () => a.Delete("/data/db")); which layers are asked, and what does c find?

var script = new Script("Which layer answers for a name, and how much does a container copy up when it changes a little of " +
    "many files?", runs: 10);
var write = script.Option("--write", "SIZE", "what a program means to write each time", 4.KiB);

return script.Main(args, experiment =>
{
    static KeyValuePair<string, LayerEntry> File(string path, Bytes size) =>
        new(path, new LayerEntry(EntryKind.File, FileContent.Of(path, size)));
    var image = new Image([new Layer([File("/etc/hosts", 1.KiB), File("/data/db", 10.MiB)]), new Layer([File("/etc/hosts", 2.KiB)])]);
    var (a, b, looks) = (image.Mount(), image.Mount(), new List<Look>());
    void Do(string container, UnionMount mount, string step, Func<FileError> act)
    {
        var (asked, before) = (new List<string>(), mount.Work.CopiedBytes);
        mount.LayerAsked = l => asked.Add($"{l.Layer} {l.Path}: {(l.Found is { } kind ? $"{kind}".ToLowerInvariant() : "no")}");
        var error = act();
        looks.Add(new(container, step, string.Join(", ", asked), error, (mount.Work.CopiedBytes - before).KiB));
    }
    Do("a", a, "read /etc/hosts", () => a.Read("/etc/hosts", out _));
    Do("a", a, "write /data/db", () => a.Write("/data/db", FileContent.Of("one", 10.MiB)));
    Do("a", a, "write /data/db", () => a.Write("/data/db", FileContent.Of("two", 10.MiB)));
    Do("a", a, "rm /etc/hosts", () => a.Delete("/etc/hosts"));
    Do("b", b, "read /etc/hosts", () => b.Read("/etc/hosts", out _)); // of the same image: what a did is in a's layer 0 only
    var c = image.With(a.Commit()).Mount(); // docker commit: a's layer 0 is c's layer 1
    Do("c", c, "read /etc/hosts", () => c.Read("/etc/hosts", out _));
    experiment.Csv("look-up", looks);
    experiment.Table(looks);

    var grid = from file in new[] { 16.KiB, 256.KiB, 4.MiB } from writes in new[] { 10, 100, 1000, 10_000 }
        select new Cell(file, writes);
    var cells = experiment.Run("writes", grid, (trial, cell) =>
    {
        var mount = new Image([new Layer(Enumerable.Range(0, 500).Select(i => File($"/{i}", cell.File)))]).Mount();
        for (var i = 0; i < cell.Writes; i++) // the file keeps its size; what is changed in it the mount does not ask
            mount.Write($"/{trial.Streams["files"].Next(500)}", FileContent.Of($"change {i}", cell.File));
        return mount.Work.CopiedBytes.MiB;
    }, until: CopiedUpMib => new { CopiedUpMib }).ByCell();
    var rows = cells.Select(r => new { FileKib = r.Cell.File.KiB, r.Cell.Writes,
        MeantMib = r.Cell.Writes * Bytes.Min(r.Cell.File, experiment.Value(write)).MiB, CopiedUpMib = r.Estimate(mib => mib) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var large = rows[9]; // 100 writes to files of 4 MiB
    experiment.Finding($"{large.Writes} writes to files of 4 MiB, which mean to write {large.MeantMib:0.0} MiB, " +
        $"copy {large.CopiedUpMib} MiB up; {rows[^1].Writes:N0} writes, of {rows[^1].MeantMib:0} MiB, copy {rows[^1].CopiedUpMib} MiB up");
    experiment.Plot("copied", Figure.Lines($"{large.Writes} writes of {experiment.Value(write)} to files of 4 MiB copy " +
        $"{large.CopiedUpMib.Mean:N0} MiB up", new("Writes", Log: true), new("Copied up (MiB)", Log: true), rows.GroupBy(r => r.FileKib)
        .Select(f => new Line($"files of {f.Key:N0} KiB", [.. f.Select(r => new LinePoint(r.Writes, r.CopiedUpMib))])),
        $"500 files, each write to one of them at random; a file is copied up once; {Conditions.Runs(cells[0].Runs.Count)}"));
});
record Look(string Container, string Step, string LayersAsked, FileError Error, double CopiedUpKib);
record Cell(Bytes File, int Writes);
