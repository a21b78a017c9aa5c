#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which layer answers for a name, and how many bytes does a container copy up for each byte that it writes?
// Look for: layers are asked from the top (0 is the writable one) until one answers; a whiteout and an opaque directory answer "no".
// Look for: the second write copies nothing, so that many writes cost less each. Try --write 64KiB, and other files and steps below.

var script = new Script("Which layer answers for a name, and how many bytes does a container copy up for each byte that it writes?", 10);
var write = script.Option("--write", "SIZE", "mean of what one write changes", 4.KiB);

return script.Main(args, experiment =>
{
    static Layer Files(params IEnumerable<(string Path, Bytes Size)> files) => new(files.Select(f =>
        KeyValuePair.Create(f.Path, new LayerEntry(EntryKind.File, FileContent.Of(f.Path, f.Size)))));
    var image = new Image([Files(("/etc/hosts", 1.KiB), ("/data/db", 10.MiB), ("/tmp/old", 1.KiB)), Files(("/etc/hosts", 2.KiB))]);
    var (a, b, look) = (image.Mount(), image.Mount(), new List<Look>());
    void Do(string container, UnionMount mount, string step, params Func<FileError>[] acts)
    {
        var (asked, before) = (new List<LayerLookup>(), mount.Work.CopiedBytes);
        mount.LayerAsked = asked.Add;
        var error = acts.Select(act => act()).Max();
        var by = asked.GroupBy(l => l.Path, l => $"{l.Layer} {l.Found?.ToString() ?? "-"}").Select(n => $"{n.Key}: {string.Join(", ", n)}");
        look.Add(new(container, step, string.Join("; ", by), error, (mount.Work.CopiedBytes - before).KiB));
    }
    Do("a", a, "read /etc/hosts", () => a.Read("/etc/hosts", out _));
    foreach (var text in new[] { "one", "two" })
        Do("a", a, "write /data/db", () => a.Write("/data/db", FileContent.Of(text, 10.MiB)));
    Do("a", a, "delete /etc/hosts", () => a.Delete("/etc/hosts"));
    Do("a", a, "make /tmp anew", () => a.Delete("/tmp/old"), () => a.RemoveDirectory("/tmp"), () => a.MakeDirectory("/tmp"));
    Do("b", b, "read /etc/hosts", () => b.Read("/etc/hosts", out _)); // of the same image: what a did is in a's layer 0 only
    var c = image.With(a.Commit()).Mount(); // docker commit: a's layer 0 is c's layer 1
    foreach (var path in new[] { "/etc/hosts", "/tmp/old" })
        Do("c", c, $"read {path}", () => c.Read(path, out _));
    experiment.Csv("look-up", look);
    experiment.Table(look);
    var cells = experiment.Run("writes", from writes in new[] { 50, 500, 5000 }
        from mean in new[] { 16.KiB, 256.KiB, 4.MiB, 64.MiB } select new { writes, mean }, (trial, cell) =>
    {
        var (draw, written) = (trial.Streams["files"], 0.0);
        var files = Enumerable.Range(0, 500).Select(i => ($"/{i}", new Bytes(1 + (long)draw.Exponential(cell.mean.Count)))).ToList();
        var mount = new Image(files.Chunk(125).Select(f => Files(f))).Mount(); // four layers
        foreach (var (path, size) in Enumerable.Range(0, cell.writes).Select(_ => files[draw.Next(files.Count)]))
        {
            written += Math.Min(size.Count, 1 + draw.Exponential(experiment.Value(write).Count));
            mount.Write(path, FileContent.Of("changed", size));
        }
        return mount.Work.CopiedBytes.Count / written;
    }, until: PerByte => new { PerByte }).ByCell();
    var rows = cells.Select(r => new { r.Cell.writes, FileKib = r.Cell.mean.KiB, CopiedPerByte = r.Estimate(per => per) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (few, many) = (rows[2].CopiedPerByte, rows[^2].CopiedPerByte);
    experiment.Finding($"of files of 4 MiB, 50 writes copy {few} bytes up for each byte that they write, 5,000 writes {many}");
    experiment.Plot("copied", Figure.Lines($"Of files of 4 MiB, 50 writes copy {few.Mean:N0} bytes up for each byte that they write, " +
        $"5,000 writes {many.Mean:N0}", new("Mean size of a file (KiB)", Log: true), new("Bytes copied up per byte written", Log: true),
        rows.GroupBy(r => r.writes).Select(w => new Line($"{w.Key} writes", [.. w.Select(r => new LinePoint(r.FileKib, r.CopiedPerByte))])),
        $"500 files in 4 layers, writes of {experiment.Value(write)} on average, all random; {Conditions.Runs(cells[0].Runs.Count)}"));
});

record Look(string Container, string Step, string LayersAsked, FileError Error, double CopiedUpKib);
